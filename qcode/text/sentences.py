"""Words and sentences of a stored text as spans, by rules for German and English.

Nothing is learned or loaded, so the same text always has the same sentences. A
change of the rules or of their word lists raises `RULES_VERSION`.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from unicodedata import category, normalize

from qcode.model.span import Span
from qcode.text.abbreviations import (
    ABBREVIATIONS,
    BINDING,
    BINDING_LETTERS,
    CLOSING_LETTERS,
    CONNECTORS,
    COUNTED,
    DETERMINERS,
    MONTHS,
    NAMED_BY_LETTER,
    NUMBERED,
    OPEN,
    STARTERS,
)
from qcode.text.segments import masked_spans, trimmed, turns

RULES_VERSION = 1

# Marks outside these blocks belong to scripts that no word list here knows; the
# whole range of Unicode would cost 100 ms at import.
_MARK_BLOCKS = (range(0x300, 0x2100), range(0xA660, 0xAC00), range(0xFB00, 0xFE30))
_MARKS = "".join(
    chr(code) for code in chain(*_MARK_BLOCKS) if category(chr(code))[0] == "M"
)
# Soft hyphen and (non-)joiner are not seen, so they part no word either.
_PART = rf"[^\W_]++(?:[{_MARKS}\u00ad\u200c\u200d]++[^\W_]*+)*+"
_WORD = re.compile(rf"{_PART}(?:[-'’*:_\u2010\u2011]{_PART})*+")

# Blank lines, the line feed before a list item, and the one after a heading.
_PART_BREAK = re.compile(
    r"\n(?:\s*\n|(?=[^\S\n]*(?:[-*•]|\d{1,3}[.)])[^\S\n]))"
    r"|(?:(?<=\n)|\A)#{1,6}[ \t][^\n]*(?P<heading_end>\n)"
)
_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"'”“’‘»«›‹)\]}*_]*+(?=\s)")
# What follows a stop: asides in brackets, other signs, and then the first word.
_NEXT = re.compile(
    r"\s+(?:[(\[][^()\[\]]{0,60}[)\]]\s*){0,3}[\W_]{0,40}(?P<word>[^\W_]*)"
)
_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_ROMAN = re.compile(r"(?:X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})")
_ORDINAL = re.compile(r"\d{1,2}\.,?")
_OPENERS = "\"'„“‚‘»«›‹([{*_"
_SIGHT_BEFORE, _SIGHT_AFTER = 48, 240


def words(text: str, within: Span | None = None) -> list[Span]:
    """Return the words in order: runs of letters or digits with their marks.

    Inside, `- ' * : _` join runs to one word, as do the typographic apostrophe
    and hyphen. A word that `within` cuts counts with what lies inside.
    """
    start, end = _ends_of(text, within)
    return [Span(*match.span()) for match in _WORD.finditer(text, start, end)]


def word_bounds(text: str) -> list[tuple[int, int]]:
    """Return where the words begin and end, in order, as `words` without the spans."""
    return [match.span() for match in _WORD.finditer(text)]


def different_words(text: str) -> set[str]:
    """Return the words of a text, each once, those of labels and time stamps too."""
    return set(_WORD.findall(text))


def count_words(text: str, masked: Sequence[Span]) -> int:
    """Return how many words do not lie in a masked span."""
    hidden = 0
    spans = sorted(masked)
    first = 0
    while first < len(spans):
        # Neighbours without white space between them are looked at together: each
        # for itself, a text of nothing but stamps would be read once for each.
        start, end = _out_to_white_space(text, spans[first])
        behind = first + 1
        while behind < len(spans) and spans[behind].start < end:
            if spans[behind].end > end:
                end = _next_white_space(text, spans[behind].end)
            behind += 1
        hidden += _hidden_words(text, Span(start, end), spans[first:behind])
        first = behind
    return len(_WORD.findall(text)) - hidden


def _hidden_words(text: str, within: Span, masked: Sequence[Span]) -> int:
    """Return how many words of a stretch lie in one of the spans, in their order."""
    found = following = covered = 0
    for match in _WORD.finditer(text, within.start, within.end):
        while following < len(masked) and masked[following].start <= match.start():
            covered = max(covered, masked[following].end)
            following += 1
        found += match.end() <= covered
    return found


def _out_to_white_space(text: str, span: Span) -> tuple[int, int]:
    """Return where the words that a span touches begin and end."""
    start = span.start
    while start and not text[start - 1].isspace():
        start -= 1
    return start, _next_white_space(text, span.end)


def _next_white_space(text: str, offset: int) -> int:
    while offset < len(text) and not text[offset].isspace():
        offset += 1
    return offset


def sentences(text: str, within: Span | None = None) -> list[Span]:
    """Return the sentences in order, disjoint, without white space around them.

    A stop before white space and a plausible start ends one; so do blank lines,
    turns, headings, list items and time stamps. Labels and time stamps are part of
    none. With `within`, only that stretch is looked at, labels as in the whole.
    """
    found: list[Span] = []
    for part in _parts(text, *_ends_of(text, within)):
        start = part.start
        for end in _stops(text, part):
            found.extend(trimmed(text, start, end))
            start = end
        found.extend(trimmed(text, start, part.end))
    return found


def _ends_of(text: str, within: Span | None) -> tuple[int, int]:
    """Return where to begin and to end: the whole text if nothing is said."""
    return (0, len(text)) if within is None else (within.start, within.end)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretches that no sentence crosses, without white space around."""
    spoken = turns(text)
    cuts = [(span.start, span.end) for span in masked_spans(text, spoken)]
    cuts += [(turn.span.start, turn.span.start) for turn in spoken]
    for match in _PART_BREAK.finditer(text):
        cuts.append(match.span("heading_end" if match["heading_end"] else 0))
    for cut_start, cut_end in sorted(cuts):
        if start < cut_start < end:
            yield from trimmed(text, start, cut_start)
        start = max(start, cut_end)
    if start < end:
        yield from trimmed(text, start, end)


