"""Does it pay to code next what `qcode suggest next` ranks first?

    python -m tests.tools.compare_orders [--seeds 3] [--coder K1]

On the demonstration study a quarter of the documents is held out at random. The
others are coded one after the other, as their coder did, from the same first one on:
once in random order, once always the one ranked first. Prints recall at 3 on the
held-out ones after so many documents, with the codings learned by then.
"""

import argparse
import random
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from qcode.model.ids import CodeId, DocumentId
from qcode.operations.coded_work import CodedWork, read_work
from qcode.operations.judging import USUAL
from qcode.suggest.figures import FIRST, judged_of
from qcode.suggest.held_out import rate, teach
from qcode.suggest.metrics import recall_at
from qcode.suggest.next_document import rank_documents
from qcode.suggest.study_engine import StudyEngine
from tests.tools.coded_demonstration import coded_demonstration

AFTER = (1, 2, 3, 4, 6, 8)
Curve = dict[int, tuple[float, int]]


def in_order(
    work: CodedWork, pool: Sequence[DocumentId], *, is_ranked: bool
) -> Iterator[tuple[StudyEngine, int]]:
    """Yield engine and number of codings after each document that it learns."""
    engine, left = work.engine(), list(pool)
    examples: Counter[CodeId] = Counter()
    codings = 0
    while left:
        if is_ranked and codings:
            uncoded = {it: work.passages[it] for it in left}
            best = rank_documents(engine, uncoded, examples)[0].document_id
        else:
            best = left[0]
        left.remove(best)
        teach(engine, [work.coded[best]])
        codings += work.coded[best].codings
        examples.update(code for it in work.coded[best].read for code in it.codes)
        yield engine, codings


def curve(
    work: CodedWork,
    pool: Sequence[DocumentId],
    held: Sequence[DocumentId],
    *,
    is_ranked: bool,
) -> Curve:
    """Return recall at 3 and codings after each of the numbers of documents."""
    found: Curve = {}
    for number, (engine, codings) in enumerate(
        in_order(work, pool, is_ranked=is_ranked), 1
    ):
        if number in AFTER:
            rated = [one for it in held for one in rate(engine, work.coded[it])]
            recall = recall_at(judged_of(rated, work.keys), FIRST)
            found[number] = (recall or 0.0, codings)
        if number == AFTER[-1]:
            break
    return found


def main() -> None:
    """Read the command line, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--coder", default="K1")
    wanted = parser.parse_args()
    with coded_demonstration() as (workspace, coders):
        (coder,) = (it for it in coders if it.handle == wanted.coder)
        work = read_work(workspace.store, coder.id, USUAL)
    drawn: list[Curve] = []
    ranked: list[Curve] = []
    for seed in range(wanted.seeds):
        order = list(work.coded)
        random.Random(seed).shuffle(order)
        held, pool = order[: len(order) // 4], order[len(order) // 4 :]
        drawn.append(curve(work, pool, held, is_ranked=False))
        ranked.append(curve(work, pool, held, is_ranked=True))
        print(f"seed {seed} done", flush=True)
    print(f"{'documents':>9} {'random':>14} {'ranked':>14} {'gain':>7} {'wins':>5}")
    for number in AFTER:
        pairs = [(a[number], b[number]) for a, b in zip(drawn, ranked, strict=True)]
        gains = [mine[0] - bare[0] for bare, mine in pairs]
        means = [
            f"{statistics.mean(it[side][0] for it in pairs):.3f} "
            f"({statistics.mean(it[side][1] for it in pairs):.0f})"
            for side in (0, 1)
        ]
        wins = f"{sum(it > 0 for it in gains)}/{len(gains)}"
        gain = f"{statistics.mean(gains):+.3f}"
        print(f"{number:9} {means[0]:>14} {means[1]:>14} {gain:>7} {wins:>5}")


if __name__ == "__main__":
    main()
