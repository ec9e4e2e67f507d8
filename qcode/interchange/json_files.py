"""Tables as JSON: a list of objects, one to a line."""

import json
import math
from collections.abc import Iterator, Mapping

from qcode.model.table import Cell, Table


def pieces(table: Table) -> Iterator[bytes]:
    """Yield the file: an object for each row, null for nan."""
    names, separator = table.names, "["
    for row in table.rows:
        cells = zip(names, map(_value, row), strict=True)
        line = json.dumps(dict(cells), ensure_ascii=False, allow_nan=False)
        yield f"{separator}\n{line}".encode()
        separator = ","
    yield b"[]\n" if separator == "[" else b"\n]\n"


def document(of: Mapping[str, object]) -> bytes:
    """Return a JSON document as a file's content."""
    text = json.dumps(of, ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _value(value: Cell) -> Cell:
    return None if isinstance(value, float) and math.isnan(value) else value
