from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]

TALK = (
    "Frau Berg: Wie war es?\nHerr Maier: Viel zu tun.\nFrau Berg: Und?\n"
    "Herr Maier: Gut \U0001f600.\n"
)


def _talk(run: Run, tmp_path: Path) -> Result:
    path = tmp_path / "talk-03.txt"
    path.write_text(TALK, "utf-8")
    return run("import", path)


def test_an_interviewer_is_named_once_and_shown_to_everybody(
    run: Run, read: Read, tmp_path: Path
) -> None:
    imported = _talk(run, tmp_path)
    assert "(of Frau Berg, Herr Maier)" in imported.stdout
    assert imported.stderr.splitlines()[-1].startswith("In one document nobody counts")
    result = run("speakers", "set", "frau berg", "--interviewer")
    assert result.exit_code == 0
    assert result.stderr.endswith("Frau Berg counts as interviewer (anna).\n")
    assert read("speakers")[1] == {
        "label": "Frau Berg",
        "documents": 1,
        "turns": 2,
        "words": 4,
        "part": "interviewer",
        "is_set": True,
        "name": None,
    }
    assert read("speakers") == read("speakers", "list")


def test_the_next_document_with_a_named_interviewer_is_not_told_of(
    run: Run, tmp_path: Path
) -> None:
    _talk(run, tmp_path)
    run("speakers", "set", "Frau Berg", "--interviewer")
    following = tmp_path / "talk-04.txt"
    following.write_text(TALK.replace("Viel", "Wenig"), "utf-8")
    imported = run("import", following)
    assert "nobody in it" not in imported.stdout
    assert "qcode speakers" not in imported.stderr


def test_a_label_is_given_a_name(run: Run, read: Read) -> None:
    result = run("speakers", "name", "B", "Leitung Krisenstab")
    assert result.stderr.endswith("B is Leitung Krisenstab (anna).\n")
    assert [line["name"] for line in read("speakers")] == ["Leitung Krisenstab", None]
    assert run("speakers", "name", "B", "").stderr.endswith("B has no name (anna).\n")
    assert [line["name"] for line in read("speakers")] == [None, None]


def test_the_list_says_how_a_part_is_known(run: Run) -> None:
    run("speakers", "set", "I", "--interviewee")
    result = run("speakers")
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows[1:] == [
        ["B", "2", "3", "12", "interviewee", "its", "label"],
        ["I", "2", "3", "6", "interviewee", "what", "was", "set"],
    ]
    assert "2 labels, 0 of them of those who ask." in result.stderr
    assert "by its label again" in run("speakers", "set", "I", "--by-label").stderr
    assert "1 of them" in run("speakers").stderr


def test_setting_without_saying_what_is_wrong_usage(run: Run) -> None:
    result = run("speakers", "set", "I")
    assert result.exit_code == 2
    assert "--interviewer, --interviewee or --by-label" in result.stderr


def test_an_unknown_label_is_one_line_and_changes_nothing(run: Run, read: Read) -> None:
    run("speakers")
    before = read("history")
    result = run("speakers", "set", "Frau Berg", "--interviewer")
    assert result.exit_code == 1
    assert "No document has the speaker 'Frau Berg'. There are B, I." in result.stderr
    assert read("history") == before
