import json
import re
import shlex
import shutil
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from qcode.cli import cli
from tests.study.demonstration import ROOT

EXPORTS = ROOT / "exports"
COMMAND = re.compile(r"^    qcode (.+)$", re.MULTILINE)


def commands() -> list[list[str]]:
    """Return the commands of exports/README.md, in its order."""
    said = (EXPORTS / "README.md").read_text(encoding="utf-8")
    return [shlex.split(line) for line in COMMAND.findall(said)]


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of a fresh copy of the study, made by the commands that they name."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "corpus", folder / "corpus")
    shutil.copyfile(ROOT / "codebook.yaml", folder / "codebook.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.chdir(folder)
        for arguments in commands():
            done = CliRunner().invoke(cli, arguments)
            assert done.exit_code == 0, done.stderr
    return folder / "exports"


def test_the_whole_study_is_set_up_and_whole(rebuilt: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(rebuilt.parent)
        listed = CliRunner().invoke(cli, ["documents", "--json"])
        checked = CliRunner().invoke(cli, ["doctor"])
    kinds = Counter(row["kind"] for row in json.loads(listed.stdout))
    assert kinds == {"interview": 28, "workshop": 4, "example": 12}
    assert (checked.exit_code, checked.stdout) == (0, "")


def test_every_table_is_named_by_a_command() -> None:
    written = {arguments[-1] for arguments in commands() if "-o" in arguments}
    tables = {f"exports/{path.name}" for path in EXPORTS.glob("*.csv")}
    assert written == tables
    # What `qcode report` puts beside them is not kept.
    kept = [it for it in EXPORTS.iterdir() if it.is_file() and it.name != "report.json"]
    others = {f"exports/{path.name}" for path in kept} - tables
    assert others == {f"{it}.about.json" for it in tables} | {"exports/README.md"}


@pytest.mark.parametrize("path", sorted(EXPORTS.glob("*.csv")), ids=lambda it: it.name)
def test_a_table_is_derived_anew_byte_for_byte(path: Path, rebuilt: Path) -> None:
    assert (rebuilt / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", sorted(EXPORTS.glob("*.json")), ids=lambda it: it.name)
def test_what_stands_beside_a_table_is_derived_anew(path: Path, rebuilt: Path) -> None:
    # The copy took the sets in today, so that only the newest entry is another.
    fresh, kept = (
        json.loads((folder / path.name).read_text("utf-8"))
        for folder in (rebuilt, EXPORTS)
    )
    for said in (fresh, kept):
        assert said["provenance"].pop("newest_entry")
    assert fresh == kept
    table = path.with_name(path.name.removesuffix(".about.json"))
    assert kept["file"]["sha256"] == sha256(table.read_bytes()).hexdigest()
