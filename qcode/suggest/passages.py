"""Which stretches of a document codes are proposed for.

A pure function of the text, who speaks in it, and how long the segments are that
coders in this study mark. Nothing here is learned but that length.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from qcode.model.document import Turn
from qcode.model.span import Span
from qcode.text.segments import trimmed
from qcode.text.sentences import sentences, words
from qcode.text.speakers import is_interviewer, turns_of_interviewees

# What coders mark before anything is known of these ones, in sentences.
USUAL_LENGTH = 2
# Under five observed segments a habit is a guess.
_FEWEST_OBSERVED = 5
# "Nein." and "Doch, schon." go with what stands beside them.
_WORDS_OF_A_SENTENCE = 5
_FEWEST_WORDS = 3
_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")
_HEADING = re.compile(r"#{1,6}[ \t]")


def passages(
    text: str,
    turns: Sequence[Turn],
    *,
    masked: Sequence[Span],
    observed_lengths: Sequence[int],
    is_left_out: Callable[[str], bool] = is_interviewer,
) -> list[Span]:
    """Return the stretches to propose codes for, disjoint and in order of the text.

    They are sentences of one paragraph of one turn, so many as coders here usually
    mark: `observed_lengths` are those of coded segments in sentences, with fewer
    than five of them two are taken. Each begins and ends with a sentence, outside
    the `masked` spans, though one may lie inside. Left out are the turns of the
    speakers that `is_left_out` names, headings, what stands before the first label
    of a document that is mostly labelled, and what has fewer than three words.
    """
    size = usual_length(observed_lengths)
    said = _without(sentences(text), masked, text)
    found: list[Span] = []
    for turn in turns_of_interviewees(text, turns, is_left_out):
        for group in _paragraphs(text, _inside(said, turn.body_start, turn.span.end)):
            found += _cut(text, group, size)
    return [span for span in found if len(words(text, span)) >= _FEWEST_WORDS]


def usual_length(observed_lengths: Sequence[int]) -> float:
    """Return how many sentences coders usually mark at once, by what they marked."""
    if len(observed_lengths) < _FEWEST_OBSERVED:
        return USUAL_LENGTH
    return median(observed_lengths)


def count_sentences(places: Sequence[Span], segment: Span) -> int:
    """Return how many sentences a segment touches, at least one.

    `places` are the document's sentences in order, as `sentences` gives them. This is
    the length that `passages` asks for.
    """
    first = bisect_right([span.end for span in places], segment.start)
    behind = bisect_left([span.start for span in places], segment.end)
    return max(behind - first, 1)


def _without(places: Sequence[Span], masked: Sequence[Span], text: str) -> list[Span]:
    """Return the sentences without the masked spans, both disjoint and in order."""
    found: list[Span] = []
    starts = [mask.start for mask in masked]
    for place in places:
        start = place.start
        first = max(bisect_right(starts, start) - 1, 0)
        for mask in masked[first : bisect_left(starts, place.end)]:
            if mask.overlaps(place):
                found += trimmed(text, start, max(mask.start, start))
                start = mask.end
        found += trimmed(text, start, max(place.end, start))
    return found


def _inside(places: Sequence[Span], start: int, end: int) -> list[Span]:
    """Return the sentences that begin in a stretch."""
    first = bisect_left(places, start, key=lambda place: place.start)
    behind = bisect_left(places, end, key=lambda place: place.start)
    return list(places[first:behind])


def _paragraphs(text: str, places: Sequence[Span]) -> list[list[Span]]:
    """Return the sentences by paragraph, headings left out."""
    groups: list[list[Span]] = []
    last: Span | None = None
    for place in places:
        is_heading = _HEADING.match(text, place.start) is not None
        if last is None or _PARAGRAPH_BREAK.search(text, last.end, place.start):
            groups.append([])
        if is_heading:
            groups.append([])
        else:
            groups[-1].append(place)
        last = place
    return [group for group in groups if group]


def _cut(text: str, places: Sequence[Span], size: float) -> list[Span]:
    """Return a paragraph in parts of about so many sentences, all about as long.

    A sentence of few words counts as a part of one and does not stand alone.
    """
    lengths = [len(words(text, place)) for place in places]
    weights = [min(length / _WORDS_OF_A_SENTENCE, 1.0) for length in lengths]
    total = sum(weights)
    count = max(round(total / size), 1)
    cuts = [0]
    done = 0.0
    held, left = 0, sum(lengths)
    for index in range(1, len(places)):
        done += weights[index - 1]
        held += lengths[index - 1]
        left -= lengths[index - 1]
        is_nearest = done + weights[index] / 2 > len(cuts) * total / count
        is_enough = min(held, left) >= _FEWEST_WORDS and len(cuts) < count
        if is_nearest and is_enough:
            cuts.append(index)
            held = 0
    cuts.append(len(places))
    return [places[start].hull(places[end - 1]) for start, end in pairwise(cuts)]
