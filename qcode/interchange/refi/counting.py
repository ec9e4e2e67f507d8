"""How a program counts positions in a text: what is known, else what fits best.

Origins differ: some count UTF-16 units, some count CRLF as one. What is known of a
program goes first, what its own selections prove goes over it. Knows no XML.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from qcode.text.normalise import BYTE_ORDER_MARK, normalise
from qcode.text.offsets import ForeignPositions, Units

# So many ends must speak against what is known of a program, or for an end that is
# meant to be included, before they count.
_AGAINST_KNOWN = 3
_FOR_INCLUDED_END = 5
_NAME_WEIGHT = 4
_MISPLACED = -2
_SAMPLE = 4_000
_ELLIPSES = ("…", "...")
_LEAST_NAME = 3


@dataclass(frozen=True, slots=True)
class Counting:
    """How positions are counted; an end is exclusive unless it is included."""

    units: Units = Units.CODEPOINTS
    crlf_as_one: bool = False
    counts_mark: bool = False
    includes_end: bool = False
    inline_break_as_two: bool = False

    def positions(self, raw: str, *, is_inline: bool = False) -> ForeignPositions:
        """Return the positions that are counted so, of a text as it came.

        A text within the XML has lost the CR of its line breaks (XML 1.0, 2.11),
        but may have been counted with them.
        """
        if is_inline and self.inline_break_as_two:
            raw = raw.replace("\n", "\r\n")
        return ForeignPositions(
            raw,
            self.units,
            crlf_as_one=self.crlf_as_one,
            counts_mark=self.counts_mark,
        )

    def __str__(self) -> str:
        units = "UTF-16 units" if self.units is Units.UTF16 else "Unicode codepoints"
        crlf = "one" if self.crlf_as_one else "two"
        mark = "" if self.counts_mark else "not "
        end = "included" if self.includes_end else "not included"
        inline = ", line breaks in the XML as two" if self.inline_break_as_two else ""
        crlf = f"CRLF as {crlf}{inline}"
        return f"{units}, {crlf}, byte order mark {mark}counted, end {end}"


@dataclass(frozen=True, slots=True)
class Place:
    """A selection as the file gives it."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A decoded text before it is normalised, with the selections on it."""

    raw: str
    places: Sequence[Place]
    is_inline: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The counting that was chosen, and why."""

    counting: Counting
    reason: str


@dataclass(frozen=True, slots=True)
class _Known:
    origin: re.Pattern[str]
    counting: Counting
    is_firm: bool = True


_KNOWN = (
    _Known(re.compile(r"NVivo", re.I), Counting(Units.UTF16)),
    _Known(re.compile(r"QualCoder", re.I), Counting()),
    _Known(re.compile(r"^qcode\b", re.I), Counting()),
    _Known(re.compile(r"^qc\b", re.I), Counting()),
    _Known(re.compile(r"ATLAS\.ti", re.I), Counting(crlf_as_one=True), is_firm=False),
)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a counting fits: ends on word boundaries, names that repeat the text."""

    ends: int = 0
    fitting: int = 0
    names: int = 0
    misplaced: int = 0

    @property
    def score(self) -> int:
        return self.fitting + _NAME_WEIGHT * self.names + _MISPLACED * self.misplaced

    def __add__(self, other: "_Fit") -> "_Fit":
        return _Fit(
            self.ends + other.ends,
            self.fitting + other.fitting,
            self.names + other.names,
            self.misplaced + other.misplaced,
        )

    def __str__(self) -> str:
        said = f"{self.fitting:,} of {self.ends:,} ends lie on word boundaries"
        if not self.names:
            return said
        repeat = "name repeats" if self.names == 1 else "names repeat"
        return f"{said}, {self.names:,} {repeat} the text"


