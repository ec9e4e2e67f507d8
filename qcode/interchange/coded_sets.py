"""Coded sets as plain tables: one coding a row, or one finished mark a row.

Owns the columns. Knows neither documents nor codes; whether what a row names
exists, and whether its text stands where it says, is for merging to find.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.csv_tables import read_records, wrong
from qcode.model.coded_set import CodedPassage, FinishedRow

NEEDED = ("document", "start", "end", "code", "coder")
OPTIONAL = ("text", "memo")


FINISHED = ("document", "coder", "codebook_revision")


def read_table(path: Path) -> list[CodedPassage] | list[FinishedRow]:
    """Return the rows of a table of either sort; its header says which it is.

    Raises UnreadableError with the line's number.
    """
    _, header = next(read_records(path, NEEDED[0]), (1, []))
    names = {name.strip().lower() for name in header}
    if FINISHED[-1] in names and not {"start", "end"} & names:
        return list(read_finished_marks(path))
    return read_coded_set(path)


def read_finished_marks(path: Path) -> Iterator[FinishedRow]:
    """Yield the finished marks of a CSV file, in its order.

    The header names `document` first; `coder` and `codebook_revision` follow.
    Raises UnreadableError with the line's number.
    """
    records = read_records(path, NEEDED[0])
    line, header = next(records)
    columns = _columns(header, line, path, FINISHED)
    records = _within(records, len(header), path)
    for line, named in _named(records, columns, FINISHED, path):
        yield FinishedRow(
            document=named["document"].strip(),
            coder=" ".join(named["coder"].split()),
            codebook_revision=named["codebook_revision"].strip().lower(),
            place=f"{path.name} line {line}",
        )


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
    columns = _columns(header, line, path, NEEDED)
    records = _within(records, len(header), path)
    return list(_passages(records, columns, path))


def _columns(
    header: Sequence[str], line: int, path: Path, needed: Sequence[str]
) -> dict[str, int]:
    """Return where each known column stands; others are left alone."""
    names = [name.strip().lower() for name in header]
    missing = [name for name in needed if name not in names]
    if missing:
        raise wrong(path, line, f"the column {_listed(missing)} is missing")
    twice = [name for name in (*needed, *OPTIONAL) if names.count(name) > 1]
    if twice:
        raise wrong(path, line, f"the column {_listed(twice)} stands twice")
    return {name: names.index(name) for name in (*needed, *OPTIONAL) if name in names}


def _within(
    records: Iterator[tuple[int, list[str]]], width: int, path: Path
) -> Iterator[tuple[int, list[str]]]:
    """Yield the records; refuse one that says more than the header has columns for.

    A comma in a memo without quotation marks would else cut the memo off.
    """
    for line, cells in records:
        if any(cell.strip() for cell in cells[width:]):
            raise wrong(
                path,
                line,
                f"has {len(cells)} fields, the first line names {width}; a field with "
                "a separator in it stands in quotation marks",
            )
        yield line, cells


def _named(
    records: Iterator[tuple[int, list[str]]],
    columns: dict[str, int],
    filled: Sequence[str],
    path: Path,
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row's cells by column, with its line; `filled` must not be empty."""
    most = max(columns.values())
    for line, cells in records:
        if len(cells) <= most:
            raise wrong(path, line, f"has {len(cells)} fields, {most + 1} are needed")
        named = {name: cells[position] for name, position in columns.items()}
        for name in filled:
            if not named[name].strip():
                raise wrong(path, line, f"names no {name}")
        yield line, named


def _passages(
    records: Iterator[tuple[int, list[str]]], columns: dict[str, int], path: Path
) -> Iterator[CodedPassage]:
    for line, named in _named(records, columns, ("document", "code", "coder"), path):
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
