"""What the commands below `qcode chart` share: their options, and writing the file."""

from collections.abc import Callable
from pathlib import Path

import click

from qcode.cli.opening import open_study
from qcode.cli.session import Session
from qcode.interchange.charts.words import LANGUAGES
from qcode.model.chart import Chart
from qcode.operations.chart_files import write_chart_of
from qcode.store import Store

FILE = click.option(
    "-o",
    "path",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where it is written; the ending says the format: .png .svg .pdf",
)
LANGUAGE = click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Of the words on it; without it the study's.",
)
BELOW = click.option("--below", metavar="K", help="The codes below this one.")
LEVEL = click.option(
    "--level",
    type=click.IntRange(1),
    help="The codes at this level, 1 the topmost; without it the deepest with 40 "
    "codes at most.",
)


def draw(session: Session, path: Path, drawn: Callable[[Store], Chart]) -> None:
    """Write the chart that is made of the study's store to a file."""
    with open_study(session) as workspace:
        made = drawn(workspace.store)
    write_chart_of(made, path)
    session.note(f"Wrote {path}")
