"""Opening another study's database without leaving a trace in it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from qcode.errors import DatabaseError
from qcode.model.ids import InstallationId
from qcode.store.engine import Store
from qcode.store.opening import open_store


@contextmanager
def open_copy(path: Path, installation_id: InstallationId) -> Iterator[Store]:
    """Open a copy of a SQLite study as it is now, for the time of the block.

    The copy is brought up to date, the original is not. Raises DatabaseError.
    """
    with TemporaryDirectory(prefix="qcode-") as folder:
        copy = Path(folder) / "qcode.db"
        try:
            source = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            with closing(source), closing(sqlite3.connect(copy)) as target:
                source.backup(target)
        except sqlite3.Error as error:
            reason = "it is no qcode database, or cannot be read."
            raise DatabaseError(str(path), reason) from error
        with closing(open_store(f"sqlite:///{copy}", installation_id)) as store:
            yield store
