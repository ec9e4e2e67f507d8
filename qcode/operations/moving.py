"""Moving a study to another database: from a file to a server, and back."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from qcode.errors import HoldsStudyError
from qcode.operations.rounds import refuse_withheld
from qcode.operations.workspace import Workspace
from qcode.store import Store, moving, open_store


@dataclass(frozen=True, slots=True)
class Move:
    """What was carried; `source` and `target` are URLs without passwords."""

    source: str
    target: str
    rows: int


def move(workspace: Workspace, target_url: str) -> Move:
    """Carry the whole study into an empty database, all or nothing.

    Ids, the journal and its hashes stay as they are, and so does the study's
    present database. Raises HoldsStudyError where the target is not empty,
    DatabaseError where one of the two cannot be used, and RoundOpenError where the
    server shows this account but a part.
    """
    source = workspace.store
    refuse_withheld(source)
    with _opened(target_url, source) as target:
        with target.begin() as writing:
            if moving.holds_a_study(writing):
                raise HoldsStudyError(target.address)
            with source.whole.read() as reading:
                rows = moving.carry(reading, writing)
        return Move(source.address, target.address, rows)


@contextmanager
def _opened(url: str, source: Store) -> Iterator[Store]:
    """Open the target; a file that was made for nothing does not stay behind."""
    path = _file(url)
    is_new = path is not None and not path.exists()
    try:
        with closing(open_store(url, source.installation_id)) as store:
            yield store
    except BaseException:
        if path is not None and is_new:
            for ending in ("", "-wal", "-shm"):
                path.with_name(path.name + ending).unlink(missing_ok=True)
        raise


def _file(url: str) -> Path | None:
    scheme, sign, path = url.partition(":///")
    return Path(path) if sign and scheme == "sqlite" and path else None
