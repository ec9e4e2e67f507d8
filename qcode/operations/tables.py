"""The tables that a study gives, by name, each with what makes it.

For whoever offers them all at once: a screen, a report. A command makes one of them
with options of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from qcode.model.basis import CODED, Basis
from qcode.model.coding import Coder
from qcode.model.counting import CODER, DOCUMENT, KIND, FrequencyQuestion, Unit
from qcode.model.table import Cell, Row, Table
from qcode.operations.exports import segment_table
from qcode.operations.frequency_tables import Form, frequency_form
from qcode.operations.retrieval import coded_segments
from qcode.store import Store


@dataclass(frozen=True, slots=True)
class TableKind:
    """A table that can be asked for; `name` is also the name of its file.

    `bases` are the parts of the study that it is made from.
    """

    name: str
    make: Callable[[Store], Table]
    bases: frozenset[Basis] = CODED


def table_kinds(coder: Coder | None = None) -> Sequence[TableKind]:
    """Return the tables in the order in which they are offered.

    With a coder they are of that coder's codings only.
    """
    asked = FrequencyQuestion(coders=None if coder is None else [coder])
    by_document = replace(asked, by=(DOCUMENT,))
    return (
        TableKind("frequencies", _long(asked)),
        TableKind("frequencies-by-kind", _long(replace(asked, by=(KIND,)))),
        TableKind("frequencies-by-document", _long(by_document)),
        TableKind("frequencies-by-coder", _long(replace(asked, by=(CODER,)))),
        TableKind("codes-by-documents", _wide(by_document, Unit.SEGMENTS)),
        TableKind("words-by-documents", _wide(by_document, Unit.WORDS)),
        TableKind("presence-by-documents", _in_form(by_document, Form.MATRIX)),
        TableKind("segments", _segments(coder), CODED | {Basis.MEMOS}),
    )


def _in_form(question: FrequencyQuestion, form: Form) -> Callable[[Store], Table]:
    return lambda store: frequency_form(store, question, form)


def _long(question: FrequencyQuestion) -> Callable[[Store], Table]:
    return _in_form(question, Form.LONG)


def _wide(question: FrequencyQuestion, unit: Unit) -> Callable[[Store], Table]:
    return _in_form(replace(question, unit=unit), Form.WIDE)


def _segments(coder: Coder | None) -> Callable[[Store], Table]:
    if coder is None:
        return lambda store: segment_table(store, coded_segments(store))
    told = {"coder": coder.handle}
    return lambda store: segment_table(
        store, coded_segments(store, coder_id=coder.id), told
    )


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
