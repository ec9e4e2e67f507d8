"""Turns, paragraphs, and what is masked: speaker labels and time stamps.

It alone decides what a speaker's label is. Its answers are stored with the
document, so a change of the rules raises `RULES_VERSION`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from unicodedata import normalize

from qcode.model.document import Turn
from qcode.model.span import Span
from qcode.text.folding import fold

RULES_VERSION = 2

_LONGEST_LABEL = 30
_STAMP = (
    r"(?:#\d{1,2}:\d{2}:\d{2}(?:-\d{1,3})?#"
    r"|\[\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,3})?)?\]"
    r"|\(\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\))"
)
_STAMP_SIGNS = "#[("
# The ending keeps "Interviewer:in" one word in spite of its colon.
_LABEL_WORD = r"[^\s:,;!?„“”»«\"…–—#\[\]|<>=]{1,30}(?::in(?:nen)?(?=[\s:]))?"
_TIME_STAMP = re.compile(_STAMP, re.ASCII)
_LABEL = re.compile(
    rf"(?:{_STAMP}[ \t]*)?(?=[^\W\d_])(?P<label>{_LABEL_WORD}(?: {_LABEL_WORD}){{0,3}})"
    r":(?=\s|\Z)[ \t]*"
)
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_BLANK_LINES = re.compile(r"\n\s*\n")

_SHORT_CODE = re.compile(r"[^\W\d_]{1,3}\d{0,3}")
_ROLES = (
    r"interview(?:er|ter|te|ende|ender|ee|partner)|befragte|befragter|befragende|"
    r"befragender|moderation|moderator|sprecher|sprechende|speaker|person|teilnehmer|"
    r"teilnehmende|teilnehmender|participant|proband|expert|experte|expertin|"
    r"respondent|facilitator|protokollant"
)
_ROLE = re.compile(
    rf"(?:(?:interviewte|interviewende|befragte|befragende) person|(?:{_ROLES})"
    r"(?:[:*/_-]?in(?:nen)?)?)(?: ?\d{1,3}| [a-z])?"
)


def turns(text: str) -> tuple[Turn, ...]:
    """Return the turns, which cover the text from start to end in order.

    A turn begins at a line that starts with a speaker's label, after a time
    stamp or none, or with a markdown heading; a heading and what stands before
    the first label are turns of the speaker "". Blank lines belong to the turn
    before. A label is one to four words of 30 characters at most, begins with an
    upper-case letter and ends with a colon and white space; it is a short code
    (`I`, `GA`, `S1`), a role (`Interviewer 2`), stands at the start of at least
    two lines, or once behind a time stamp: if it is a name of several words, or if
    half of the lines that begin with a stamp name a speaker. An empty text has no
    turns.
    """
    if not text:
        return ()
    openings = _openings(text)
    if not openings or openings[0][0] > 0:
        openings.insert(0, (0, "", 0))
    ends = [start for start, _, _ in openings[1:]] + [len(text)]
    return tuple(
        Turn(speaker, Span(start, end), body_start)
        for (start, speaker, body_start), end in zip(openings, ends, strict=True)
    )


def time_stamps(text: str) -> list[Span]:
    """Return where `#00:01:02-3#`, `[01:02]` and their like stand, in order.

    Known are `#h:m:s#`, `#h:m:s-f#`, `[h:m:s]`, `[m:s]` and `(h:m:s)`; `(10:30)`
    is the time of day.
    """
    if not any(sign in text for sign in _STAMP_SIGNS):
        return []
    return [Span(*match.span()) for match in _TIME_STAMP.finditer(text)]


def masked_spans(text: str, turns: Sequence[Turn]) -> list[Span]:
    """Return the labels with their colon and the time stamps, disjoint and in order.

    They are no words of the speakers: left out of counts, search, suggestions.
    """
    labels = [label for turn in turns if (label := label_of(text, turn)) is not None]
    masked: list[Span] = []
    for span in sorted(labels + time_stamps(text)):
        if masked and masked[-1].overlaps(span):
            masked[-1] = masked[-1].hull(span)
        else:
            masked.append(span)
    return masked


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs in order, without white space around them.

    Blank lines part them, and each turn begins one, its label included.
    """
    found: list[Span] = []
    for turn in turns(text):
        start = turn.span.start
        for gap in _BLANK_LINES.finditer(text, start, turn.span.end):
            found.extend(trimmed(text, start, gap.start()))
            start = gap.end()
        found.extend(trimmed(text, start, turn.span.end))
    return found


def trimmed(text: str, start: int, end: int) -> list[Span]:
    """Return the stretch without the white space around it; none if all is white."""
    piece = text[start:end]
    body = piece.strip()
    if not body:
        return []
    start += len(piece) - len(piece.lstrip())
    return [Span(start, start + len(body))]


def _openings(text: str) -> list[tuple[int, str, int]]:
    """Return start, speaker and start of the body of each turn that a line opens."""
    found: list[tuple[int, str, int]] = []
    start = 0
    # Matching line by line is several times as fast as one search with "^".
    for line in text.split("\n"):
        if ":" in line and (match := _LABEL.match(line)):
            label = match["label"]
            if len(label) <= _LONGEST_LABEL and label[0].isupper():
                found.append((start, label, start + match.end()))
        elif line.startswith("#") and _HEADING.match(line):
            found.append((start, "", start))
        start += len(line) + 1
    often = Counter(label for _, label, _ in found)
    doubtful = [
        opening
        for opening in found
        if opening[1] and often[opening[1]] == 1 and not is_code_or_role(opening[1])
    ]
    refused = set(doubtful)
    if doubtful:
        is_usual = _is_labelled_by_stamp(text, found)
        for opening in doubtful:
            if _is_stamped(text, opening) and (is_usual or _is_name(opening[1])):
                refused.discard(opening)
    return [opening for opening in found if opening not in refused]


def _is_stamped(text: str, opening: tuple[int, str, int]) -> bool:
    """Whether the line begins with a time stamp, the label behind it."""
    return _TIME_STAMP.match(text, opening[0]) is not None


def _is_labelled_by_stamp(text: str, found: Sequence[tuple[int, str, int]]) -> bool:
    """Whether half of the lines that begin with a time stamp name a speaker."""
    labelled = sum(_is_stamped(text, opening) for opening in found)
    stamped = sum(1 for line in text.split("\n") if _TIME_STAMP.match(line))
    return stamped <= 2 * labelled


def _is_name(label: str) -> bool:
    """Whether a label looks like first name and surname."""
    words = label.split(" ")
    return len(words) > 1 and all(word[0].isupper() for word in words)


def is_code_or_role(label: str) -> bool:
    """Whether a label is a short code or a role, which name nobody: I, S1, Person 2.

    It is a speaker's even if it occurs only once.
    """
    composed = normalize("NFC", label)
    if _SHORT_CODE.fullmatch(composed) and composed.isupper():
        return True
    return _ROLE.fullmatch(fold(label)) is not None


def label_of(text: str, turn: Turn) -> Span | None:
    """Return where a turn's label stands with its colon, `None` if nowhere."""
    if not turn.speaker:
        return None
    marked = turn.speaker + ":"
    start = text.find(marked, turn.span.start, turn.body_start)
    return Span(start, start + len(marked)) if start >= 0 else None
