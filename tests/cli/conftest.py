import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from qcode.cli import cli

CODEBOOK = """\
# Codebuch: dieser Kommentar bleibt stehen.
study_id: 0b0e6f0a-41f2-4a53-9b35-0d6f0ce1f001
name: Kleine Studie
language: de
codes:
  - key: personal
    name: Personal
    codable: false
    children:
      - key: engagement
        name: Engagement
        shortcut: "1"
      - key: erfahrung
        name: Erfahrung im Krisenstab
  - key: netze
    name: Vertrauensnetze
  - key: netze-aussen
    name: Vertrauensnetze außerhalb
"""
# CRLF, an emoji beyond the BMP, and an "o" with a combining diaeresis.
ANNA = (
    "I: Wie ging es?\r\n"
    "B: Gut \U0001f600, sehr engagiert.\r\n"
    "I: Und sonst?\r\n"
    "B: Wir ko\u0308nnen das. [bold]Ja[/]\r\n"
)
# A text that runs from right to left.
BODO = "I: \u05e9\u05dc\u05d5\u05dd\nB: \u05ea\u05d5\u05d3\u05d4 und =1+1\n"
ATTRIBUTES = """\
document,kind,city,role
anna-01.txt,interview,A,Leitung
bodo-02.txt,workshop,B,Team
"""

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    for name in ("QCODE_STUDY", "QCODE_CODER", "QCODE_DATABASE_URL", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study that was never opened: codebook.yaml and corpus/ only."""
    root = tmp_path / "study"
    (root / "corpus").mkdir(parents=True)
    (root / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (root / "corpus" / "anna-01.txt").write_bytes(ANNA.encode())
    (root / "corpus" / "bodo-02.txt").write_bytes(BODO.encode())
    (root / "corpus" / "attributes.csv").write_text(ATTRIBUTES, "utf-8")
    return root


@pytest.fixture
def call() -> Run:
    """Run `qcode` with these arguments as a call of its own."""

    def run(*arguments: object) -> Result:
        runner = CliRunner(catch_exceptions=False)
        return runner.invoke(cli, [str(argument) for argument in arguments])

    return run


@pytest.fixture
def run(folder: Path, call: Run) -> Run:
    """Run `qcode --study <the study> --coder anna` with these arguments."""

    def run_in_study(*arguments: object, coder: str | None = "anna") -> Result:
        acting = () if coder is None else ("--coder", coder)
        return call("--study", folder, *acting, *arguments)

    return run_in_study


@pytest.fixture
def read(run: Run) -> Callable[..., Any]:
    """Return what a command prints as JSON."""

    def read_json(*arguments: object) -> Any:
        result = run(*arguments, "--json", coder=None)
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)

    return read_json


@pytest.fixture
def coded(run: Run) -> list[str]:
    """Three codings, two of anna's and one of Bea's; their ids."""
    calls = [
        (("anna", "19:24", "engagement"), "anna"),
        (("anna", "31:40", "erfahrung"), "anna"),
        (("bodo", "3:7", "engagement"), "Bea"),
    ]
    ids = []
    for (document, span, code), coder in calls:
        options = ("--document", document, "--span", span, "--code", code)
        result = run("coding", "add", *options, coder=coder)
        assert result.exit_code == 0, result.stderr
        ids.append(result.stdout.strip())
    return ids
