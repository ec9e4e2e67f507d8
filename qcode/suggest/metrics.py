"""How good proposals are, against what a coder gave: pure figures.

Passages that have no code count for precision and calibration, not for recall
and not for the first proposal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Scores = Mapping[str, float]
"""A passage's proposals: probability by code key."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One passage: the probability of each code, and the codes that a coder gave."""

    scores: Scores
    given: frozenset[str]

    def best(self, number: int) -> list[str]:
        """Return the codes proposed first, of equal ones that of the smaller key."""
        ranked = sorted(self.scores, key=lambda code: (-self.scores[code], code))
        return ranked[:number]


def recall_at(judged: Iterable[Judged], number: int) -> float | None:
    """Return the mean share of the given codes among the first proposals.

    Out of as many as can be among them: of four given codes three are all that
    three proposals can hold. `None` without a coded passage.
    """
    shares = [
        len(it.given.intersection(it.best(number))) / min(number, len(it.given))
        for it in judged
        if it.given
    ]
    return sum(shares) / len(shares) if shares else None


def precision_at_one(judged: Iterable[Judged]) -> float | None:
    """Return how often the first proposal was given; `None` without coded passages."""
    hits = [
        it.best(1)[0] in it.given if it.scores else False for it in judged if it.given
    ]
    return sum(hits) / len(hits) if hits else None


@dataclass(frozen=True, slots=True)
class Counts:
    """What a threshold would have proposed rightly, wrongly, and not at all."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; `None` where nothing is."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else None

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.right + other.right,
            self.wrong + other.wrong,
            self.missed + other.missed,
        )


def counts_by_code(
    judged: Iterable[Judged], codes: Sequence[str], threshold: float
) -> dict[str, Counts]:
    """Return for each code what proposing it from a probability on would have given."""
    found = dict.fromkeys(codes, Counts())
    for it in judged:
        for code in codes:
            is_proposed = it.scores.get(code, 0.0) >= threshold
            is_given = code in it.given
            found[code] += Counts(
                right=is_proposed and is_given,
                wrong=is_proposed and not is_given,
                missed=is_given and not is_proposed,
            )
    return found


def counts_shown(judged: Iterable[Judged], least: float, most: int) -> Counts:
    """Return what showing the best few from a probability on would have given.

    At most so many codes are shown for one passage.
    """
    found = Counts()
    for it in judged:
        shown = {code for code in it.best(most) if it.scores[code] >= least}
        found += Counts(
            right=len(shown & it.given),
            wrong=len(shown - it.given),
            missed=len(it.given - shown),
        )
    return found


def recall_of(judged: Iterable[Judged], code: str, number: int) -> float | None:
    """Return how often a code is among the first proposals where it was given.

    `None` where it never was.
    """
    hits = [code in it.best(number) for it in judged if code in it.given]
    return sum(hits) / len(hits) if hits else None


def calibration_error(
    judged: Iterable[Judged], number: int = 3, bins: int = 10
) -> float | None:
    """Return the expected calibration error of the first proposals.

    The mean distance between probability and frequency in bins of equal width,
    weighted by their size (Naeini, Cooper and Hauskrecht 2015, AAAI). `None`
    without a proposal.
    """
    sums = [[0, 0.0, 0] for _ in range(bins)]
    for it in judged:
        for code in it.best(number):
            score = it.scores[code]
            place = sums[min(bins - 1, int(score * bins))]
            place[0] += 1
            place[1] += score
            place[2] += code in it.given
    total = sum(size for size, _, _ in sums)
    return sum(abs(score - hits) for _, score, hits in sums) / total if total else None
