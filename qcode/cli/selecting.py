"""Options of the commands that analyse codings: which of them, and how shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any, cast

import click

from qcode.cli import parameters
from qcode.cli.option_groups import Command, with_options
from qcode.cli.output import Cell, json_option, print_json, print_table
from qcode.cli.parameters import (
    check_excel,
    excel_option,
    origin_option,
    query_option,
    table_option,
)
from qcode.cli.session import Session
from qcode.model.coding import Origin
from qcode.model.document import Kind
from qcode.model.table import Table
from qcode.operations.coders import list_coders
from qcode.operations.naming import coder_named
from qcode.operations.selecting import Selection
from qcode.operations.table_documents import table_json, write_told
from qcode.store import Store

_CODER = "coder"
_FORM = (
    "an object with title, unit, base, filters, parameters, notes (lists and objects "
    "that say what the numbers mean) and rows, a list of objects with "
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was said on the command line about which codings are looked at."""

    coder: str | None
    distinct: bool
    origins: tuple[Origin, ...]
    kind: str | None
    attribute: tuple[str, str] | None
    without_interviewer: bool
    query: str | None

    def selection(self, store: Store) -> Selection:
        """Return what is meant; raises UnknownCoderError, AmbiguousError."""
        coder = None
        if self.coder is not None:
            every = [count.coder for count in list_coders(store)]
            coder = coder_named(self.coder, every)
        return Selection(
            coder=coder,
            distinct=self.distinct,
            origins=self.origins,
            kind=None if self.kind is None else Kind(self.kind),
            attribute=self.attribute,
            without_interviewer=self.without_interviewer,
            query=self.query,
        )


def selection_options(command: Command) -> Command:
    """Give a command the options of `Chosen`, which it gets as `chosen`."""
    return with_options(command, "chosen", Chosen, _SELECTION)


_SELECTION = (
    click.option(
        "--coder",
        metavar="C",
        help="Only this coder's codings; 'consensus' for the consensus set.",
    ),
    click.option(
        "--distinct",
        is_flag=True,
        help="Take what several coders coded alike once, instead of a block for each.",
    ),
    origin_option(),
    click.option(
        "--kind",
        type=click.Choice([kind.value for kind in Kind]),
        help="Only documents of this kind.",
    ),
    click.option(
        "--attribute",
        type=parameters.attribute,
        metavar="NAME=VALUE",
        help="Only documents of cases with this value.",
    ),
    click.option(
        "--without-interviewer",
        is_flag=True,
        help="Leave out the turns of those who ask.",
    ),
    query_option(),
)


@dataclass(frozen=True, slots=True)
class Telling:
    """How a table leaves the program: to a file, as JSON, or for people to read."""

    path: Path | None
    excel_de: bool
    as_json: bool


def telling_options(row: str) -> Callable[[Command], Command]:
    """Give a command the options of `Telling`, which it gets as `telling`.

    `row` says in the help which fields a row has.
    """

    def add(command: Command) -> Command:
        @wraps(command)
        def gathered(*arguments: Any, **options: Any) -> Any:
            own = {it.name: options.pop(it.name) for it in fields(Telling)}
            telling = Telling(**own)
            check_excel(telling.path, excel_de=telling.excel_de)
            return command(*arguments, telling=telling, **options)

        gathered = excel_option()(table_option()(json_option(_FORM + row)(gathered)))
        return cast("Command", gathered)  # wraps keeps no type

    return add


def tell(
    session: Session,
    table: Table,
    shown: Sequence[str],
    telling: Telling,
) -> None:
    """Write, print as JSON, or show a table whose rows are a list.

    On the terminal the columns `shown`, in a table for each coder there is.
    """
    if telling.path is not None:
        write_told(telling.path, table, excel_de=telling.excel_de)
        session.note(f"Wrote {telling.path}")
        return
    if telling.as_json:
        print_json(table_json(table))
        return
    session.note(f"{table.title}. {' '.join(table.notes)}")
    _print(table, shown)


def _print(table: Table, shown: Sequence[str]) -> None:
    rows = [dict(zip(table.names, row, strict=True)) for row in table.rows]
    blocks = list(dict.fromkeys(row.get(_CODER) for row in rows))
    for number, block in enumerate(blocks):
        if len(blocks) > 1:
            click.echo(("\n" if number else "") + str(block))
        theirs = (row for row in rows if row.get(_CODER) == block)
        print_table(shown, ([_cell(row[name]) for name in shown] for row in theirs))


def _cell(value: Cell) -> Cell:
    if isinstance(value, float):
        return "" if value != value else f"{value:.3f}"
    return value
