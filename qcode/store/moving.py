"""Carrying a whole study from one database to another, row by row.

Works on whatever tables the schema has, so that a new table is carried too. Rows
keep their ids and numbers; a chunk of them at a time is held in memory.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    RowMapping,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)

from qcode.store import schema

_ROWS_AT_ONCE = 2_000
_CHARACTERS_AT_ONCE = 8_000_000
# Some rows are whole documents, or a merge of a hundred thousand codings.
_ROWS_TO_FETCH = 50


def holds_a_study(connection: Connection) -> bool:
    """Whether any table has a row."""
    return any(
        connection.execute(select(table).limit(1)).first() for table in _carried()
    )


def carry(source: Connection, target: Connection) -> int:
    """Copy every row into the empty tables of another database; return how many."""
    carried = 0
    for table in _carried():
        within = _keys_within(table)
        for rows in _chunks(source, table):
            bare = [_without(row, within) for row in rows] if within else rows
            target.execute(insert(table), bare)
            carried += len(rows)
        for column in within:
            _refer_within(source, target, table, column)
        _count_on(target, table)
    return carried


def _carried() -> list[Table]:
    """Return the tables, each behind those that it refers to.

    The form's version is each database's own matter.
    """
    tables = schema.metadata.sorted_tables
    return [table for table in tables if table is not schema.schema_version]


def _keys_within(table: Table) -> list[Column[Any]]:
    """Return the columns that refer to rows of the same table."""
    return [
        column
        for column in table.c
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def _chunks(source: Connection, table: Table) -> Iterator[list[dict[str, Any]]]:
    query = select(table).order_by(*table.primary_key)
    chunk: list[dict[str, Any]] = []
    size = 0
    result = source.execute(query.execution_options(yield_per=_ROWS_TO_FETCH))
    for row in result.mappings():
        chunk.append(dict(row))
        size += _size(row)
        if len(chunk) >= _ROWS_AT_ONCE or size >= _CHARACTERS_AT_ONCE:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(row: RowMapping) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, str | bytes))


def _without(row: Mapping[str, Any], columns: list[Column[Any]]) -> dict[str, Any]:
    return dict(row) | {column.name: None for column in columns}


def _refer_within(
    source: Connection, target: Connection, table: Table, column: Column[Any]
) -> None:
    """Let rows refer to rows of their own table, which are all there by now."""
    (key,) = table.primary_key
    query = select(key.label("row"), column.label("to")).where(column.is_not(None))
    result = source.execute(query.order_by(key), execution_options={"yield_per": 1000})
    point = (
        update(table).where(key == bindparam("row")).values({column: bindparam("to")})
    )
    for rows in result.mappings().partitions():
        target.execute(point, [dict(row) for row in rows])


def _count_on(target: Connection, table: Table) -> None:
    """Let the table's own numbers go on behind those that came in."""
    column = table.autoincrement_column
    if column is None or target.dialect.name != "postgresql":
        return
    last = target.scalar(select(func.max(column)))
    if last is not None:
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        target.execute(select(func.setval(sequence, last)))
