"""Laws: what holds of whatever is drawn, tried on few examples or, by name, on many."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import SearchStrategy

_LAW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def law(
    *drawn: SearchStrategy[Any], few: int, many: int
) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """Make a test of a law; `many` examples are tried with `pytest -m slow`."""

    def tried(holds: Callable[..., None]) -> Callable[[int], None]:
        def test(examples: int) -> None:
            settings(_LAW, max_examples=examples)(given(*drawn)(holds))()

        test.__name__, test.__doc__ = holds.__name__, holds.__doc__
        often = pytest.param(many, marks=pytest.mark.slow)
        return pytest.mark.parametrize("examples", [few, often], ids=["few", "many"])(
            test
        )

    return tried
