"""Charts in cells, computed by hand."""

import pytest

from qcode.model.chart import (
    BarChart,
    Caption,
    CurveChart,
    Edge,
    HeatMap,
    JointChart,
    JointItem,
    Lane,
    NetworkChart,
    Node,
    Series,
    StackedBarChart,
    Tile,
    TreeMap,
)
from qcode.model.span import Span
from qcode.tui.widgets.charts.drawing import drawn
from qcode.tui.widgets.charts.portrait import covered
from qcode.tui.widgets.charts.sheet import (
    MARKS,
    Sheet,
    bar,
    fitted,
    hue,
    parted,
    shown,
    width_of,
)
from tests.interchange.charts.samples import samples

CAPTION = Caption("Title", "documents", "Base.", ",")
NAN = float("nan")


def rows(sheet: Sheet) -> list[str]:
    return [shown(line).rstrip() for line in sheet.lines]


@pytest.mark.parametrize(
    ("value", "greatest", "width", "blocks"),
    [
        (3, 4, 8, "██████"),
        (3, 4, 10, "███████▌"),
        (3, 4, 5, "███▊"),
        (1, 3, 1, "▍"),
        # However little there is, it is seen.
        (1, 1000, 10, "▏"),
        (0, 4, 10, ""),
        (NAN, 4, 10, ""),
        (0, 0, 10, ""),
    ],
)
def test_a_bar_is_drawn_in_eighths(
    value: float, greatest: float, width: int, blocks: str
) -> None:
    assert bar(value, greatest, width) == blocks


def test_stacked_parts_end_where_their_sum_does() -> None:
    assert parted([1, 1, 1], 3, 10) == [3, 4, 3]
    assert parted([2, NAN, 2], 8, 10) == [2, 0, 3]
    assert parted([0], 0, 10) == [0]


def test_names_take_the_cells_they_are_given() -> None:
    assert fitted("Personal", 10) == "Personal  "
    assert fitted("Personal", 5) == "Pers…"
    assert fitted("日本語", 4) == "日… "
    assert fitted("\x1b[31mrot", 7) == "␛[31mr…"


def test_bars_have_their_numbers_and_what_there_is_none_of_a_dash() -> None:
    chart = BarChart(CAPTION, ["A", "B", "C"], [Series("", [4, 3, NAN])])
    # 20 cells less a name, a number and two blanks are 16.
    assert rows(drawn(chart, 20, 9)) == [
        "documents",
        f"A {'█' * 16} 4",
        f"B {'█' * 12} 3",
        "C  –",
    ]


def test_several_series_differ_in_characters_and_colours() -> None:
    series = [Series("K1", [4.0]), Series("K2", [2.0])]
    sheet = drawn(BarChart(CAPTION, ["A"], series), 20, 9)
    assert rows(sheet) == [
        "█ K1  ▒ K2",
        "documents",
        f"A {'█' * 16} 4",
        f"  {'▒' * 8} 2",
    ]
    assert sheet.lines[3][1][1] == hue(1)
    assert sheet.head == 2


def test_stacked_bars_carry_their_numbers_where_they_have_room() -> None:
    series = [Series("a", [6.0, 3.0]), Series("b", [2.0, 0.0])]
    sheet = drawn(StackedBarChart(CAPTION, ["A", "B"], series), 18, 9)
    # 16 cells for 8: two each.
    assert rows(sheet)[2:] == ["A ████ 6 █████▒▒▒▒", "B █ 3 ██"]


def test_a_heat_map_has_shades_that_differ_without_colour() -> None:
    chart = HeatMap(CAPTION, ["A", "B"], ["x", "y"], [[8, 4], [0, 1]])
    assert rows(drawn(chart, 20, 9)) == [
        "documents",
        "     x   y",
        "A  ██8 ▓▓4",
        "B    · ░░1",
    ]
    long = ["interview with the staff", "interview with the mayor"]
    chart = HeatMap(CAPTION, ["A"], long, [[0.5, NAN]])
    sheet = drawn(chart, 20, 9)
    assert rows(sheet)[1:] == [
        "        1      2",
        "A  ██0,50      –",
        "",
        "1 interview with th…",
        "2 interview with th…",
    ]
    assert sheet.left == 2


