"""What arrives from files, in the portions that come in together.

A transcript is a portion of its own; of a table with open answers some hundred make
one, since a transaction for each would take most of the time.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TypeAlias, TypeVar

from qcode.errors import NulInTextError, UnreadableError
from qcode.interchange.registry import read_content
from qcode.interchange.survey_answers import (
    SUFFIXES,
    Answer,
    LeftOut,
    read_answers,
)
from qcode.model.document import Case, Kind, Source
from qcode.model.ids import StudyId
from qcode.operations.outcomes import Outcome, Status
from qcode.operations.transcripts import (
    Listed,
    Manner,
    Prepared,
    draft_document,
    prepare,
)
from qcode.text.normalise import normalise

ANSWERS_AT_ONCE = 200
MOST_ROWS_NAMED = 8

Arrival: TypeAlias = Prepared | Outcome
T = TypeVar("T")


def portions(
    files: Iterable[Listed], study_id: StudyId, manner: Manner
) -> Iterator[Sequence[Arrival]]:
    """Yield the documents of the files, and of what gives none why."""
    for path, row in files:
        try:
            if path.suffix.lower() in SUFFIXES:
                yield from _chunks(_answers(path, study_id, manner), ANSWERS_AT_ONCE)
            else:
                yield [prepare(path, row, study_id, manner)]
        except UnreadableError as error:
            yield [Outcome(path, Status.REFUSED, error.reason)]


def _answers(path: Path, study_id: StudyId, manner: Manner) -> Iterator[Arrival]:
    content = read_content(path, manner.limits)
    is_told = False
    for found in read_answers(content, path, manner.answers):
        is_told = True
        if isinstance(found, LeftOut):
            yield _left_out(path, found)
        else:
            yield _prepared(path, found, study_id)
    if not is_told:
        raise UnreadableError(path, "holds no row but its columns' names.")


def _left_out(path: Path, found: LeftOut) -> Outcome:
    """Return what is told of rows that give no document."""
    named = ", ".join(map(str, found.rows[:MOST_ROWS_NAMED]))
    more = len(found.rows) - MOST_ROWS_NAMED
    rows = f"{named} and {more} more" if more > 0 else named
    number = len(found.rows)
    what = "1 row" if number == 1 else f"{number} rows"
    return Outcome(path, Status.SKIPPED, f"{what} {found.reason}: {rows}")


def _prepared(path: Path, answer: Answer, study_id: StudyId) -> Arrival:
    name = f"{path.stem} {answer.name}"
    try:
        text = normalise(answer.text)
    except NulInTextError as error:
        return Outcome(path, Status.REFUSED, f"{answer.name}: {error}")
    document = draft_document(
        study_id,
        name,
        text,
        kind=Kind.SURVEY,
        case_name=name,
        external_key=answer.key,
    )
    return Prepared(
        path,
        document,
        Source(path.name, answer.source),
        Case(document.case_id, name, answer.attributes),
        is_answer=True,
    )


def _chunks(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(islice(items, size)):
        yield chunk
