"""Where a new text says nearly again what was coded before.

An index by rare words finds few candidates, and only these are compared letter by
letter. It knows segments as texts with an id, not what they were coded with.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import fuzz

from qcode.model.ids import CodingId
from qcode.model.span import Span
from qcode.suggest.lemmas import spelling
from qcode.text.sentences import words

# From here on people see the same statement; below, only the same subject.
LEAST_SIMILARITY = 0.8
# "Ja, genau" is said everywhere and repeats nothing.
_FEWEST_WORDS = 4
_SHORTEST_WORD = 4
# Words in more segments than this find nothing and cost most.
_MOST_SEGMENTS = 100
# So much of the rare words' weight must come again, and so many are looked at.
_LEAST_SHARE = 0.5
_MOST_CANDIDATES = 12
# Room for "äh" and other insertions in the stretch that is compared.
_SLACK = 1.5
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Repetition:
    """A stretch of a new text that is nearly a coded segment.

    `span` are whole words, as codepoint offsets of the new text. `similarity` is in
    [0, 1]: 1 where words and their order are the same, whatever case and signs.
    """

    span: Span
    coding_id: CodingId
    similarity: float


class _Wording(NamedTuple):
    """A text as its words: their spellings and spans, in order."""

    keys: list[str]
    spans: list[Span]


class RepetitionIndex:
    """The coded segments of a study, ready to be found again in many texts."""

    def __init__(self, segments: Mapping[CodingId, str]) -> None:
        """Index the segments' texts; those under four words are left out."""
        # What has several codes is several codings of the same words.
        self._ids: dict[tuple[str, ...], list[CodingId]] = {}
        for coding_id, text in segments.items():
            keys = tuple(_wording(text).keys)
            if len(keys) >= _FEWEST_WORDS:
                self._ids.setdefault(keys, []).append(coding_id)
        self._keys = list(self._ids)
        postings: dict[str, list[int]] = {}
        for number, keys in enumerate(self._keys):
            for key in dict.fromkeys(keys):
                if len(key) >= _SHORTEST_WORD:
                    postings.setdefault(key, []).append(number)
        self._postings = {
            key: numbers
            for key, numbers in postings.items()
            if len(numbers) <= _MOST_SEGMENTS
        }
        count = len(self._keys) + 1
        self._weights = {
            key: math.log(count / len(numbers)) + 1
            for key, numbers in self._postings.items()
        }
        self._totals = [self._weight(keys) for keys in self._keys]

    def repetitions(
        self, text: str, least_similarity: float = LEAST_SIMILARITY
    ) -> list[Repetition]:
        """Return the segments that a text nearly repeats, the most similar first.

        Each segment is given once, at its best place; of the segments that share
        the most with the text the first dozen are compared. A segment that is
        longer than the text is found where the text repeats a part of it. The text
        should be a passage: of a whole document only a dozen segments are found.
        """
        wording = _wording(text)
        if len(wording.keys) < _FEWEST_WORDS:
            return []
        found: list[Repetition] = []
        for segment in self._candidates(wording.keys):
            span, similarity = _compare(segment, wording, self._weights)
            if similarity >= least_similarity:
                found += [
                    Repetition(span, coding_id, similarity)
                    for coding_id in self._ids[segment]
                ]
        return sorted(found, key=lambda it: (-it.similarity, it.span, it.coding_id))

    def _candidates(self, keys: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the segments that share most of the rare words, the most first."""
        shared: dict[int, float] = {}
        for key in dict.fromkeys(keys):
            for number in self._postings.get(key, ()):
                shared[number] = shared.get(number, 0.0) + self._weights[key]
        whole = self._weight(keys)
        shares = (
            (weight / min(whole, self._totals[number]), number)
            for number, weight in shared.items()
        )
        likely = sorted((-share, it) for share, it in shares if share >= _LEAST_SHARE)
        return [self._keys[number] for _, number in likely[:_MOST_CANDIDATES]]

    def _weight(self, keys: Sequence[str]) -> float:
        return sum(self._weights.get(key, 0.0) for key in dict.fromkeys(keys))


def _compare(
    segment: Sequence[str], wording: _Wording, weights: Mapping[str, float]
) -> tuple[Span, float]:
    """Return where a segment stands in a text best, and how similar it is there."""
    first, end = _stretch(segment, wording.keys, weights)
    sought, present = " ".join(segment), " ".join(wording.keys[first:end])
    aligned = fuzz.partial_ratio_alignment(sought, present)
    assert aligned is not None, "without a cutoff there is always an alignment"
    numbers = _words_at(wording.keys[first:end], aligned.dest_start, aligned.dest_end)
    spans = wording.spans[first + numbers.start : first + numbers.stop]
    return spans[0].hull(spans[-1]), aligned.score / 100


def _stretch(
    segment: Sequence[str], keys: Sequence[str], weights: Mapping[str, float]
) -> tuple[int, int]:
    """Return the words, from and to, that share most with a segment.

    They are at most twice as many as the segment's, so that the time of comparing
    does not grow with the text.
    """
    size = math.ceil(len(segment) * _SLACK)
    if len(keys) <= size:
        return 0, len(keys)
    wanted = set(segment)
    gains = [weights.get(key, 0.0) if key in wanted else 0.0 for key in keys]
    total = best = sum(gains[:size])
    best_start = 0
    for start in range(1, len(keys) - size + 1):
        total += gains[start + size - 1] - gains[start - 1]
        if total > best + _ROUNDING:
            best, best_start = total, start
    # In the first of the best windows the shared words end where it ends.
    return best_start, min(best_start + size + len(segment) // 2, len(keys))


def _wording(text: str) -> _Wording:
    spans = words(text)
    return _Wording([spelling(span.cut(text)) for span in spans], spans)


def _words_at(keys: Sequence[str], start: int, end: int) -> range:
    """Return the words, by number, that letters of the joined words lie in.

    A word of which less than half lies inside is left out, unless it is the only one.
    """
    inside: list[int] = []
    place = 0
    for number, key in enumerate(keys):
        overlap = min(end, place + len(key)) - max(start, place)
        if overlap * 2 >= len(key):
            inside.append(number)
        place += len(key) + 1
    if not inside:
        return range(1)
    return range(inside[0], inside[-1] + 1)