def choose_counting(
    origin: str, texts: Sequence[MarkedText], stated: Units | None = None
) -> Choice:
    """Return how the positions in these texts are counted, and why that is thought.

    `stated` is what the file itself says.
    """
    if stated is not None:
        return Choice(Counting(stated), "the file says so")
    known = next((it for it in _KNOWN if it.origin.search(origin)), None)
    expected = known.counting if known else Counting()
    samples = _sampled(texts)
    handicap = _AGAINST_KNOWN if known and known.is_firm else 0
    best, best_fit = expected, _fit(expected, samples)
    best_score = best_fit.score
    for counting in _candidates(samples, expected):
        fit = _fit(counting, samples)
        extra = _FOR_INCLUDED_END if counting.includes_end else 0
        if fit.score - handicap - extra > best_score:
            best, best_fit, best_score = counting, fit, fit.score - handicap - extra
    return Choice(best, _why(origin, known, best is expected, best_fit))


def _why(origin: str, known: _Known | None, is_expected: bool, fit: _Fit) -> str:
    if not is_expected:
        return f"this fits best: {fit}"
    reason = f"as {origin} is known to do" if known else "as the standard has it"
    return f"{reason}; {fit}" if fit.ends else reason


def _candidates(
    samples: Sequence[MarkedText], expected: Counting
) -> Iterator[Counting]:
    """Yield the other countings that can differ in these texts, the likeliest first."""
    raws = [text.raw for text in samples]
    has_astral = any(max(raw, default="") > "\uffff" for raw in raws)
    has_crlf = any("\r\n" in raw for raw in raws)
    has_mark = any(raw.startswith(BYTE_ORDER_MARK) for raw in raws)
    has_inline = any("\n" in text.raw for text in samples if text.is_inline)
    for includes_end, as_two, counts_mark, units, crlf_as_one in product(
        (False, True),
        (False, True) if has_inline else (False,),
        (False, True) if has_mark else (False,),
        (Units.CODEPOINTS, Units.UTF16) if has_astral else (expected.units,),
        (False, True) if has_crlf else (expected.crlf_as_one,),
    ):
        counting = Counting(units, crlf_as_one, counts_mark, includes_end, as_two)
        if counting != expected:
            yield counting


def _sampled(texts: Sequence[MarkedText]) -> list[MarkedText]:
    """Return the texts with some of their selections, each place once."""
    distinct = [
        replace(text, places=list(dict.fromkeys(text.places)))
        for text in texts
        if text.places
    ]
    step = 1 + sum(len(text.places) for text in distinct) // _SAMPLE
    return [replace(text, places=text.places[::step]) for text in distinct]


def _fit(counting: Counting, samples: Sequence[MarkedText]) -> _Fit:
    return sum((_fit_of_text(counting, text) for text in samples), _Fit())


def _fit_of_text(counting: Counting, marked: MarkedText) -> _Fit:
    text = normalise(marked.raw)
    positions = counting.positions(marked.raw, is_inline=marked.is_inline)
    fitting = names = misplaced = 0
    for place in marked.places:
        start = positions.offset(place.start)
        end = positions.offset(place.end + counting.includes_end)
        if start is None or end is None or start >= end:
            misplaced += 1
            continue
        fitting += _is_boundary(text, start) + _is_boundary(text, end)
        names += _repeats(place.name, text[start:end])
    return _Fit(2 * len(marked.places), fitting, names, misplaced)


def _is_boundary(text: str, offset: int) -> bool:
    inside = 0 < offset < len(text)
    return not (inside and text[offset - 1].isalnum() and text[offset].isalnum())


def _repeats(name: str, segment: str) -> bool:
    """Whether a selection's name is its text, or its beginning and an ellipsis."""
    said, chosen = " ".join(name.split()), " ".join(segment.split())
    for ellipsis in _ELLIPSES:
        if said.endswith(ellipsis):
            start = said[: -len(ellipsis)].rstrip()
            return len(start) >= _LEAST_NAME and chosen.startswith(start)
    return len(said) >= _LEAST_NAME and said == chosen
