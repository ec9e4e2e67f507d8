from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Connection, MetaData, Table, select
from sqlalchemy.exc import StatementError

from qcode.store import Store
from qcode.store.columns import Id, Moment, Name

_SAMPLE = Table(
    "sample",
    MetaData(),
    Column("id", Id),
    Column("at", Moment),
    Column("name", Name),
)


@pytest.fixture
def sample(store: Store) -> Store:
    with store.begin() as connection:
        _SAMPLE.create(connection)
    return store


def _put(connection: Connection, **values: object) -> None:
    connection.execute(_SAMPLE.insert(), values)


@pytest.mark.parametrize("value", [UUID(int=0), UUID(int=2**128 - 1), None])
def test_an_id_comes_back_as_it_went_in(sample: Store, value: UUID | None) -> None:
    with sample.begin() as connection:
        _put(connection, id=value)
        assert connection.scalar(select(_SAMPLE.c.id)) == value


@pytest.mark.parametrize(
    "value",
    [
        datetime(1969, 12, 31, 23, 59, 59, 999999, UTC),
        datetime(2026, 3, 29, 1, 30, 0, 1, UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, UTC),
        None,
    ],
)
def test_a_moment_comes_back_to_the_microsecond(
    sample: Store, value: datetime | None
) -> None:
    with sample.begin() as connection:
        _put(connection, at=value)
        assert connection.scalar(select(_SAMPLE.c.at)) == value


def test_a_moment_comes_back_in_utc(sample: Store) -> None:
    berlin = timezone(timedelta(hours=1))
    with sample.begin() as connection:
        _put(connection, at=datetime(2026, 1, 1, 1, tzinfo=berlin))
        found = connection.scalar(select(_SAMPLE.c.at))
    assert found is not None
    assert found.isoformat() == "2026-01-01T00:00:00+00:00"


def test_a_time_without_zone_is_a_bug(sample: Store) -> None:
    naive = datetime(2026, 1, 1)
    with pytest.raises((TypeError, StatementError)), sample.begin() as connection:
        _put(connection, at=naive)


@given(st.datetimes(timezones=st.just(UTC)))
def test_moments_are_microseconds_since_1970(value: datetime) -> None:
    kept = Moment().process_bind_param(value, None)  # type: ignore[arg-type]
    days = (value.date() - datetime(1970, 1, 1).date()).days
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    assert kept == (days * 86400 + seconds) * 10**6 + value.microsecond


def test_names_are_sorted_by_codepoints_on_every_database(sample: Store) -> None:
    names = ["Zoe", "anna", "Bea", "Äpfel", "a-b", "a b", "\U0001f600", "a\u0308"]
    with sample.begin() as connection:
        for name in names:
            _put(connection, name=name)
        query = select(_SAMPLE.c.name).order_by(_SAMPLE.c.name)
        assert list(connection.scalars(query)) == sorted(names)