def _stops(text: str, part: Span) -> Iterator[int]:
    """Yield where the sentences of a part end, but for the last one."""
    has_capitals = not part.cut(text).islower()
    for match in _STOP.finditer(text, part.start, part.end):
        start, end = match.span()
        before = text[max(start - _SIGHT_BEFORE, part.start) : start]
        # A stop at the very start or after a bracket, "(..)", is a pause.
        if not before or before[-1] in "([":
            continue
        after = normalize("NFC", text[end : min(end + _SIGHT_AFTER, part.end)])
        found = _NEXT.match(after)
        if found is None or not (word := found["word"]):
            continue
        before = normalize("NFC", before)
        if word[0].islower():
            is_end = not has_capitals and _ends_before_small(before, match[0])
        else:
            is_end = not _is_full_stop(match[0]) or not _goes_on(before, word)
        if is_end:
            yield end


def _is_full_stop(stop: str) -> bool:
    """Whether a stop is one full stop, whatever quotes or brackets it closes."""
    return stop[0] == "." and stop[1:2] not in (".", "…", "!", "?")


def _ends_before_small(before: str, stop: str) -> bool:
    """Whether a sentence ends before a small letter in a part without capitals."""
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    is_whole_word = len(word) > 2 and word not in ABBREVIATIONS
    return stop in ("!", "?") or (stop == "." and is_whole_word)


def _goes_on(before: str, word: str) -> bool:
    """Whether a full stop after `before` ends no sentence, though no small `word`."""
    tokens = before.split()
    last = "" if before[-1].isspace() else tokens.pop().lstrip(_OPENERS)
    begins = word.lower() in STARTERS
    if last.isdecimal() or (len(last) > 1 and _ROMAN.fullmatch(last)):
        return _is_ordinal(tokens, last, word)
    if _LETTERS.fullmatch(last):
        letters = _letters(tokens, last).lower()
        if len(letters) == 1:
            named = bool(tokens) and tokens[-1].lower() in NAMED_BY_LETTER
            return not begins and not named
        return letters in BINDING_LETTERS or not (begins or letters in CLOSING_LETTERS)
    found = _LAST_WORD.search(last)
    key = found[0].lower() if found else ""
    if key in NUMBERED:
        return word[0].isdecimal()
    if key in OPEN or key.endswith("str"):
        return not begins
    return key in BINDING


def _letters(tokens: Sequence[str], last: str) -> str:
    """Return the letters of "z. B." or "z.B", however many parts it is written in."""
    letters = last.replace(".", "")
    for token in reversed(tokens):
        bare = token.lstrip(_OPENERS)
        if not (bare.endswith(".") and _LETTERS.fullmatch(bare[:-1])):
            break
        letters = bare.replace(".", "") + letters
    return letters


def _is_ordinal(tokens: Sequence[str], number: str, word: str) -> bool:
    """Whether a number and its full stop count what follows: "die 2. Welle"."""
    is_decimal = number.isdecimal()
    if is_decimal and len(number) > 3:
        return False
    if not tokens or word.lower() in MONTHS or word.lower() in COUNTED:
        return True
    if is_decimal and len(number) > 2:
        return False
    if is_decimal and word[0].isdecimal():
        return True
    earlier = (
        token
        for token in reversed(tokens)
        if token.lower() not in CONNECTORS and not _ORDINAL.fullmatch(token)
    )
    return next(earlier, "").lower() in DETERMINERS and word.lower() not in STARTERS
