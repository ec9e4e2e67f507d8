from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def ids(read: Read) -> list[str]:
    return [coding["id"] for coding in read("coding", "list")]


def test_history_comes_with_stable_keys_the_newest_first(
    read: Read, coded: list[str]
) -> None:
    entries = read("history")
    assert list(entries[0]) == [
        *("number", "at", "coder", "verb", "note", "hash", "undone"),
    ]
    assert [(e["verb"], e["coder"]) for e in entries] == [
        ("coding applied", "Bea"),
        ("coding applied", "anna"),
        ("coding applied", "anna"),
        ("document imported", None),
        ("document imported", None),
        ("study created", None),
    ]
    assert [e["number"] for e in entries] == [6, 5, 4, 3, 2, 1]
    assert entries[0]["note"] == "Engagement: bodo-02 3:7"


def test_history_can_be_cut_short(read: Read, coded: list[str]) -> None:
    assert [entry["number"] for entry in read("history", "-n", "2")] == [6, 5]


def test_history_says_what_was_undone(run: Run, read: Read, coded: list[str]) -> None:
    run("undo")
    assert [e["undone"] for e in read("history", "-n", "4")] == [
        *(False, False, True, False),
    ]
    run("redo")
    assert [e["undone"] for e in read("history", "-n", "5")] == [
        *(False, True, False, False, False),
    ]
    run("undo")
    assert [e["undone"] for e in read("history", "-n", "6")] == [
        *(False, False, True, False, True, False),
    ]


def test_undo_takes_back_the_coders_own_latest_step_of_an_earlier_call(
    run: Run, read: Read, coded: list[str]
) -> None:
    result = run("undo")
    assert result.exit_code == 0
    assert result.stdout == ("Undone: Erfahrung im Krisenstab: anna-01 31:40\n")
    assert ids(read) == [coded[0], coded[2]]


def test_redo_brings_back_what_undo_took(
    run: Run, read: Read, coded: list[str]
) -> None:
    run("undo", 2)
    assert ids(read) == [coded[2]]
    result = run("redo", 2)
    assert len(result.stdout.splitlines()) == 2
    assert ids(read) == coded


def test_undo_of_more_than_there_is_stops_at_the_first_step(
    run: Run, read: Read, coded: list[str]
) -> None:
    result = run("undo", 9)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2
    assert "nothing more after 2 steps" in result.stderr
    assert ids(read) == [coded[2]]


@pytest.mark.parametrize("command", ["undo", "redo"])
def test_nothing_to_turn_around_is_said_and_is_no_success(
    run: Run, read: Read, coded: list[str], command: str
) -> None:
    run("undo", 2)
    run("redo", 2)
    before = read("history")
    if command == "undo":
        run("undo", 2)
        before = read("history")
    result = run(command)
    assert result.exit_code == 1
    assert f"There is nothing to {command}." in result.stderr
    assert read("history") == before


def test_a_new_step_ends_the_redo(run: Run, coded: list[str]) -> None:
    run("undo")
    options = ("--document", "anna", "--span", "0:2", "--code", "netze")
    run("coding", "add", *options)
    assert run("redo").exit_code == 1


def test_a_coding_comes_back_with_its_memo(run: Run, read: Read) -> None:
    options = ("--document", "anna", "--span", "0:2", "--code", "netze")
    added = run("coding", "add", *options, "--memo", "Notiz").stdout.strip()
    run("undo")
    assert ids(read) == []
    assert read("memo", "list") == []
    run("redo")
    run("coding", "remove", added)
    assert read("memo", "list") == []
    run("undo")
    assert [c["memo"] for c in read("coding", "list")] == ["Notiz"]


def test_an_undo_that_is_blocked_names_what_blocks_it(
    run: Run, read: Read, coded: list[str]
) -> None:
    run("memo", "add", "--coding", coded[1], "Ist das so?", coder="Bea")
    result = run("undo")
    assert result.exit_code == 1
    assert "1 memos about it" in result.stderr
    assert ids(read) == coded


def test_undo_needs_to_know_whose(run: Run, folder: object) -> None:
    result = run("undo", coder=None)
    assert result.exit_code == 1
    assert "--coder NAME or QCODE_CODER" in result.stderr


def test_who_acted_last_here_is_remembered(
    run: Run, read: Read, coded: list[str]
) -> None:
    result = run("undo", coder=None)
    assert result.exit_code == 0
    assert ids(read) == coded[:2]


@pytest.mark.parametrize("times", ["0", "-1", "x"])
def test_a_number_of_steps_that_is_none_is_wrong_usage(run: Run, times: str) -> None:
    assert run("undo", "--", times).exit_code == 2


def test_the_table_of_the_history_marks_what_is_undone(
    run: Run, coded: list[str]
) -> None:
    run("undo")
    lines = run("history").stdout.splitlines()
    assert lines[0].split() == ["number", "at", "coder", "done", "undone", "what"]
    assert "  undone  " in lines[3]
