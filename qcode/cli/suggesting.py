"""`qcode suggest`: codes proposed for passages, with their reasons."""

import sys
from collections.abc import Sequence
from dataclasses import replace

import click

from qcode.cli.deciding import accept, documents_meant, need_documents, reject
from qcode.cli.opening import enter_coder, known_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.cli.suggestion_rows import COLUMNS, JSON_SHAPE, as_row
from qcode.cli.suggestion_rows import as_json as suggestion_as_json
from qcode.model.ids import CoderId, DocumentId
from qcode.operations.reading import load_codebook
from qcode.operations.suggesting import judge, list_suggestions, refresh
from qcode.operations.workspace import Workspace
from qcode.project import SuggestionSettings


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


suggest.add_command(accept)
suggest.add_command(reject)


@suggest.command()
@click.argument("names", metavar="[DOCUMENT…]", nargs=-1)
@click.option("--all", "whole", is_flag=True, help="For all documents of the study.")
@click.option(
    "--least",
    type=click.FloatRange(0, 1),
    help="Show only what is as probable as this; at least what qcode.toml says (0.2).",
)
@click.option(
    "--interviewer", is_flag=True, help="For the turns of those who ask, too."
)
@json_option(JSON_SHAPE)
@click.pass_obj
def propose(
    session: Session,
    names: tuple[str, ...],
    whole: bool,
    least: float | None,
    interviewer: bool,
    as_json: bool,
) -> None:
    """Propose codes for the documents named, the most probable first."""
    need_documents(names, whole)
    with open_study(session) as workspace:
        coder = enter_coder(session, workspace)
        settings = workspace.project.settings.suggestions
        if interviewer:
            settings = replace(settings, interviewer=True)
        wanted = documents_meant(workspace, names, whole)
        _compute(session, workspace, coder.id, wanted, settings)
        shown = list_suggestions(workspace.store, coder.id, wanted, least=least)
        codebook = load_codebook(workspace.store)
    if as_json:
        print_json([suggestion_as_json(it, codebook) for it in shown])
    else:
        print_table(COLUMNS, [as_row(it, codebook) for it in shown])
    session.note(
        f"{counted(len(shown), 'suggestion')} in {counted(len(wanted), 'document')} "
        f"({coder.handle}). `qcode suggest accept ID` makes one a coding."
    )


@suggest.command()
@json_option(
    "an object with documents, passages, codings, recall_at_3, precision_at_1, "
    "threshold, f1, calibration_error (each a number or null), right, wrong, missed, "
    "and codes: a list with code (the key), right, wrong, missed, f1."
)
@click.pass_obj
def evaluate(session: Session, as_json: bool) -> None:
    """Judge suggestions on your own codings, documents held out."""
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


def _compute(
    session: Session,
    workspace: Workspace,
    coder_id: CoderId,
    wanted: Sequence[DocumentId],
    settings: SuggestionSettings,
) -> None:
    """Bring the suggestions up to date, with a progress bar."""
    with click.progressbar(
        refresh(workspace.store, coder_id, wanted, settings),
        length=len(wanted),
        label="Suggesting",
        file=sys.stderr,
        hidden=session.is_quiet or not sys.stderr.isatty(),
    ) as progress:
        for _ in progress:
            pass
