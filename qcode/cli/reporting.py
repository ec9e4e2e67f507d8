"""`qcode report`: everything derived, rebuilt where it changed."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click

from qcode.cli import parameters
from qcode.cli.counting import coders_named
from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json, print_table
from qcode.cli.progress import progress
from qcode.cli.session import Session
from qcode.interchange.charts.words import LANGUAGES
from qcode.operations.report.rebuilding import Fate, Outcome, Rebuild
from qcode.operations.report.reporting import report
from qcode.operations.report.sources import ReportQuestion, SurveyAsked


@click.command("report")
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]"
)
@click.option(
    "--coder",
    metavar="C",
    help="Only this coder's codings; 'consensus' for the consensus set. Else a block "
    "for each coder, and the consensus set in files of its own.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Of charts and recommendations; without it the study's. The methods come in "
    "all.",
)
@click.option(
    "--survey",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A CSV with a line per answer, whose columns are keys of codes; else the one "
    "that [report] in qcode.toml names, else the newest wave of the one in "
    "corpus/survey/.",
)
@click.option(
    "--keep",
    type=parameters.attribute,
    metavar="COLUMN=VALUE",
    help="Only answers with this value, as in wave=2024.",
)
@click.option(
    "--by", metavar="COLUMN", help="Groups of answers, and of cases with that value."
)
@click.option(
    "--force",
    is_flag=True,
    help="Make everything anew, and overwrite what was altered by hand.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be made; write nothing.")
@json_option(
    "an object with folder and the lists made, kept, left_out, altered, removed, each "
    "of objects with name, files (paths in the folder) and reason ('' unless left "
    "out). With --dry-run made has no files."
)
@click.pass_obj
def report_(
    session: Session,
    folder: Path | None,
    coder: str | None,
    language: str | None,
    survey: Path | None,
    keep: tuple[str, str] | None,
    by: str | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Rebuild everything derived: in DIR, without it in the study's exports/.

    Tables, charts, agreement, saturation, codebook, recommendations, and how the study
    was done, to be taken over into a paper. Only what changed is made anew. A file
    that somebody altered is left alone and told of. What this study has not got is
    left out, with the reason.
    """
    if survey is None and (keep or by):
        raise click.UsageError("--keep and --by need --survey FILE.")
    asked = None if survey is None else SurveyAsked(survey, keep, by)
    with open_study(session) as workspace:
        how = Rebuild(folder or workspace.project.exports, force, dry_run)
        named = coders_named(workspace.store, (coder,)) if coder else None
        question = ReportQuestion(named[0] if named else None, language, asked)
        with progress(session, "Report") as tell:
            outcomes = report(workspace, question, how, tell)
    if as_json:
        print_json(_as_json(how.folder, outcomes))
    else:
        _print(session, how, outcomes)


def _as_json(folder: Path, outcomes: Sequence[Outcome]) -> dict[str, object]:
    return {
        "folder": str(folder),
        **{
            fate.value.replace(" ", "_"): [
                {"name": it.name, "files": list(it.files), "reason": it.reason}
                for it in outcomes
                if it.fate is fate
            ]
            for fate in Fate
        },
    }


def _print(session: Session, how: Rebuild, outcomes: Sequence[Outcome]) -> None:
    """Print what was made; say beside it what was not, and why."""
    told = (Fate.MADE, Fate.REMOVED)
    rows = [
        (it.name, it.fate.value, len(it.files) or None)
        for it in outcomes
        if it.fate in told
    ]
    print_table(("what", "fate", "files"), rows)
    for it in outcomes:
        if it.fate is Fate.LEFT_OUT:
            session.note(f"Left out {it.name}: {it.reason}")
        elif it.fate is Fate.ALTERED:
            files = ", ".join(it.files)
            session.note(
                f"Left alone {it.name}: {files} not as a report wrote it; rename what "
                "you want to keep, then --force overwrites it."
            )
    number = Counter(it.fate for it in outcomes)
    parts = (f"{number[it]} {it.value}" for it in Fate if number[it])
    would = "Would be: " if how.is_told_only else ""
    session.note(f"{would}{', '.join(parts)}, in {how.folder}")
