"""Coded sets as plain tables: one coding a row.

Owns the columns. Knows neither documents nor codes; whether what a row names
exists, and whether its text stands where it says, is for merging to find.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.csv_tables import read_records, wrong
from qcode.model.coded_set import CodedPassage

NEEDED = ("document", "start", "end", "code", "coder")
OPTIONAL = ("text", "memo")


def read_coded_set(path: Path) -> list[CodedPassage]:
    """Return the rows of a CSV file, in its order.

    The header names `document` first; `start`, `end`, `code` and `coder` must
    follow in any order, `text` and `memo` may. Raises UnreadableError with the
    line's number.
    """
    records = read_records(path, NEEDED[0])
    try:
        line, header = next(records)
    except StopIteration:
        raise UnreadableError(
            path, f"is empty; its first line must name the columns {_listed(NEEDED)}."
        ) from None
    columns = _columns(header, line, path)
    return list(_passages(records, columns, path))


def _columns(header: Sequence[str], line: int, path: Path) -> dict[str, int]:
    """Return where each known column stands; others are left alone."""
    names = [name.strip().lower() for name in header]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        raise wrong(path, line, f"the column {_listed(missing)} is missing")
    twice = [name for name in (*NEEDED, *OPTIONAL) if names.count(name) > 1]
    if twice:
        raise wrong(path, line, f"the column {_listed(twice)} stands twice")
    return {name: names.index(name) for name in (*NEEDED, *OPTIONAL) if name in names}


def _passages(
    records: Iterator[tuple[int, list[str]]], columns: dict[str, int], path: Path
) -> Iterator[CodedPassage]:
    most = max(columns.values())
    for line, cells in records:
        if len(cells) <= most:
            raise wrong(path, line, f"has {len(cells)} fields, {most + 1} are needed")
        named = {name: cells[position] for name, position in columns.items()}
        for name in ("document", "code", "coder"):
            if not named[name].strip():
                raise wrong(path, line, f"names no {name}")
        yield CodedPassage(
            document=named["document"].strip(),
            start=_offset(named["start"], "start", line, path),
            end=_offset(named["end"], "end", line, path),
            text=named.get("text") or None,
            code=named["code"].strip(),
            coder=" ".join(named["coder"].split()),
            memo=named.get("memo", "").strip(),
            place=f"{path.name} line {line}",
        )


def _offset(written: str, name: str, line: int, path: Path) -> int:
    digits = written.strip()
    if not (digits.isascii() and digits.isdigit()):
        raise wrong(path, line, f"'{written}' is no offset ({name})")
    return int(digits)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
