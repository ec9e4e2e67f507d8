"""Keeping an engine up with what a coder does, passage by passage."""

from collections.abc import Mapping

from qcode.suggest.lessons import Lesson, decisions_between
from qcode.suggest.study_engine import StudyEngine

AT_ONCE = 500
"""Up to so many passages every decision is learned at once: 60 ms."""

_MOST_WAITING = 25


class Teaching:
    """An engine and what it was taught; only what differs is taught again."""

    def __init__(self, engine: StudyEngine) -> None:
        """Begin with an engine that has learned nothing."""
        self._engine = engine
        self._taught: dict[str, Lesson] = {}

    def follow(self, wanted: Mapping[str, Lesson]) -> bool:
        """Teach what differs from the lessons before; return whether all is taught.

        With many passages, where learning takes long, a few decisions wait until
        there are ten to twenty-five of them.
        """
        if not self._taught or decisions_between(self._taught, wanted) >= patience(
            len(self._taught)
        ):
            self._teach(wanted)
        return self._taught == wanted

    def _teach(self, wanted: Mapping[str, Lesson]) -> None:
        new = [it for key, it in wanted.items() if self._taught.get(key) != it]
        gone = [it for key, it in self._taught.items() if wanted.get(key) != it]
        if gone or new:
            self._engine.change(gone, new)
            self._taught = dict(wanted)


def patience(passages: int) -> int:
    """Return after how many decisions an engine of so many passages learns anew."""
    if passages <= AT_ONCE:
        return 0
    return min(_MOST_WAITING, 10 + (passages - AT_ONCE) // 100)
