"""`qcode saturation`: how much each further document still brings."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import click

from qcode.analysis.saturation import Rule
from qcode.cli.opening import open_study
from qcode.cli.retrieving import codes_below
from qcode.cli.selecting import (
    Chosen,
    Telling,
    selection_options,
    tell,
    telling_options,
)
from qcode.cli.session import Session
from qcode.operations.reading import load_codebook
from qcode.operations.saturation import saturation

Command = TypeVar("Command", bound=Callable[..., Any])

_USUAL = Rule()

_SUMMARY = (
    *("codes", "documents", "found", "base", "reached", "random_times"),
    *("random_low", "random_median", "random_high"),
)
_CURVE = ("codes", "place", "document", "new", "found", "ratio", "mean", "low", "high")


_RULE = (
    click.option(
        "--base",
        "base_size",
        type=click.IntRange(min=1),
        default=_USUAL.base_size,
        show_default=True,
        help="Documents in the base.",
    ),
    click.option(
        "--run",
        "run_length",
        type=click.IntRange(min=1),
        default=_USUAL.run_length,
        show_default=True,
        help="Documents in a run.",
    ),
    click.option(
        "--threshold",
        type=click.FloatRange(0, 1),
        default=_USUAL.threshold,
        show_default=True,
        help="New codes of a run by those of the base that are few enough.",
    ),
    click.option(
        "--order",
        metavar="ATTRIBUTE",
        help="Take documents by the value of this attribute, as a date; else by name.",
    ),
    click.option(
        "--in-vivo",
        "in_vivo",
        multiple=True,
        metavar="K",
        help="This code and those below it were found in the texts; may be given "
        "several times. Without it those made while coding, not first read from "
        "codebook.yaml.",
    ),
)


def rule_options(command: Command) -> Command:
    """Give a command the options of a curve: it gets `rule`, `order`, `in_vivo`."""

    @wraps(command)
    def gathered(
        *arguments: Any,
        base_size: int,
        run_length: int,
        threshold: float,
        **options: Any,
    ) -> Any:
        rule = Rule(base_size, run_length, threshold)
        return command(*arguments, rule=rule, **options)

    for option in reversed(_RULE):
        gathered = option(gathered)
    return cast("Command", gathered)  # wraps keeps no type


@click.command("saturation")
@rule_options
@click.option("--summary", is_flag=True, help="Only what the curves come to.")
@selection_options
@telling_options(
    "coder, codes (all, deductive, in vivo), place, document, new, found (so far), "
    "ratio (null where no run ends), mean, median, low, high (found in random orders); "
    "with --summary coder, codes, documents, found, base, reached (null if not), and "
    "in random orders random_times, random_low, random_median, random_high."
)
@click.pass_obj
def saturation_(
    session: Session,
    /,
    *,
    rule: Rule,
    order: str | None,
    in_vivo: tuple[str, ...],
    summary: bool,
    chosen: Chosen,
    telling: Telling,
) -> None:
    """Tell how many new codes each further document brings.

    After Guest, Namey and Chen (2020), in the order of the documents and in 200
    random orders; for all codes, and for deductive ones and those in vivo apart.
    """
    with open_study(session) as workspace:
        store = workspace.store
        book = load_codebook(store)
        named = {found for code in in_vivo for found in codes_below(code, book)}
        found = saturation(
            store,
            chosen.selection(store),
            rule,
            order_by=order,
            in_vivo=named if in_vivo else None,
        )
    table, shown = (found.summary, _SUMMARY) if summary else (found.curves, _CURVE)
    tell(session, table, shown, telling)
