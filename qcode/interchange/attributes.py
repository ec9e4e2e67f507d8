"""corpus/attributes.csv: what is known of each document and its case.

Owns the table's form. Knows neither the documents' texts nor which documents
exist; whether a listed file is there is for the caller to see.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.csv_tables import read_records, wrong
from qcode.model.document import Kind
from qcode.model.speaker import Part
from qcode.text.speakers import folded_label

ATTRIBUTES_FILE = "attributes.csv"

_DOCUMENT, _KIND, _CASE = "document", "kind", "case"
_PARTS = {
    "interviewer_labels": Part.INTERVIEWER,
    "interviewee_labels": Part.INTERVIEWEE,
}
_OWN_COLUMNS = frozenset({_DOCUMENT, _KIND, _CASE, *_PARTS})
_BETWEEN_LABELS = "|"


@dataclass(frozen=True)
class AttributesRow:
    """One document's row.

    `document` is the file's name, with or without its ending. `kind` is `None`
    and `case` empty where the table says nothing; attributes without a value
    are left out. `parts` are those of the speakers' labels that the row names.
    """

    document: str
    kind: Kind | None
    case: str
    attributes: Mapping[str, str]
    parts: Mapping[str, Part] = field(default_factory=dict)


@dataclass(frozen=True)
class AttributesTable:
    """The whole table: attributes' names and rows in the file's order."""

    names: tuple[str, ...]
    rows: tuple[AttributesRow, ...]


def read_attributes(path: Path) -> AttributesTable:
    """Return the table in a CSV file with comma, semicolon or TAB.

    Its first column is `document`; `kind`, `case`, `interviewer_labels` and
    `interviewee_labels` (labels with "|" between them) may follow, every other
    column is an attribute. Raises UnreadableError with the line's number, also where
    a label has two parts, for it has but one in the whole study.
    """
    records = (
        (line, [cell.strip() for cell in cells])
        for line, cells in read_records(path, _DOCUMENT)
    )
    try:
        line, header = next(records)
    except StopIteration:
        raise UnreadableError(
            path,
            f"is empty; its first line must name the columns, '{_DOCUMENT}' first.",
        ) from None
    columns = _columns(header, line, path)
    rows: dict[str, AttributesRow] = {}
    parts: dict[str, Part] = {}
    for line, record in records:
        row = _row(columns, record, line, path)
        name = row.document.casefold()
        if name in rows:
            raise wrong(path, line, f"'{row.document}' has a row already")
        rows[name] = row
        for label, part in row.parts.items():
            if parts.setdefault(folded_label(label), part) is not part:
                reason = "one who asks and one who is asked, which holds everywhere"
                raise wrong(path, line, f"the table has '{label}' as {reason}")
    names = tuple(name for name in columns if name not in {*_OWN_COLUMNS, ""})
    return AttributesTable(names, tuple(rows.values()))


def _columns(header: Sequence[str], line: int, path: Path) -> list[str]:
    """Return the columns' names; qcode's own in lower case."""
    columns = [
        name.lower() if name.lower() in _OWN_COLUMNS else name for name in header
    ]
    if columns[0] != _DOCUMENT:
        raise wrong(path, line, f"the first column must be named '{_DOCUMENT}'")
    seen: set[str] = set()
    for name in filter(None, columns):
        if name.casefold() in seen:
            raise wrong(path, line, f"the column '{name}' stands twice")
        seen.add(name.casefold())
    return columns


def _row(
    columns: Sequence[str], record: Sequence[str], line: int, path: Path
) -> AttributesRow:
    if len(record) > len(columns):
        raise wrong(path, line, f"has {len(record)} fields for {len(columns)} columns")
    cells = {name: value for name, value in zip(columns, record, strict=False) if value}
    if "" in cells:
        raise wrong(path, line, f"'{cells['']}' stands in a column without a name")
    if _DOCUMENT not in cells:
        raise wrong(path, line, "names no document")
    return AttributesRow(
        document=cells[_DOCUMENT],
        kind=_kind(cells.get(_KIND), line, path),
        case=cells.get(_CASE, ""),
        attributes={
            name: value for name, value in cells.items() if name not in _OWN_COLUMNS
        },
        parts={
            label: part
            for column, part in _PARTS.items()
            for label in _labels(cells.get(column, ""))
        },
    )


def _labels(written: str) -> Iterable[str]:
    """Return the labels in a cell, without the colon that follows them in texts."""
    labels = (
        it.strip().removesuffix(":").rstrip() for it in written.split(_BETWEEN_LABELS)
    )
    return filter(None, labels)


def _kind(written: str | None, line: int, path: Path) -> Kind | None:
    if written is None:
        return None
    try:
        return Kind(written.lower())
    except ValueError:
        known = ", ".join(Kind)
        raise wrong(
            path, line, f"'{written}' is no kind of document; kinds are {known}"
        ) from None
