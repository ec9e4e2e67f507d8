"""`qcode agreement`: how far coders agree, and who put what where."""

from collections.abc import Callable, Mapping
from functools import reduce
from math import isnan
from pathlib import Path
from typing import Any

import click

from qcode.cli.confusion import tell_confusion
from qcode.cli.leaving_out import left_out
from qcode.cli.opening import open_study
from qcode.cli.output import Cell, counted, json_option, print_json, print_table
from qcode.cli.parameters import check_excel, excel_option, table_option
from qcode.cli.session import Session
from qcode.comparison.agreement import Undefined
from qcode.comparison.comparing import Figures
from qcode.model.agreement import ComparisonQuestion, JudgedUnit
from qcode.model.ids import DocumentId
from qcode.operations.agreement import (
    Agreement,
    CodeAgreement,
    agreement,
    coders_to_compare,
)
from qcode.operations.agreement_files import write_agreement
from qcode.operations.agreement_tables import agreement_json
from qcode.operations.coders import list_coders
from qcode.operations.naming import coder_named, document_named
from qcode.operations.reading import list_documents
from qcode.operations.workspace import Workspace

_SHOWN: Mapping[str, str] = {
    "percent": "percent",
    "kappa": "kappa",
    "alpha": "alpha",
    "ac1": "AC1",
    "u_alpha": "u-alpha",
    "segments": "segments",
}
_WHY: Mapping[Undefined, str] = {
    Undefined.NOTHING_COMPARED: "no unit was judged by two",
    Undefined.ONE_CATEGORY: "all units alike: given nowhere, or everywhere",
    Undefined.NOTHING_CODED: "nothing was coded with it",
}
Command = Callable[..., Any]

_OPTIONS = (
    click.option(
        "--unit",
        type=click.Choice([unit.value for unit in JudgedUnit]),
        default=JudgedUnit.SENTENCE.value,
        show_default=True,
        help="What is judged to carry a code: half of its words have it.",
    ),
    click.option(
        "--between",
        multiple=True,
        metavar="NAME",
        help="Compare these coders; else all who have finished a document, but for "
        "the consensus set.",
    ),
    click.option(
        "--document", "names", multiple=True, metavar="D", help="Only this document."
    ),
    click.option("--any", "is_any", is_flag=True, help="One coded word is enough."),
    click.option(
        "--segments-of",
        metavar="NAME",
        help="With --unit segment: whose coded segments are judged.",
    ),
    click.option(
        "--overlap",
        type=click.FloatRange(0, 1),
        default=0.9,
        show_default=True,
        help="Two segments are the same from this share of what both cover on.",
    ),
    click.option(
        "--tolerance",
        type=click.IntRange(0),
        default=2,
        show_default=True,
        help="Two spans are the same if their ends are so many words apart (dice).",
    ),
    click.option(
        "--without-suggested",
        is_flag=True,
        help="Leave out codings that began as suggestions.",
    ),
    click.option(
        "--interviewer", is_flag=True, help="Count the turns of those who ask too."
    ),
)


def _compared(command: Command) -> Command:
    return reduce(lambda made, option: option(made), reversed(_OPTIONS), command)


@click.command("agreement")
@_compared
@click.option("--confusion", "is_table", is_flag=True, help="Who put what where.")
@click.option(
    "--cell",
    nargs=2,
    metavar="CODE CODE",
    help="The units behind a cell of --confusion; - stands for no other code.",
)
@excel_option()
@table_option()
@json_option(
    "an object with unit, coders, documents, excluded, suggested (a share), codes and "
    "families (lists with code, n, prevalence, percent, kappa, fleiss, alpha, ac1, "
    "brennan_prediger, u_alpha, segments, segments_kappa, dice, each a number or an "
    "object {undefined: reason}, and NAME_interval: two numbers or null), overall: "
    "mean, pooled. With --confusion: coders, documents, cells (first, second, units)."
)
@click.pass_obj
def agreement_(
    session: Session,
    unit: str,
    between: tuple[str, ...],
    names: tuple[str, ...],
    is_any: bool,
    segments_of: str | None,
    overlap: float,
    tolerance: int,
    without_suggested: bool,
    interviewer: bool,
    is_table: bool,
    cell: tuple[str, str] | None,
    excel_de: bool,
    path: Path | None,
    as_json: bool,
) -> None:
    """Say how far coders agree, per code, per family and overall.

    Counted are the documents that all of them have finished (`qcode finish`), in
    the words of those who were interviewed. Intervals (95 %) come from drawing
    documents again.
    """
    check_excel(path, excel_de=excel_de)
    with open_study(session) as workspace:
        coders = [count.coder for count in list_coders(workspace.store)]
        chosen = [coder_named(name, coders) for name in between]
        question = ComparisonQuestion(
            coders=chosen or coders_to_compare(workspace.store),
            unit=JudgedUnit(unit),
            documents=_documents(workspace, names),
            is_any=is_any,
            least_overlap=overlap,
            tolerance=tolerance,
            with_suggested=not without_suggested,
            with_interviewer=interviewer,
            segments_of=coder_named(segments_of, coders) if segments_of else None,
        )
        if is_table or cell:
            tell_confusion(session, workspace, question, cell, path, as_json=as_json)
            return
        found = agreement(workspace.store, question)
    if path is not None:
        write_agreement(found, path, excel_de=excel_de)
        session.note(f"Wrote {path}")
    elif as_json:
        print_json(agreement_json(found))
    else:
        _print(session, found)


def _documents(
    workspace: Workspace, names: tuple[str, ...]
) -> frozenset[DocumentId] | None:
    if not names:
        return None
    every = list_documents(workspace.store)
    return frozenset(document_named(name, every).id for name in names)


def _print(session: Session, found: Agreement) -> None:
    session.note(_caption(found))
    for line in left_out(found.excluded):
        session.note(line)
    rows = [_row(it.code.name, it.figures) for it in found.codes if _is_told(it)]
    rows += [_row(f"all of {it.code.name}", it.figures) for it in found.families]
    rows += [_row("mean of the codes", found.macro), _row("pooled", found.pooled)]
    print_table(("code", "present", *_SHOWN.values(), "alpha 95 %", "undefined"), rows)


def _is_told(part: CodeAgreement) -> bool:
    """Whether anyone gave the code; what nobody gave says nothing, line by line."""
    return part.figures.prevalence > 0


def _row(name: str, figures: Figures) -> list[Cell]:
    told = [figures.figures[key] for key in _SHOWN]
    reasons = {_WHY[it.undefined] for it in told if it.undefined is not None}
    values = ["undefined" if isnan(it.value) else f"{it.value:.2f}" for it in told]
    present = "" if isnan(figures.prevalence) else f"{figures.prevalence:.1%}"
    ends = figures.figures["alpha"].interval
    between = "" if ends is None else f"{ends[0]:.2f} to {ends[1]:.2f}"
    return [name, present, *values, between, "; ".join(sorted(reasons))]


def _caption(found: Agreement) -> str:
    question = found.question
    coders = " and ".join(coder.handle for coder in question.coders)
    rule = "one word" if question.is_any else "half of the words"
    who = "everybody" if question.with_interviewer else "those interviewed"
    origin = ""
    if found.suggested > 0:
        origin = f" {found.suggested:.0%} of the codings began as suggestions."
    if not question.with_suggested:
        origin = " Codings that began as suggestions are left out."
    return (
        f"{coders}: {counted(len(found.documents), 'document')} that all finished, "
        f"{counted(found.units, question.unit.value)} of {who}. One carries a code if "
        f"{rule} have it.{origin}"
    )
