"""Whether an id is one of many: a condition with one parameter, however many.

A list of parameters has an end on every database, long before a study has.
"""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, Text, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class _Among(FunctionElement[bool]):
    """The id in a column is one of those in a JSON list of hexadecimal texts."""

    name = "among"
    type = Boolean()
    inherit_cache = True


def is_among(column: ColumnElement[Any], ids: Iterable[UUID]) -> ColumnElement[bool]:
    """Return whether the id in a column is one of these."""
    listed = json.dumps(sorted(one.hex.upper() for one in ids))
    return _Among(column, literal(listed, Text))


@compiles(_Among, "sqlite")
def _among_on_sqlite(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in element.clauses)
    return f"hex({column}) IN (SELECT value FROM json_each({ids}))"


@compiles(_Among, "postgresql")
def _among_on_postgresql(element: _Among, compiler: SQLCompiler, **options: Any) -> str:
    column, ids = (compiler.process(part, **options) for part in element.clauses)
    values = f"json_array_elements_text(CAST({ids} AS JSON))"
    return f"{column} IN (SELECT CAST(value AS UUID) FROM {values} AS it(value))"
