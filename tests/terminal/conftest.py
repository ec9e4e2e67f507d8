from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.tmux import Terminal, is_missing, terminal
from tests.tui.conftest import ANNA, BODO, CODEBOOK


@pytest.fixture
def pane(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """A real terminal, 120 columns by 40 rows."""
    if is_missing():
        pytest.skip("tmux is not installed")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("TMUX", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    with terminal() as pane:
        yield pane


@pytest.fixture
def untouched(tmp_path: Path) -> Path:
    """A study of codebook.yaml and corpus/ only, never opened."""
    root = tmp_path / "study"
    (root / "corpus").mkdir(parents=True)
    (root / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (root / "corpus" / "anna-01.txt").write_bytes(ANNA.encode())
    (root / "corpus" / "bodo-02.txt").write_bytes(BODO.encode())
    return root
