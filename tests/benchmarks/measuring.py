"""Measuring two programs in pairs: CPU time of each, and the ratio of the two."""

import os
import pty
import resource
import select
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ENVIRONMENT = {
    key: value
    for key, value in os.environ.items()
    # Without cached byte code every import looks four times as slow as it is.
    if key != "PYTHONDONTWRITEBYTECODE" and not key.startswith("QCODE_")
}
_GIVE_UP_S = 900


@dataclass(frozen=True)
class Pair:
    """Medians of CPU seconds, ours and the plain program's, and of their ratios."""

    name: str
    ours: float
    plain: float
    ratio: float
    goal: float | None


def pair(
    name: str,
    ours: Callable[[], float],
    plain: Callable[[], float],
    *,
    runs: int,
    goal: float | None,
) -> Pair:
    """Run both in turn, each once to warm up, and compare their medians."""
    ours(), plain()
    measured = [(ours(), plain()) for _ in range(runs)]
    return Pair(
        name,
        statistics.median(mine for mine, _ in measured),
        statistics.median(bare for _, bare in measured),
        statistics.median(mine / bare for mine, bare in measured),
        goal,
    )


def command(*arguments: str | Path) -> Callable[[], float]:
    """Return a measurement of a command's CPU time, user and system."""

    def measure() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [str(argument) for argument in arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            env=ENVIRONMENT,
            timeout=_GIVE_UP_S,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return measure


def python(*arguments: str | Path) -> Callable[[], float]:
    """Return a measurement of a Python program's CPU time."""
    return command(sys.executable, *arguments)


def first_paint(arguments: Sequence[str | Path], sign: str) -> Callable[[], float]:
    """Return a measurement of the CPU time until a sign is on a real terminal.

    The program runs in a pseudo-terminal of 120 columns and 40 rows and is
    ended when the sign has come; the time counts all that it used by then.
    """

    def measure() -> float:
        child, terminal = pty.fork()
        if child == 0:
            os.environ.clear()
            os.environ.update(
                ENVIRONMENT
                | {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
            )
            os.execv(str(arguments[0]), [str(argument) for argument in arguments])
        seen, give_up = b"", time.monotonic() + 60
        while sign.encode() not in seen and time.monotonic() < give_up:
            if select.select([terminal], [], [], 1)[0]:
                seen += os.read(terminal, 65536)
        os.kill(child, signal.SIGKILL)
        _, _, used = os.wait4(child, 0)
        os.close(terminal)
        if sign.encode() not in seen:
            raise RuntimeError(f"{arguments} never showed {sign!r}")
        return used.ru_utime + used.ru_stime

    return measure
