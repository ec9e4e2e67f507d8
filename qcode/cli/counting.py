"""Options of the commands that count codings: whose, of them which, and how pooled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any, TypeVar, cast

import click

from qcode.cli.parameters import origin_option, query_option
from qcode.model.coding import Coder, Origin
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.operations.coders import list_coders
from qcode.operations.naming import coder_named
from qcode.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])

CODERS = click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="C",
    help="Count only this coder's codings, or those of the consensus set; may be "
    "given several times.",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What was said on the command line about which codings are counted."""

    coders: tuple[str, ...]
    distinct: bool
    without_interviewer: bool
    query: str | None
    origins: tuple[Origin, ...]

    def question(
        self,
        store: Store,
        by: Sequence[str] = (),
        unit: str | None = None,
        *,
        zero: bool = False,
        totals: bool = False,
    ) -> FrequencyQuestion:
        """Return what is asked; raises UnknownCoderError, AmbiguousError."""
        return FrequencyQuestion(
            by=tuple(by),
            unit=None if unit is None else Unit(unit),
            coders=coders_named(store, self.coders),
            distinct=self.distinct,
            origins=self.origins or None,
            interviewer=not self.without_interviewer,
            zero=zero,
            totals=totals,
            query=self.query,
        )


def counting_options(command: Command) -> Command:
    """Give a command the options of `Counted`, which it gets as `counted`."""

    @wraps(command)
    def gathered(*arguments: Any, **options: Any) -> Any:
        own = {it.name: options.pop(it.name) for it in fields(Counted)}
        return command(*arguments, counted=Counted(**own), **options)

    for option in reversed(_COUNTED):
        gathered = option(gathered)
    return cast("Command", gathered)  # wraps keeps no type


_COUNTED = (
    CODERS,
    click.option(
        "--distinct",
        is_flag=True,
        help="Count what several coders coded alike once, instead of a block for each.",
    ),
    click.option(
        "--without-interviewer",
        is_flag=True,
        help="Leave out the turns of those who ask.",
    ),
    query_option(),
    origin_option(),
)


def coders_named(store: Store, wanted: tuple[str, ...]) -> list[Coder] | None:
    """Return the coders that are named, `None` where none is: all of them."""
    if not wanted:
        return None
    known = [count.coder for count in list_coders(store)]
    return list(dict.fromkeys(coder_named(name, known) for name in wanted))
