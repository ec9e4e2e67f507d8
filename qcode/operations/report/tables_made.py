"""The tables of a report, as CSV with what their columns mean beside."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from qcode.analysis.saturation import Rule
from qcode.errors import RefusedError
from qcode.model.basis import CODED, Basis
from qcode.model.counting import ATTRIBUTE_PREFIX, CODER, DOCUMENT, KIND, Unit
from qcode.model.table import Table
from qcode.operations import table_making as making
from qcode.operations.chart_kinds import coders_pooled
from qcode.operations.exports import write_found
from qcode.operations.joint_display import JointQuestion, joint_display
from qcode.operations.reading import list_documents
from qcode.operations.report.sources import Sources, SurveyAsked
from qcode.operations.report.thing import Beside, Make, Thing, ending, file_name
from qcode.operations.report.whose import Whose
from qcode.operations.table_choices import Choices
from qcode.store import Store

_FORMAT = ".csv"
RULE = Rule()
"""When saturation counts as reached."""
_MOST_COMPARED = 500
"""Documents of which each two are compared: 125,000 rows for each coder."""

Making: TypeAlias = Callable[[Store, Choices], Table]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A table by the name of its file, with what is chosen and what it is made from."""

    name: str
    making: Making
    choices: Choices = Choices()
    bases: frozenset[Basis] = CODED


def _kinds() -> tuple[_Kind, ...]:
    words = Choices(by=DOCUMENT, unit=Unit.WORDS)
    return (
        _Kind("frequencies", making.frequencies),
        _Kind("frequencies-by-kind", making.frequencies, Choices(by=KIND)),
        _Kind("frequencies-by-document", making.frequencies, Choices(by=DOCUMENT)),
        _Kind("frequencies-by-coder", making.frequencies, Choices(by=CODER)),
        _Kind("codes-by-documents", making.wide_frequencies, Choices(by=DOCUMENT)),
        _Kind("words-by-documents", making.wide_frequencies, words),
        _Kind("presence-by-documents", making.presence, Choices(by=DOCUMENT)),
        _Kind("segments", making.segments, bases=CODED | {Basis.MEMOS}),
        _Kind("codebook-with-counts", making.overview),
        _Kind("cooccurrence", making.cooccurrence),
        _Kind("cooccurrence-matrix", making.cooccurrence_matrix),
        _Kind("sequences", making.sequences),
        _Kind("similarity", _similarity),
        _Kind("keyness", making.keyness),
        _Kind("saturation", making.saturation),
        _Kind("saturation-curves", making.new_information),
    )


def tables(sources: Sources, whose: Whose) -> Iterator[Thing]:
    """Yield the tables of these codings."""
    folder = f"{whose.folder}tables"
    for kind in _kinds():
        choices = replace(kind.choices, coder=whose.coder)
        make = written(kind.making, choices)
        yield Thing(f"{folder}/{kind.name}", make, kind.bases)
    for name in (KIND, *sources.attributes):
        by = name if name == KIND else f"{ATTRIBUTE_PREFIX}{name}"
        make = written(making.crosstab_figures, Choices(coder=whose.coder, by=by))
        yield Thing(f"{folder}/codes-against-{file_name(name)}", make)
    if sources.question.survey is not None:
        name, beside = f"{folder}/joint-display", frozenset({Beside.SURVEY})
        yield Thing(name, _joint(whose), beside=beside)


def joint_question(store: Store, survey: SurveyAsked, whose: Whose) -> JointQuestion:
    """Return what is laid beside what; coders are pooled where none is meant."""
    coders = whose.coders or coders_pooled(store)
    return JointQuestion(survey.path, survey.keep, survey.by, coders)


def _similarity(store: Store, choices: Choices) -> Table:
    number = len(list_documents(store))
    if number > _MOST_COMPARED:
        raise RefusedError(
            f"Each two of {number} documents are too many for a table; `qcode "
            "similarity` compares one with all others."
        )
    return making.similarity(store, choices)


def _joint(whose: Whose) -> Make:
    def write(sources: Sources, path: Path) -> None:
        survey = sources.question.survey
        assert survey is not None
        question = joint_question(sources.store, survey, whose)
        found = joint_display(sources.store, question)
        write_found(found.table(), ending(path, _FORMAT))

    return write


def written(make: Making, choices: Choices) -> Make:
    """Return what writes a table, with what its columns mean beside."""

    def write(sources: Sources, path: Path) -> None:
        write_found(make(sources.store, choices), ending(path, _FORMAT))

    return write
