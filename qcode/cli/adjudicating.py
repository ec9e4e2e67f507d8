"""`qcode adjudicate`: differences between two coders, and what is decided."""

from collections.abc import Mapping, Sequence

import click

from qcode.cli import parameters
from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.errors import RefusedError
from qcode.model.adjudication import Ruling
from qcode.model.codebook import Codebook
from qcode.model.coding import Coding
from qcode.model.span import Span
from qcode.operations import adjudication as operations
from qcode.operations.adjudication import Adjudicated, Pair, Verdict
from qcode.operations.coders import list_coders
from qcode.operations.dockets import pairs_to_settle
from qcode.operations.naming import coder_named, document_named
from qcode.operations.reading import list_documents, load_codebook
from qcode.store import Store

_SHORT_ID = 8
_RULINGS = {it.value.replace(" ", "-"): it for it in Ruling}

_between = click.option(
    "--between",
    nargs=2,
    metavar="NAME NAME",
    help="The first and the second coder; else the two who have finished documents.",
)


@click.group()
def adjudicate() -> None:
    """Differences between two coders, and what was decided about them.

    What is taken becomes the set of the coder "consensus", beside the coders' own
    sets, which stay as they were.
    """


@adjudicate.command("list")
@_between
@click.option("--document", metavar="D", help="Only in this document.")
@click.option("--all", "with_settled", is_flag=True, help="Settled ones too.")
@json_option(
    "a list of objects with id, document, code (its key), kind (first only, second "
    "only, boundaries), start, end, first and second (lists of start, end, text), "
    "ruling, why, settled_by, settled_at (null while it is open)."
)
@click.pass_obj
def list_(
    session: Session,
    between: tuple[str, str] | None,
    document: str | None,
    with_settled: bool,
    as_json: bool,
) -> None:
    """List where two coders differ, the most consequential code first."""
    with open_study(session) as workspace:
        store = workspace.store
        pair = _pair(store, between)
        wanted = document and document_named(document, list_documents(store)).id
        every = operations.list_differences(store, pair, wanted or None)
        shown = [it for it in every if with_settled or it.settlement is None]
        codebook = load_codebook(store)
        handles = {str(it.coder.id): it.coder.handle for it in list_coders(store)}
    if as_json:
        print_json([_as_json(it, codebook, handles) for it in shown])
    else:
        titles = ("id", "document", "code", pair.first.handle, pair.second.handle)
        print_table((*titles, "decided"), [_row(it, codebook) for it in shown])
    settled = sum(it.settlement is not None for it in every)
    session.note(
        f"{counted(len(every), 'difference')} between {pair.first.handle} (first) and "
        f"{pair.second.handle} (second), {settled} settled."
    )


@adjudicate.command("alike")
@_between
@click.pass_obj
def alike(session: Session, between: tuple[str, str] | None) -> None:
    """Take what both coded alike into the consensus set, as one step."""
    with open_study(session) as workspace:
        pair = _pair(workspace.store, between)
        coder = enter_coder(session, workspace)
        made = operations.take_alike(workspace.store, pair, coder.id)
    session.note(f"Took {counted(len(made), 'coding')} that both made alike.")


@adjudicate.command("settle")
@_between
@click.argument("wanted", metavar="ID")
@click.argument("ruling", type=click.Choice(list(_RULINGS)))
@click.option("--why", default="", help="Why; for sent-back the note on the code.")
@click.option(
    "--span",
    type=parameters.span,
    metavar="START:END",
    help="The span drawn anew, for redrawn.",
)
@click.pass_obj
def settle(
    session: Session,
    between: tuple[str, str] | None,
    wanted: str,
    ruling: str,
    why: str,
    span: Span | None,
) -> None:
    """Decide about a difference: whose coding is taken, or what else.

    `sent-back` takes none and writes WHY as a memo on the code's definition.
    """
    decided = _RULINGS[ruling]
    if (decided is Ruling.REDRAWN) is (span is None):
        raise click.UsageError("--span START:END goes with redrawn, which needs it.")
    with open_study(session) as workspace:
        pair = _pair(workspace.store, between)
        difference = operations.find_difference(workspace.store, pair, wanted)
        coder = enter_coder(session, workspace)
        verdict = Verdict(decided, coder.id, why, span)
        made = operations.settle(workspace.store, pair, difference, verdict)
    session.note(
        f"Settled: {ruling} ({coder.handle}); {counted(len(made.taken), 'coding')} "
        "went into the consensus set."
    )


@adjudicate.command("reopen")
@_between
@click.argument("wanted", metavar="ID")
@click.pass_obj
def reopen(session: Session, between: tuple[str, str] | None, wanted: str) -> None:
    """Take back what was decided about a difference, and what it made."""
    with open_study(session) as workspace:
        pair = _pair(workspace.store, between)
        difference = operations.find_difference(workspace.store, pair, wanted)
        coder = enter_coder(session, workspace)
        operations.reopen(workspace.store, difference.id, coder.id)
    session.note(f"Reopened ({coder.handle}).")


def _pair(store: Store, between: tuple[str, str] | None) -> Pair:
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


def _row(shown: Adjudicated, codebook: Codebook) -> tuple[str, ...]:
    difference, settled = shown.difference, shown.settlement
    return (
        str(difference.id)[:_SHORT_ID],
        f"{shown.document} {difference.span}",
        codebook.code(difference.code_id).name,
        _texts(shown, difference.first),
        _texts(shown, difference.second),
        "" if settled is None else settled.ruling.value,
    )


def _texts(shown: Adjudicated, codings: Sequence[Coding]) -> str:
    return " / ".join(shown.segments[it.id] for it in codings) or "-"


def _as_json(
    shown: Adjudicated, codebook: Codebook, handles: Mapping[str, str]
) -> dict[str, object]:
    difference, settled = shown.difference, shown.settlement
    return {
        "id": str(difference.id),
        "document": shown.document,
        "code": codebook.code(difference.code_id).key,
        "kind": difference.kind.value,
        "start": difference.span.start,
        "end": difference.span.end,
        "first": [_coding(shown, it) for it in difference.first],
        "second": [_coding(shown, it) for it in difference.second],
        "ruling": settled and settled.ruling.value,
        "why": settled and settled.why,
        "settled_by": settled and handles[str(settled.coder_id)],
        "settled_at": settled and settled.settled_at.isoformat(),
    }


def _coding(shown: Adjudicated, coding: Coding) -> dict[str, object]:
    return {
        "id": str(coding.id),
        "start": coding.span.start,
        "end": coding.span.end,
        "text": shown.segments[coding.id],
    }
