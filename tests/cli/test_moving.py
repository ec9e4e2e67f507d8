from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_study_moves_to_another_file_and_opens_there(
    run: Run, coded: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there.db"
    moved = run("move", "--to", there)
    assert (moved.exit_code, moved.stdout) == (0, f"sqlite:///{there}\n")
    assert f"QCODE_DATABASE_URL=sqlite:///{there}" in moved.stderr
    (tmp_path / "study" / "qcode.db").unlink()
    monkeypatch.setenv("QCODE_DATABASE_URL", f"sqlite:///{there}")
    assert all(found in run("coding", "list", "--json").stdout for found in coded)
    assert run("doctor").exit_code == 0


def test_coming_back_to_the_usual_place_needs_no_variable(
    run: Run, coded: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, usual = tmp_path / "there.db", tmp_path / "study" / "qcode.db"
    run("move", "--to", there)
    usual.unlink()
    monkeypatch.setenv("QCODE_DATABASE_URL", f"sqlite:///{there}")
    assert "without QCODE_DATABASE_URL" in run("move", "--to", usual).stderr
    monkeypatch.delenv("QCODE_DATABASE_URL")
    assert all(found in run("coding", "list", "--json").stdout for found in coded)


def test_a_database_that_is_not_empty_is_refused_in_one_line(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    there = tmp_path / "there.db"
    run("move", "--to", there)
    again = run("move", "--to", there)
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == (
        f"Error: sqlite:///{there} holds a study already; nothing was moved. Name an "
        "empty database.\n"
    )


def test_a_password_is_not_shown(run: Run, coded: list[str], server_url: str) -> None:
    with_password = server_url.replace("postgres@", "postgres:geheim@")
    moved = run("move", "--to", with_password)
    assert moved.exit_code == 0, moved.stderr
    assert "geheim" not in moved.stdout + moved.stderr


def test_a_new_study_can_begin_on_a_server(
    call: Run, tmp_path: Path, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "shared"
    made = call("init", root, "--database", server_url)
    assert made.exit_code == 0, made.stderr
    assert "QCODE_DATABASE_URL=postgresql" in made.stderr
    assert not (root / "qcode.db").exists()
    monkeypatch.setenv("QCODE_DATABASE_URL", server_url)
    assert "study created" in call("--study", root, "history").stdout
