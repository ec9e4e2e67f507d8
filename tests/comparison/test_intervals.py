import numpy as np
import pytest

from qcode.comparison.intervals import draws, interval


def test_each_draw_has_as_many_documents_as_there_are() -> None:
    drawn = draws(7, 50)
    assert drawn.shape == (50, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert len(np.unique(drawn, axis=0)) > 40


def test_the_same_documents_are_drawn_each_time() -> None:
    assert (draws(5) == draws(5)).all()


def test_the_interval_leaves_a_twentieth_outside() -> None:
    low, high = interval(np.arange(1001.0) / 1000)
    assert low == pytest.approx(0.025)
    assert high == pytest.approx(0.975)


def test_undefined_draws_are_left_out_and_nothing_is_made_of_nothing() -> None:
    values = np.array([[0.5, np.nan], [np.nan, np.nan], [0.5, np.nan]])
    low, high = interval(values)
    assert (low[0], high[0]) == (0.5, 0.5)
    assert np.isnan([low[1], high[1]]).all()
