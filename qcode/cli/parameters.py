"""What people type as values of options, and options that several commands have."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from qcode.model.coding import Origin
from qcode.model.span import Span

Command = TypeVar("Command", bound=Callable[..., Any])


def span(value: str) -> Span:
    """Return the span that START:END means.

    Raises InvalidSpanError where the two numbers make none, and click's
    BadParameter where they are no numbers.
    """
    # 18 digits are more than any text has, and fit every database.
    found = re.fullmatch(r"(-?[0-9]{1,18}):(-?[0-9]{1,18})", value.strip())
    if found is None:
        raise click.BadParameter(f"'{value}' is not two numbers, as in 120:158.")
    return Span(int(found[1]), int(found[2]))


def attribute(value: str) -> tuple[str, str]:
    """Return what NAME=VALUE means; raises click's BadParameter."""
    name, sign, wanted = value.partition("=")
    if not sign or not name.strip():
        raise click.BadParameter(f"'{value}' is not name and value, as in city=B.")
    return name.strip(), wanted.strip()


def origin_option() -> Callable[[Command], Command]:
    """Give a command `--origin`; what it gets are `Origin`s, none where none is named.

    A command that gets none takes codings of every origin.
    """
    return click.option(
        "--origin",
        "origins",
        type=click.Choice([origin.value for origin in Origin]),
        multiple=True,
        callback=lambda _context, _option, values: tuple(map(Origin, values)),
        help="Only codings made by hand, accepted as suggestions, or settled; may be "
        "given several times.",
    )


def query_option() -> Callable[[Command], Command]:
    """Give a command `--where`; what it gets is a query as it was written, `query`."""
    return click.option(
        "--where",
        "query",
        metavar="QUERY",
        help="Only what a query asks for, or the saved query of this name; `qcode "
        "query --help` says how to write one.",
    )


def database_url(value: str) -> str:
    """Return the URL of the database that is meant; a path means an SQLite file."""
    return value if "://" in value else f"sqlite:///{Path(value).absolute()}"


def output_option(endings: str) -> Callable[[Command], Command]:
    """Give a command `-o FILE`; `endings` names the formats in its help."""
    return click.option(
        "-o",
        "--output",
        "path",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=f"Write this file instead; its ending says the format ({endings}). A "
        "file that is there is replaced.",
    )


def table_option() -> Callable[[Command], Command]:
    """Give a command `-o FILE` for a table."""
    return output_option(".csv .xlsx .json .parquet .md .html")


def excel_option() -> Callable[[Command], Command]:
    """Give a command `--excel-de`."""
    return click.option(
        "--excel-de",
        is_flag=True,
        help="Write CSV as a German Excel opens it: semicolons, decimal commas.",
    )


def check_excel(path: Path | None, *, excel_de: bool) -> None:
    """Raise click's UsageError where `--excel-de` has no CSV to shape."""
    if excel_de and (path is None or path.suffix.lower() != ".csv"):
        raise click.UsageError("--excel-de needs -o FILE.csv.")
