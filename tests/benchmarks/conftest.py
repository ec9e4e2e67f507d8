"""Prints what pytest-benchmark's table has no column for."""

from typing import Any

import pytest


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
