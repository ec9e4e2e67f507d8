"""Opening a study: its folder and its database, which must belong together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from qcode.errors import ForeignDatabaseError, StudyError
from qcode.model.ids import StudyId
from qcode.project import Project, UserState, find_project, user_state
from qcode.store import Store, open_store
from qcode.store import study as study_store


@dataclass(frozen=True)
class Workspace:
    """An open study. `is_new` says that its database still has to be set up."""

    project: Project
    store: Store
    state: UserState
    study_id: StudyId
    is_new: bool = False


@contextmanager
def open_workspace(
    folder: Path, database_url: str | None = None
) -> Iterator[Workspace]:
    """Open the study in this folder or above, and close it at the end.

    Its database is the one named, else the one that `Project` says.
    Raises NoStudyError, DatabaseError, SchemaVersionError, and
    ForeignDatabaseError where database and codebook.yaml belong to two studies.
    """
    project, state = find_project(folder), user_state()
    url = database_url or project.database_url
    store = open_store(url, state.installation_id())
    try:
        yield _joined(project, store, state)
    finally:
        store.close()


def _joined(project: Project, store: Store, state: UserState) -> Workspace:
    with store.read() as connection:
        row = study_store.find(connection)
    in_file = project.study_id
    if row is not None:
        if in_file is not None and in_file != row.id:
            raise ForeignDatabaseError(in_file, row.id)
        return Workspace(project, store, state, row.id)
    if in_file is None:
        raise StudyError(
            f"{project.codebook_path} does not say which study it is. Add the line "
            f"study_id: {uuid4()}"
        )
    return Workspace(project, store, state, in_file, is_new=True)
