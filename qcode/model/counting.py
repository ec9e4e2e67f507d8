"""What is counted, and by what: units, dimensions, and the rows that counting gives.

Knows neither SQL nor tables; store and analysis speak to each other in these rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias, TypedDict

from qcode.model.document import Kind


class Unit(StrEnum):
    """What a frequency is a number of.

    A segment is a stretch of a document (document, start, end) that is coded, a
    word is covered where a coded span overlaps it. One coder codes a span with a
    code once, so that codings of one code are as many as its segments.
    """

    DOCUMENTS = "documents"
    SEGMENTS = "segments"
    CODINGS = "codings"
    WORDS = "words"


DOCUMENT, KIND, CASE = "document", "kind", "case"
CODER, SPEAKER = "coder", "speaker"
DIMENSIONS = (DOCUMENT, KIND, CASE, CODER, SPEAKER)
ATTRIBUTE_PREFIX = "attribute:"

# Code keys, document name, coder handle, speaker, number of segments that carry
# exactly these codes, which are several.
SharedCount: TypeAlias = tuple[tuple[str, ...], str, str, str, int]
# Code key, coder handle, start, end: a coded stretch of one document.
Stretch: TypeAlias = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class CodeCounts:
    """How many segments each code has in each place, in columns of one length.

    They are the keys of codes, names of documents, handles of coders, speakers,
    and numbers. Coder and speaker are "" where they are not told apart. Columns,
    for half a million rows as tuples keep the garbage collector busy for 0.5 s.
    """

    code: list[str] = field(default_factory=list)
    document: list[str] = field(default_factory=list)
    coder: list[str] = field(default_factory=list)
    speaker: list[str] = field(default_factory=list)
    segments: list[int] = field(default_factory=list)


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
    codings that came about in one of the `origins` count.
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
    return "(none)" if dimension == SPEAKER else "(missing)"
