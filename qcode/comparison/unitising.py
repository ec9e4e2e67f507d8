"""Krippendorff's alpha for unitising: coders who choose boundaries themselves.

One code at a time: what one coder marked with it are units, everything between them
gaps. The continuum is counted in whole steps, here words, so that nothing depends on
characters that nobody looks at. Several documents make one continuum whose gaps end
where a document does. As in `judgements`, documents are kept apart as sums, so that
they can be drawn again for an interval.

Source: Krippendorff (2013), Content Analysis, 3rd ed., section 12.4; first in
Krippendorff (1995), Sociol. Methodol. 25, 47-76.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from qcode.comparison.judgements import Floats

Stretch = tuple[int, int]
"""First step and step behind the last."""


@dataclass(frozen=True, slots=True)
class Continuum:
    """One document's length, and what each coder marked with one code there.

    Each coder's stretches are disjoint and in order, within 0 and `length`.
    """

    length: int
    by_coder: Sequence[Sequence[Stretch]]


@dataclass(frozen=True, slots=True)
class Unitised:
    """The sums that alpha follows from, each with a first axis for documents.

    `observed` is half the sum of squared differences between coders. `across` has
    shape (documents, documents): what the units of one would differ from the gaps of
    another by chance; `within` and `paired` are sums over each document's units.
    """

    coders: int
    lengths: Floats
    units: Floats
    observed: Floats
    within: Floats
    paired: Floats
    across: Floats

    def alpha(self) -> float:
        """Return alpha over the documents; nan where nobody marked anything."""
        observed, expected = self.disagreements(np.ones((1, len(self.lengths))))
        return float(1 - observed[0] / expected[0]) if expected[0] else float("nan")

    def disagreements(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return observed and expected disagreement, both of shape (draws,).

        `weights` has shape (draws, documents): how often each document counts. Both
        are nan where nothing was marked. Over several codes they are added before
        alpha is taken.
        """
        of_documents = np.column_stack(
            [self.lengths, self.units, self.observed, self.within, self.paired]
            + [self.across]
        )
        # Not "@": for so little the processor's cores wait longer than they work.
        sums = np.einsum("ij,jk->ik", weights, of_documents)
        length, units, observed, within, paired = sums.T[:5]
        observed = 2 * observed
        chance = (units - 1) / 3 * within
        chance += (sums[:, 5:] * weights).sum(axis=1)
        total = self.coders * length
        with np.errstate(invalid="ignore", divide="ignore"):
            observed = observed / (self.coders * (self.coders - 1) * length**2)
            expected = 2 / length * chance
            expected = expected / (total * (total - 1) - paired)
        is_defined = (units > 0) & (self.coders > 1)
        nothing = np.full_like(length, np.nan)
        return (
            np.where(is_defined, observed, nothing),
            np.where(is_defined, expected, nothing),
        )


def unitised(continua: Sequence[Continuum]) -> Unitised:
    """Return the sums over documents; all have the same coders in the same order."""
    units = [_lengths(it.by_coder) for it in continua]
    gaps = [
        _lengths([list(_gaps(marked, it.length)) for marked in it.by_coder])
        for it in continua
    ]
    return Unitised(
        coders=len(continua[0].by_coder) if continua else 0,
        lengths=np.array([it.length for it in continua], dtype=float),
        units=np.array([len(it) for it in units], dtype=float),
        observed=np.array([_observed(it) for it in continua]),
        within=np.array([(2 * it**3 - 3 * it**2 + it).sum() for it in units]),
        paired=np.array([(it * (it - 1)).sum() for it in units]),
        across=_across(units, gaps),
    )


def _lengths(by_coder: Sequence[Sequence[Stretch]]) -> Floats:
    found = [end - start for marked in by_coder for start, end in marked]
    return np.array(found, dtype=float)


def _gaps(marked: Sequence[Stretch], length: int) -> Iterator[Stretch]:
    """Yield the stretches between a coder's units, none where two touch."""
    last = 0
    for start, end in marked:
        if start > last:
            yield last, start
        last = end
    if length > last:
        yield last, length


def _observed(continuum: Continuum) -> float:
    """Return the squared differences of all pairs of coders in one document."""
    return float(
        sum(
            _difference(one, other, continuum.length)
            for one, other in combinations(continuum.by_coder, 2)
        )
    )


def _difference(one: Sequence[Stretch], other: Sequence[Stretch], length: int) -> int:
    """Return the sum of squared differences between two coders' units and gaps.

    Two units that overlap differ by the squares of what their ends are apart; a unit
    within a gap by the square of its length; gaps do not differ from each other.
    """
    total = sum(
        (start - a) ** 2 + (end - b) ** 2
        for start, end in one
        for a, b in other
        if start < b and a < end
    )
    for units, against in ((one, other), (other, one)):
        gaps = list(_gaps(against, length))
        total += sum(
            (end - start) ** 2
            for start, end in units
            if any(a <= start and end <= b for a, b in gaps)
        )
    return total


def _across(units: Sequence[Floats], gaps: Sequence[Floats]) -> Floats:
    """Return for each document's units and each one's gaps what chance makes of them.

    That is the squared length of each unit by the places where the gaps hold it.
    """
    every = np.concatenate([*gaps, np.zeros(0)])
    of_gap = np.repeat(np.arange(len(gaps)), [len(it) for it in gaps])
    found = np.zeros((len(units), len(gaps)))
    for document, own in enumerate(units):
        room = np.maximum(every[None, :] - own[:, None] + 1, 0.0)
        by_gap = (own[:, None] ** 2 * room).sum(axis=0)
        found[document] = np.bincount(of_gap, by_gap, minlength=len(gaps))
    return found
