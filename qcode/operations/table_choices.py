"""What can be chosen for a table of the study, and what was."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qcode.model.coding import Coder
from qcode.model.counting import ATTRIBUTE_PREFIX, KIND, FrequencyQuestion, Unit
from qcode.model.document import DocumentSummary
from qcode.model.relation import Nearness, Relation
from qcode.operations.coders import list_coders
from qcode.operations.reading import list_cases, list_documents
from qcode.operations.selecting import Selection
from qcode.store import Store

_MOST_VALUES = 8
RELATIONS = (
    Relation(Nearness.OVERLAP),
    Relation(Nearness.CONTAINMENT),
    Relation(Nearness.SENTENCE),
    Relation(Nearness.TURN),
    Relation(Nearness.TURNS, 1),
    Relation(Nearness.WORDS, 20),
)


class Choice(StrEnum):
    """What can be chosen; the values are what people call it."""

    CODER = "coder"
    BY = "by"
    UNIT = "unit"
    CELLS = "cells"
    DOCUMENT = "document"
    RELATION = "together"
    TURNS = "turns"
    QUERY = "query"


class Cells(StrEnum):
    """What the cells of a crosstab say."""

    COUNT = "count"
    ROW = "percent of the row"
    COLUMN = "percent of the column"
    TOTAL = "percent of all"
    RESIDUAL = "residual"


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen; `None` and "" leave it to the table.

    Without a coder each stands by themselves, unless `distinct` pools them.
    """

    coder: Coder | None = None
    distinct: bool = False
    by: str = ""
    unit: Unit | None = None
    cells: Cells = Cells.COUNT
    document: DocumentSummary | None = None
    relation: Relation = RELATIONS[0]
    without_interviewer: bool = False
    query: str | None = None

    def selection(self) -> Selection:
        """Return which codings are looked at."""
        return Selection(
            coder=self.coder,
            distinct=self.distinct,
            without_interviewer=self.without_interviewer,
            query=self.query,
        )

    def question(self, by: str, unit: Unit | None) -> FrequencyQuestion:
        """Return what is counted, by one dimension or none."""
        return FrequencyQuestion(
            by=(by,) if by else (),
            unit=unit,
            coders=None if self.coder is None else [self.coder],
            distinct=self.distinct,
            interviewer=not self.without_interviewer,
            query=self.query,
        )


@dataclass(frozen=True, slots=True)
class Offered:
    """What a study has to choose from; coders are those who coded anything.

    `attributes` are dimensions, as in "attribute:city".
    """

    coders: Sequence[Coder]
    documents: Sequence[DocumentSummary]
    attributes: Sequence[str]
    telling: str

    @property
    def choices(self) -> Choices:
        """What is chosen at the beginning: a document that was coded, if any was."""
        coded = [it for it in self.documents if it.codings] or list(self.documents)
        return replace(Choices(), document=next(iter(coded), None))


def offered(store: Store) -> Offered:
    """Return what can be chosen in this study.

    `telling` is the attribute that a crosstab is by unless one is chosen: the first
    that has several values, but few; else the kind of the documents.
    """
    values: dict[str, set[str]] = defaultdict(set)
    for case in list_cases(store):
        for name, value in case.attributes.items():
            values[name].add(value)
    names = sorted(values)
    telling = [it for it in names if 1 < len(values[it]) <= _MOST_VALUES]
    return Offered(
        coders=[it.coder for it in list_coders(store) if it.codings],
        documents=list_documents(store),
        attributes=[f"{ATTRIBUTE_PREFIX}{name}" for name in names],
        telling=f"{ATTRIBUTE_PREFIX}{telling[0]}" if telling else KIND,
    )
