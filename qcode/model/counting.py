"""What is counted, and by what: units, dimensions, and the rows that counting gives.

Knows neither SQL nor tables; store and analysis speak to each other in these rows.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, TypedDict

from qcode.model.coding import Coder, Origin
from qcode.model.document import Kind


class Unit(StrEnum):
    """What a frequency is a number of.

    A segment is a stretch of a document (document, start, end) that is coded, a
    word is covered where a coded span overlaps it. One coder codes a span with a
    code once, so that codings of one code are as many as its segments. SHARE is of
    the words of coded documents, RATE is segments per 1,000 of these words.
    """

    DOCUMENTS = "documents"
    CASES = "cases"
    SEGMENTS = "segments"
    CODINGS = "codings"
    WORDS = "words"
    SHARE = "share-of-words"
    RATE = "per-1000-words"

    @property
    def is_relative(self) -> bool:
        """Whether it is a number of something per words."""
        return self in (Unit.SHARE, Unit.RATE)

    @property
    def is_of_words(self) -> bool:
        """Whether covered words are counted, not segments."""
        return self in (Unit.WORDS, Unit.SHARE)


CODE, FAMILY = "code", "family"
DOCUMENT, KIND, CASE = "document", "kind", "case"
CODER, SPEAKER, ROUND = "coder", "speaker", "round"
DIMENSIONS = (CODE, FAMILY, DOCUMENT, KIND, CASE, CODER, SPEAKER, ROUND)
ATTRIBUTE_PREFIX = "attribute:"
PLACE = (DOCUMENT, CODER, SPEAKER, ROUND)


@dataclass(frozen=True, slots=True)
class FrequencyQuestion:
    """Which codings are counted, in what unit, and by what.

    Without a unit documents are counted, with distinct segments beside. `coders` and
    `origins` say whose codings and how they came about, all where `None`. Coders are
    told apart where several are left, unless `distinct` pools them: then what two of
    them coded counts once. Without `interviewer` the turns of those who ask are left
    out. With `zero` every code has a row for every combination that was coded at all,
    with `totals` all codes together have rows too. With a `query` only the codings that
    it finds count, out of those places that it does not rule out.
    """

    by: tuple[str, ...] = ()
    unit: Unit | None = None
    coders: Sequence[Coder] | None = None
    distinct: bool = False
    origins: Collection[Origin] | None = None
    interviewer: bool = True
    zero: bool = False
    totals: bool = False
    query: str | None = None

    @property
    def is_pooled(self) -> bool:
        """Whether coders are not told apart, as asked."""
        return self.distinct and CODER not in self.by


# Code key, coder handle, round, start, end: a coded stretch of one document.
Stretch: TypeAlias = tuple[str, str, str, int, int]


@dataclass(frozen=True, slots=True)
class Places:
    """Where things are counted, in columns of one length.

    They are names of documents, handles of coders, speakers, and names of rounds; the
    last three are "" where they are not told apart. Columns, for half a million rows
    as tuples keep the garbage collector busy for 0.5 s.
    """

    document: list[str] = field(default_factory=list)
    coder: list[str] = field(default_factory=list)
    speaker: list[str] = field(default_factory=list)
    round: list[str] = field(default_factory=list)

    def columns(self) -> tuple[list[str], ...]:
        """Return the columns in the order of `PLACE`."""
        return self.document, self.coder, self.speaker, self.round


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """How many segments each code (its key) has in each place."""

    code: list[str] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    segments: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SharedCodes:
    """The codes of each segment that has several, by their keys, and its place.

    A code comes as often as `CodeCounts` counts it there.
    """

    codes: list[tuple[str, ...]] = field(default_factory=list)
    places: Places = field(default_factory=Places)


@dataclass(frozen=True, slots=True)
class PackedCodings:
    """Codings in long values, one of each for a document (its name) and a round.

    `codes` and `coders` are ids of 16 bytes each, `starts` and `ends` offsets with
    commas between, all in the same order. `coders` is empty where these are not told
    apart; `handles` tells their handles by their ids, and then that of all by b"".
    """

    handles: Mapping[bytes, str]
    document: list[str] = field(default_factory=list)
    round: list[str] = field(default_factory=list)
    codes: list[bytes] = field(default_factory=list)
    coders: list[bytes] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    ends: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What is known of a document that counts can be broken down by."""

    name: str
    kind: Kind
    case: str
    attributes: Mapping[str, str]


class Base(TypedDict):
    """What a table's numbers are out of.

    `documents` are those in the study, `documents_coded` those with codings of
    the counted `coders` (handles, sorted), `codings` is how many these made. Only
    codings that came about in one of the `origins` count, and of a query's only those
    that it finds, while `documents_coded` are all that it does not rule out.
    """

    documents: int
    documents_coded: int
    codings: int
    coders: list[str]
    origins: list[str]


def shown_value(dimension: str, value: str) -> str:
    """Return a dimension's value as people read it; data keep "" for no value."""
    if value:
        return value
    return "(none)" if dimension in (SPEAKER, ROUND) else "(missing)"
