"""`qcode joint-display`: what interviews speak of beside how a survey rated it."""

import math
from pathlib import Path

import click

from qcode.cli import parameters
from qcode.cli.counting import coders_named
from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json, print_table
from qcode.cli.parameters import (
    check_excel,
    excel_option,
    query_option,
    table_option,
)
from qcode.cli.session import Session
from qcode.model.document import Kind
from qcode.operations.exports import write_found
from qcode.operations.joint_display import (
    JointDisplay,
    JointQuestion,
    joint_display,
)


@click.command("joint-display")
@click.argument("survey", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--keep",
    type=parameters.attribute,
    metavar="COLUMN=VALUE",
    help="Only answers with this value, as in wave=2024.",
)
@click.option(
    "--by",
    metavar="COLUMN",
    help="Beside all answers, group them by this column, and documents by their "
    "case's attribute of the same name.",
)
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in Kind]),
    default=Kind.INTERVIEW.value,
    show_default=True,
    help="Which documents speak.",
)
@click.option(
    "--coder",
    "coders",
    multiple=True,
    metavar="C",
    help="Only this coder's codings, or the consensus set; else what any coder coded.",
)
@query_option()
@excel_option()
@table_option()
@json_option(
    "an object with groups (a list of objects with group, '' for all, and rho, "
    "Spearman's correlation of the two orders or null) and rows (a list of objects "
    "with group, code, name, documents, segments, spoken_rank, mean, sd, n, "
    "rated_rank, rank_difference; null where undefined)."
)
@click.pass_obj
def joint_display_(
    session: Session,
    survey: Path,
    keep: tuple[str, str] | None,
    by: str | None,
    kind: str,
    coders: tuple[str, ...],
    query: str | None,
    excel_de: bool,
    path: Path | None,
    as_json: bool,
) -> None:
    """Lay what interviews speak of beside how a survey rated the same.

    FILE is a CSV with a line per answer; its columns that are keys of codes hold
    ratings. Both sides are ranked, the highest first. How often something is spoken
    of and how it is rated are different things; neither tests the other.
    """
    check_excel(path, excel_de=excel_de)
    with open_study(session) as workspace:
        chosen = coders_named(workspace.store, coders)
        question = JointQuestion(survey, keep, by, chosen, Kind(kind), query)
        found = joint_display(workspace.store, question)
    if path is not None:
        write_found(found.table(), path, excel_de=excel_de)
        session.note(f"Wrote {path}")
    elif as_json:
        groups = [
            {"group": group, "rho": _or_none(found.correlation(group))}
            for group in found.groups
        ]
        print_json({"groups": groups, "rows": found.records()})
    else:
        _print(session, found)


def _print(session: Session, found: JointDisplay) -> None:
    for number, (group, lines) in enumerate(found.groups.items()):
        if number:
            click.echo()
        rho = found.correlation(group)
        told = "undefined" if math.isnan(rho) else f"{rho:.2f}"
        click.echo(f"{group or 'all'} (Spearman's rho of the ranks: {told})")
        print_table(
            ("code", "documents", "segments", "rank", "mean", "sd", "n", "rank "),
            [
                (
                    found.codes[line.item].name,
                    line.spoken.documents,
                    line.spoken.segments,
                    _told(line.spoken_rank),
                    _told(line.rated.mean),
                    _told(line.rated.sd),
                    line.rated.n,
                    _told(line.rated_rank),
                )
                for line in lines
            ],
        )
    session.note(found.table().notes[0])


def _told(value: float) -> str:
    return "-" if math.isnan(value) else f"{value:.1f}".removesuffix(".0")


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 6)
