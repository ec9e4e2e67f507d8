"""User-perceived characters: where a text may be cut and a cursor may stand.

Source: Unicode Standard Annex 29, revision 39 (Unicode 14.0), extended grapheme
clusters. The standard library has no table of the break properties, so they are
read off general categories and the ranges below. Not covered: the conjuncts of
Indic scripts (rule GB9c, Unicode 15.1). CR LF cannot occur in a stored text.
"""

from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from unicodedata import category

from qcode.model.span import Span

# Below U+0300 nothing joins the character before it (but see ZWJ ©).
_FIRST_JOINING = "\u0300"
# How far a rule that needs more than two characters looks back. Beyond so many
# regional indicators in a row flags fall apart; no text has them.
_LOOK_BACK = 256

_ZWJ = "\u200d"
_SPACING_BUT_APART = frozenset(
    "\u102b\u102c\u1038\u1062\u1063\u1064\u1067\u1068\u1069\u106a\u106b\u106c\u106d"
    "\u1083\u1087\u1088\u1089\u108a\u108b\u108c\u108f\u109a\u109b\u109c"
    "\u1a61\u1a63\u1a64\uaa7b\uaa7d\U00011720\U00011721"
)
_OTHER_EXTENDING = frozenset("\u0e33\u0eb3\u200c\u200d\uff9e\uff9f") | frozenset(
    map(chr, (*range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)))
)
_PREPENDED = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e"
    "\U000110bd\U000110cd\U000111c2\U000111c3\U0001193f\U00011941\U00011a3a"
    "\U00011a84\U00011a85\U00011a86\U00011a87\U00011a88\U00011a89"
)
# Extended_Pictographic of emoji-data.txt 14.0: first and last of each range.
_PICTOGRAPHS = (
    "©©®®‼‼⁉⁉™™ℹℹ↔↙↩↪⌚⌛⌨⌨⎈⎈⏏⏏⏩⏳⏸⏺ⓂⓂ▪▫▶▶◀◀◻◾☀★☇☒☔⚅⚐✅✈✒✔✔✖✖✝✝✡✡✨✨✳✴❄❄❇❇❌❌❎❎❓❕❗❗❣❧"
    "➕➗➡➡➰➰➿➿⤴⤵⬅⬇⬛⬜⭐⭐⭕⭕〰〰〽〽㊗㊗㊙㊙"
    "\U0001f000\U0001f0ff\U0001f10d\U0001f10f\U0001f12f\U0001f12f"
    "\U0001f16c\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f18e"
    "\U0001f191\U0001f19a\U0001f1ad\U0001f1e5\U0001f201\U0001f20f"
    "\U0001f21a\U0001f21a\U0001f22f\U0001f22f\U0001f232\U0001f23a"
    "\U0001f23c\U0001f23f\U0001f249\U0001f3fa\U0001f400\U0001f53d"
    "\U0001f546\U0001f64f\U0001f680\U0001f6ff\U0001f774\U0001f77f"
    "\U0001f7d5\U0001f7ff\U0001f80c\U0001f80f\U0001f848\U0001f84f"
    "\U0001f85a\U0001f85f\U0001f888\U0001f88f\U0001f8ae\U0001f8ff"
    "\U0001f90c\U0001f93a\U0001f93c\U0001f945\U0001f947\U0001faff"
    "\U0001fc00\U0001fffd"
)
_PICTOGRAPH_STARTS = _PICTOGRAPHS[::2]
_PICTOGRAPH_ENDS = _PICTOGRAPHS[1::2]


class _Property(Enum):
    """What a character is to its neighbours (Grapheme_Cluster_Break)."""

    OTHER = auto()
    CONTROL = auto()
    EXTENDING = auto()
    PREPENDED = auto()
    REGIONAL = auto()
    PICTOGRAPH = auto()
    HANGUL_L = auto()
    HANGUL_V = auto()
    HANGUL_T = auto()
    HANGUL_LV = auto()
    HANGUL_LVT = auto()


_JOINING = frozenset(
    {
        *(_Property.EXTENDING, _Property.PREPENDED, _Property.REGIONAL),
        *(_Property.HANGUL_L, _Property.HANGUL_V, _Property.HANGUL_T),
    }
)
_HANGUL_JOINS = {
    _Property.HANGUL_L: (
        _Property.HANGUL_L,
        _Property.HANGUL_V,
        _Property.HANGUL_LV,
        _Property.HANGUL_LVT,
    ),
    _Property.HANGUL_LV: (_Property.HANGUL_V, _Property.HANGUL_T),
    _Property.HANGUL_V: (_Property.HANGUL_V, _Property.HANGUL_T),
    _Property.HANGUL_LVT: (_Property.HANGUL_T,),
    _Property.HANGUL_T: (_Property.HANGUL_T,),
}


