import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from qcode.interchange.coded_set_lines import LINES
from tests.cli.conftest import Run

Listing = list[dict[str, Any]]


@pytest.fixture
def twin(folder: Path, run: Run, tmp_path: Path) -> Path:
    """Another copy of the study, on which nobody has worked."""
    assert run("documents").exit_code == 0
    copy = tmp_path / "twin"
    shutil.copytree(folder, copy)
    return copy


@pytest.fixture
def file(twin: Path, run: Run, coded: list[str], tmp_path: Path) -> Path:
    path = tmp_path / "anna.qcset"
    done = run("set", "export", "--coder", "Anna", "-o", path)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.strip() == str(path)
    assert done.stderr == "2 codings, 0 memos (anna).\n"
    return path


def _codings(call: Run, study: Path) -> Listing:
    listed: Listing = json.loads(
        call("--study", study, "coding", "list", "--json").stdout
    )
    return listed


def test_a_coders_set_gives_another_copy_the_same_codings(
    call: Run, read: Callable[..., Any], twin: Path, file: Path, coded: list[str]
) -> None:
    done = call("--study", twin, "--coder", "lead", "merge", file)
    assert done.exit_code == 0, done.stderr
    assert done.stderr == "2 new codings, 5 same, 0 moved.\n"
    mine = [it for it in read("coding", "list") if it["coder"] == "anna"]
    assert _codings(call, twin) == mine
    assert {it["id"] for it in mine} == set(coded[:2])
    again = call("--study", twin, "--coder", "lead", "merge", file)
    assert again.stderr == "0 new codings, 7 same, 0 moved.\n"


def test_a_whole_study_is_merged_by_its_folder(
    call: Run, read: Callable[..., Any], twin: Path, coded: list[str], folder: Path
) -> None:
    done = call("--study", twin, "--coder", "lead", "merge", folder)
    assert done.exit_code == 0, done.stderr
    assert _codings(call, twin) == read("coding", "list")


def test_what_its_author_withdrew_is_told_as_removed(
    call: Run, run: Run, twin: Path, file: Path, coded: list[str]
) -> None:
    lead = ("--study", twin, "--coder", "lead")
    assert call(*lead, "merge", file).exit_code == 0
    assert run("coding", "remove", coded[0]).exit_code == 0
    assert run("set", "export", "--coder", "anna", "-o", file).exit_code == 0
    plan = json.loads(call(*lead, "merge", "--dry-run", "--json", file).stdout)
    (removed,) = plan["removed"]
    assert (removed["document"], removed["code"], removed["reason"]) == (
        *("anna-01", "engagement"),
        "withdrawn by its author",
    )
    told = call(*lead, "merge", file)
    assert "0 new codings, 6 same, 0 moved, 1 removed." in told.stderr
    assert [it["id"] for it in _codings(call, twin)] == [coded[1]]


def test_codes_that_come_are_written_to_the_codebooks_file(
    call: Run, run: Run, twin: Path, folder: Path, tmp_path: Path
) -> None:
    codebook = folder / "codebook.yaml"
    more = codebook.read_text("utf-8") + "  - key: mut\n    name: Mut\n"
    codebook.write_text(more, "utf-8")
    assert run("codebook", "apply").exit_code == 0
    done = call("--study", twin, "--coder", "lead", "merge", folder)
    assert done.exit_code == 0, done.stderr
    assert "Wrote the codebook's changes to" in done.stderr
    assert "key: mut" in (twin / "codebook.yaml").read_text("utf-8")
    assert "dieser Kommentar bleibt" in (twin / "codebook.yaml").read_text("utf-8")


def test_show_says_whose_work_it_is(call: Run, file: Path) -> None:
    shown = json.loads(call("set", "show", file, "--json").stdout)
    assert shown["coders"] == [
        {"coder": "anna", "codings": 2, "memos": 0, "decisions": 0, "finished": 0}
    ]
    assert (shown["documents"], shown["codes"], shown["entries"]) == (2, 5, 2)
    assert "anna" in call("set", "show", file).stdout


def test_a_folder_is_shown_and_merged_like_a_file(
    call: Run, run: Run, twin: Path, file: Path, tmp_path: Path
) -> None:
    unpacked = tmp_path / "anna"
    assert run("set", "export", "--coder", "anna", "-o", unpacked).exit_code == 0
    names = sorted(it.name for it in unpacked.iterdir())
    assert names == sorted([*LINES, "manifest.json"])
    assert call("set", "show", unpacked).stdout == call("set", "show", file).stdout
    assert call("--study", twin, "--coder", "lead", "merge", unpacked).exit_code == 0
    assert len(_codings(call, twin)) == 2


def test_exporting_twice_gives_the_same_bytes(
    run: Run, file: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.qcset"
    run("set", "export", "--coder", "anna", "-o", again)
    assert again.read_bytes() == file.read_bytes()


@pytest.mark.parametrize("command", [("set", "show"), ("merge", "--dry-run")])
def test_what_is_no_coded_set_is_refused_in_one_line(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "anna.qcset"
    path.write_bytes(b"PK\x03\x04 nothing of ours")
    refused = run(*command, path)
    assert (refused.exit_code, refused.stdout) == (1, "")
    said = refused.stderr.splitlines()[-1]
    assert said == f"Error: {path}: is damaged or no coded set."


def test_a_coder_who_is_not_here_has_no_set(run: Run, tmp_path: Path) -> None:
    refused = run("set", "export", "--coder", "carla", "-o", tmp_path / "c.qcset")
    assert refused.exit_code == 1
    assert "There is no coder 'carla'" in refused.stderr


def test_finished_marks_come_from_a_table(
    run: Run, folder: Path, tmp_path: Path
) -> None:

    assert run("documents").exit_code == 0
    known = sha256((folder / "codebook.yaml").read_bytes()).hexdigest()
    path = tmp_path / "finished.csv"
    path.write_text(f"document,coder,codebook_revision\nanna-01,K1,{known}\n", "utf-8")
    assert "1 new finished mark, 0 same" in run("merge", path).stderr
    assert "0 new codings, 1 same" in run("merge", path).stderr
    path.write_text(
        f"document,coder,codebook_revision\nanna-01,K1,{'0' * 64}\n", "utf-8"
    )
    refused = run("merge", path)
    assert refused.exit_code == 1
    assert "revision 000000000000… is not known here" in refused.stderr
