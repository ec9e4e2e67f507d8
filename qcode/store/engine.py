"""Opening a study's database, its transactions, and the check of its form.

Knows SQLite and PostgreSQL; nobody above needs to know which one it is.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    create_engine,
    event,
    func,
    insert,
    inspect,
    make_url,
    select,
)
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.pool import ConnectionPoolEntry

from qcode.errors import (
    CrossedError,
    DatabaseError,
    NotAllowedError,
    SchemaVersionError,
)
from qcode.model.ids import CoderId, InstallationId
from qcode.store import rights, schema, team
from qcode.store.sight import limit_sight

_WAIT_FOR_LOCK_S = 15
_SETTING_UP = 0x71636F6465  # any number that is ours on a PostgreSQL server: "qcode"
_SQLITE_FILE = "sqlite:///"
_INSERT_CHUNK = 20_000
# Insufficient privilege; no schema that this account may use.
_NOT_ALLOWED = frozenset({"42501", "3F000"})
# A server that is cut off without a word is noticed after half a minute.
_CONNECTING = {
    "connect_timeout": _WAIT_FOR_LOCK_S,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
}
OWN_ENTRIES = "qcode_own_entries"


@dataclass(frozen=True, slots=True)
class Eyes:
    """Through whose eyes a study is read; `None` where nobody said who they are."""

    coder_id: CoderId | None


@dataclass(frozen=True)
class Store:
    """A study's database, opened by one installation of the program.

    Without `eyes` reading sees everything, blind round or not. `own_entries` are the
    hashes of what was written to the journal through it, so that a screen can tell
    what others do from what it did itself.
    """

    engine: Engine
    installation_id: InstallationId
    eyes: Eyes | None = None
    own_entries: set[str] = field(default_factory=set)

    def seen_by(self, coder_id: CoderId | None) -> "Store":
        """Return the store as a coder sees it, or somebody who is not known."""
        return replace(self, eyes=Eyes(coder_id))

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
        options = {"qcode_begin": "BEGIN IMMEDIATE", OWN_ENTRIES: self.own_entries}
        return self.engine.execution_options(**options)

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """Open a transaction that may write: all of it is stored, or nothing.

        Raises DatabaseError where the database cannot be reached or is in use.
        """
        with _mending(self.engine.url), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def rehearse(self) -> Iterator[Connection]:
        """Open a transaction that may write, and take all of it back at the end.

        Raises DatabaseError where the database cannot be reached or is in use.
        """
        with _mending(self.engine.url), self._writing.connect() as connection:
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that sees one state of the study and changes nothing.

        Raises DatabaseError where the database cannot be reached.
        """
        reading = self.engine
        if reading.dialect.name == "postgresql":
            reading = reading.execution_options(isolation_level="REPEATABLE READ")
        with _mending(self.engine.url), reading.connect() as connection:
            if self.eyes is not None:
                limit_sight(connection, self.eyes.coder_id)
            yield connection

    def close(self) -> None:
        """Give all connections back; SQLite folds its write-ahead log in."""
        self.engine.dispose()


def in_part(connection: Connection, act: Callable[[], object]) -> bool:
    """Do a part of a transaction that may fail by itself; return whether it did not."""
    try:
        with connection.begin_nested():
            act()
    except DBAPIError:
        return False
    return True


@contextmanager
def crossing() -> Iterator[None]:
    """Say so where another transaction has just taken away what this one needs.

    Checks come before; on PostgreSQL the last word is the database's.
    """
    try:
        yield
    except IntegrityError as error:
        raise CrossedError from error


def open_store(url: str, installation_id: InstallationId) -> Store:
    """Open the database at this SQLAlchemy URL and bring its form up to date.

    An empty database gets its tables. Raises DatabaseError where it cannot be
    used, SchemaVersionError where a newer qcode wrote it.
    """
    store = _store(url, installation_id)
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def open_as_it_is(url: str, installation_id: InstallationId) -> Store:
    """Open another study's database at this URL, to read it and change nothing.

    Raises DatabaseError where it cannot be used, is empty or of an older qcode,
    SchemaVersionError where a newer one wrote it.
    """
    store = _store(url, installation_id)
    try:
        with store.read() as connection:
            found = _version(connection)
        if found is None:
            raise DatabaseError(_where(store.engine.url), "it holds no study.")
        if found > schema.VERSION:
            raise SchemaVersionError(found, schema.VERSION)
        if found < schema.VERSION:
            reason = "an older qcode wrote it; open it once with this one."
            raise DatabaseError(_where(store.engine.url), reason)
    except BaseException:
        store.close()
        raise
    return store


