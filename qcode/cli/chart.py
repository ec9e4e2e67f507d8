"""`qcode chart`: what was coded, as pictures for a printed page."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any, TypeVar

import click

from qcode.cli import parameters
from qcode.cli.chart_drawing import BELOW, FILE, LANGUAGE, LEVEL, draw
from qcode.cli.chart_tables import curve, network, portrait
from qcode.cli.counting import CODERS, Counted, coders_named, counting_options
from qcode.cli.session import Session
from qcode.model.chart import Chart
from qcode.model.counting import Unit
from qcode.operations import charts
from qcode.operations.charts import ChartQuestion
from qcode.operations.joint_display import EVERYONE, JointQuestion
from qcode.store import Store

Command = TypeVar("Command", bound=Callable[..., Any])


@click.group()
def chart() -> None:
    """Draw what was coded, for an A4 page, in grey as well as in colour.

    Where several have coded, choose one with --coder, or take all together with
    --distinct: only bars show each, and a joint display takes all together anyway.
    """


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    BELOW,
    LEVEL,
    click.option(
        "--count",
        "unit",
        type=click.Choice([unit.value for unit in Unit]),
        default=Unit.DOCUMENTS.value,
        show_default=True,
        help="What is counted.",
    ),
    counting_options,
    LANGUAGE,
    FILE,
    click.pass_obj,
)


def _of_codes(command: Command) -> Command:
    """Give a command the options of charts that show codes."""
    given: Command = reduce(
        lambda made, option: option(made), reversed(_OPTIONS), command
    )
    return given


_BY = click.option(
    "--by",
    required=True,
    metavar="DIMENSION",
    help="document, kind, case, coder, speaker, round or attribute:NAME",
)


@chart.command()
@_of_codes
def bars(session: Session, path: Path, **asked: Any) -> None:
    """Draw a bar for each code, the greatest on top; one of each coder's."""
    draw(session, path, lambda store: charts.bar_chart(store, _asked(store, asked)))


@chart.command()
@_BY
@_of_codes
def stacked(session: Session, path: Path, by: str, **asked: Any) -> None:
    """Draw a bar for each code, put together of the values of a dimension."""
    draw(
        session,
        path,
        lambda store: charts.stacked_chart(store, _asked(store, asked), by),
    )


@chart.command("heat-map")
@_BY
@_of_codes
def heat_map(session: Session, path: Path, by: str, **asked: Any) -> None:
    """Draw a shade for each code and each value of a dimension."""
    draw(session, path, lambda store: charts.heat_map(store, _asked(store, asked), by))


@chart.command("tree-map")
@_of_codes
def tree_map(session: Session, path: Path, **asked: Any) -> None:
    """Draw the share of each code as an area, families together."""
    draw(session, path, lambda store: charts.tree_map(store, _asked(store, asked)))


@chart.command("joint-display")
@click.argument("survey", type=click.Path(path_type=Path), metavar="SURVEY")
@click.option(
    "--keep",
    type=parameters.attribute,
    metavar="COLUMN=VALUE",
    help="Only answers with this value, as in wave=2024.",
)
@click.option(
    "--group",
    type=parameters.attribute,
    metavar="COLUMN=VALUE",
    help="Only this group of answers, and documents whose case has it.",
)
@click.option(
    "--by",
    metavar="COLUMN",
    help="Show the groups of this column within both sides, as in size_class.",
)
@CODERS
@parameters.query_option()
@LANGUAGE
@FILE
@click.pass_obj
def joint_display(
    session: Session,
    survey: Path,
    keep: tuple[str, str] | None,
    group: tuple[str, str] | None,
    by: str | None,
    coders: tuple[str, ...],
    query: str | None,
    language: str | None,
    path: Path,
) -> None:
    """Draw what interviews speak of beside how a survey rated the same."""
    if by is not None and group is not None:
        raise click.UsageError("Choose --by for all groups, or --group for one.")
    by, value = group or (by, EVERYONE)

    def drawn(store: Store) -> Chart:
        who = coders_named(store, coders)
        question = JointQuestion(survey, keep, by, who, query=query)
        return charts.joint_chart(store, question, value, language)

    draw(session, path, drawn)


for _command in (network, curve, portrait):
    chart.add_command(_command)


def _asked(store: Store, given: dict[str, Any]) -> ChartQuestion:
    counted: Counted = given["counted"]
    question = counted.question(store, unit=given["unit"])
    return ChartQuestion(question, given["below"], given["level"], given["language"])
