"""`qcode suggest accept` and `reject`: what a coder makes of suggestions."""

from collections.abc import Sequence

import click

from qcode.cli import parameters
from qcode.cli.opening import known_coder, open_study
from qcode.cli.output import counted, print_table
from qcode.cli.session import Session
from qcode.cli.suggestion_rows import COLUMNS, as_row
from qcode.model.coding import Coder
from qcode.model.ids import DocumentId
from qcode.model.span import Span
from qcode.operations.deciding import (
    Acceptance,
    accept_suggestions,
    find_suggestion,
    reject_suggestion,
)
from qcode.operations.naming import document_named
from qcode.operations.reading import list_documents, load_codebook
from qcode.operations.suggesting import list_suggestions
from qcode.operations.workspace import Workspace


@click.command()
@click.argument("ids", metavar="[ID…|DOCUMENT…]", nargs=-1)
@click.option(
    "--span",
    type=parameters.span,
    metavar="START:END",
    help="Other boundaries for the coding; with one suggestion only.",
)
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    help="All that are as probable as this, in the documents named.",
)
@click.option("--all", "whole", is_flag=True, help="With --least: in all documents.")
@click.option("--dry-run", is_flag=True, help="With --least: only show which.")
@click.pass_obj
def accept(
    session: Session,
    ids: tuple[str, ...],
    span: Span | None,
    least: float | None,
    whole: bool,
    dry_run: bool,
) -> None:
    """Turn suggestions into codings of yours, as one step; prints the codings' ids.

    Name suggestions by their ids; or give a probability with --least and name
    documents. Those that are offered only because you never gave their code are
    not taken so.
    """
    if least is not None:
        if span is not None:
            raise click.UsageError("--span goes with one suggestion.")
        _accept_from(session, ids, whole, least=least, dry_run=dry_run)
        return
    if whole or dry_run:
        raise click.UsageError("--all and --dry-run go with --least.")
    if not ids:
        raise click.UsageError("Name suggestions, or documents with --least.")
    if span is not None and len(ids) > 1:
        raise click.UsageError("--span goes with one suggestion.")
    with open_study(session) as workspace:
        coder, store = known_coder(session, workspace), workspace.store
        taken = [find_suggestion(store, coder.id, wanted) for wanted in ids]
        _accept(
            session, workspace, coder, [Acceptance(it, span or it.span) for it in taken]
        )


def _accept_from(
    session: Session,
    names: tuple[str, ...],
    whole: bool,
    *,
    least: float,
    dry_run: bool,
) -> None:
    """Accept what is kept from a probability on, or only show it."""
    need_documents(names, whole)
    with open_study(session) as workspace:
        coder, store = known_coder(session, workspace), workspace.store
        wanted = documents_meant(workspace, names, whole)
        found = list_suggestions(store, coder.id, wanted, least=least, untried=False)
        if found and not dry_run:
            taken = [it.suggestion for it in found]
            _accept(
                session, workspace, coder, [Acceptance(it, it.span) for it in taken]
            )
            return
        codebook = load_codebook(store)
    if found:
        print_table(COLUMNS, [as_row(it, codebook) for it in found])
    session.note(
        f"{counted(len(found), 'suggestion')} from {least:g} on in "
        f"{counted(len(wanted), 'document')} ({coder.handle}); nothing was accepted. "
        "`qcode suggest` proposes anew."
    )


def _accept(
    session: Session,
    workspace: Workspace,
    coder: Coder,
    taken: Sequence[Acceptance],
) -> None:
    made = accept_suggestions(workspace.store, taken)
    session.note(f"Accepted {counted(len(made), 'suggestion')} ({coder.handle}).")
    for coding in made:
        click.echo(coding.id)


@click.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.pass_obj
def reject(session: Session, ids: tuple[str, ...]) -> None:
    """Say that these codes do not belong there; they are not suggested again."""
    with open_study(session) as workspace:
        coder, store = known_coder(session, workspace), workspace.store
        refused = [find_suggestion(store, coder.id, wanted) for wanted in ids]
        for suggestion in refused:
            reject_suggestion(store, suggestion)
    session.note(f"Rejected {counted(len(refused), 'suggestion')} ({coder.handle}).")


def need_documents(names: tuple[str, ...], whole: bool) -> None:
    """Raise UsageError unless either documents are named or all are meant."""
    if whole == bool(names):
        raise click.UsageError("Name documents, or give --all for the whole study.")


def documents_meant(
    workspace: Workspace, names: tuple[str, ...], whole: bool
) -> list[DocumentId]:
    """Return the documents named, or all."""
    every = list_documents(workspace.store)
    wanted = every if whole else [document_named(name, every) for name in names]
    return [document.id for document in wanted]
