"""Whose differences a command is about, and in which documents."""

from collections.abc import Callable
from functools import reduce
from typing import Any

import click

from qcode.errors import RefusedError
from qcode.operations.coders import list_coders
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import pairs_to_settle
from qcode.operations.naming import coder_named, document_named
from qcode.operations.reading import list_documents
from qcode.store import Store

Command = Callable[..., Any]
Between = tuple[str, str] | None

_OPTIONS = (
    click.option(
        "--between",
        nargs=2,
        metavar="NAME NAME",
        help="The first and the second coder; else the two who have finished "
        "documents.",
    ),
    click.option(
        "--with-unfinished",
        is_flag=True,
        help="Also in documents that not both have finished as they are now.",
    ),
)


def between_options(command: Command) -> Command:
    """Give a command `--between` and `--with-unfinished`."""
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


def document_option(command: Command) -> Command:
    """Give a command `--document`, which may be given several times."""
    option = click.option(
        "--document",
        "names",
        multiple=True,
        metavar="D",
        help="Only in this document; may be given several times.",
    )
    return option(command)


def scope_meant(
    store: Store,
    between: Between,
    *,
    with_unfinished: bool,
    names: tuple[str, ...] = (),
) -> Scope:
    """Return what the options mean; raises RefusedError where no two are meant."""
    pair = _pair(store, between)
    if not names:
        return Scope(pair, with_unfinished=with_unfinished)
    every = list_documents(store)
    wanted = frozenset(document_named(name, every).id for name in names)
    return Scope(pair, wanted, with_unfinished)


def _pair(store: Store, between: Between) -> Pair:
    if between is not None:
        coders = [count.coder for count in list_coders(store)]
        first, second = (coder_named(name, coders) for name in between)
        return Pair(first, second)
    pairs = pairs_to_settle(store)
    if len(pairs) != 1:
        who = "More than two" if pairs else "Fewer than two"
        raise RefusedError(
            f"{who} coders have finished documents; say with --between NAME NAME "
            "whose differences are to be settled."
        )
    return pairs[0]
