"""Open answers of a survey in a table (.csv, .tsv, .xlsx) -> texts by respondent.

Owns how columns are named, how answers to several questions become one text, and
what makes two answers two. Knows no study.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange import csv_tables

SUFFIXES = frozenset({".csv", ".tsv", ".xlsx"})
MOST_NAMED = 12

Row = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """Which columns of a table are read, by name or an unambiguous part of it.

    `texts` hold the answers, `ids` together name the respondent, `attributes` say
    what is known of them. With `by_respondent` the rows of one make one text.
    """

    texts: tuple[str, ...]
    ids: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    by_respondent: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What one respondent wrote, in one row or in all rows of theirs.

    `name` tells it apart from others of the table; `key` does so for ever, wherever
    its row stands: the respondent and which row of theirs it is. `source` are the
    header and the rows with all their columns, as CSV in UTF-8.
    """

    name: str
    key: str
    text: str
    attributes: Mapping[str, str]
    source: bytes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that give no text, by their numbers in the table, and why."""

    rows: Sequence[int]
    reason: str


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand."""

    header: Sequence[str]
    texts: Sequence[int]
    ids: Sequence[int]
    attributes: Sequence[int]


def read_answers(
    content: bytes, path: Path, columns: AnswerColumns
) -> Iterator[Answer | LeftOut]:
    """Yield the answers in the order of the table, then which rows gave none.

    Raises UnreadableError for a table that cannot be read or lacks a column.
    """
    wanted = [*columns.texts, *columns.ids, *columns.attributes]
    records = _records(content, path, [name.strip().lower() for name in wanted])
    _, header = next(records, (1, []))
    where = _located([cell.strip() for cell in header], columns, path)
    rows: list[Row] = [(line, _padded(row, len(header))) for line, row in records]
    nameless = [line for line, row in rows if not _respondent(row, where, line)]
    empty = [line for line, row in rows if not _has_answer(row, where)]
    left_out = {*nameless, *empty}
    told = [(line, row) for line, row in rows if line not in left_out]
    yield from _answers(told, where, by_respondent=columns.by_respondent)
    if empty:
        yield LeftOut(empty, "without an answer")
    if unnamed := sorted(set(nameless) - set(empty)):
        yield LeftOut(unnamed, "without a respondent's name")


def _records(
    content: bytes, path: Path, names: Sequence[str]
) -> Iterator[tuple[int, list[str]]]:
    if path.suffix.lower() == ".xlsx":
        # openpyxl takes 0.1 s to load, which only workbooks are worth.
        from qcode.interchange import workbook_rows

        return workbook_rows.records_of(content, path)
    return csv_tables.records_of(content, path, names)


def _padded(row: Sequence[str], width: int) -> Sequence[str]:
    return [*row, *[""] * (width - len(row))]


def _located(header: Sequence[str], columns: AnswerColumns, path: Path) -> _Columns:
    if not any(header):
        raise UnreadableError(path, "is empty; its first row must name the columns.")
    if not columns.texts:
        raise UnreadableError(
            path,
            "is a table; say with --text which of its columns hold answers (and with "
            f"--id who gave them): {_shown(header)}.",
        )
    return _Columns(
        header,
        *(
            [_place(name, header, path) for name in names]
            for names in (columns.texts, columns.ids, columns.attributes)
        ),
    )


def _place(name: str, header: Sequence[str], path: Path) -> int:
    """Return the column of this name, else the only one with the name in it."""
    wanted = name.strip().casefold()
    folded = [column.casefold() for column in header]
    found = [place for place, column in enumerate(folded) if column == wanted]
    if not found and wanted:
        found = [place for place, column in enumerate(folded) if wanted in column]
    if len(found) == 1:
        return found[0]
    why = "has several columns" if found else "has no column"
    raise UnreadableError(path, f"{why} '{name}'; there are: {_shown(header)}.")


def _shown(header: Sequence[str]) -> str:
    names = [" ".join(name.split()) for name in header if name]
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _respondent(row: Sequence[str], where: _Columns, line: int) -> str:
    """Return who answered, "" where a part of the name is missing."""
    if not where.ids:
        return f"row {line}"
    parts = [" ".join(row[place].split()) for place in where.ids]
    return " ".join(parts) if all(parts) else ""


def _has_answer(row: Sequence[str], where: _Columns) -> bool:
    return any(row[place].strip() for place in where.texts)


def _answers(
    rows: Sequence[Row], where: _Columns, *, by_respondent: bool
) -> Iterator[Answer]:
    groups: dict[str, list[Row]] = {}
    for line, row in rows:
        groups.setdefault(_respondent(row, where, line), []).append((line, row))
    if by_respondent:
        for respondent, own in groups.items():
            yield _answer(respondent, f"{respondent}\x1f", own, where)
        return
    seen: dict[str, int] = {}
    for line, row in rows:
        respondent = _respondent(row, where, line)
        seen[respondent] = number = seen.get(respondent, 0) + 1
        is_only = len(groups[respondent]) == 1
        name = respondent if is_only else f"{respondent} ({number})"
        yield _answer(name, f"{respondent}\x1f{number}", [(line, row)], where)


def _answer(name: str, key: str, rows: Sequence[Row], where: _Columns) -> Answer:
    cells = [row for _, row in rows]
    return Answer(
        name=name,
        key=key,
        text="\n\n".join(_parts(cells, where)),
        attributes=_attributes(cells, where),
        source=_as_csv([where.header, *cells]),
    )


def _parts(rows: Iterable[Sequence[str]], where: _Columns) -> Iterator[str]:
    """Yield the answers; where there are several questions, each under its own."""
    for row in rows:
        for place in where.texts:
            answer = row[place].strip()
            if answer and len(where.texts) > 1:
                yield f"# {' '.join(where.header[place].split())}"
            if answer:
                yield answer


def _attributes(rows: Sequence[Sequence[str]], where: _Columns) -> Mapping[str, str]:
    """Return the attributes; values that differ between rows, all of them."""
    values: dict[str, str] = {}
    for place in where.attributes:
        said = dict.fromkeys(" ".join(row[place].split()) for row in rows)
        joined = ", ".join(value for value in said if value)
        if joined:
            values[" ".join(where.header[place].split())] = joined
    return values


def _as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    written = StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue().encode("utf-8", "replace")
