"""The tables of a report, as CSV with what their columns mean beside."""

from collections.abc import Callable, Iterator
from pathlib import Path

from qcode.analysis.saturation import Rule
from qcode.model.basis import CODED, Basis
from qcode.model.counting import ATTRIBUTE_PREFIX, KIND, FrequencyQuestion
from qcode.model.relation import Nearness, Relation
from qcode.model.table import Table
from qcode.operations.cooccurrence import cooccurrence_list, cooccurrence_matrix
from qcode.operations.crosstabs import crosstab_table, make_crosstab
from qcode.operations.exports import write_found
from qcode.operations.joint_display import JointQuestion, joint_display
from qcode.operations.keyness import keyness
from qcode.operations.overview import overview
from qcode.operations.report.sources import Sources
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


def _of_selections() -> dict[str, Callable[[Store, Selection], Table]]:
    return {
        "codebook-with-counts": overview,
        "cooccurrence": lambda store, it: cooccurrence_list(store, OVERLAP, it),
        "cooccurrence-matrix": lambda store, it: cooccurrence_matrix(
            store, OVERLAP, it
        ),
        "sequences": sequences,
        "similarity": similarity,
        "keyness": keyness,
        "saturation": lambda store, it: saturation(store, it, RULE).summary,
        "saturation-curves": lambda store, it: saturation(store, it, RULE).curves,
    }


def joint_tables(sources: Sources) -> Iterator[Thing]:
    """Yield the joint display, where there is a survey to lay beside."""
    if sources.question.survey is not None:
        yield Thing(
            "tables/joint-display",
            _joint,
            CODED | {Basis.SETTLED},
            frozenset({Beside.SURVEY}),
        )


def joint_question(sources: Sources) -> JointQuestion:
    """Return what is laid beside what: the coder asked for, else the consensus set.

    Without either all coders are pooled.
    """
    survey = sources.question.survey
    assert survey is not None
    coder = sources.question.coder or sources.consensus
    coders = None if coder is None else [coder]
    return JointQuestion(survey.path, survey.keep, survey.by, coders)


def _joint(sources: Sources, path: Path) -> None:
    table = joint_display(sources.store, joint_question(sources)).table()
    write_found(table, ending(path, _FORMAT))


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