def _store(url: str, installation_id: InstallationId) -> Store:
    try:
        return Store(_engine(_parsed(url)), installation_id)
    except (ArgumentError, ValueError) as error:
        raise DatabaseError(f"'{url}'", "it is no database URL.") from error


def _parsed(url: str) -> URL:
    if url.startswith(_SQLITE_FILE):
        # A folder's name may hold a question mark, which would begin a query.
        return URL.create("sqlite", database=url.removeprefix(_SQLITE_FILE))
    return make_url(url)


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            connect_args={"timeout": _WAIT_FOR_LOCK_S, "check_same_thread": False},
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if url.get_backend_name() == "postgresql":
        return create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args=_CONNECTING,
            insertmanyvalues_page_size=_INSERT_CHUNK,
        )
    raise DatabaseError(
        url.render_as_string(), "qcode keeps studies in SQLite or PostgreSQL only."
    )


def _set_up_sqlite(connection: object, _: ConnectionPoolEntry) -> None:
    # isolation_level None: the driver opens no transactions of its own, we do.
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # FULL: a coding shown as stored survives a power cut, not only a kill.
    for pragma in (
        "foreign_keys = ON",
        "journal_mode = WAL",
        "synchronous = FULL",
        "cache_size = -200000",
        "temp_store = MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    begin = connection.get_execution_options().get("qcode_begin", "BEGIN")
    connection.exec_driver_sql(begin)


def _bring_up_to_date(store: Store) -> None:
    with store.read() as connection:
        found = _version(connection)
        has_old_rules = found == schema.VERSION and rights.are_outdated(connection)
    if has_old_rules:
        with store.begin() as connection:
            _wait_for_others(connection)
            rights.establish(connection)
    if found == schema.VERSION:
        return
    if found is None:
        with store.begin() as connection:
            _wait_for_others(connection)
            if _version(connection) is None:
                schema.metadata.create_all(connection)
                version = insert(schema.schema_version)
                connection.execute(version.values(version_num=schema.VERSION))
        return
    if found > schema.VERSION:
        raise SchemaVersionError(found, schema.VERSION)
    from qcode.store.migration import upgrade  # Alembic costs 0.2 s, only needed here

    with store.begin() as connection:
        _wait_for_others(connection)
        upgrade(connection)
        if team.exists(connection):
            rights.establish(connection)


def _wait_for_others(connection: Connection) -> None:
    """Let one program at a time bring the form up to date; SQLite does so anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_SETTING_UP)))


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(schema.schema_version.name):
        return None
    version = connection.scalar(select(schema.schema_version.c.version_num))
    return None if version is None else str(version)


@contextmanager
def _mending(url: URL) -> Iterator[None]:
    """Turn what people can mend at a database into a line that says how."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _NOT_ALLOWED:
            raise NotAllowedError(url.username or "") from error
        reason = _reason(error)
        if reason is None:
            raise
        raise DatabaseError(_where(url), reason) from error


def _where(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return str(Path(url.database or ""))
    return url.render_as_string(hide_password=True)


_REASONS = {
    "locked": "another program is writing to it; try again in a moment.",
    "unable to open": "the file cannot be opened; check that you may write there.",
    "readonly": "it is read-only; check that you may write there.",
    "not a database": "the file is not a qcode database; move it away or restore "
    "a backup.",
    "malformed": "the file is damaged; restore a backup.",
    "disk is full": "the disk is full; nothing of this step was stored.",
    "i/o error": "the disk cannot be read or written.",
    "authentication": "user name or password are not accepted.",
    "connection": "there is no connection; check the URL and that the server runs.",
    "deadlock": "others are writing to the same; nothing was stored, try again.",
    "cannot contain nul": "a text holds a NUL character, which PostgreSQL refuses.",
}


def _reason(error: DBAPIError) -> str | None:
    said = str(error.orig).lower()
    return next((text for sign, text in _REASONS.items() if sign in said), None)