def test_tiles_take_their_share_of_the_cells() -> None:
    tiles = [Tile("Nets", "Need", 1), Tile("Trust", "Family", 3)]
    sheet = drawn(TreeMap(CAPTION, tiles), 40, 14)
    lines = rows(sheet)
    # Three of four in 40 by 12 cells: 30 by 12 beside 10 by 12, families in order.
    assert lines[0] == "┌─ Need  ┏━ Family"
    assert lines[2] == f"┏{'━' * 28}┓┌{'─' * 8}┐"
    assert lines[3] == f"┃Trust 3{' ' * 21}┃│Nets 1  │"
    assert lines[13] == f"┗{'━' * 28}┛└{'─' * 8}┘"
    assert len(lines) == 14


def test_a_tile_without_room_for_its_name_is_told_below() -> None:
    tiles = [Tile("Trust", "Family", 300), Tile("Informal networks", "Need", 1)]
    lines = rows(drawn(TreeMap(CAPTION, tiles), 40, 14))
    assert lines[-1].split() == ["┏━", "Informal", "networks", "1"]


def test_a_network_is_a_list_with_the_strongest_connection_on_top() -> None:
    nodes = [Node("A", 4, "f"), Node("B", 2, "g"), Node("C", 1, "f")]
    chart = NetworkChart(CAPTION, nodes, [Edge(0, 1, 1), Edge(1, 2, 2)])
    # 29 cells less two names of one, a number and what parts them are 16.
    assert rows(drawn(chart, 29, 9)) == [
        "● f  ■ g",
        f"■ B ─ ● C {'█' * 16} 2",
        f"● A ─ ■ B {'█' * 8} 1",
        "",
        f"● A {'█' * 16} 4",
        f"■ B {'█' * 8} 2",
        f"● C {'█' * 4} 1",
    ]


def test_a_curve_goes_from_corner_to_corner_over_its_band() -> None:
    chart = CurveChart(
        CAPTION, "by name", ["a", "b"], [Series("all", [0, 4])], "band", [0, 0], [4, 4]
    )
    sheet = drawn(chart, 14, 9)
    lines = rows(sheet)
    assert lines[:3] == ["━━ all", "░░ band", "documents"]
    # Seven rows of ten cells: the last dot on top, the first at the bottom.
    assert lines[3].startswith("4 │░")
    assert lines[6].startswith("2 │")
    assert lines[9].startswith("0 │")
    assert ord(lines[3][-1]) - 0x2800 & 0x08
    assert ord(lines[9][3]) - 0x2800 & 0x40
    assert sum("⠀" < it <= "⣿" for it in "".join(lines)) >= 10
    assert lines[10] == f"  └{'─' * 11}"
    assert lines[-2:] == ["1 a  0", "2 b  4"]


def test_a_lane_is_covered_in_halves_of_cells() -> None:
    # Eight characters in four cells: one for each half.
    lane = Lane("A", "f", [Span(0, 1), Span(2, 4), Span(7, 8)])
    assert covered(lane, 8, 4) == [1, 3, 0, 2]
    # However short, it is seen.
    assert covered(Lane("A", "f", [Span(400, 401)]), 1000, 4) == [0, 2, 0, 0]


def test_a_joint_display_has_both_ranks_and_the_mean_on_its_scale() -> None:
    items = [
        JointItem("A", 2, 10, 3, 7, 1, 2),
        JointItem("B", 1, NAN, NAN, 0, 2, NAN),
        JointItem("C", 0, 1, NAN, 1, 3, 1),
    ]
    chart = JointChart(CAPTION, "spoken", "rated", items, 1, 10)
    lines = rows(drawn(chart, 43, 9))
    assert lines[0] == "spoken"
    assert lines[2].split() == ["#", "1", "10"]
    assert lines[3] == f"A {10 * '█'} 2   1 ▼ 2{9 * ' '}───■ 10 n=7"
    assert lines[4] == f"B █████ 1        2 → –{7 * ' '}–{6 * ' '}– n=0"
    assert lines[5] == f"C  0{13 * ' '}3 ▲ 1   ■{10 * ' '}1 n=1"


@pytest.mark.parametrize("width", [60, 78, 130])
@pytest.mark.parametrize("kind", sorted(samples().keys() - {"heat"}))
def test_a_chart_is_no_wider_than_the_screen(kind: str, width: int) -> None:
    sheet = drawn(samples()[kind], width, 15)
    assert max(map(width_of, sheet.lines)) <= width


def test_families_are_told_apart_without_colour() -> None:
    text = "\n".join(rows(drawn(samples()["network"], 78, 15)))
    assert all(mark in text for mark in MARKS[:3])
