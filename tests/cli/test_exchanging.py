import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.operations.foreign_files import foreign_file, guid

Read = Callable[..., Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return foreign_file(tmp_path / "andere.qdpx")


def test_import_takes_a_project_in_and_says_what_came_across(
    run: Run, read: Read, file: Path
) -> None:
    done = run("import", file)
    assert done.exit_code == 0, done.stderr
    said = done.stderr.splitlines()
    [codings] = [line.split() for line in said if line.startswith("Coding ")]
    assert codings == ["Coding", "7", "4", "2", "1", "0"]
    fates = [line.partition(":")[0] for line in said]
    shown = [it for it in fates if it in ("left", "changed", "carried")]
    assert len(shown) == 5
    assert shown == sorted(shown, key=("left", "changed", "carried").index)
    assert any(line.startswith("… and ") and "--report" in line for line in said)
    assert "1 new, 0 known, 0 refused" in done.stderr
    assert len(read("coding", "list")) == 5
    assert {it["name"] for it in read("documents")} >= {"Anna 01", "Anna 01 (2)"}
    assert run("doctor").exit_code == 0


def test_import_writes_new_codes_into_the_codebook_file(
    run: Run, read: Read, file: Path, folder: Path
) -> None:
    run("import", file)
    written = (folder / "codebook.yaml").read_text("utf-8")
    assert "Codebuch: dieser Kommentar bleibt stehen." in written
    assert f"id: {guid('c1')}" in written
    assert read("codebook", "check")["standing"] == "in step"


def test_import_gives_the_report_as_json(run: Run, read: Read, file: Path) -> None:
    [row] = read("import", "--dry-run", file)
    assert (row["status"], row["document"]) == ("new", None)
    tallies = {it["element"]: it["found"] for it in row["report"]["tallies"]}
    assert (tallies["Coding"], tallies["Case"]) == (7, 2)
    assert read("coding", "list") == []
    assert read("exchanges") == []
    run("import", file)
    [again] = read("import", file)
    assert again["status"] == "known"


def test_a_folder_is_imported_with_the_projects_in_it(
    run: Run, read: Read, tmp_path: Path
) -> None:
    material = tmp_path / "material"
    material.mkdir()
    foreign_file(material / "andere.qdpx")
    (material / "dora.txt").write_text("B: Und dann?\n", "utf-8")
    rows = json.loads(run("import", material, "--json").stdout)
    assert [(Path(it["path"]).name, it["status"]) for it in rows] == [
        ("andere.qdpx", "new"),
        ("dora.txt", "new"),
    ]


def test_a_damaged_project_is_refused_and_the_rest_comes_in(
    run: Run, tmp_path: Path
) -> None:
    damaged = tmp_path / "no.qdpx"
    damaged.write_bytes(b"no archive")
    other = tmp_path / "dora.txt"
    other.write_text("B: Und dann?\n", "utf-8")
    done = run("import", damaged, other)
    assert done.exit_code == 1
    assert "1 new, 0 known, 1 refused" in done.stderr


def test_export_writes_what_import_takes_in_elsewhere(
    run: Run, call: Run, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "ganz.qdpx"
    done = run("export", path)
    assert (done.exit_code, done.stdout.strip()) == (0, str(path))
    other = tmp_path / "other"
    assert call("init", other).exit_code == 0
    assert call("--study", other, "import", path).exit_code == 0
    listed = json.loads(call("--study", other, "coding", "list", "--json").stdout)
    assert sorted(it["id"] for it in listed) == sorted(coded)
    assert {it["coder"] for it in listed} == {"anna", "Bea"}


def test_export_of_chosen_coders_has_their_codings_only(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    done = run("export", tmp_path / "bea.qdpx", "--coder", "Bea", "--json")
    tallies = {it["element"]: it["found"] for it in json.loads(done.stdout)["tallies"]}
    assert tallies["Coding"] == 1


@pytest.mark.parametrize("ending", ["qdc", "csv"])
def test_the_codebook_goes_out_alone(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"codes.{ending}"
    assert run("codebook", "export", "-o", path).exit_code == 0
    assert "Vertrauensnetze" in path.read_text("utf-8-sig")


def test_export_to_an_unknown_ending_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    done = run("export", tmp_path / "study.xyz")
    assert done.exit_code == 2
    assert ".qdpx" in done.stderr


def test_exchanges_lists_reports_and_shows_one_whole(
    run: Run, read: Read, file: Path, tmp_path: Path
) -> None:
    run("import", file)
    run("export", tmp_path / "out.qdpx")
    came, went = read("exchanges")
    assert (came["direction"], came["file_name"]) == ("import", "andere.qdpx")
    assert (went["direction"], went["coder"]) == ("export", "anna")
    shown = run("exchanges", came["id"][:8]).stdout
    assert "Coding: 7 found, 4 taken, 2 changed, 1 carried\n" in shown
    assert shown.index("\nchanged: ") < shown.index("\ncarried: ")
    assert "called 'Kim (2)' here" in shown
    assert read("exchanges", came["id"])["tallies"]
    assert run("exchanges").stdout.splitlines()[1].startswith(came["id"][:8])


def test_a_report_is_written_to_a_file(run: Run, file: Path, tmp_path: Path) -> None:
    run("import", file, "--report", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert report["file_name"] == "andere.qdpx"
    run("export", tmp_path / "out.qdpx", "--report", tmp_path / "report.txt")
    text = (tmp_path / "report.txt").read_text("utf-8")
    assert text.startswith("Export of out.qdpx")


def test_an_unknown_report_is_told_in_one_line(run: Run) -> None:
    done = run("exchanges", "abcd")
    assert done.exit_code == 1
    assert done.stderr.endswith("`qcode exchanges` lists them.\n")


def test_an_import_is_taken_back_by_undo(run: Run, read: Read, file: Path) -> None:
    run("import", file)
    done = run("undo")
    assert done.stdout.startswith("Undone: andere.qdpx: 2 documents, 3 codes")
    assert read("coding", "list") == []
