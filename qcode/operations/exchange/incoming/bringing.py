"""Which of the files brought in are projects, and what becomes of each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.attributes import ATTRIBUTES_FILE
from qcode.model.exchange import ExchangeReport
from qcode.model.ids import CoderId
from qcode.operations.exchange.incoming.importing import (
    foresee_project,
    import_project,
)
from qcode.operations.exchange.incoming.reading import ENDINGS
from qcode.operations.outcomes import Outcome, Status
from qcode.store import Store


@dataclass(frozen=True, slots=True)
class BroughtProject:
    """What became of a project's file; `report` is `None` where it was refused."""

    outcome: Outcome
    report: ExchangeReport | None = None


def projects_among(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the projects that are meant, and the paths that may hold documents.

    Those in a folder are meant too, unless its attributes.csv says what is.
    """
    projects: list[Path] = []
    others: list[Path] = []
    for path in paths:
        if path.suffix.lower() in ENDINGS and not path.is_dir():
            projects.append(path)
            continue
        others.append(path)
        if path.is_dir() and not (path / ATTRIBUTES_FILE).is_file():
            projects += _below(path)
    return projects, others


def _below(folder: Path) -> list[Path]:
    """Return the projects in a folder and its visible subfolders, by path."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not any(it.startswith(".") for it in path.relative_to(folder).parts)
    )


def import_projects(
    store: Store, paths: Iterable[Path], coder_id: CoderId | None
) -> Iterator[BroughtProject]:
    """Take projects in, one transaction each, and say of each what became of it."""
    for path in paths:
        try:
            taken = import_project(store, path, coder_id)
        except UnreadableError as error:
            yield _refused(path, error)
        else:
            yield _brought(path, taken.report, is_new=taken.is_new)


def foresee_projects(store: Store, paths: Iterable[Path]) -> Iterator[BroughtProject]:
    """Say of each project what importing it would do, and change nothing."""
    for path in paths:
        try:
            taken = foresee_project(store, path)
        except UnreadableError as error:
            yield _refused(path, error)
        else:
            yield _brought(path, taken.report, is_new=taken.is_new)


def _brought(path: Path, report: ExchangeReport, *, is_new: bool) -> BroughtProject:
    status = Status.NEW if is_new else Status.KNOWN
    reason = "" if is_new else "all of it is in the study already"
    return BroughtProject(Outcome(path, status, reason), report)


def _refused(path: Path, error: UnreadableError) -> BroughtProject:
    return BroughtProject(Outcome(path, Status.REFUSED, error.reason))
