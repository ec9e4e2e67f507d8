"""Opening a study's database: connecting to it, and bringing its form up to date."""

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
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from qcode.errors import DatabaseError, SchemaVersionError
from qcode.model.ids import InstallationId
from qcode.store import rights, schema, team
from qcode.store.engine import BEGIN, Store
from qcode.store.mending import where

_WAIT_FOR_LOCK_S = 15
_SETTING_UP = 0x71636F6465  # any number that is ours on a PostgreSQL server: "qcode"
_SQLITE_FILE = "sqlite:///"
_INSERT_CHUNK = 20_000
# A server that is cut off without a word is noticed after half a minute.
_CONNECTING = {
    "connect_timeout": _WAIT_FOR_LOCK_S,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
}


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
            raise DatabaseError(where(store.engine.url), "it holds no study.")
        if found > schema.VERSION:
            raise SchemaVersionError(found, schema.VERSION)
        if found < schema.VERSION:
            reason = "an older qcode wrote it; open it once with this one."
            raise DatabaseError(where(store.engine.url), reason)
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
    begin = connection.get_execution_options().get(BEGIN, "BEGIN")
    connection.exec_driver_sql(begin)


def _bring_up_to_date(store: Store) -> None:
    with store.read() as connection:
        found = _version(connection)
        has_old_rules = found == schema.VERSION and rights.are_outdated(connection)
    if found is None:
        _make_tables(store)
    elif found > schema.VERSION:
        raise SchemaVersionError(found, schema.VERSION)
    elif found < schema.VERSION:
        _upgrade(store)
    elif has_old_rules:
        with store.begin() as connection:
            _wait_for_others(connection)
            rights.establish(connection)


def _make_tables(store: Store) -> None:
    with store.begin() as connection:
        _wait_for_others(connection)
        if _version(connection) is None:
            schema.metadata.create_all(connection)
            version = insert(schema.schema_version)
            connection.execute(version.values(version_num=schema.VERSION))


def _upgrade(store: Store) -> None:
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
