"""What stands under a recommendation: passages, counts, and who sees it otherwise.

Counts, rankings and reasons only; nothing here is phrased for readers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qcode.model.codebook import Code
from qcode.model.coding import Coding
from qcode.model.document import Kind
from qcode.model.ids import DocumentId
from qcode.model.recommendation import KeyQuotation, Mark, Recommendation
from qcode.model.span import Span


class Choice(StrEnum):
    """How it was settled whose codings are evidence."""

    CODER = "coder"
    CONSENSUS = "consensus"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whose codings are evidence, by their handles, and why theirs."""

    how: Choice
    coders: Sequence[str]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that evidence can stand in; "" where its case has no such value."""

    id: DocumentId
    name: str
    kind: Kind
    role: str
    city: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A distinct coded segment: what several coders coded alike is one.

    `codings` are those that it joins, `codes` and `coders` the names of theirs, each
    once. What opposes the recommendation and what does not are never joined.
    """

    source: Source
    span: Span
    text: str
    line: int
    speaker: str
    time: str
    codes: Sequence[str]
    coders: Sequence[str]
    opposes: bool
    codings: Sequence[Coding]


@dataclass(frozen=True, slots=True)
class KindCount:
    """In how many documents of a kind the evidence stands.

    `coded_sources` are those of `documents`, all of the kind, in which the chosen
    coders coded anything: of the others nothing is known.
    """

    kind: Kind
    sources: Sequence[Source]
    coded_sources: Sequence[Source]
    documents: int

    @property
    def coded(self) -> int:
        """In how many documents the chosen coders coded anything."""
        return len(self.coded_sources)


@dataclass(frozen=True, slots=True)
class Values:
    """Which values of an attribute speak for it, with the documents of each.

    `known` is how many values the study's documents have, `without` the documents
    with evidence whose case has none.
    """

    attribute: str
    sources: Mapping[str, Sequence[Source]]
    known: int
    without: Sequence[Source]


@dataclass(frozen=True, slots=True)
class CodeAlpha:
    """Krippendorff's alpha of a code over `units` sentences.

    `value` is `None` where `undefined` says why. `interval` is of 95 %.
    """

    code: Code
    value: float | None
    units: int
    interval: tuple[float, float] | None = None
    undefined: str = ""


@dataclass(frozen=True)
class CodeAlphas:
    """Agreement code by code: of which coders, in which documents."""

    coders: Sequence[str]
    documents: Sequence[str]
    by_code: Mapping[str, CodeAlpha] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A code of another family in the same turns as the evidence.

    `passages` are the evidence that has it there, `lines` where it stands itself.
    """

    code: Code
    family: Code
    passages: Sequence[Passage]
    lines: Sequence[Sequence[int]]

    @property
    def documents(self) -> int:
        """In how many documents."""
        return len({it.source.id for it in self.passages})


@dataclass(frozen=True, slots=True)
class Rating:
    """How a survey rated what a code stands for: its rank among the rated, from 1.

    Equals share the mean of their ranks; `mean` and `sd` are `None` where undefined.
    """

    code: Code
    n: int
    mean: float | None
    sd: float | None
    rank: float | None


@dataclass(frozen=True, slots=True)
class Former:
    """Where the words of a quotation still stand whose coding is gone."""

    line: int
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class SeenQuotation:
    """A key quotation as it stands now.

    `passage` is `None` where its coding is gone; `document` is known all the same,
    "" where that is gone too. `former` is where its words stand then, `None` where
    they are others by now.
    """

    quotation: KeyQuotation
    document: str
    code: str
    chosen_by: str
    passage: Passage | None
    marks: Sequence[Mark]
    former: Former | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A memo on a code or on a passage; `passage` is `None` for one on a code."""

    about: str
    coder: str
    text: str
    written_at: datetime
    passage: Passage | None = None


@dataclass(frozen=True)
class Evidence:
    """What stands under one recommendation.

    `passages` are by document and place; `speaking` those that do not oppose, which
    alone are counted in `kinds`, `roles`, `cities` and `neighbours`. `ratings` are of
    its own codes and of `neighbours`, by rank.
    """

    recommendation: Recommendation
    codes: Sequence[Code]
    missing_codes: int
    chosen: Chosen
    passages: Sequence[Passage]
    kinds: Sequence[KindCount]
    roles: Values
    cities: Values
    alphas: Sequence[CodeAlpha]
    neighbours: Sequence[Neighbour]
    ratings: Sequence[Rating]
    quotations: Sequence[SeenQuotation]
    remarks: Sequence[Remark]

    @property
    def speaking(self) -> list[Passage]:
        """The passages that do not oppose it."""
        return [it for it in self.passages if not it.opposes]

    @property
    def opposing(self) -> list[Passage]:
        """The passages that oppose it."""
        return [it for it in self.passages if it.opposes]


@dataclass(frozen=True)
class Survey:
    """What was asked of a survey: its file's name, and which answers were kept."""

    name: str
    kept: str
    rated: Sequence[Rating]


@dataclass(frozen=True)
class Portfolio:
    """All recommendations with their evidence, at one moment of the study."""

    study: str
    language: str
    program: str
    at: datetime | None
    evidence: Sequence[Evidence]
    agreement: CodeAlphas
    survey: Survey | None


class Reason(StrEnum):
    """Why a passage is proposed as a key quotation."""

    CONSENSUS = "consensus"
    ALIKE = "alike"
    LENGTH = "length"
    NEW_ROLE = "new-role"
    NEW_CITY = "new-city"
    OPPOSES = "opposes"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that could stand for a recommendation.

    `alike` are the handles of those who coded it alike, `words` its length.
    """

    passage: Passage
    reasons: Sequence[Reason]
    alike: Sequence[str]
    words: int
