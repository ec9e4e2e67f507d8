"""`qcode search --code`: putting a code on all that is found, after a preview."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from typing import Any, TypeVar, cast

import click

from qcode.cli.opening import acting_coder, enter_coder
from qcode.cli.output import counted, print_json
from qcode.cli.search_printing import print_passages
from qcode.cli.session import Session
from qcode.errors import RefusedError
from qcode.model.search import Extent, SearchQuestion
from qcode.operations.coding_hits import HitsToCode, code_hits, foresee_hits
from qcode.operations.naming import code_named
from qcode.operations.reading import load_codebook
from qcode.operations.search_tables import COLUMNS, row_of_hit
from qcode.operations.workspace import Workspace
from qcode.text.harmless import harmless

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class ToCode:
    """What was said on the command line about coding what is found."""

    code: str | None
    extent: str | None
    dry_run: bool
    yes: bool

    def check(self) -> None:
        """Raise click's UsageError for options that say nothing without --code."""
        if self.code is None and (self.extent or self.dry_run or self.yes):
            raise click.UsageError("--span, --dry-run and --yes go with --code.")
        if self.dry_run and self.yes:
            raise click.UsageError("Say --dry-run or --yes.")


def coding_options(command: Command) -> Command:
    """Give a command the options of `ToCode`, which it gets as `to_code`."""

    @wraps(command)
    def gathered(*arguments: Any, **options: Any) -> Any:
        to_code = ToCode(**{it.name: options.pop(it.name) for it in fields(ToCode)})
        to_code.check()
        return command(*arguments, to_code=to_code, **options)

    for option in reversed(_OPTIONS):
        gathered = option(gathered)
    return cast("Command", gathered)  # wraps keeps no type


_OPTIONS = (
    click.option(
        "--code", metavar="K", help="Put this code on all that is found, as one step."
    ),
    click.option(
        "--span",
        "extent",
        type=click.Choice([it.value for it in Extent]),
        help="With --code: how much is coded for a hit; the sentence if nothing is "
        "said.",
    ),
    click.option(
        "--dry-run", is_flag=True, help="With --code: show what would be coded."
    ),
    click.option("--yes", is_flag=True, help="With --code: do it without asking."),
)


def code_all(
    session: Session,
    workspace: Workspace,
    question: SearchQuestion,
    to_code: ToCode,
    *,
    as_json: bool,
) -> None:
    """Show what is to be coded, ask where nothing was said, and do it."""
    code = code_named(to_code.code or "", load_codebook(workspace.store))
    coder = acting_coder(session, workspace)
    extent = Extent(to_code.extent or Extent.SENTENCE)
    foreseen = foresee_hits(
        workspace.store, question, extent, code_id=code.id, coder_id=coder.id
    )
    if not as_json:
        print_passages(foreseen.new)
    session.note(_summary(foreseen, extent, coder.handle))
    is_done = bool(foreseen.new) and not to_code.dry_run
    if is_done and not to_code.yes:
        is_done = _agreed(foreseen)
    if is_done:
        coder = enter_coder(session, workspace)
        made = code_hits(workspace.store, foreseen, coder.id)
        session.note(
            f"Coded {counted(len(made), 'passage')}; `qcode undo` takes them back."
        )
    else:
        session.note("Nothing was changed.")
    if as_json:
        print_json(_as_json(foreseen, coder.handle, is_done=is_done))


def _agreed(foreseen: HitsToCode) -> bool:
    number = counted(len(foreseen.new), "passage")
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise RefusedError(
            f"Nothing was coded, for nobody can be asked here: say --yes to code "
            f"{number}, or --dry-run to see them only."
        )
    question = f"Put '{foreseen.code.name}' on {number}?"
    return click.confirm(harmless(question), err=True)


def _summary(foreseen: HitsToCode, extent: Extent, handle: str) -> str:
    new, known = len(foreseen.new), foreseen.known
    said = f"{counted(foreseen.hits, 'hit')} in {counted(new + known, 'passage')}"
    said += f" ({extent.value}s)"
    if known:
        said += f", {known} of them coded so already"
    return f"{said}; {new} to be coded as '{foreseen.code.name}' ({handle})."


def _as_json(foreseen: HitsToCode, handle: str, *, is_done: bool) -> dict[str, object]:
    return {
        "code": foreseen.code.key,
        "coder": handle,
        "hits": foreseen.hits,
        "known": foreseen.known,
        "coded": is_done,
        "passages": [
            dict(zip(COLUMNS, row_of_hit(hit), strict=True)) for hit in foreseen.new
        ],
    }
