"""How ids, moments and names lie in a column, the same from outside everywhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Dialect, Text, Uuid
from sqlalchemy.types import TypeDecorator, UserDefinedType

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# A text that rows are sorted by: by codepoints, whatever a server's language is.
Name = Text().with_variant(Text(collation="C"), "postgresql")


class _UuidBytes(UserDefinedType[UUID]):
    """A UUID as 16 bytes. No TypeDecorator: ids are most of what is stored."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the column's type in SQL."""
        return "BLOB"

    def bind_processor(
        self, dialect: Dialect
    ) -> Callable[[UUID | None], bytes | None] | None:
        """Return what gives the database its bytes."""
        return lambda value: None if value is None else value.bytes

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[bytes | None], UUID | None] | None:
        """Return what gives Python its UUID back."""
        return lambda value: None if value is None else _uuid(value)


# Documents, codes and coders come again in every row; making a UUID is dear.
@lru_cache(maxsize=4096)
def _uuid(value: bytes) -> UUID:
    return UUID(bytes=value)


# A UUID: native on PostgreSQL, 16 bytes on SQLite (half of the usual text).
Id = _UuidBytes().with_variant(Uuid(as_uuid=True), "postgresql")


def microseconds(moment: datetime) -> int:
    """Return what is stored of a point in time: microseconds since 1970 in UTC."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


class Moment(TypeDecorator[datetime]):
    """A point in time in UTC, kept as microseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> int | None:
        """Give the database what it stores; a time without zone is a bug."""
        if value is None:
            return None
        return microseconds(value)

    def process_result_value(
        self, value: int | None, dialect: Dialect
    ) -> datetime | None:
        """Give Python an aware datetime in UTC."""
        return None if value is None else _EPOCH + timedelta(microseconds=value)
