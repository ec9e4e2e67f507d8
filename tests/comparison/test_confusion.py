import numpy as np
import pytest

from qcode.comparison.confusion import confuse
from qcode.comparison.judgements import MISSING, Integers

# Codes: a, b, c. Each unit as what the first and what the second coder gave.
Unit = tuple[str, str]


def _document(*units: Unit) -> Integers:
    return np.array(
        [[[code in one, code in other] for one, other in units] for code in "abc"]
    ).astype(np.int64)


@pytest.mark.parametrize(
    ("unit", "cells"),
    [
        (("a", "a"), {"aa"}),
        (("a", "b"), {"ab"}),
        (("b", "a"), {"ba"}),
        (("a", ""), {"a-"}),
        (("", "c"), {"-c"}),
        (("", ""), set()),
        (("ab", "a"), {"aa", "b-"}),
        (("ab", "ac"), {"aa", "bc"}),
        (("ab", "c"), {"ac", "bc"}),
    ],
)
def test_a_unit_is_in_the_cells_of_what_each_gave(unit: Unit, cells: set[str]) -> None:
    table = confuse([_document(unit)]).table
    names = "abc-"
    found = {names[row] + names[column] for row, column in np.argwhere(table)}
    assert found == cells
    assert table.sum() == len(cells)


def test_cells_lead_back_to_their_units() -> None:
    first = _document(("a", "b"), ("a", "a"))
    second = _document(("c", ""), ("a", "b"))
    found = confuse([first, second])
    assert found.table[0, 1] == 2
    assert found.units(0, 1) == [(0, 0), (1, 1)]
    assert found.units(2, 3) == [(1, 0)]
    assert found.units(1, 1) == []


def test_a_code_that_one_did_not_know_confuses_nobody() -> None:
    document = _document(("a", "b"))
    document[1, :, 0] = MISSING
    found = confuse([document])
    assert found.units(0, 3) == [(0, 0)]
    assert found.table.sum() == 1
