"""A study's database and its transactions.

Knows SQLite and PostgreSQL; nobody above needs to know which one it is.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection, Engine

from qcode.model.basis import Basis, acts_on
from qcode.model.ids import CoderId, InstallationId
from qcode.model.journal import Verb
from qcode.store.mending import mending
from qcode.store.sight import limit_sight

# Options of a connection: how its transactions begin on SQLite; what it wrote; which
# acts the time of the newest entry is asked of.
BEGIN = "qcode_begin"
OWN_ENTRIES = "qcode_own_entries"
ACTS = "qcode_acts"


@dataclass(frozen=True, slots=True)
class Eyes:
    """Through whose eyes a study is read; `None` where nobody said who they are."""

    coder_id: CoderId | None


@dataclass(frozen=True)
class Store:
    """A study's database, opened by one installation of the program.

    Without `eyes` reading sees everything, blind round or not. `own_entries` are the
    hashes of what was written to the journal through it, so that a screen can tell
    what others do from what it did itself. With `acts` the time of the newest entry is
    that of the newest of these.
    """

    engine: Engine
    installation_id: InstallationId
    eyes: Eyes | None = None
    own_entries: set[str] = field(default_factory=set)
    acts: frozenset[Verb] | None = None

    def seen_by(self, coder_id: CoderId | None) -> "Store":
        """Return the store as a coder sees it, or somebody who is not known."""
        return replace(self, eyes=Eyes(coder_id))

    def telling_of(self, bases: Collection[Basis]) -> "Store":
        """Return the store for what is made from these parts of the study only.

        What was done to others does not make it newer.
        """
        return replace(self, acts=acts_on(bases))

    @property
    def whole(self) -> "Store":
        """The store as it is, for what must look at everything, such as checks."""
        return replace(self, eyes=None)

    @property
    def can_lock_rows(self) -> bool:
        """Whether transactions can claim single rows; SQLite locks everything."""
        return self.engine.dialect.name == "postgresql"

    @property
    def address(self) -> str:
        """The database's URL for people, its password hidden."""
        return self.engine.url.render_as_string(hide_password=True)

    @property
    def file(self) -> Path | None:
        """The SQLite file, `None` on a server."""
        name = self.engine.url.database
        return None if self.has_accounts or not name else Path(name)

    @property
    def has_accounts(self) -> bool:
        """Whether the database knows who is who: PostgreSQL does, SQLite does not."""
        return self.engine.dialect.name == "postgresql"

    @property
    def _writing(self) -> Engine:
        options = {BEGIN: "BEGIN IMMEDIATE", OWN_ENTRIES: self.own_entries}
        return self.engine.execution_options(**options)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction that may write: all of it is stored, or nothing.

        Raises DatabaseError where the database cannot be reached or is in use.
        """
        with mending(self.engine.url), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def rehearse(self) -> Iterator[Connection]:
        """Open a transaction that may write, and take all of it back at the end.

        Raises DatabaseError where the database cannot be reached or is in use.
        """
        with mending(self.engine.url), self._writing.connect() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the study and changes nothing.

        Raises DatabaseError where the database cannot be reached.
        """
        reading = self.engine.execution_options(**{ACTS: self.acts})
        if reading.dialect.name == "postgresql":
            reading = reading.execution_options(isolation_level="REPEATABLE READ")
        with mending(self.engine.url), reading.connect() as connection:
            if self.eyes is not None:
                limit_sight(connection, self.eyes.coder_id)
            yield connection

    def close(self) -> None:
        """Give all connections back; SQLite folds its write-ahead log in."""
        self.engine.dispose()
