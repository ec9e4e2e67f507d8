"""`qcode report`: rebuilding all that a study derives."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qcode.errors import StudyError
from qcode.model.adjudication import CONSENSUS
from qcode.model.ids import coder_id
from qcode.operations.corpus_survey import survey_of
from qcode.operations.report.rebuilding import Outcome, Rebuild, rebuild
from qcode.operations.report.sources import ReportQuestion, Sources, SurveyAsked
from qcode.operations.report.things import things
from qcode.operations.workspace import Workspace
from qcode.store import coders, codings, facts

if TYPE_CHECKING:
    from sqlalchemy import Connection

_FEWEST_GROUPS, _MOST_GROUPS = 2, 12
"""Attributes that part the cases into more groups are no columns of a table."""


def report(
    workspace: Workspace,
    question: ReportQuestion,
    how: Rebuild,
    tell: Callable[[int, int], None],
) -> list[Outcome]:
    """Rebuild everything derived; return what became of each thing, in order.

    Where no survey is asked for it is the usual one. `tell` gets how many things are
    done of all. Raises StudyError where a survey or the folder cannot be read or
    written.
    """
    survey = question.survey or _usual_survey(workspace)
    question = replace(question, survey=survey)
    if survey is not None and not survey.path.is_file():
        raise StudyError(f"There is no survey {survey.path}; name a CSV file.")
    sources = gathered(workspace, question)
    return rebuild(sources, things(sources), how, tell)


def _usual_survey(workspace: Workspace) -> SurveyAsked | None:
    """Return the survey that qcode.toml names, else the one in the corpus, if any."""
    said = workspace.project.settings.report
    if said.survey is not None:
        return SurveyAsked(said.survey, said.keep, said.by)
    found = survey_of(workspace.store, workspace.project.corpus)
    return None if found is None else SurveyAsked(found.path, found.keep)


def gathered(workspace: Workspace, question: ReportQuestion) -> Sources:
    """Return what a report is made from."""
    with workspace.store.read() as connection:
        consensus = coders.find(connection, coder_id(workspace.study_id, CONSENSUS))
        has_any = consensus and codings.documents_coded(connection, {consensus.id})
        return Sources(
            workspace,
            question,
            consensus if has_any else None,
            _attributes(connection),
        )


def _attributes(connection: "Connection") -> list[str]:
    """Return the attributes that part the cases into a few groups."""
    values: Counter[str] = Counter()
    pairs = {
        (name, value)
        for it in facts.document_facts(connection)
        for name, value in it.attributes.items()
        if value
    }
    values.update(name for name, _ in pairs)
    return sorted(
        name
        for name, number in values.items()
        if _FEWEST_GROUPS <= number <= _MOST_GROUPS
    )
