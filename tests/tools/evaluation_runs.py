"""Runs of the evaluation that lies beside the project, and what they found."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
HOME = Path(os.environ.get("QCODE_EVAL_DIR", ROOT.parent / "shared" / "eval"))

ENGINES: Mapping[str, str] = {
    "baseline": "baselines.py:CharSVMcb",
    "reference": "reference.py:HybridNoComp",
    "qcode": "qcode.suggest.evaluation:EvaluationEngine",
}
"""The strongest plain engine, the one to surpass, and ours.

The baseline alone needs scikit-learn, which is no need of the project: install it
beside to have that line.
"""

SETS = ("raddialog", "ottensen")
CHECKPOINTS = (0, 25, 100, 500)


class RunError(Exception):
    """A run of the evaluation gave no result."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the seeds; the last are those at the end, after `coded` passages."""

    recall_at_3: Mapping[int, float]
    coded: int
    precision_at_1: float
    micro_f1: float
    calibration_error: float
    seeds: int


def run(engine: str, data: str, *, seeds: int, jobs: int, results: Path) -> Figures:
    """Run one engine on one set, and return what it reached.

    Raises RunError, with the last that was said, where a seed is missing.
    """
    written = results / f"{engine}-{data}.jsonl"
    said = subprocess.run(
        [
            sys.executable,
            *(HOME / "evaluate.py", "--engine", ENGINES[engine], "--data", data),
            *("--seeds", str(seeds), "--jobs", str(jobs), "--limit", "7200"),
            *("--out", written),
        ],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    rows = written.read_text("utf-8").splitlines() if written.exists() else []
    if len(rows) < seeds:
        lines = (said.stderr or said.stdout).strip().splitlines() or ["nothing said"]
        raise RunError(f"{len(rows)} of {seeds} seeds; {lines[-1]}")
    return figures([json.loads(row) for row in rows])


def figures(runs: Sequence[Mapping[str, Any]]) -> Figures:
    """Return the means of runs of several seeds, as the evaluation writes them.

    A set with too few passages for a checkpoint has its last one in its place.
    """
    points = [run["points"] for run in runs]
    last = [it[-1] for it in points]
    recalls = {
        wanted: statistics.mean(_at(it, wanted)["recall3"] for it in points)
        for wanted in CHECKPOINTS
    }
    return Figures(
        recall_at_3=recalls,
        coded=last[0]["n"],
        precision_at_1=statistics.mean(it["p1"] for it in last),
        micro_f1=statistics.mean(it["microF1"] for it in last),
        calibration_error=statistics.mean(it["ece3"] for it in last),
        seeds=len(runs),
    )


def _at(points: Sequence[Mapping[str, Any]], wanted: int) -> Mapping[str, Any]:
    """Return the last point that is not behind the one wanted."""
    return [point for point in points if point["n"] <= wanted][-1]
