"""Working on a hundred thousand records at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 1_000_000


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let Python look for circles among what is unused only once in a long while.

    Records hold no circles, and looking through all of them again and again took two
    fifths of a merge.
    """
    often, *others = gc.get_threshold()
    gc.set_threshold(max(often, _SELDOM), *others)
    try:
        yield
    finally:
        gc.set_threshold(often, *others)
