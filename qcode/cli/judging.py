"""`qcode suggest evaluate`: how good suggestions are on one's own codings."""

from typing import TYPE_CHECKING

import click

from qcode.cli.opening import known_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.progress import progress
from qcode.cli.session import Session

if TYPE_CHECKING:
    from qcode.suggest.figures import CodeFigures, Evaluation


@click.command()
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1),
    default=0.5,
    show_default=True,
    help="F1 and the figures by code count what is as probable as this at least.",
)
@json_option(
    "an object with documents, passages, codings (codes on passages), recall_at_3, "
    "precision_at_1, threshold, f1, calibration_error (each a number or null), right, "
    "wrong, missed (from the threshold on), shown: an object with least, most, spared, "
    "wrong, missed; curve: a list with documents, codings, recall_at_3; and codes: a "
    "list with code (the key), n, recall_at_3, right, wrong, missed, f1."
)
@click.pass_obj
def evaluate(session: Session, threshold: float, as_json: bool) -> None:
    """Judge suggestions on your own codings, documents held out.

    Your documents are parted in four. Each part is judged by an engine that has
    learned from the others alone, in the context of the codes you gave before each
    passage. The table has a line for each code that you gave: on how many passages
    (n), how often it was among the first three proposals there, and what proposing
    it from the threshold on gave. Takes seconds for each thousand passages.
    """
    # spaCy takes a second to load, which no other command should pay.
    from qcode.operations.judging import judge

    with open_study(session) as workspace:
        coder = known_coder(session, workspace)
        settings = workspace.project.settings.suggestions
        with progress(session, "Judging") as report:
            found = judge(
                workspace.store,
                coder.id,
                settings,
                threshold=threshold,
                progress=report,
            )
    if as_json:
        print_json(_as_json(found))
        return
    print_table(
        ("code", "n", "recall at 3", "right", "wrong", "missed", "F1"),
        [_row(key, it) for key, it in _by_size(found) if it.given],
    )
    for line in _summary(found, coder.handle):
        session.note(line)


def _by_size(found: "Evaluation") -> "list[tuple[str, CodeFigures]]":
    """Return the codes, those given most often first."""
    return sorted(found.by_code.items(), key=lambda it: (-it[1].given, it[0]))


def _row(key: str, found: "CodeFigures") -> tuple[str | int, ...]:
    counts = found.counts
    return (
        key,
        found.given,
        _figure(found.recall_at_3),
        counts.right,
        counts.wrong,
        counts.missed,
        _figure(counts.f1),
    )


def _summary(found: "Evaluation", handle: str) -> list[str]:
    total, shown, cut = found.total, found.shown, found.cut
    curve = ", ".join(
        f"{point.documents}: {_figure(point.recall_at_3)}" for point in found.curve
    )
    return [
        f"{counted(found.documents, 'document')} held out in turn, "
        f"{counted(found.passages, 'passage')}, {counted(found.codings, 'code')} given "
        f"({handle}).",
        f"Recall at 3: {_figure(found.recall_at_3)}; first right: "
        f"{_figure(found.precision_at_1)}; calibration error: "
        f"{_figure(found.calibration_error)}.",
        f"From {cut.threshold:g} on: {total.right} right, {total.wrong} wrong, "
        f"{total.missed} missed, F1 {_figure(found.f1)}.",
        f"Shown are at most {cut.most} for a passage, from {cut.least:g} on: "
        f"{shown.right} codings spared, {shown.wrong} shown in vain, {shown.missed} "
        "missed.",
        f"Recall at 3 after so many documents: {curve}.",
    ]


def _figure(value: float | None) -> str:
    return "undefined" if value is None else f"{value:.2f}"


def _as_json(found: "Evaluation") -> dict[str, object]:
    total, shown, cut = found.total, found.shown, found.cut
    return {
        "documents": found.documents,
        "passages": found.passages,
        "codings": found.codings,
        "recall_at_3": found.recall_at_3,
        "precision_at_1": found.precision_at_1,
        "threshold": cut.threshold,
        "f1": found.f1,
        "calibration_error": found.calibration_error,
        "right": total.right,
        "wrong": total.wrong,
        "missed": total.missed,
        "shown": {
            "least": cut.least,
            "most": cut.most,
            "spared": shown.right,
            "wrong": shown.wrong,
            "missed": shown.missed,
        },
        "curve": [
            {
                "documents": point.documents,
                "codings": point.codings,
                "recall_at_3": point.recall_at_3,
            }
            for point in found.curve
        ],
        "codes": [_code_as_json(key, it) for key, it in _by_size(found)],
    }


def _code_as_json(key: str, found: "CodeFigures") -> dict[str, object]:
    return {
        "code": key,
        "n": found.given,
        "recall_at_3": found.recall_at_3,
        "right": found.counts.right,
        "wrong": found.counts.wrong,
        "missed": found.counts.missed,
        "f1": found.counts.f1,
    }
