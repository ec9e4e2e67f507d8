"""What a database refuses: as a line that says what to do, or as part of a whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection
from sqlalchemy.exc import DBAPIError, IntegrityError

from qcode.errors import CrossedError, DatabaseError, NotAllowedError

# Insufficient privilege; no schema that this account may use.
_NOT_ALLOWED = frozenset({"42501", "3F000"})


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


@contextmanager
def mending(url: URL) -> Iterator[None]:
    """Turn what people can mend at a database into a line that says how."""
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _NOT_ALLOWED:
            raise NotAllowedError(url.username or "") from error
        reason = _reason(error)
        if reason is None:
            raise
        raise DatabaseError(where(url), reason) from error


def where(url: URL) -> str:
    """Return where a database is, for people: its file, or its URL without password."""
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
