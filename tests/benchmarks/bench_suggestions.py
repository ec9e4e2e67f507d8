"""How fast suggestions are, beside a plain kernel ridge on the same features.

    python -m pytest tests/benchmarks/bench_suggestions.py \\
        --benchmark-timer=time.process_time

Each group of pytest-benchmark's table has a line of ours and one of the plain program,
in CPU time; the ratio in brackets is what counts. Above it stand the 95th percentile of
a passage, and the peak memory of a process of its own. No absolute time is asserted.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from qcode.suggest.engine import SuggestionEngine
from qcode.suggest.lemmas import Lemmatiser
from tests.benchmarks.passages import CODED, OBSERVED, Material, material
from tests.benchmarks.plain.kernel_ridge import KernelRidge

ROOT = Path(__file__).parents[2]
ROUNDS = 20
ASKED = 200


@pytest.fixture(scope="module")
def made() -> Material:
    return material(OBSERVED)


def ours(made: Material) -> SuggestionEngine:
    engine = SuggestionEngine(lemma=Lemmatiser("de").lemma)
    engine.fit(made.codes)
    return engine


def plain(made: Material) -> KernelRidge:
    return KernelRidge([code.key for code in made.codes])


Make = Callable[[Material], SuggestionEngine | KernelRidge]
both = pytest.mark.parametrize("make", [ours, plain])


@both
@pytest.mark.benchmark(group=f"{OBSERVED:,} passages observed")
def test_observing(benchmark: BenchmarkFixture, made: Material, make: Make) -> None:
    engine = make(made)
    benchmark.pedantic(engine.observe, (made.texts,), rounds=3, warmup_rounds=1)
    assert len(engine.suggest(made.texts[0])) == len(made.codes)


@both
@pytest.mark.benchmark(group=f"one decision learned at {CODED} coded passages")
def test_learning(benchmark: BenchmarkFixture, made: Material, make: Make) -> None:
    engine = taught(made, make)
    new: Iterator[int] = iter(range(CODED, OBSERVED))

    def decision() -> tuple[tuple[list[str], list[list[str]]], dict[str, object]]:
        number = next(new)
        return ([made.texts[number]], [made.keys[number]]), {}

    benchmark.pedantic(engine.learn, setup=decision, rounds=ROUNDS)
    assert engine.suggest(made.texts[0])


@both
@pytest.mark.benchmark(group=f"a passage suggested for at {CODED} coded passages")
def test_suggesting(benchmark: BenchmarkFixture, made: Material, make: Make) -> None:
    engine = taught(made, make)
    asked: Iterator[str] = iter(made.texts[CODED : CODED + ASKED])
    benchmark.pedantic(engine.suggest, setup=lambda: ((next(asked),), {}), rounds=ASKED)
    assert benchmark.stats is not None
    seconds = benchmark.stats.stats.data
    benchmark.extra_info["p95 ms"] = round(1_000 * quantiles(seconds, n=20)[-1], 2)


@pytest.mark.benchmark(group="peak memory of the whole process")
def test_memory(benchmark: BenchmarkFixture) -> None:
    found = {kind: _peak_of(kind) for kind in ("ours", "plain")}
    benchmark.extra_info.update({f"{kind} MB": it for kind, it in found.items()})
    benchmark.extra_info["ratio"] = round(found["ours"] / found["plain"], 2)
    # pytest-benchmark wants something timed, and the figures hang on it.
    benchmark.pedantic(int, rounds=1)
    assert found["plain"] > 0


def taught(made: Material, make: Make) -> SuggestionEngine | KernelRidge:
    """Return an engine that has observed all passages and learned the first."""
    engine = make(made)
    engine.observe(made.texts)
    engine.learn(made.texts[:CODED], made.keys[:CODED])
    return engine


def _peak_of(kind: str) -> int:
    said = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.suggestion_memory", kind],
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    return round(float(said.stdout))
