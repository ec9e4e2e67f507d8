"""How fast qcode is beside plain programs that do the same, in one run.

    python -m tests.benchmarks.run [S] [M] [L] [--runs N] [--keep FOLDER]

Prints a table: medians of CPU seconds (user and system), the median of the
ratios, and the goal. Run it on a quiet machine; the ratio is what counts.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.generate import write_study
from tests.benchmarks.loading import make_study
from tests.benchmarks.measuring import (
    ENVIRONMENT,
    Pair,
    command,
    first_paint,
    pair,
    python,
)

PLAIN = Path(__file__).parent / "plain"
ROOT = Path(__file__).parents[2]
QCODE = Path(sys.executable).with_name("qcode")


def starts(study: Path, runs: int) -> Iterator[Pair]:
    """Measure what every call pays for."""
    yield pair(
        "qcode --help / python -c pass",
        command(QCODE, "--help"),
        python("-c", "pass"),
        runs=runs,
        goal=6,
    )
    yield pair(
        "documents --json / Click + Core + query",
        command(QCODE, "--study", study, "documents", "--json"),
        python(PLAIN / "query.py", study / "qcode.db"),
        runs=runs,
        goal=1.3,
    )
    yield pair(
        "start to first paint / minimal Textual app",
        first_paint([QCODE, "--study", study, "--coder", "anna"], "doc_00001"),
        first_paint([sys.executable, PLAIN / "app.py", "doc_00001"], "doc_00001"),
        runs=runs,
        goal=1.5,
    )


def sizes(name: str, files: Path, study: Path, work: Path, runs: int) -> Iterator[Pair]:
    """Measure what grows with the study, without the start of either program."""
    plain = work / f"plain-{name}.db"
    for what, goal in (
        ("import", 2),
        ("codings", 4),
        ("counts", 2),
        ("totals", 2),
        ("segments", 2),
        ("together", 3),
        ("search", 2),
        ("seldom", 2),
    ):
        yield pair(
            f"{_SAYS[what]}, {name}",
            inside("ours", what, files, study, work / f"fresh-{name}"),
            inside("plain", what, files, plain, work),
            runs=min(runs, 3),
            goal=goal,
        )
    for module, does in (("sets", ("write", "merge")), ("exchanged", _EXCHANGES)):
        for what in does:
            yield pair(
                f"{_SAYS[what if module == 'sets' else f'refi {what}']}, {name}",
                inside("ours", what, files, study, work, module=module),
                inside("plain", what, files, study, work, module=module),
                runs=min(runs, 3),
                goal=None,
            )


_EXCHANGES = ("write", "read", "take")
_SAYS = {
    "import": "import of all documents",
    "codings": "all codings in",
    "counts": "codes by documents, to CSV / numbers of codes alone",
    "totals": "codes by documents, to CSV / distinct with children",
    "segments": "all coded segments, to CSV",
    "together": "co-occurrence of all codes, to CSV",
    "search": "a frequent word in context, to CSV",
    "seldom": "a seldom word in context, to CSV",
    "write": "all codings as a .qcset / as JSON in a ZIP",
    "merge": "a .qcset of all codings merged / lines stored",
    "refi write": "a .qdpx of all codings / as XML in a ZIP",
    "refi read": "the .qdpx read, with report / its codings as tuples",
    "refi take": "the .qdpx taken in / its codings stored",
}


def inside(
    kind: str, what: str, *paths: Path, module: str = "inside"
) -> Callable[[], float]:
    """Return a measurement of CPU seconds that a program takes of itself."""

    def measure() -> float:
        said = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", kind, what, *paths],
            check=True,
            capture_output=True,
            env=ENVIRONMENT,
            cwd=ROOT,
        )
        return float(said.stdout.split()[0])

    return measure


def screen(files: Path, study: Path, runs: int) -> Iterator[Pair]:
    """Measure a document of 100,000 words with 3,000 codings on the screen."""

    def figures(module: str, kind: str, *paths: Path) -> dict[str, float]:
        said = subprocess.run(
            [sys.executable, "-m", f"tests.benchmarks.{module}", kind, *paths],
            check=True,
            capture_output=True,
            env=ENVIRONMENT,
            cwd=ROOT,
        )
        return dict(json.loads(said.stdout))

    def measured(module: str, kind: str, key: str, *paths: Path) -> Callable[[], float]:
        return lambda: figures(module, kind, *paths)[key]

    for says, key, goal in (("open", "open", 3), ("a page", "page", 1.5)):
        yield pair(
            f"100,000 words: {says} / bare widget",
            measured("screen", "ours", key, files),
            measured("screen", "plain", key, files),
            runs=runs,
            goal=goal,
        )
    for key, clock in (("cpu", "CPU"), ("wall", "wall clock")):
        yield pair(
            f"a coding from key to paint / commit, 2 frames, {clock}",
            measured("keystroke", "ours", key, study, files),
            measured("keystroke", "plain", key, study, files),
            runs=min(runs, 3),
            goal=None,
        )


def table(pairs: Iterator[Pair]) -> None:
    """Print a line as soon as it is measured."""
    print(f"{'':54} {'ours s':>8} {'plain s':>8} {'ratio':>6} {'goal':>5}")
    for one in pairs:
        goal = f"{one.goal:g}" if one.goal else ""
        figures = f"{one.ours:8.3f} {one.plain:8.3f} {one.ratio:6.2f} {goal:>5}"
        print(f"{one.name:54} {figures}", flush=True)


def main() -> None:
    """Read the command line, make the studies, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", nargs="*", default=["S"])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--keep", type=Path, help="folder for the studies, kept")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = wanted.keep or Path(temporary)
        studies = {}
        for name in dict.fromkeys(["S", *wanted.sizes, "LONG"]):
            files, study = work / name, work / f"study-{name}"
            if not (files / "meta.json").exists():
                write_study(name, files)
            make_study(files, study)
            studies[name] = (files, study)

        def every() -> Iterator[Pair]:
            yield from starts(studies["S"][1], wanted.runs)
            yield from screen(*studies["LONG"], wanted.runs)
            for name in wanted.sizes:
                yield from sizes(name, *studies[name], work, wanted.runs)

        table(every())


if __name__ == "__main__":
    main()
