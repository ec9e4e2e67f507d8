"""Tables of decisions about differences between two coders.

Owns the columns and how decisions and spans are written in them. Knows no study:
whether a difference is there is for settling to find.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from qcode.errors import InvalidSpanError
from qcode.interchange.sheets import read_sheet, wrong_row
from qcode.model.adjudication import DecisionRow, Ruling
from qcode.model.span import Span

_ID, _PLACE = "id", ("document", "code", "start", "end")
_RULINGS = {it.in_tables: it for it in Ruling}
_BETWEEN = re.compile(r"[;,\s]+")
# Word processors make a dash of a hyphen.
_SPAN = re.compile(r"([0-9]{1,18})[-\u2013:]([0-9]{1,18})")
_OFFSET = re.compile(r"[0-9]{1,18}")


def write_spans(spans: Sequence[Span]) -> str:
    """Return what stands in a cell for some spans."""
    return "; ".join(f"{it.start}-{it.end}" for it in spans)


def read_decisions(path: Path) -> list[DecisionRow]:
    """Return the rows of a CSV or XLSX file, in its order.

    The header names `decision` and either `id` or `document`, `code`, `start`, `end`;
    `why`, `spans`, `first_coder`, `second_coder` may stand beside, other columns are
    left alone. Raises UnreadableError with the row's number.
    """
    rows = read_sheet(path, _ID)
    number, header = next(rows, (1, []))
    names = [name.strip().lower() for name in header]
    _check_header(path, number, names)
    return [
        _row(path, number, dict(zip(names, cells, strict=False)))
        for number, cells in rows
    ]


def _check_header(path: Path, number: int, names: Sequence[str]) -> None:
    if "decision" not in names:
        raise wrong_row(path, number, "the column 'decision' is missing")
    if _ID not in names and any(name not in names for name in _PLACE):
        raise wrong_row(
            path,
            number,
            "the columns must be 'id', or 'document', 'code', 'start' and 'end'",
        )
    twice = [name for name in names if name and names.count(name) > 1]
    if twice:
        raise wrong_row(path, number, f"the column '{twice[0]}' stands twice")


def _row(path: Path, number: int, cells: Mapping[str, str]) -> DecisionRow:
    named = {name: cell.strip() for name, cell in cells.items()}
    try:
        return DecisionRow(
            row=number,
            id=named.get(_ID, ""),
            document=named.get("document", ""),
            code=named.get("code", ""),
            span=_place(named.get("start", ""), named.get("end", "")),
            ruling=_ruling(named.get("decision", "")),
            why=named.get("why", ""),
            redrawn=_spans(named.get("spans", "")),
            first=named.get("first_coder", ""),
            second=named.get("second_coder", ""),
        )
    except (_CellError, InvalidSpanError) as error:
        if isinstance(error, InvalidSpanError):
            reason = f"{error.start}-{error.end} is no span, its end comes first"
        else:
            reason = str(error)
        raise wrong_row(path, number, reason) from error


class _CellError(Exception):
    """What is wrong with a cell."""


def _ruling(written: str) -> Ruling | None:
    if not written:
        return None
    wanted = "-".join(re.split(r"[-_\s]+", written.casefold()))
    if wanted not in _RULINGS:
        raise _CellError(f"'{written}' is no decision ({', '.join(_RULINGS)})")
    return _RULINGS[wanted]


def _place(start: str, end: str) -> Span | None:
    if not start and not end:
        return None
    for written in (start, end):
        if not _OFFSET.fullmatch(written):
            raise _CellError(f"'{written}' is no offset")
    return Span(int(start), int(end))


def _spans(written: str) -> tuple[Span, ...]:
    made = []
    for one in filter(None, _BETWEEN.split(written)):
        found = _SPAN.fullmatch(one)
        if found is None:
            raise _CellError(f"'{written}' are no spans, as in '120-158; 170-201'")
        made.append(Span(int(found[1]), int(found[2])))
    return tuple(sorted(set(made)))
