import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qcode.analysis.similarity import likenesses
from qcode.analysis.stretches import Numbers


def test_two_documents_are_compared_by_which_codes_and_by_how_much() -> None:
    [found] = likenesses(np.array([[3, 4, 0], [0, 8, 6]]))
    assert (found.first, found.second, found.shared, found.either) == (0, 1, 1, 3)
    assert found.jaccard == 1 / 3
    assert found.cosine == pytest.approx(32 / (5 * 10))


def test_a_document_without_codes_is_compared_with_none() -> None:
    found = [(it.first, it.second) for it in likenesses(np.array([[1], [0], [2]]))]
    assert found == [(0, 2)]


def test_the_same_profile_at_another_length_is_fully_alike() -> None:
    [found] = likenesses(np.array([[1, 2, 3], [10, 20, 30]]))
    assert found.jaccard == 1
    assert found.cosine == pytest.approx(1)


@given(arrays(np.int64, (4, 5), elements=st.integers(0, 9)))
def test_likeness_is_what_shares_and_sets_give(profile: Numbers) -> None:
    for found in likenesses(profile):
        one, other = profile[found.first].tolist(), profile[found.second].tolist()
        has = [{n for n, number in enumerate(row) if number} for row in (one, other)]
        shares = [[number / sum(row) for number in row] for row in (one, other)]
        product = sum(a * b for a, b in zip(*shares, strict=True))
        lengths = math.prod(math.hypot(*row) for row in shares)
        assert found.jaccard == len(has[0] & has[1]) / len(has[0] | has[1])
        assert found.cosine == pytest.approx(product / lengths)
