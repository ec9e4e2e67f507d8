import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from qcode.analysis.crosstabs import CrosstabCell, crosstab
from qcode.analysis.frequencies import FrequencyTable


def cell(count: int, base: int, row: int, every: int) -> CrosstabCell:
    return CrosstabCell("trust", (), "large", count, base, row, every)


def table(numbers: dict[str, list[int]], values: list[str]) -> FrequencyTable:
    """Return a table with rows of zero: codes by values."""
    return FrequencyTable(
        [code for code in numbers for _ in values],
        {"size": values * len(numbers)},
        {"total": [number for row in numbers.values() for number in row]},
    )


def test_figures_of_a_cell_are_as_counted_by_hand() -> None:
    # Of 20 large and 30 small documents 8 and 3 have the code.
    found = cell(count=8, base=20, row=11, every=50)
    assert found.row_percent == pytest.approx(72.7272, abs=1e-4)
    assert found.column_percent == 40
    assert found.total_percent == 16
    assert found.expected == 4.4
    # (8 - 4.4) / sqrt(4.4 * 0.78 * 0.6)
    assert found.residual == pytest.approx(2.50872, abs=1e-5)
    assert found.is_small


@pytest.mark.parametrize(
    ("count", "base", "row", "every"),
    [(0, 20, 0, 50), (20, 20, 50, 50), (11, 50, 11, 50)],
)
def test_a_residual_of_what_could_be_no_other_is_undefined(
    count: int, base: int, row: int, every: int
) -> None:
    assert cell(count, base, row, every).residual is None


@pytest.mark.parametrize(
    ("base", "row", "small"), [(20, 25, False), (20, 24, False), (20, 12, True)]
)
def test_few_expected_with_or_without_the_code_are_small(
    base: int, row: int, small: bool
) -> None:
    assert cell(5, base, row, 50).is_small is small
    # 50 - row have it not, so that the same holds of those without the code.
    assert cell(15, base, 50 - row, 50).is_small is small


@given(st.lists(st.integers(0, 40), min_size=4, max_size=4))
def test_a_residual_squared_is_chi_squared_of_value_and_others(
    counts: list[int],
) -> None:
    here, there, lack_here, lack_there = counts
    every, base, row = sum(counts), here + lack_here, here + there
    assume(0 < base < every)
    assume(0 < row < every)
    found = cell(here, base, row, every).residual
    observed = [[here, there], [lack_here, lack_there]]
    chi = chi2_contingency(observed, correction=False).statistic
    assert found is not None
    assert found**2 == pytest.approx(chi, abs=1e-9)
    is_more = here * every > base * row
    assert math.copysign(1, found) == (1 if is_more or found == 0 else -1)


def test_the_base_is_what_all_codes_together_have() -> None:
    numbers = {"family": [3, 0, 2], "need": [0, 0, 0], "": [4, 0, 6]}
    found = crosstab(table(numbers, ["large", "none", "small"]), "size")
    assert found == [
        CrosstabCell("family", (), "large", 3, 4, 5, 10),
        CrosstabCell("family", (), "small", 2, 6, 5, 10),
    ]


def test_coders_have_bases_of_their_own() -> None:
    both = FrequencyTable(
        ["need", "need", "", ""],
        {"coder": ["ada", "bea"] * 2, "size": ["large"] * 4},
        {"total": [1, 2, 3, 4]},
    )
    assert [(it.block, it.count, it.base) for it in crosstab(both, "size")] == [
        (("ada",), 1, 3),
        (("bea",), 2, 4),
    ]


def test_nothing_coded_gives_no_cells() -> None:
    assert crosstab(table({}, []), "size") == []
