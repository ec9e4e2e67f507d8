"""Prints what pytest-benchmark's table has no column for."""

import os
from typing import Any

import pytest

# Waiting threads of BLAS take CPU time too, which is no work of either program.
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    # The plugin's session is its own affair, without types.
    session: Any = getattr(config, "_benchmarksession", None)
    for bench in session.benchmarks if session else ():
        if bench.extra_info:
            told = ", ".join(
                f"{key} {value}" for key, value in bench.extra_info.items()
            )
            terminalreporter.write_line(f"{bench.group}, {bench.name}: {told}")
