"""What is published: the findings of a study as strangers may read them.

Nothing that is not in these objects can come to be on the site: they know no
document's name, no speaker, no coder, and no text but what was found fit for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qcode.model.document import Kind
from qcode.model.evidence import Choice


class Sign(StrEnum):
    """By what a text tells who or where somebody is."""

    SPEAKER = "speaker"
    CODER = "coder"
    ATTRIBUTE = "attribute"
    WORD = "word"
    PERSON = "person"
    EMAIL = "e-mail address"
    TELEPHONE = "telephone number"
    ADDRESS = "web address"
    IBAN = "IBAN"


@dataclass(frozen=True, slots=True)
class Hidden:
    """A name that must not be read: what it is one of, and as the study writes it."""

    sign: Sign
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A place in a text that tells too much: the words there, and what they name.

    `name` is "" for what is recognised by its form alone, as an e-mail address is.
    """

    sign: Sign
    words: str
    name: str = ""


class Why(StrEnum):
    """Why something chosen is kept back.

    What is released may repeat what is private: a minute that quotes an interview.
    """

    PRIVATE = "private"
    REPEATS = "repeats"
    NAMES = "names"
    LOST = "lost"
    CHANGED = "changed"
    OUTSIDE = "outside"


class Piece(StrEnum):
    """What can be kept back: a key quotation, an example in the codebook, a role."""

    QUOTATION = "quotation"
    EXAMPLE = "example"
    ROLE = "role"


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Something that would have been published and is not, for the team to see.

    `of` is the title of its recommendation or the name of its code, `document` where
    it stands, or which private one it repeats, "" where that is not known, `coding`
    the id of its coding or "".
    """

    piece: Piece
    of: str
    why: Why
    document: str = ""
    coding: str = ""
    named: Sequence[Named] = ()


@dataclass(frozen=True, slots=True)
class Noticed:
    """A text of the team's own that is published and seems to name somebody."""

    what: str
    named: Sequence[Named]


@dataclass(frozen=True, slots=True)
class PublishedCode:
    """A code as readers see it, with how often it occurs in the whole study.

    `level` counts from 1, `family` is the key of the topmost code above it; counts
    are with the codes below it.
    """

    key: str
    name: str
    level: int
    family: str
    definition: str
    include: str
    exclude: str
    example: str
    codable: bool
    documents: int
    segments: int


@dataclass(frozen=True, slots=True)
class PublishedQuotation:
    """A quotation that may be read: from a released document, naming nobody.

    `reference` is how its coding's id begins, by which the team finds it; `codes` and
    `families` are keys, `recommendations` positions. `role` and `size` are "" where
    nothing is known.
    """

    reference: str
    text: str
    kind: Kind
    role: str
    size: str
    opposes: bool
    codes: Sequence[str]
    families: Sequence[str]
    recommendations: Sequence[int]


@dataclass(frozen=True, slots=True)
class KindShare:
    """In how many of the documents of a kind evidence stands."""

    kind: Kind
    speaking: int
    coded: int
    documents: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far the coders agree on a code; `alpha` is `None` where `undefined` says."""

    code: str
    alpha: float | None
    interval: tuple[float, float] | None
    units: int
    undefined: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A code of another family that stands in the same turns, with how often."""

    code: str
    family: str
    documents: int
    passages: int


@dataclass(frozen=True, slots=True)
class Rated:
    """How a survey rated what a code stands for."""

    code: str
    rank: float | None
    mean: float | None
    sd: float | None
    n: int


@dataclass(frozen=True, slots=True)
class PublishedRecommendation:
    """A recommendation that the team agreed on, with counts of what is under it.

    `roles` are in how many of how many values it is spoken of; `sizes` the documents
    of each size class of cities, in their order.
    """

    position: int
    title: str
    statement: str
    codes: Sequence[str]
    passages: int
    opposing: int
    kinds: Sequence[KindShare]
    roles: tuple[int, int]
    sizes: Sequence[tuple[str, int]]
    agreement: Sequence[Agreed]
    beside: Sequence[Beside]
    ratings: Sequence[Rated]
    quotations: Sequence[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as an SVG file, and its numbers as a table for all who cannot see it.

    `name` is that of the file; the first cell of each row names it.
    """

    name: str
    title: str
    note: str
    svg: bytes
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Publication:
    """All that is published of a study, at one moment of it.

    `figures` are by language. `counted` says whose codings are counted, `coders` how
    many people's these are; `documents_coded` of `documents` were coded by them, and
    `released` may be quoted. `sizes` are the classes of cities in their order.
    """

    study: str
    language: str
    program: str
    at: datetime | None
    counted: Choice
    coders: int
    documents: int
    documents_coded: int
    released: int
    codes: Sequence[PublishedCode]
    recommendations: Sequence[PublishedRecommendation]
    quotations: Sequence[PublishedQuotation]
    sizes: Sequence[str]
    survey: str
    figures: Mapping[str, Sequence[Figure]] = field(default_factory=dict)