def next_boundary(text: str, offset: int) -> int:
    """Return the first place after `offset` where the text may be cut.

    At the end of the text that is the end itself. `offset` may lie inside a
    character. The time grows with that one character only.
    """
    offset += 1
    while offset < len(text) and not _is_boundary(text, offset):
        offset += 1
    return min(offset, len(text))


def previous_boundary(text: str, offset: int) -> int:
    """Return the last place before `offset` where the text may be cut.

    At the start of the text that is 0. `offset` may lie inside a character.
    """
    offset -= 1
    while offset > 0 and not _is_boundary(text, offset):
        offset -= 1
    return max(offset, 0)


def graphemes(text: str) -> Iterator[Span]:
    """Yield each user-perceived character; together they are the whole text."""
    start = 0
    while start < len(text):
        end = next_boundary(text, start)
        yield Span(start, end)
        start = end


def whole(text: str, span: Span) -> Span:
    """Return the span, widened at both ends so that it cuts no character."""
    start, end = span.start, span.end
    if start and not _is_boundary(text, start):
        start = previous_boundary(text, start)
    if end < len(text) and not _is_boundary(text, end):
        end = next_boundary(text, end)
    return Span(start, end)


def may_join(char: str) -> bool:
    """Whether a character can make one with a neighbour that joins nothing itself.

    Between two characters of which neither may, the text may always be cut.
    """
    return _property(char) in _JOINING


def _is_boundary(text: str, offset: int) -> bool:
    """Whether the text may be cut between the characters around an inner offset."""
    before, after = text[offset - 1], text[offset]
    if before < _FIRST_JOINING and after < _FIRST_JOINING:
        return True
    left, right = _property(before), _property(after)
    if _Property.CONTROL in (left, right):
        return True
    if right is _Property.EXTENDING or left is _Property.PREPENDED:
        return False
    if right is _Property.PICTOGRAPH and before == _ZWJ:
        return not _follows_pictograph(text, offset - 1)
    if left is _Property.REGIONAL and right is _Property.REGIONAL:
        return _regional_before(text, offset) % 2 == 0
    return right not in _HANGUL_JOINS.get(left, ())


def _follows_pictograph(text: str, offset: int) -> bool:
    """Whether only extending characters part `offset` from a pictograph."""
    for place in range(offset - 1, max(offset - 1 - _LOOK_BACK, -1), -1):
        found = _property(text[place])
        if text[place] == _ZWJ or found is not _Property.EXTENDING:
            return found is _Property.PICTOGRAPH
    return False


def _regional_before(text: str, offset: int) -> int:
    """Return how many regional indicators end at an offset, as far as one looks."""
    first = max(offset - _LOOK_BACK, 0)
    place = offset
    while place > first and _property(text[place - 1]) is _Property.REGIONAL:
        place -= 1
    return offset - place


@lru_cache(maxsize=4096)
def _property(char: str) -> _Property:
    """Return a character's break property, as far as the ranges above know."""
    if char in _PREPENDED:
        return _Property.PREPENDED
    if char in _OTHER_EXTENDING:
        return _Property.EXTENDING
    kind = category(char)
    if kind in ("Mn", "Me", "Mc"):
        is_apart = char in _SPACING_BUT_APART
        return _Property.OTHER if is_apart else _Property.EXTENDING
    if kind in ("Cc", "Cf", "Zl", "Zp", "Cs"):
        return _Property.CONTROL
    if "\U0001f1e6" <= char <= "\U0001f1ff":
        return _Property.REGIONAL
    index = bisect_right(_PICTOGRAPH_STARTS, char) - 1
    if index >= 0 and char <= _PICTOGRAPH_ENDS[index]:
        return _Property.PICTOGRAPH
    return _hangul_property(char)


def _hangul_property(char: str) -> _Property:
    """Return which part of a Hangul syllable a character is, or OTHER."""
    if "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c":
        return _Property.HANGUL_L
    if "\u1160" <= char <= "\u11a7" or "\ud7b0" <= char <= "\ud7c6":
        return _Property.HANGUL_V
    if "\u11a8" <= char <= "\u11ff" or "\ud7cb" <= char <= "\ud7fb":
        return _Property.HANGUL_T
    if "\uac00" <= char <= "\ud7a3":
        leads = (ord(char) - 0xAC00) % 28 == 0
        return _Property.HANGUL_LV if leads else _Property.HANGUL_LVT
    return _Property.OTHER
