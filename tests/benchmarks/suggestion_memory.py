"""How much memory a process takes that observes, learns and suggests.

    python -m tests.benchmarks.suggestion_memory ours|plain

Prints the peak resident size of the whole process in megabytes.
"""

import resource
import sys
from collections.abc import Callable

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


if __name__ == "__main__":
    runs: dict[str, Callable[[], None]] = {"ours": run_ours, "plain": run_plain}
    runs[sys.argv[1]]()
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
