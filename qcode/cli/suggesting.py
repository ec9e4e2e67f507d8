"""`qcode suggest`: codes proposed for passages, with their reasons."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from qcode.cli import parameters
from qcode.cli.opening import enter_coder, known_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.model.codebook import Codebook
from qcode.model.ids import CoderId, DocumentId
from qcode.model.span import Span
from qcode.model.suggestion import Reason, ReasonKind
from qcode.operations.deciding import (
    Acceptance,
    accept_suggestions,
    find_suggestion,
    reject_suggestion,
)
from qcode.operations.naming import document_named
from qcode.operations.reading import list_documents, load_codebook

if TYPE_CHECKING:
    from qcode.operations.suggesting import Shown
    from qcode.operations.workspace import Workspace

_SHORT_ID = 8


class _Suggest(click.Group):
    """A group whose first argument may be a document: then it proposes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let a document's name stand where a command's would."""
        if not args or (
            args[0] not in self.commands and args[0] not in ("-h", "--help")
        ):
            args = ["propose", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Suggest)
def suggest() -> None:
    """Propose codes for passages; accept and reject them; judge them.

    `qcode suggest DOCUMENT…` proposes. Nothing is coded until you accept it. What
    is proposed follows from the codebook and from your own codings alone.
    """


@suggest.command()
@click.argument("names", metavar="[DOCUMENT…]", nargs=-1)
@click.option("--all", "whole", is_flag=True, help="For all documents of the study.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    default=0.2,
    show_default=True,
    help="Show what is as probable as this at least.",
)
@json_option(
    "a list of objects with id, document (its name), start, end (codepoints, "
    "half-open), text, code (its key), score (a probability), engine, reasons: "
    "objects with kind (keyword, words, segment, context), text, spans."
)
@click.pass_obj
def propose(
    session: Session, names: tuple[str, ...], whole: bool, least: float, as_json: bool
) -> None:
    """Propose codes for the documents named, the most probable first."""
    if whole == bool(names):
        raise click.UsageError("Name documents, or give --all for the whole study.")
    with open_study(session) as workspace:
        coder = enter_coder(session, workspace)
        every = list_documents(workspace.store)
        wanted = every if whole else [document_named(name, every) for name in names]
        found = _computed(session, workspace, coder.id, [it.id for it in wanted])
        codebook = load_codebook(workspace.store)
    shown = [it for it in found if it.suggestion.score >= least]
    if as_json:
        print_json([_as_json(it, codebook) for it in shown])
    else:
        print_table(
            ("id", "document", "score", "code", "why", "segment"),
            [_row(it, codebook) for it in shown],
        )
    session.note(
        f"{counted(len(shown), 'suggestion')} in {counted(len(wanted), 'document')} "
        f"({coder.handle}). `qcode suggest accept ID` makes one a coding."
    )


@suggest.command()
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@click.option(
    "--span",
    type=parameters.span,
    metavar="START:END",
    help="Other boundaries for the coding; with one suggestion only.",
)
@click.pass_obj
def accept(session: Session, ids: tuple[str, ...], span: Span | None) -> None:
    """Turn suggestions into codings of yours, as one step; prints the codings' ids."""
    if span is not None and len(ids) > 1:
        raise click.UsageError("--span goes with one suggestion.")
    with open_study(session) as workspace:
        coder, store = known_coder(session, workspace), workspace.store
        taken = [find_suggestion(store, coder.id, wanted) for wanted in ids]
        made = accept_suggestions(
            store, [Acceptance(it, span or it.span) for it in taken]
        )
    session.note(f"Accepted {counted(len(made), 'suggestion')} ({coder.handle}).")
    for coding in made:
        click.echo(coding.id)


@suggest.command()
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


