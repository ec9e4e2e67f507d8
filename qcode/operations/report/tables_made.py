"""The tables of a report, as CSV with what their columns mean beside."""

from collections.abc import Callable, Iterator
from pathlib import Path

from qcode.analysis.saturation import Rule
from qcode.errors import RefusedError
from qcode.model.counting import ATTRIBUTE_PREFIX, KIND, FrequencyQuestion
from qcode.model.relation import Nearness, Relation
from qcode.model.table import Table
from qcode.operations.cooccurrence import cooccurrence_list, cooccurrence_matrix
from qcode.operations.crosstabs import crosstab_table, make_crosstab
from qcode.operations.exports import write_found
from qcode.operations.joint_display import JointQuestion, joint_display
from qcode.operations.keyness import keyness
from qcode.operations.overview import overview
from qcode.operations.reading import list_documents
from qcode.operations.report.sources import Sources, SurveyAsked
from qcode.operations.report.thing import Beside, Make, Thing, ending, file_name
from qcode.operations.report.whose import Whose
from qcode.operations.saturation import saturation
from qcode.operations.selecting import Selection
from qcode.operations.sequences import sequences
from qcode.operations.similarity import similarity
from qcode.operations.tables import table_kinds
from qcode.store import Store

_FORMAT = ".csv"
RULE = Rule()
"""When saturation counts as reached."""
_MOST_COMPARED = 500
"""Documents of which each two are compared: 125,000 rows for each coder."""
OVERLAP = Relation(Nearness.OVERLAP)


def tables(sources: Sources, whose: Whose) -> Iterator[Thing]:
    """Yield the tables of these codings."""
    folder = f"{whose.folder}tables"
    for kind in table_kinds(whose.coder):
        yield Thing(f"{folder}/{kind.name}", _written(kind.make), kind.bases)
    for by in (KIND, *(f"{ATTRIBUTE_PREFIX}{it}" for it in sources.attributes)):
        name = f"{folder}/codes-against-{file_name(by.removeprefix(ATTRIBUTE_PREFIX))}"
        yield Thing(name, _written(_crosstab(whose, by)))
    selection = Selection(coder=whose.coder)
    for name, make in _of_selections().items():
        yield Thing(f"{folder}/{name}", _written(_of(make, selection)))
    if sources.question.survey is not None:
        name, beside = f"{folder}/joint-display", frozenset({Beside.SURVEY})
        yield Thing(name, _joint(whose), beside=beside)


def _of_selections() -> dict[str, Callable[[Store, Selection], Table]]:
    return {
        "codebook-with-counts": overview,
        "cooccurrence": lambda store, it: cooccurrence_list(store, OVERLAP, it),
        "cooccurrence-matrix": lambda store, it: cooccurrence_matrix(
            store, OVERLAP, it
        ),
        "sequences": sequences,
        "similarity": _similarity,
        "keyness": keyness,
        "saturation": lambda store, it: saturation(store, it, RULE).summary,
        "saturation-curves": lambda store, it: saturation(store, it, RULE).curves,
    }


def _similarity(store: Store, selection: Selection) -> Table:
    number = len(list_documents(store))
    if number > _MOST_COMPARED:
        raise RefusedError(
            f"Each two of {number} documents are too many for a table; `qcode "
            "similarity` compares one with all others."
        )
    return similarity(store, selection)


def joint_question(survey: SurveyAsked, whose: Whose) -> JointQuestion:
    """Return what is laid beside what; all coders are pooled where none is meant."""
    return JointQuestion(survey.path, survey.keep, survey.by, whose.coders)


def _joint(whose: Whose) -> Make:
    def write(sources: Sources, path: Path) -> None:
        survey = sources.question.survey
        assert survey is not None
        found = joint_display(sources.store, joint_question(survey, whose))
        write_found(found.table(), ending(path, _FORMAT))

    return write


def _written(make: Callable[[Store], Table]) -> Make:
    def write(sources: Sources, path: Path) -> None:
        write_found(make(sources.store), ending(path, _FORMAT))

    return write


def _of(
    make: Callable[[Store, Selection], Table], selection: Selection
) -> Callable[[Store], Table]:
    return lambda store: make(store, selection)


def _crosstab(whose: Whose, by: str) -> Callable[[Store], Table]:
    question = FrequencyQuestion(by=(by,), coders=whose.coders)
    return lambda store: crosstab_table(make_crosstab(store, question))
