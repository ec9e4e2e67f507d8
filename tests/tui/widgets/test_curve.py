from qcode.tui.widgets.curve import lines_of


def test_columns_are_as_high_as_their_values_which_stand_on_top() -> None:
    points = [("0", 0.0), ("1", 0.5), ("2", 0.75), ("4", 1.0), ("8", None)]
    lines = [line.plain.rstrip() for line in lines_of(points, "by documents")]
    assert lines == [
        "    │                      1.00",
        "1.0 │               0.75    ███",
        "    │                ▄▄▄    ███",
        "    │        0.50    ███    ███",
        "    │         ███    ███    ███",
        "    │         ███    ███    ███",
        "0.0 │ 0.00    ███    ███    ███     –",
        "        0      1      2      4      8",
        "     by documents",
    ]
