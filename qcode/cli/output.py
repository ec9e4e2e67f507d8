"""How results leave the program: tables for people, JSON for programs.

Both go to stdout. What is said beside the data is `Session.note`.
"""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import click

from qcode.cli.terminal import cells, fitted
from qcode.text.harmless import harmless

Cell: TypeAlias = "str | int | float | None"
Command = TypeVar("Command", bound=Callable[..., Any])

_GAP = "  "
_LEAST_CELLS = 12


def json_option(form: str) -> Callable[[Command], Command]:
    """Give a command `--json`; `form` says in its help what the JSON holds."""
    return click.option(
        "--json", "as_json", is_flag=True, help=f"Print one JSON document: {form}"
    )


def print_json(value: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_json_list(items: Iterable[Mapping[str, object]]) -> None:
    """Print a list as one JSON document, holding one item in memory at a time."""
    lead = "["
    for item in items:
        text = json.dumps(item, ensure_ascii=False, indent=2).replace("\n", "\n  ")
        sys.stdout.write(f"{lead}\n  {text}")
        lead = ","
    click.echo("[]" if lead == "[" else "\n]")


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, as in "1 code" and "2 codes"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def print_table(titles: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print rows under titles; numbers stand to the right.

    On a terminal the last columns of text are cut to fit; elsewhere nothing is.
    Without rows nothing is printed.
    """
    table = [list(row) for row in rows]
    if not table:
        return
    numbers = [_is_number_column(column) for column in zip(*table, strict=True)]
    texts = [list(map(harmless, titles))]
    texts += [[_text(cell) for cell in row] for row in table]
    widths = [max(map(cells, column)) for column in zip(*texts, strict=True)]
    _fit(widths, numbers)
    for index, row in enumerate(texts):
        line = _GAP.join(
            _padded(fitted(text, width), width, to_right=is_number)
            for text, width, is_number in zip(row, widths, numbers, strict=True)
        ).rstrip()
        sys.stdout.write((_as_title(line) if index == 0 else line) + "\n")
    sys.stdout.flush()


def _is_number_column(column: Sequence[Cell]) -> bool:
    present = [cell for cell in column if cell is not None]
    return bool(present) and all(isinstance(cell, int | float) for cell in present)


def _text(cell: Cell) -> str:
    return "" if cell is None else harmless(str(cell))


def _fit(widths: list[int], numbers: Sequence[bool]) -> None:
    """Narrow columns of text to what the terminal has, the last one first.

    The first column stays: it says what the row is.
    """
    if not sys.stdout.isatty():
        return
    taken = sum(widths) + len(_GAP) * (len(widths) - 1)
    surplus = taken - shutil.get_terminal_size().columns
    for index in range(len(widths) - 1, 0, -1):
        if surplus > 0 and not numbers[index]:
            narrowed = max(widths[index] - surplus, min(widths[index], _LEAST_CELLS))
            surplus -= widths[index] - narrowed
            widths[index] = narrowed


def _padded(text: str, width: int, *, to_right: bool) -> str:
    padding = " " * (width - cells(text))
    return padding + text if to_right else text + padding


def _as_title(line: str) -> str:
    """Set the titles in bold on a terminal, unless NO_COLOR (no-color.org)."""
    is_plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    if is_plain or not sys.stdout.isatty():
        return line
    return click.style(line, bold=True)
