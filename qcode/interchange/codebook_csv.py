"""Codebooks as tables that Taguette reads: columns `path` and `description`.

UTF-8 with a byte order mark, commas, one row a code. A path names the codes above,
parted by dots, as Taguette's users write them; a dot parts only where what stands
before it is a code of the table itself, so that "1. Family" is one name.
"""

import codecs
import csv
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.csv_tables import read_records, wrong
from qcode.model.exchange import Departure, Direction, ExchangeReport, Fate
from qcode.project import write_whole

_PATHS = ("path", "tag", "name")
_DESCRIPTION = "description"
_DOT = "."
_LONGEST_PATH = 2_000
_NO_DOT = "\N{ONE DOT LEADER}"


@dataclass(frozen=True, slots=True)
class ListedCode:
    """A code by the names from the topmost down to its own."""

    path: tuple[str, ...]
    description: str = ""


def read_codebook_csv(path: Path) -> list[ListedCode]:
    """Return the codes of a table in its order; one that comes twice counts once.

    The column of paths may be called `path`, `tag` or `name`; columns that Taguette
    does not know are passed over. Raises UnreadableError.
    """
    records = read_records(path, _PATHS[0])
    _, header = next(records, (1, []))
    names = [cell.strip().lower() for cell in header]
    columns = [names.index(name) for name in _PATHS if name in names]
    if len(columns) != 1:
        what = "several of the columns" if columns else "none of the columns"
        raise wrong(path, 1, f"has {what} 'path', 'tag' and 'name'; one is needed")
    described = names.index(_DESCRIPTION) if _DESCRIPTION in names else None
    rows: dict[str, str] = {}
    for line, record in records:
        written = record[columns[0]].strip() if columns[0] < len(record) else ""
        if not written:
            raise wrong(path, line, "names no code")
        if len(written) > _LONGEST_PATH:
            raise wrong(path, line, f"names a code in over {_LONGEST_PATH:,} letters")
        has_description = described is not None and described < len(record)
        description = record[described or 0].strip() if has_description else ""
        rows[written] = rows.get(written) or description
    if not rows:
        raise UnreadableError(path, "holds no codes.")
    return [ListedCode(_names(written, rows), rows[written]) for written in rows]


def write_codebook_csv(codes: Sequence[ListedCode], path: Path) -> ExchangeReport:
    """Write codes as a table, whole or not at all, and return what became of them.

    Dots in names become another sign where one would be read as a level. Raises
    StudyError where nothing can be written.
    """
    rows: dict[str, str] = {}
    departures: list[Departure] = []
    paths = [tuple(map(_one_line, code.path)) for code in codes]
    is_clear = _reads_as(paths)
    for code, names in zip(codes, paths, strict=True):
        written = _DOT.join(names if is_clear else map(_without_dots, names))
        if written in rows:
            reason, fate = "another code has its path", Fate.LEFT
        else:
            rows[written] = code.description.strip()
            if is_clear or _DOT not in names[-1]:
                continue
            reason, fate = f"the dots in its name became {_NO_DOT}", Fate.CHANGED
        departures.append(Departure("Code", written, code.path[-1], fate, reason))
    write_whole(path, _table(rows.items()))
    return ExchangeReport(
        Direction.EXPORT,
        path.name,
        program="Taguette",
        found={"Code": len(codes)},
        departures=tuple(departures),
    )


def _table(rows: Iterable[tuple[str, str]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow((_PATHS[0], _DESCRIPTION))
    writer.writerows(rows)
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _reads_as(paths: Iterable[tuple[str, ...]]) -> bool:
    """Whether each path, parted by dots, is read as it is."""
    by_row: dict[str, tuple[str, ...]] = {}
    for names in paths:
        if by_row.setdefault(_DOT.join(names), names) != names:
            return False
    return all(_names(written, by_row) == names for written, names in by_row.items())


def _names(written: str, rows: Collection[str]) -> tuple[str, ...]:
    """Return the names in a path, parted where what stands before a dot is a row."""
    names: list[str] = []
    start = 0
    for dot in (index for index, sign in enumerate(written) if sign == _DOT):
        if written[:dot] in rows and written[start:dot] and written[dot + 1 :]:
            names.append(written[start:dot])
            start = dot + 1
    return (*names, written[start:])


def _one_line(name: str) -> str:
    return " ".join(name.split())


def _without_dots(name: str) -> str:
    return name.replace(_DOT, _NO_DOT)
