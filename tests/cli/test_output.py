import io
import json
import sys
from collections.abc import Callable

import pytest

from qcode.cli.output import print_json, print_json_list, print_table
from qcode.cli.terminal import cells


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Make a terminal of 40 columns stdout, and return it."""

    def become() -> Terminal:
        screen = Terminal()
        monkeypatch.setattr(sys, "stdout", screen)
        monkeypatch.setenv("COLUMNS", "40")
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm")
        return screen

    return become


ROWS = [("anna", 5, "\U0001f600 " + "lang " * 20), ("o\u0308zge", 120, "kurz")]


def test_numbers_stand_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("who", "n", "text"), [("anna", 5, "a"), ("o\u0308", 120, "b")])
    assert capsys.readouterr().out == (
        "who     n  text\nanna    5  a\no\u0308     120  b\n"
    )


def test_nothing_is_cut_in_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("who", "n", "text"), ROWS)
    assert "lang " * 19 in capsys.readouterr().out


def test_the_last_column_is_cut_to_fit_a_terminal(
    on_terminal: Callable[[], Terminal],
) -> None:
    screen = on_terminal()
    print_table(("who", "n", "text"), ROWS)
    lines = screen.getvalue().splitlines()
    assert [cells(line) for line in lines] == [15, 40, 15]
    assert lines[1].endswith("…")


def test_columns_before_the_last_give_way_where_it_is_not_enough(
    on_terminal: Callable[[], Terminal],
) -> None:
    screen = on_terminal()
    print_table(("a", "b", "c"), [("x" * 12, "y" * 40, "z" * 40)])
    assert screen.getvalue().splitlines()[1] == (
        "xxxxxxxxxxxx  yyyyyyyyyyy…  zzzzzzzzzzz…"
    )


def test_titles_are_bold_on_a_terminal_only_without_no_color(
    on_terminal: Callable[[], Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = on_terminal()
    print_table(("who",), [("anna",)])
    assert "\x1b" not in screen.getvalue()
    monkeypatch.delenv("NO_COLOR")
    print_table(("who",), [("anna",)])
    assert "\x1b[1mwho" in screen.getvalue()


def test_a_cell_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("text",), [("\x1b]0;Titel\x07",), (None,)])
    assert "\x1b" not in capsys.readouterr().out


def test_a_table_without_rows_prints_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_table(("text",), [])
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_list_printed_piece_by_piece_is_the_same_json(
    capsys: pytest.CaptureFixture[str], number: int
) -> None:
    items = [{"text": "ä\u2028\n\U0001f600", "deep": {"x": [1, 2]}}] * number
    print_json(items)
    whole = capsys.readouterr().out
    print_json_list(iter(items))
    pieces = capsys.readouterr().out
    assert pieces == whole
    assert json.loads(pieces) == items
    assert not number or "ä" in pieces
