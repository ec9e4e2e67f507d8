"""Writes the evaluation's table into docs/suggestions.md.

    python -m tests.tools.evaluate_suggestions [--seeds 3] [--jobs 1] [--only qcode]

Runs the evaluation that lies beside the project (QCODE_EVAL_DIR, else ../shared/eval)
for a plain engine, the reference and ours on both its sets in random order, and judges
ours on the demonstration study, documents held out. Says on stderr what it does. What
cannot be run is told there and left out of the table; the exit status is then 1. The
plain engine needs scikit-learn, which only tests ask for.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from qcode.operations.judging import judge
from qcode.suggest.figures import Evaluation
from tests.tools.coded_demonstration import coded_demonstration
from tests.tools.evaluation_runs import (
    CHECKPOINTS,
    ENGINES,
    HOME,
    ROOT,
    SETS,
    Figures,
    RunError,
    run,
)

PAGE = ROOT / "docs" / "suggestions.md"
BEGIN = "<!-- evaluation: begin -->"
END = "<!-- evaluation: end -->"
AFTER_DOCUMENTS = (0, 1, 4, 16)

Row = Sequence[str]


def table(titles: Row, rows: Sequence[Row]) -> str:
    """Return a table in Markdown, numbers to the right."""
    rule = ["---" if number < 2 else "---:" for number in range(len(titles))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (titles, rule, *rows))


def engine_row(data: str, engine: str, found: Figures) -> Row:
    """Return an engine's line for one set."""
    recalls = [f"{found.recall_at_3[wanted]:.3f}" for wanted in CHECKPOINTS]
    last = (found.precision_at_1, found.micro_f1, found.calibration_error)
    return [data, engine, *recalls, *(f"{it:.3f}" for it in last), str(found.coded)]


def study_row(handle: str, found: Evaluation) -> Row:
    """Return the line of one coder of the demonstration study."""
    recall = {point.documents: point.recall_at_3 for point in found.curve}
    figures = [recall.get(number) for number in AFTER_DOCUMENTS]
    figures += [found.recall_at_3, found.precision_at_1, found.f1]
    figures.append(found.calibration_error)
    told = ["undefined" if it is None else f"{it:.3f}" for it in figures]
    shown = found.shown
    counted = (shown.right, shown.wrong, shown.missed)
    return [
        *(handle, f"{found.documents} documents, {found.passages} passages"),
        *told,
        *map(str, counted),
    ]


def rewritten(page: str, tables: str) -> str:
    """Return the page with these tables between its two marks."""
    between = re.compile(f"{re.escape(BEGIN)}.*{re.escape(END)}", re.DOTALL)
    if len(between.findall(page)) != 1:
        raise ValueError(f"{PAGE} has no place between {BEGIN} and {END}")
    return between.sub(lambda _: f"{BEGIN}\n{tables}\n{END}", page)


def engine_rows(
    engines: Sequence[str], *, seeds: int, jobs: int, failed: list[str]
) -> Iterator[Row]:
    """Run all engines on all sets, one after the other."""
    with tempfile.TemporaryDirectory() as results:
        for data in SETS:
            for engine in engines:
                start = time.monotonic()
                say(f"{engine} on {data}, {seeds} seeds …")
                try:
                    found = run(
                        engine, data, seeds=seeds, jobs=jobs, results=Path(results)
                    )
                except RunError as error:
                    failed.append(f"{engine} on {data}")
                    say(f"  not measured: {error}")
                    continue
                minutes = (time.monotonic() - start) / 60
                say(f"  recall at 3 {found.recall_at_3} ({minutes:.1f} min)")
                yield engine_row(data, engine, found)


def study_rows() -> Iterator[Row]:
    """Judge our engine by each coder of the demonstration study."""
    with coded_demonstration() as (workspace, coders):
        for coder in coders:
            say(f"demonstration study, {coder.handle} …")
            found = judge(workspace.store, coder.id)
            say(f"  recall at 3 {found.recall_at_3}")
            yield study_row(coder.handle, found)


def tables(engines: Sequence[str], *, seeds: int, jobs: int, failed: list[str]) -> str:
    """Return both tables, each under a sentence that says what it shows."""
    rows = list(engine_rows(engines, seeds=seeds, jobs=jobs, failed=failed))
    recalls = [f"R@3 {wanted or 'codebook alone'}" for wanted in CHECKPOINTS]
    ends = ("P@1", "micro F1", "calibration error", "at the end")
    after = [f"R@3 {number}" for number in AFTER_DOCUMENTS]
    study = ("R@3 all", "P@1", "F1", "calibration error", "spared", "in vain", "missed")
    return "\n\n".join(
        [
            f"Random order; means, seeds: {seeds}. Recall at 3 (R@3) after so many "
            "coded passages, the rest after as many as the last column says.",
            table(["set", "engine", *recalls, *ends], rows),
            "Demonstration study, documents held out, the codes before each passage "
            "known. Recall at 3 after so many documents, and after all others.",
            table(["coder", "judged on", *after, *study], list(study_rows())),
        ]
    )


def say(text: str) -> None:
    """Tell on stderr how far it is."""
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    """Read the command line, measure, rewrite the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", choices=ENGINES, action="append")
    wanted = parser.parse_args()
    failed: list[str] = []
    engines = wanted.only or list(ENGINES)
    if not (HOME / "evaluate.py").is_file():
        say(f"{HOME} has no evaluate.py; QCODE_EVAL_DIR says where it lies.")
        failed, engines = ["the evaluation"], []
    made = tables(engines, seeds=wanted.seeds, jobs=wanted.jobs, failed=failed)
    PAGE.write_text(rewritten(PAGE.read_text("utf-8"), made), "utf-8")
    say(f"Wrote {PAGE}." + (f" Not measured: {', '.join(failed)}." if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
