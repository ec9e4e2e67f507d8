"""`qcode report` of a copy of the demonstration study, as somebody would call it."""

import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from qcode.cli import cli
from tests.operations.reported import files
from tests.study.demonstration import ROOT

SETS = "corpus/coded-sets"
BEFORE = (
    f"--coder lead merge {SETS}/k1.csv {SETS}/k2.csv {SETS}/consensus.csv",
    "report exports",
)
AFTER = (
    f"--coder lead merge {SETS}/finished.csv",
    "--coder lead recommend start --family massnahmen",
    "--coder lead grid write interview-01 personal 'Geübt war man.'",
    "report exports",
)


def qcode(line: str) -> Result:
    done = CliRunner().invoke(cli, shlex.split(line))
    assert done.exit_code == 0, done.stderr
    return done


@pytest.mark.slow
def test_a_report_grows_with_the_study_to_what_a_new_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    shutil.copyfile(ROOT / "codebook.yaml", tmp_path / "codebook.yaml")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    for line in BEFORE:
        first = qcode(line)
    exports = tmp_path / "exports"
    kept = ROOT / "exports"
    for own, name in (
        ("tables/frequencies", "codes"),
        ("consensus/tables/frequencies", "consensus-codes"),
    ):
        expected = (kept / f"{name}.csv").read_bytes()
        assert (exports / f"{own}.csv").read_bytes() == expected
    assert "Left out agreement/agreement" in first.stderr
    for line in AFTER:
        last = qcode(line)
    assert "Left out" not in last.stderr
    before = files(exports)
    assert qcode("report exports").stdout == ""
    qcode("report anew")
    assert files(tmp_path / "anew") == files(exports) == before
    text = Document(str(exports / "methods" / "methods-de.docx"))
    told = "\n".join(it.text for it in text.paragraphs)
    assert "Verglichen wurden K1 und K2 in 32 Dokumenten" in told
    assert "28 Interviews" in told
    assert "4 Workshops" in told
    assert "12 Praxisbeispiele" in told
    assert "die Umfrage answers.csv mit 101 Antworten (nur wave=2024)" in told
