from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_init_makes_a_study_that_the_other_commands_open(
    call: Run, tmp_path: Path
) -> None:
    root = tmp_path / "neu"
    result = call("init", root)
    assert result.exit_code == 0
    assert result.stdout == f"{root}\n"
    assert sorted(path.name for path in root.iterdir()) == [
        *("codebook.yaml", "corpus", "exports", "qcode.db"),
    ]
    assert call("--study", root, "documents").exit_code == 0
    assert call("--study", root, "codebook", "check").exit_code == 0


def test_init_adds_only_what_is_missing(
    run: Run, call: Run, folder: Path, coded: list[str]
) -> None:
    before = (folder / "codebook.yaml").read_bytes()
    result = call("init", folder)
    assert result.exit_code == 0
    assert (folder / "codebook.yaml").read_bytes() == before
    assert (folder / "exports").is_dir()
    assert len(run("coding", "list").stdout.splitlines()) == 4


def test_init_works_in_the_working_directory(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("init", "--name", "Meine Studie").exit_code == 0
    text = (tmp_path / "codebook.yaml").read_text("utf-8")
    assert "name: Meine Studie" in text


def test_init_over_a_file_is_wrong_usage(call: Run, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("x")
    assert call("init", tmp_path / "datei").exit_code == 2


def test_init_below_a_file_is_told_in_one_line(call: Run, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("x")
    result = call("init", tmp_path / "datei" / "studie")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1


def test_demo_copies_a_study_that_opens(call: Run, tmp_path: Path) -> None:
    root = tmp_path / "demo"
    result = call("demo", root)
    assert result.exit_code == 0
    assert len(call("--study", root, "documents").stdout.splitlines()) >= 5
    assert len(call("--study", root, "codes").stdout.splitlines()) > 65


def test_demo_overwrites_nothing(call: Run, folder: Path) -> None:
    before = (folder / "codebook.yaml").read_bytes()
    result = call("demo", folder)
    assert result.exit_code == 1
    assert "is not empty" in result.stderr
    assert (folder / "codebook.yaml").read_bytes() == before


def test_a_folder_without_database_is_set_up_on_the_way(run: Run, folder: Path) -> None:
    first, second = run("documents"), run("documents")
    assert first.stdout == second.stdout
    assert first.stderr == f"Set up {folder}: 5 codes, 2 documents.\n"
    assert second.stderr == ""


def test_a_file_that_cannot_come_in_is_named_while_setting_up(
    run: Run, folder: Path
) -> None:
    with (folder / "corpus" / "attributes.csv").open("a") as table:
        table.write("fehlt.txt,interview,A,x\n")
    result = run("documents")
    assert result.exit_code == 0
    assert "fehlt.txt" in result.stderr
    assert len(result.stdout.splitlines()) == 3


def test_who_speaks_is_told_briefly_while_setting_up(run: Run, folder: Path) -> None:
    names = ("Ada", "Bo", "Cem", "Dua", "Eli")
    said = "".join(f"{name}: Ja, und?\n" for name in names * 2)
    (folder / "corpus" / "tisch.txt").write_text(said)
    with (folder / "corpus" / "attributes.csv").open("a") as table:
        table.write("tisch.txt,workshop,A,x\n")
    assert run("codes").stderr.splitlines()[0] == (
        "corpus/tisch.txt: nobody in it counts as one who asks (of Ada, Bo, Cem and "
        "2 more)"
    )


def test_the_study_is_found_from_a_folder_inside_it(
    call: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder / "corpus")
    assert "anna-01" in call("documents").stdout


def test_the_study_may_be_named_in_the_environment(
    call: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QCODE_STUDY", str(folder))
    assert "anna-01" in call("documents").stdout


def test_without_a_study_it_is_said_how_to_make_one(
    call: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("documents")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "`qcode init`" in result.stderr
    assert not (tmp_path / "qcode.db").exists()


def test_a_mistyped_folder_does_not_lead_to_the_study_around_it(
    call: Run, folder: Path
) -> None:
    result = call("--study", folder / "korpus", "documents")
    assert result.exit_code == 1
    assert "There is no folder" in result.stderr


def test_a_database_of_another_study_is_refused(run: Run, folder: Path) -> None:
    run("documents")
    path = folder / "codebook.yaml"
    text = path.read_text("utf-8").replace("0b0e6f0a", "1b0e6f0a")
    path.write_text(text, "utf-8")
    result = run("documents")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "1b0e6f0a" in result.stderr


def test_a_file_that_is_no_database_is_refused(run: Run, folder: Path) -> None:
    (folder / "qcode.db").write_bytes(b"no database at all, only words" * 99)
    result = run("documents")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "qcode.db" in result.stderr
