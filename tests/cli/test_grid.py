from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from docx import Document

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_a_grid_is_filled_shown_and_emptied(
    run: Run, read: Read, coded: list[str], tmp_path: Path
) -> None:
    result = run("grid", "write", "anna", "personal", "Viel \x1b[31m Einsatz.\nJa")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Wrote the summary of anna-01: Personal (anna).\n"
    source = tmp_path / "summary.txt"
    source.write_bytes("\ufeffWenig\r\nEinsatz.".encode())
    for case in ("anna", "bodo"):
        result = run("grid", "write", case, "engagement", "--file", source, coder="Bea")
        assert result.exit_code == 0
    found = read("grid")
    assert [it["code"] for it in found["categories"]] == ["personal", "engagement"]
    anna, bodo = found["rows"]
    assert (anna["case"], anna["documents"]) == ("anna-01", ["anna-01"])
    cells = [(it["summary"], it["segments"], it["coder"]) for it in anna["cells"]]
    assert cells == [
        ("Viel ␛[31m Einsatz.\nJa", 2, "anna"),
        ("Wenig\nEinsatz.", 1, "Bea"),
    ]
    assert bodo["cells"][0]["summary"] is None
    shown = run("grid", coder=None)
    assert shown.stdout == (
        "anna-01\n"
        "  Personal  2 segments · anna\n"
        "    Viel ␛[31m Einsatz.\n"
        "    Ja\n"
        "  Engagement  1 segment · Bea\n"
        "    Wenig\n"
        "    Einsatz.\n"
        "\n"
        "bodo-02\n"
        "  Personal  1 segment, not summarised yet\n"
        "  Engagement  1 segment · Bea\n"
        "    Wenig\n"
        "    Einsatz.\n"
    )
    assert "2 cases, 2 categories; 3 of 4 cells summarised." in shown.stderr
    assert run("grid", "remove", "bodo", "engagement").exit_code == 0
    assert run("undo").stdout == "Undone: bodo-02: Engagement\n"


def test_a_cell_is_shown_with_its_segments(
    run: Run, read: Read, coded: list[str]
) -> None:
    run("grid", "write", "anna", "personal", "Viel.")
    result = run("grid", "show", "anna", "personal")
    assert result.stdout.startswith("anna-01 · Personal\nViel.\n(anna, ")
    assert "\n\nanna-01 · line 2 · B\n  Gut 😀\n  Engagement · anna\n" in result.stdout
    found = read("grid", "show", "anna", "personal", "--coder", "Bea")
    assert (found["case"], found["code"], found["summary"]) == (
        "anna-01",
        "personal",
        "Viel.",
    )
    assert (found["segments"], found["behind"]) == (0, [])
    [segment] = read("grid", "show", "bodo", "engagement")["behind"]
    assert (segment["document"], segment["start"], segment["line"]) == ("bodo-02", 3, 1)


def test_what_cannot_be_written_is_told_in_one_line(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    for arguments, status, said in (
        (("write", "anna", "personal"), 2, "Give either TEXT or --file."),
        (("write", "anna", "personal", " "), 2, "qcode grid remove"),
        (("write", "anna", "personal", "--file", tmp_path / "x"), 1, "cannot be read"),
        (("write", "nobody", "personal", "x"), 1, "nobody"),
        (("write", "anna", "nothing", "x"), 1, "nothing"),
        (("remove", "anna", "personal"), 1, "no summary there"),
        (("--code", "nothing"), 1, "nothing"),
        (("-o", tmp_path / "grid.txt"), 2, ".docx"),
    ):
        result = run("grid", *arguments)
        assert (arguments, result.exit_code) == (arguments, status)
        assert said in result.stderr.splitlines()[-1]
    assert run("grid", "write", "anna", "personal", "Viel").exit_code == 0
    again = run("grid", "write", "anna", "personal", "Viel ")
    assert (again.exit_code, "says so already" in again.stderr) == (1, True)


def test_a_grid_is_written_in_the_studys_language_or_another(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "grid.docx"
    for options, title in (
        ((), "Framework-Matrix"),
        (("--language", "en"), "Summary grid"),
    ):
        assert run("grid", "--code", "netze", *options, "-o", path).exit_code == 0
        assert Document(str(path)).paragraphs[0].text == title