@suggest.command()
@json_option(
    "an object with documents, passages, codings, recall_at_3, precision_at_1, "
    "threshold, f1, calibration_error (each a number or null), right, wrong, missed, "
    "and codes: a list with code (the key), right, wrong, missed, f1."
)
@click.pass_obj
def evaluate(session: Session, as_json: bool) -> None:
    """Judge suggestions on your own codings, documents held out."""
    # spaCy takes a second to load, which no other command should pay.
    from qcode.operations.suggesting import judge

    with open_study(session) as workspace:
        coder = known_coder(session, workspace)
        judged = judge(workspace.store, coder.id)
        codebook = load_codebook(workspace.store)
    keys = {str(code.id): code.key for code in codebook.codes}
    by_code = [
        (keys[code], it.right, it.wrong, it.missed, it.f1)
        for code, it in judged.by_code.items()
    ]
    by_code.sort(key=lambda row: (-(row[1] + row[3]), row[0]))
    total = judged.total
    if as_json:
        print_json(
            {
                "documents": judged.documents,
                "passages": judged.passages,
                "codings": judged.codings,
                "recall_at_3": judged.recall_at_3,
                "precision_at_1": judged.precision_at_1,
                "threshold": judged.threshold,
                "f1": judged.f1,
                "calibration_error": judged.calibration_error,
                "right": total.right,
                "wrong": total.wrong,
                "missed": total.missed,
                "codes": [dict(zip(_FIGURES, row, strict=True)) for row in by_code],
            }
        )
        return
    print_table(
        _FIGURES, [(*row[:4], _figure(row[4])) for row in by_code if row[1] + row[3]]
    )
    session.note(
        f"{counted(judged.documents, 'document')} held out in turn, {judged.passages} "
        f"passages, {judged.codings} codes given ({coder.handle}). Recall at 3: "
        f"{_figure(judged.recall_at_3)}; "
        f"first right: {_figure(judged.precision_at_1)}; "
        f"from {judged.threshold} on: {total.right} right, {total.wrong} wrong, "
        f"{total.missed} missed, F1 {_figure(judged.f1)}; calibration error: "
        f"{_figure(judged.calibration_error)}."
    )


_FIGURES = ("code", "right", "wrong", "missed", "f1")


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"


def _computed(
    session: Session,
    workspace: "Workspace",
    coder_id: CoderId,
    wanted: Sequence[DocumentId],
) -> "list[Shown]":
    """Bring the suggestions up to date, with a progress bar, and return them."""
    # spaCy takes a second to load, which no other command should pay.
    from qcode.operations.suggesting import list_suggestions, refresh

    is_silent = session.is_quiet or not sys.stderr.isatty()
    with click.progressbar(
        refresh(workspace.store, coder_id, wanted),
        length=len(wanted),
        label="Suggesting",
        file=sys.stderr,
        hidden=is_silent,
    ) as progress:
        for _ in progress:
            pass
    return list_suggestions(workspace.store, coder_id, wanted)


def _row(shown: "Shown", codebook: Codebook) -> tuple[str | float, ...]:
    suggestion = shown.suggestion
    return (
        str(suggestion.id)[:_SHORT_ID],
        shown.document_name,
        f"{suggestion.score:.2f}",
        codebook.code(suggestion.code_id).name,
        "; ".join(map(_why, suggestion.reasons)),
        shown.segment,
    )


def _why(reason: Reason) -> str:
    return f"„{reason.text}“" if reason.kind is ReasonKind.KEYWORD else reason.text


def _as_json(shown: "Shown", codebook: Codebook) -> dict[str, object]:
    suggestion = shown.suggestion
    return {
        "id": str(suggestion.id),
        "document": shown.document_name,
        "start": suggestion.span.start,
        "end": suggestion.span.end,
        "text": shown.segment,
        "code": codebook.code(suggestion.code_id).key,
        "score": suggestion.score,
        "engine": suggestion.engine,
        "reasons": [
            {
                "kind": reason.kind.value,
                "text": reason.text,
                "spans": [[span.start, span.end] for span in reason.spans],
            }
            for reason in suggestion.reasons
        ],
    }
