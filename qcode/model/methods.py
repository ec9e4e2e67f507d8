"""How a study was done, in facts: what a paper says of corpus, coding and agreement.

Everything is counted; no sentence stands here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from qcode.model.adjudication import Ruling
from qcode.model.agreement import Excluded
from qcode.model.document import Kind


@dataclass(frozen=True, slots=True)
class KindFacts:
    """The documents of one kind, and the words in them."""

    kind: Kind
    documents: int
    words: int


@dataclass(frozen=True, slots=True)
class AskingFacts:
    """Those who ask: the labels in the documents, and the words under them.

    `said` are the labels of which somebody said so; the others tell it themselves.
    """

    labels: Sequence[str] = ()
    said: Sequence[str] = ()
    words: int = 0


@dataclass(frozen=True, slots=True)
class CorpusFacts:
    """The documents. `revised` are those with a later text than the first, by name.

    `uncoded` are the documents in which nobody coded anything.
    """

    kinds: Sequence[KindFacts]
    cases: int
    revised: Mapping[str, int]
    uncoded: Sequence[str]
    asking: AskingFacts

    @property
    def documents(self) -> int:
        """How many there are of all kinds."""
        return sum(it.documents for it in self.kinds)

    @property
    def words(self) -> int:
        """How many words there are in all."""
        return sum(it.words for it in self.kinds)


class CodebookChange(StrEnum):
    """How a codebook was changed after it was first there."""

    APPLIED = "applied"
    CREATED = "created"
    CHANGED = "changed"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class CodebookFacts:
    """The codebook as it is, and how often it was changed how, from when to when.

    `families` are the codes on top, `levels` how deep it goes; `revision` is the
    digest that names its present state, `finished_with` how many finished marks were
    made with which.
    """

    revision: str
    codes: int
    codable: int
    families: int
    levels: int
    changes: Mapping[CodebookChange, int]
    finished_with: Mapping[str, int] = field(default_factory=dict)
    first: datetime | None = None
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class CoderFacts:
    """What a coder did: codings, in how many documents, and how many they finished."""

    handle: str
    codings: int
    documents: int
    finished: int


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A blind round; `closed_by` and `closed_at` are empty while it is open.

    `finished` of `needed` were done when it was closed: how often a coder had finished
    one of its documents. `finished` is `None` where nothing tells.
    """

    name: str
    coders: Sequence[str]
    documents: int
    opened_by: str
    opened_at: datetime
    closed_by: str
    closed_at: datetime | None
    finished: int | None
    needed: int


class NotCompared(StrEnum):
    """Why there is no agreement."""

    FEW_CODERS = "few coders"
    NO_DOCUMENT = "no document"
    BLIND = "blind"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient over all codes' units, and the mean of the codes' own.

    nan where there is none; the intervals are `None` then, and of few documents.
    """

    name: str
    pooled: float
    pooled_interval: tuple[float, float] | None
    mean: float
    mean_interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """How far coders agree, on what, and what was not counted.

    `undefined` is how many codes have no alpha, by reason; `partly_known` are the
    codes that not all knew when they finished, so that fewer units count for them.
    """

    coders: Sequence[str]
    documents: int
    units: int
    excluded: Sequence[Excluded]
    suggested: float
    estimates: Sequence[Estimate]
    codes: int
    undefined: Mapping[str, int]
    partly_known: Sequence[str]


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """What was decided about differences: whose side was taken, or how else."""

    ruling: Ruling
    handle: str
    number: int


@dataclass(frozen=True, slots=True)
class SettlingFacts:
    """What was decided, by whom, and the set that came of it."""

    taken: Sequence[TakenFrom]
    deciders: Sequence[str]
    codings: int
    documents: int

    @property
    def number(self) -> int:
        """How many decisions there are."""
        return sum(it.number for it in self.taken)


@dataclass(frozen=True, slots=True)
class SuggestionFacts:
    """Codings that began as suggestions, of all that coders made; what was rejected.

    `engines` are what proposed, with their versions.
    """

    codings: int
    all_codings: int
    rejected: int
    engines: Sequence[str]


@dataclass(frozen=True, slots=True)
class SurveyFacts:
    """The survey laid beside: its file, the answers kept ("" for all), how many."""

    name: str
    keep: str
    answers: int
    items: int


class Parameter(StrEnum):
    """What was computed with, by the name of the number."""

    UNIT_SHARE = "unit share"
    OVERLAP = "overlap"
    TOLERANCE = "tolerance"
    LEVEL = "level"
    DRAWS = "draws"
    DRAWS_SEED = "draws seed"
    FEWEST = "fewest documents"
    BASE = "base size"
    RUN = "run length"
    THRESHOLD = "threshold"
    ORDERS = "orders"
    ORDERS_SEED = "orders seed"
    SMALL = "small"
    LIKELIHOOD = "likelihood"


@dataclass(frozen=True, slots=True)
class Methods:
    """All that is told of how a study was done.

    `coder` is whose codings a report is limited to, "" for all. `hidden` are the blind
    rounds that hide work from who looks, so that the numbers are of what they may see.
    `left_out` are the parts of the report that could not be made, with the program's
    reason. `at` is the time of the newest entry that this comes from.
    """

    study: str
    coder: str
    corpus: CorpusFacts
    codebook: CodebookFacts
    coders: Sequence[CoderFacts]
    rounds: Sequence[RoundFacts]
    agreement: AgreementFacts | NotCompared
    not_counted: Sequence[Excluded]
    settling: SettlingFacts | None
    suggestions: SuggestionFacts
    survey: SurveyFacts | None
    parameters: Mapping[Parameter, float]
    hidden: Sequence[str]
    left_out: Sequence[tuple[str, str]]
    program: str
    libraries: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
