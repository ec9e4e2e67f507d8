from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_memos_are_listed_with_what_they_are_about(
    run: Run, read: Read, coded: list[str]
) -> None:
    run("memo", "add", "--document", "bodo", "Kurz. \u05e9\u05dc\u05d5\u05dd")
    run("memo", "add", "--code", "netze-aussen", "Zu weit?", coder="Bea")
    added = run("memo", "add", "--coding", coded[0][:8], "Ironisch")
    memos = read("memo", "list")
    assert list(memos[0]) == [
        *("id", "subject", "about", "coder", "text", "written_at"),
    ]
    assert memos[2]["id"] == added.stdout.strip()
    assert UUID(memos[0]["id"])
    shown = [(m["subject"], m["about"], m["coder"], m["text"]) for m in memos]
    assert shown == [
        ("document", "bodo-02", "anna", "Kurz. \u05e9\u05dc\u05d5\u05dd"),
        ("code", "netze-aussen", "Bea", "Zu weit?"),
        ("coding", coded[0], "anna", "Ironisch"),
    ]


def test_cases_and_the_study_have_memos_too(run: Run, read: Read) -> None:
    run("memo", "add", "--case", "bodo", "Spricht für zwei.")
    run("memo", "add", "--whole-study", "Zweite Welle fehlt.")
    shown = [(m["subject"], m["about"], m["text"]) for m in read("memo", "list")]
    assert shown == [
        ("case", "bodo-02", "Spricht für zwei."),
        ("study", "Kleine Studie", "Zweite Welle fehlt."),
    ]
    assert "Kleine Studie" in read("history")[0]["note"]


def test_the_table_shows_a_memo_of_two_lines_on_one(run: Run) -> None:
    run("memo", "add", "--document", "bodo", "eins\nzwei")
    assert run("memo", "list").stdout.splitlines()[1].endswith("eins⏎zwei")


@pytest.mark.parametrize(
    "options", [(), ("--document", "anna", "--code", "netze"), ("--speaker", "B")]
)
def test_a_memo_is_about_one_thing(run: Run, options: tuple[str, ...]) -> None:
    result = run("memo", "add", *options, "Text")
    assert result.exit_code == 2


def test_a_memo_without_text_is_refused(run: Run, read: Read) -> None:
    result = run("memo", "add", "--document", "anna", "  ")
    assert result.exit_code == 1
    assert result.stderr.endswith("Error: A memo needs a text.\n")
    assert read("memo", "list") == []


def test_a_memo_about_nothing_known_is_refused(run: Run) -> None:
    for option in ("--document", "--code", "--coding", "--case"):
        result = run("memo", "add", option, "xyz", "Text")
        assert result.exit_code == 1
        assert "'xyz'" in result.stderr
