"""How each table of a study is made from what was chosen."""

from collections.abc import Callable
from dataclasses import replace

from qcode.analysis.saturation import Rule
from qcode.errors import RefusedError
from qcode.model.agreement import ComparisonQuestion
from qcode.model.counting import ATTRIBUTE_PREFIX, Unit
from qcode.model.table import Table
from qcode.operations import agreement as agreeing
from qcode.operations import cooccurrence as together
from qcode.operations import crosstabs, retrieval
from qcode.operations import keyness as typical
from qcode.operations import overview as codebook
from qcode.operations import portrait as portraits
from qcode.operations import saturation as saturating
from qcode.operations import sequences as following
from qcode.operations import similarity as likeness
from qcode.operations.agreement_files import agreement_table
from qcode.operations.corpus_survey import CorpusSurvey
from qcode.operations.crosstab_grids import crosstab_grid
from qcode.operations.exports import segment_table
from qcode.operations.frequency_tables import Form, frequency_form
from qcode.operations.joint_display import JointQuestion
from qcode.operations.joint_display import joint_display as lay_beside
from qcode.operations.query_answers import query_filters
from qcode.operations.table_choices import Choices
from qcode.store import Store


def frequencies(store: Store, choices: Choices) -> Table:
    """Return a row for each code and value."""
    question = choices.question(choices.by, choices.unit)
    return frequency_form(store, question, Form.LONG)


def wide_frequencies(store: Store, choices: Choices) -> Table:
    """Return a row for each code, with a column for each value; segments are usual."""
    question = choices.question(choices.by, choices.unit or Unit.SEGMENTS)
    return frequency_form(store, question, Form.WIDE)


def presence(store: Store, choices: Choices) -> Table:
    """Return 0 or 1 for each value and code."""
    return frequency_form(store, choices.question(choices.by, None), Form.MATRIX)


def crosstab(store: Store, choices: Choices) -> Table:
    """Return a row for each code, with a column for each value and its base."""
    made = crosstabs.make_crosstab(store, choices.question(choices.by, choices.unit))
    return crosstab_grid(made, choices.cells)


def crosstab_figures(store: Store, choices: Choices) -> Table:
    """Return a row for each code and value, with all figures."""
    made = crosstabs.make_crosstab(store, choices.question(choices.by, choices.unit))
    return crosstabs.crosstab_table(made)


def overview(store: Store, choices: Choices) -> Table:
    """Return the codebook with counts."""
    return codebook.overview(store, choices.selection())


def cooccurrence(store: Store, choices: Choices) -> Table:
    """Return the pairs of codes."""
    return together.cooccurrence_list(store, choices.relation, choices.selection())


def cooccurrence_matrix(store: Store, choices: Choices) -> Table:
    """Return codes by codes."""
    return together.cooccurrence_matrix(store, choices.relation, choices.selection())


def sequences(store: Store, choices: Choices) -> Table:
    """Return which code follows which."""
    return following.sequences(store, choices.selection())


def new_information(store: Store, choices: Choices) -> Table:
    """Return what each further document brings."""
    return _saturation(store, choices).curves


def saturation(store: Store, choices: Choices) -> Table:
    """Return what the curves of new information come to."""
    return _saturation(store, choices).summary


def _saturation(store: Store, choices: Choices) -> saturating.Saturation:
    order = choices.by.removeprefix(ATTRIBUTE_PREFIX) or None
    selection = choices.selection()
    return saturating.saturation(store, selection, Rule(), order_by=order)


def portrait(store: Store, choices: Choices) -> Table:
    """Return the segments of a document; raises RefusedError where there is none."""
    if choices.document is None:
        raise RefusedError("This study has no documents yet.")
    return portraits.portrait(store, choices.document.id, choices.selection())


def similarity(store: Store, choices: Choices) -> Table:
    """Return how alike documents are."""
    return likeness.similarity(store, choices.selection())


def segments(store: Store, choices: Choices) -> Table:
    """Return all coded segments."""
    coder, query = choices.coder, choices.query
    coder_id = None if coder is None else coder.id
    found = retrieval.coded_segments(store, coder_id=coder_id, query=query)
    asked = {"coder": None if coder is None else coder.handle}
    return segment_table(store, found, {**asked, **query_filters(store, query)})


def keyness(store: Store, choices: Choices) -> Table:
    """Return the words typical of codes, without those of who asks."""
    selection = replace(choices.selection(), without_interviewer=True)
    return typical.keyness(store, selection)


def agreement(store: Store, _: Choices) -> Table:
    """Return how far those agree who have finished documents."""
    coders = agreeing.coders_to_compare(store)
    found = agreeing.agreement(store, ComparisonQuestion(coders=coders))
    return agreement_table(found)


def joint_display_of(survey: CorpusSurvey) -> Callable[[Store, Choices], Table]:
    """Return what makes the joint display of a survey."""

    def joint_display(store: Store, choices: Choices) -> Table:
        coders = None if choices.coder is None else [choices.coder]
        question = JointQuestion(
            survey.path, survey.keep, coders=coders, query=choices.query
        )
        return lay_beside(store, question).table()

    return joint_display
