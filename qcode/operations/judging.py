"""How good suggestions are for one coder, on documents that were held out.

Loads spaCy; front ends import it only when it is asked for.
"""

from collections.abc import Callable

from qcode.model.ids import CoderId
from qcode.operations.coded_work import read_work
from qcode.project import SuggestionSettings
from qcode.store import Store
from qcode.suggest.figures import Cut, Evaluation, curve_sizes, figures
from qcode.suggest.held_out import (
    Trial,
    fewest_others,
    hold_out,
    number_of_folds,
)

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""

USUAL = SuggestionSettings()


def unheard(_done: int, _steps: int) -> None:
    """Report progress to nobody."""


def judge(
    store: Store,
    coder_id: CoderId,
    settings: SuggestionSettings = USUAL,
    *,
    threshold: float = 0.5,
    progress: Progress = unheard,
) -> Evaluation:
    """Return how good suggestions are on this coder's own held-out documents.

    Takes some seconds for each thousand passages; may run in any thread. Raises
    RefusedError unless the coder has coded two documents.
    """
    work = read_work(store, coder_id, settings)
    coded = work.held_out()
    sizes = curve_sizes(fewest_others(len(coded)))
    steps = number_of_folds(len(coded)) * (len(sizes) + 1)
    trials: list[Trial] = []
    progress(0, steps)
    for trial in hold_out(coded, work.engine, sizes=sizes):
        trials.append(trial)
        progress(len(trials), steps)
    cut = Cut(threshold, settings.least)
    return figures(trials, len(coded), work.keys, cut)
