"""Tables wider and longer than the screen."""

import math

import pytest
from textual.app import App, ComposeResult

from qcode.model.table import Holds, Row, text_column, whole_column
from qcode.tui.widgets.table_layout import Order, in_order
from qcode.tui.widgets.table_view import TableView

COLUMNS = [
    text_column("name", ""),
    *(whole_column(f"number-{n:02}", "") for n in range(12)),
]
ROWS: list[Row] = [(f"Zeile {n}", *(n * 10 + m for m in range(12))) for n in range(40)]


class Shown(App[None]):
    opened: tuple[int, int] | None = None

    def compose(self) -> ComposeResult:
        yield TableView()

    def on_mount(self) -> None:
        view = self.query_one(TableView)
        view.show(COLUMNS, ROWS, frozen=1)
        view.focus()

    def on_table_view_opened(self, event: TableView.Opened) -> None:
        self.opened = event.row, event.column


def line(view: TableView, y: int) -> list[str]:
    return view.render_line(y).text.split()


async def test_names_stay_while_columns_and_rows_scroll() -> None:
    app = Shown()
    async with app.run_test(size=(50, 12)) as pilot:
        view = app.query_one(TableView)
        assert line(view, 0)[:2] == ["name", "number-00"]
        await pilot.press(*["right"] * 20, "end")
        assert (view.row, view.column) == (39, 12)
        heading, last = line(view, 0), line(view, 10)
        assert (heading[0], heading[-1]) == ("name", "number-11")
        assert (last[:2], last[-1]) == (["Zeile", "39"], "401")
        await pilot.press("h", "h", "enter")
        assert app.opened == (39, 10)
        await pilot.press(*["left"] * 20)
        assert line(view, 0)[:2] == ["name", "number-00"]


async def test_a_click_sorts_or_goes_there_and_a_second_one_opens() -> None:
    app = Shown()
    async with app.run_test(size=(50, 12)) as pilot:
        view = app.query_one(TableView)
        await pilot.click(TableView, offset=(14, 0))
        assert line(view, 0)[1] == "number-00▼"
        assert line(view, 1)[:2] == ["Zeile", "39"]
        await pilot.click(TableView, offset=(14, 3), times=2)
        assert (view.row, app.opened) == (2, (37, 1))
        view.show([], [])
        await pilot.press("s", "enter", "down", "right")
        await pilot.click(TableView, offset=(4, 0))
        assert view.chosen is None


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.DOWN, [2, 0, 4, 1, 3]),
        (Order.UP, [4, 0, 2, 1, 3]),
        (Order.AS_MADE, [0, 1, 2, 3, 4]),
    ],
)
def test_what_is_empty_comes_last(order: Order, expected: list[int]) -> None:
    rows: list[Row] = [(2.5,), (None,), (7,), (math.nan,), (-1,)]
    assert in_order(rows, 0, Holds.NUMBER, order) == expected
    texts: list[Row] = [("  B",), ("",), ("c",), (None,), ("ä",)]
    if order is Order.UP:
        assert in_order(texts, 0, Holds.TEXT, order) == [4, 0, 2, 1, 3]
