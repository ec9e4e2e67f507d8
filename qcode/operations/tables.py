"""The tables that a study gives, by name, each with what makes it.

For whoever offers them all at once: a screen, a report. A command makes one of them
with options of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qcode.model.counting import CODER, DOCUMENT, KIND, FrequencyQuestion, Unit
from qcode.model.table import Cell, Row, Table
from qcode.operations.exports import segment_table
from qcode.operations.frequency_tables import Form, frequency_form
from qcode.operations.retrieval import coded_segments
from qcode.store import Store


@dataclass(frozen=True, slots=True)
class TableKind:
    """A table that can be asked for; `name` is also the name of its file."""

    name: str
    make: Callable[[Store], Table]


def table_kinds() -> Sequence[TableKind]:
    """Return the tables in the order in which they are offered."""
    return (
        TableKind("frequencies", _frequencies()),
        TableKind("frequencies-by-kind", _frequencies(KIND)),
        TableKind("frequencies-by-document", _frequencies(DOCUMENT)),
        TableKind("frequencies-by-coder", _frequencies(CODER)),
        TableKind("codes-by-documents", _wide(Unit.SEGMENTS)),
        TableKind("words-by-documents", _wide(Unit.WORDS)),
        TableKind("presence-by-documents", _presence),
        TableKind("segments", _segments),
    )


def _frequencies(*by: str) -> Callable[[Store], Table]:
    return lambda store: frequency_form(store, FrequencyQuestion(by=by), Form.LONG)


def _wide(unit: Unit) -> Callable[[Store], Table]:
    question = FrequencyQuestion(by=(DOCUMENT,), unit=unit)
    return lambda store: frequency_form(store, question, Form.WIDE)


def _presence(store: Store) -> Table:
    return frequency_form(store, FrequencyQuestion(by=(DOCUMENT,)), Form.MATRIX)


def _segments(store: Store) -> Table:
    return segment_table(store, coded_segments(store))


_ONLY_IN_FILES = frozenset({"code", "path", "family", "level"})
_INDENT = "  "


def for_reading(table: Table) -> Table:
    """Return a table as people read it: codes by name, those below others indented.

    Keys, paths and ids are for files.
    """
    names = table.names
    if "name" not in names or "level" not in names:
        kept = [at for at, name in enumerate(names) if name != "id"]
        rows = ([row[at] for at in kept] for row in table.rows)
        return replace(table, columns=[table.columns[at] for at in kept], rows=rows)
    name, level = names.index("name"), names.index("level")
    kept = [at for at, it in enumerate(names) if it not in _ONLY_IN_FILES]

    def cell(row: Row, at: int) -> Cell:
        if at != name:
            return row[at]
        return f"{_INDENT * (int(row[level] or 1) - 1)}{row[name]}"

    rows = ([cell(row, at) for at in kept] for row in table.rows)
    return replace(table, columns=[table.columns[at] for at in kept], rows=rows)
