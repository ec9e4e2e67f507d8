"""What a merge is given: tables, coded sets, other studies, told apart."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.coded_set_files import (
    ENDING,
    is_set_folder,
    read_coded_set_file,
    write_coded_set,
)
from qcode.interchange.coded_sets import read_table
from qcode.model.coded_set import CodedPassage, CodedSet
from qcode.model.ids import CoderId, InstallationId
from qcode.operations.checking_sets import checked
from qcode.operations.gathering import gather_set
from qcode.operations.large_work import collecting_seldom
from qcode.operations.merging import Brought
from qcode.operations.staying import aside
from qcode.project import DATABASE
from qcode.store import Store
from qcode.store.foreign import open_copy
from qcode.store.opening import open_as_it_is

_SQLITE = b"SQLite format 3\x00"


def bring(sources: Sequence[str], installation_id: InstallationId) -> Brought:
    """Return what the sources bring, in order: paths, or URLs of databases.

    A .qcset file or folder is a coded set; a folder with qcode.db, such a file and a
    URL are other studies, of which nothing is changed; all else is a table. Raises
    UnreadableError, StudyError.
    """
    brought = Brought()
    for source in sources:
        path = Path(source)
        if "://" in source or _is_study(path):
            with _open(source, installation_id) as store:
                brought.sets.append(gather_set(store, [], source))
                brought.asides.append(aside(store, source))
        elif path.suffix.lower() == ENDING or path.is_dir():
            brought.sets.append(read_set(path))
        else:
            _add_table(brought, path)
    return brought


def read_set(path: Path) -> CodedSet:
    """Return the coded set in a file or folder; raises UnreadableError."""
    if not path.exists():
        raise UnreadableError(path, "there is no such file.")
    if path.is_dir() and not is_set_folder(path):
        raise UnreadableError(path, "is neither a study nor an unpacked coded set.")
    with collecting_seldom():
        return checked(read_coded_set_file(path))


def export_set(store: Store, coder_ids: Sequence[CoderId], path: Path) -> CodedSet:
    """Write what these coders did, of all where none is named; return it.

    Raises UnknownCoderError, and StudyError where it cannot be written.
    """
    with collecting_seldom():
        coded = gather_set(store, coder_ids, path.name)
        write_coded_set(coded, path)
    return coded


def _add_table(brought: Brought, path: Path) -> None:
    for row in read_table(path):
        if isinstance(row, CodedPassage):
            brought.passages.append(row)
        else:
            brought.marks.append(row)


def _is_study(path: Path) -> bool:
    if path.is_dir():
        return (path / DATABASE).is_file()
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


@contextmanager
def _open(source: str, installation_id: InstallationId) -> Iterator[Store]:
    if "://" in source:
        store = open_as_it_is(source, installation_id)
        try:
            yield store
        finally:
            store.close()
        return
    path = Path(source)
    with open_copy(
        path / DATABASE if path.is_dir() else path, installation_id
    ) as store:
        yield store
