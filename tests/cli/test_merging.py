import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROWS = (
    "document,start,end,text,code,coder\n"
    "anna-01,19,22,Gut,engagement,K1\n"
    "anna-01,0,9,engagiert,erfahrung,K2\n"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "sets.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_merge_says_what_came_and_what_was_moved(run: Run, file: Path) -> None:
    done = run("merge", file, coder="lead")
    assert done.exit_code == 0
    assert "1 new coding, 0 same, 1 moved." in done.stderr
    assert "its text stands at 31:40, not at 0:9" in " ".join(done.stdout.split())
    listed = json.loads(run("coding", "list", "--json").stdout)
    assert [(it["text"], it["code"], it["coder"]) for it in listed] == [
        ("Gut", "engagement", "K1"),
        ("engagiert", "erfahrung", "K2"),
    ]


def test_a_dry_run_gives_the_plan_as_json_and_changes_nothing(
    run: Run, file: Path
) -> None:
    plan = json.loads(run("merge", "--dry-run", "--json", file).stdout)
    assert list(plan) == ["new", "same", "moved", "removed", "conflicts", "unknown"]
    assert plan["new"] == [
        {
            "kind": "coding",
            "document": "anna-01",
            "start": 19,
            "end": 22,
            "code": "engagement",
            "coder": "K1",
            "place": "sets.csv line 2",
            "reason": "",
        }
    ]
    assert (plan["moved"][0]["start"], plan["moved"][0]["end"]) == (31, 40)
    assert json.loads(run("coding", "list", "--json").stdout) == []


def test_a_set_that_does_not_fit_is_refused_with_exit_status_1(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(ROWS.replace("erfahrung", "mut"), "utf-8")
    refused = run("merge", path, coder="lead")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "wrong.csv line 3: no code has the key 'mut'; nothing was merged." in (
        refused.stderr
    )
    listed = run("merge", "--dry-run", path)
    assert listed.exit_code == 0
    assert "1 in the way (nothing was changed)." in listed.stderr


def test_merging_needs_a_coder(run: Run, file: Path) -> None:
    assert run("merge", file, coder=None).exit_code == 1


def test_what_is_unknown_is_left_out_and_listed_where_it_is_asked_for(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(ROWS.replace("erfahrung", "mut"), "utf-8")
    done = run("merge", path, "--leave-unknown", coder="lead")
    assert done.exit_code == 0
    assert "no code has the key 'mut'" in " ".join(done.stdout.split())
    assert "1 new coding, 0 same, 0 moved, 1 left out." in done.stderr
    listed = json.loads(run("coding", "list", "--json").stdout)
    assert [it["code"] for it in listed] == ["engagement"]
    again = run("merge", path, "--leave-unknown", "--dry-run", "--json")
    assert [it["code"] for it in json.loads(again.stdout)["unknown"]] == ["mut"]


def test_what_was_here_and_comes_changed_is_not_called_new(
    run: Run, call: Run, folder: Path, tmp_path: Path
) -> None:
    run("finish", "anna-01")
    copy = shutil.copytree(folder, tmp_path / "copy")
    for again in (("finish", "anna-01", "--undo"), ("finish", "anna-01")):
        assert call("--study", copy, "--coder", "anna", *again).exit_code == 0
    assert call("--study", copy, "--coder", "anna", "finish", "bodo").exit_code == 0
    done = run("merge", copy)  # five codes are the same
    assert "1 new finished mark, 1 changed finished mark, 5 same" in done.stderr


def test_a_merge_says_what_a_team_wrote_that_stays_in_the_other_study(
    run: Run, call: Run, folder: Path, tmp_path: Path
) -> None:
    run("recommend", "add", "Rat", "--code", "netze")
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    theirs = ("--study", other, "--coder", "Bea")
    assert "Not merged" not in run("merge", other).stderr
    assert call(*theirs, "grid", "write", "anna", "netze", "Eng").exit_code == 0
    assert call(*theirs, "recommend", "add", "Zwei", "--code", "netze").exit_code == 0
    for dry in (["--dry-run"], []):
        told = run("merge", other, *dry)
        assert told.exit_code == 0
        line = (
            f"Not merged from {other}: summaries of the grid (1), recommendations (1)."
        )
        assert line in told.stderr
