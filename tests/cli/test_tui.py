from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from qcode.operations.reading import list_documents
from qcode.operations.workspace import Workspace

Run = Callable[..., Result]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str | None, int]]:
    """Handle and number of documents of each study that is opened on the screen."""
    calls: list[tuple[str | None, int]] = []

    def run_app(workspace: Workspace, handle: str | None) -> None:
        calls.append((handle, len(list_documents(workspace.store))))

    monkeypatch.setattr("qcode.cli.tui.run_app", run_app)
    return calls


def test_without_a_command_the_study_is_set_up_and_opened(
    run: Run, opened: list[tuple[str | None, int]]
) -> None:
    assert run(coder=None).exit_code == 0
    assert run(coder="Bea").exit_code == 0
    assert opened == [(None, 2), ("Bea", 2)]


def test_the_screens_open_for_who_acted_last(
    run: Run, coded: list[str], opened: list[tuple[str | None, int]]
) -> None:
    run(coder=None)
    assert opened == [("Bea", 2)]


def test_without_a_study_no_screen_is_opened(
    call: Run, opened: list[tuple[str | None, int]], tmp_path: Path
) -> None:
    result = call("--study", tmp_path)
    assert result.exit_code == 1
    assert "`qcode init`" in result.stderr
    assert opened == []
