"""How much memory a process takes that observes, learns and suggests.

    python -m tests.benchmarks.suggestion_memory ours|plain

Prints the peak resident size of the whole process in megabytes.
"""

import resource
import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.passages import CODED, OBSERVED, material


def run_ours() -> None:
    """Run the engine as a study does, all that it loads included."""
    from qcode.suggest.engine import SuggestionEngine
    from qcode.suggest.lemmas import Lemmatiser

    made = material(OBSERVED)
    engine = SuggestionEngine(lemma=Lemmatiser("de").lemma)
    engine.fit(made.codes)
    engine.observe(made.texts)
    engine.learn(made.texts[:CODED], made.keys[:CODED])
    for text in made.texts[CODED : CODED + 100]:
        engine.suggest(text)


def run_plain() -> None:
    """Run the plain program on the same passages."""
    from tests.benchmarks.plain.kernel_ridge import KernelRidge

    made = material(OBSERVED)
    engine = KernelRidge([code.key for code in made.codes])
    engine.observe(made.texts)
    engine.learn(made.texts[:CODED], made.keys[:CODED])
    for text in made.texts[CODED : CODED + 100]:
        engine.suggest(text)


def peak_mb() -> float:
    """Return the peak resident size of this process.

    Linux tells it in /proc; what getrusage says there goes back to before the
    program began, to the process that started it.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        unit = 2**20 if sys.platform == "darwin" else 2**10
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    (line,) = (it for it in status.read_text().splitlines() if it.startswith("VmHWM"))
    return int(line.split()[1]) / 2**10


if __name__ == "__main__":
    runs: dict[str, Callable[[], None]] = {"ours": run_ours, "plain": run_plain}
    runs[sys.argv[1]]()
    print(peak_mb())
