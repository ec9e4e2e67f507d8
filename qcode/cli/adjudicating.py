"""`qcode adjudicate`: differences between two coders; the list, and what is alike."""

from collections.abc import Sequence
from pathlib import Path

import click

from qcode.cli.adjudication_scope import (
    Between,
    between_options,
    document_option,
    scope_meant,
)
from qcode.cli.leaving_out import left_out
from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.parameters import check_excel, excel_option, output_option
from qcode.cli.session import Session
from qcode.cli.settling import explain, reopen, settle
from qcode.model.coding import Coding
from qcode.operations.adjudication import take_alike
from qcode.operations.difference_tables import differences_json, write_differences
from qcode.operations.differences import Adjudicated
from qcode.operations.dockets import Docket, open_docket

_SHORT_ID = 8


@click.group()
def adjudicate() -> None:
    """Differences between two coders, and what was decided about them.

    Settled is what both have finished. What is taken becomes the set of the coder
    "consensus", beside the coders' own sets, which stay as they were.
    """


adjudicate.add_command(settle)
adjudicate.add_command(reopen)
adjudicate.add_command(explain)


@adjudicate.command("list")
@between_options
@document_option
@click.option("--all", "with_settled", is_flag=True, help="Settled ones too.")
@click.option(
    "--alike", "with_alike", is_flag=True, help="Places that both coded alike too."
)
@excel_option()
@output_option(".csv .xlsx .json")
@json_option(
    "an object with first, second (the coders), documents, excluded (document, "
    "reason, coders), differences: a list of objects with id, document, code (its "
    "key), kind (first only, second only, boundaries, alike), start, end, first and "
    "second (lists of id, start, end, text, memos), decision, why, settled_by, "
    "settled_at (null while it is open), taken (the spans in the consensus set)."
)
@click.pass_obj
def list_(
    session: Session,
    between: Between,
    with_unfinished: bool,
    names: tuple[str, ...],
    with_settled: bool,
    with_alike: bool,
    excel_de: bool,
    path: Path | None,
    as_json: bool,
) -> None:
    """List where two coders differ, the most consequential code first.

    A table written with -o is there to be filled in: `decision` (first, second,
    both, neither, redrawn, sent-back), `why`, and for redrawn `spans`. `qcode
    adjudicate settle --table` takes it.
    """
    check_excel(path, excel_de=excel_de)
    with open_study(session) as workspace:
        store = workspace.store
        scope = scope_meant(
            store, between, with_unfinished=with_unfinished, names=names
        )
        docket = open_docket(store, scope)
    listed = [*docket.differences, *(docket.alike if with_alike else ())]
    shown = [it for it in listed if with_settled or it.settlement is None]
    if path is not None:
        write_differences(docket, shown, path, excel_de=excel_de)
        session.note(f"Wrote {counted(len(shown), 'row')} to {path}")
    elif as_json:
        print_json(differences_json(docket, shown))
    else:
        pair = docket.pair
        titles = ("id", "document", "code", pair.first.handle, pair.second.handle)
        print_table((*titles, "decided"), [_row(docket, it) for it in shown])
    _tell(session, docket, is_finished=not with_unfinished)


def _tell(session: Session, docket: Docket, *, is_finished: bool) -> None:
    every, pair = docket.differences, docket.pair
    settled = sum(it.settlement is not None for it in every)
    documents = counted(len(docket.counted), "document")
    finished = " that both have finished" if is_finished else ""
    session.note(
        f"{counted(len(every), 'difference')} between {pair.first.handle} (first) and "
        f"{pair.second.handle} (second) in {documents}{finished}, {settled} settled."
    )
    if docket.alike_waiting:
        places = counted(len(docket.alike_waiting), "place")
        session.note(f"{places} coded alike: `qcode adjudicate alike` takes them.")
    for line in left_out(docket.excluded):
        session.note(line)


def _row(docket: Docket, shown: Adjudicated) -> tuple[str, ...]:
    difference, settled = shown.difference, shown.settlement
    ruling = settled and settled.ruling_for(docket.pair.first.id)
    return (
        str(difference.id)[:_SHORT_ID],
        f"{shown.document} {difference.span}",
        docket.codebook.code(difference.code_id).name,
        _texts(shown, difference.first),
        _texts(shown, difference.second),
        ruling.value if ruling else "",
    )


def _texts(shown: Adjudicated, codings: Sequence[Coding]) -> str:
    return " / ".join(shown.segments[it.id] for it in codings) or "-"


@adjudicate.command("alike")
@between_options
@document_option
@click.pass_obj
def alike(
    session: Session,
    between: Between,
    with_unfinished: bool,
    names: tuple[str, ...],
) -> None:
    """Take what both coded alike into the consensus set, as one step.

    What was decided about before is left alone.
    """
    with open_study(session) as workspace:
        store = workspace.store
        scope = scope_meant(
            store, between, with_unfinished=with_unfinished, names=names
        )
        coder = enter_coder(session, workspace)
        taken = take_alike(store, scope, coder.id)
    session.note(
        f"Took {counted(len(taken.settlements), 'coding')} that both made alike."
    )
    for line in left_out(taken.excluded):
        session.note(line)
