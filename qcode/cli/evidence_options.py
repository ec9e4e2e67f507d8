"""Options that say which evidence of recommendations is meant."""

from collections.abc import Callable
from functools import reduce, wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from qcode.cli import parameters
from qcode.cli.counting import coders_named
from qcode.operations.evidence import CITY, ROLE, EvidenceQuestion
from qcode.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])
Asked = Callable[[Store], EvidenceQuestion]

_OPTIONS = (
    click.option(
        "--coder",
        metavar="C",
        help="Only this coder's codings; else those of the consensus set where it has "
        "any of the codes, else everybody's, each passage once.",
    ),
    click.option(
        "--distinct",
        is_flag=True,
        help="Everybody's codings, each passage once, also where there is a consensus "
        "set.",
    ),
    click.option(
        "--role",
        default=ROLE,
        show_default=True,
        metavar="NAME",
        help="The attribute that says who was asked.",
    ),
    click.option(
        "--city",
        default=CITY,
        show_default=True,
        metavar="NAME",
        help="The attribute that says where.",
    ),
)
_SURVEY = (
    click.option(
        "--survey",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A CSV with a line per answer, whose columns are keys of codes.",
    ),
    click.option(
        "--keep",
        type=parameters.attribute,
        metavar="COLUMN=VALUE",
        help="Only answers with this value, as in wave=2024.",
    ),
)


def evidence_options(command: Command) -> Callable[..., Any]:
    """Give a command the options; it gets `asked`, the question once it has a store."""

    @wraps(command)
    def asking(*arguments: Any, **given: Any) -> Any:
        coder, role, city = (given.pop(name) for name in ("coder", "role", "city"))
        survey, keep = given.pop("survey", None), given.pop("keep", None)
        distinct = given.pop("distinct")
        if coder is not None and distinct:
            raise click.UsageError("--distinct pools coders; leave --coder out.")
        if keep is not None and survey is None:
            raise click.UsageError("--keep needs --survey FILE.")

        def asked(store: Store) -> EvidenceQuestion:
            named = coders_named(store, (coder,)) if coder else None
            coder_meant = named[0] if named else None
            return EvidenceQuestion(coder_meant, role, city, survey, keep, distinct)

        return command(*arguments, asked=asked, **given)

    options = reversed((*_OPTIONS, *_SURVEY))
    return reduce(lambda made, option: option(made), options, asking)
