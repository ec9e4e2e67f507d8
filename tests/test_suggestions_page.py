"""docs/suggestions.md says what is there, and its table can be made."""

import re
from pathlib import Path

import pytest

from qcode.cli.suggesting import suggest
from tests.tools.evaluate_suggestions import (
    BEGIN,
    END,
    PAGE,
    engine_row,
    rewritten,
    table,
)
from tests.tools.evaluation_runs import figures

TEXT = PAGE.read_text("utf-8")


def test_the_commands_it_names_are_there() -> None:
    named = set(re.findall(r"`qcode suggest ([a-z]+)", TEXT))
    assert {"evaluate", "check", "next", "keywords"} <= named <= set(suggest.commands)


def test_the_modules_and_programs_it_names_are_there() -> None:
    root = PAGE.parents[1]
    modules = re.findall(r"`(?:qcode/suggest/)?([a-z_]+\.py)", TEXT)
    missing = [it for it in modules if not (root / "qcode/suggest" / it).is_file()]
    assert missing == []
    programs = re.findall(r"-m (tests\.tools\.[a-z_]+)", TEXT)
    assert programs
    for program in programs:
        assert Path(root, *program.split(".")).with_suffix(".py").is_file()


def test_tables_go_between_the_marks_and_nowhere_else() -> None:
    page = rewritten(TEXT, "| new |")
    assert f"{BEGIN}\n| new |\n{END}" in page
    assert page.split(BEGIN)[0] == TEXT.split(BEGIN)[0]
    assert page.split(END)[1] == TEXT.split(END)[1]
    assert rewritten(page, "| new |") == page
    with pytest.raises(ValueError, match="no place"):
        rewritten("nothing", "| new |")


def a_run(shift: float) -> dict[str, object]:
    return {
        "points": [
            {
                "n": n,
                "recall3": n / 1000 + shift,
                "p1": 0.5,
                "microF1": 0.4 + shift,
                "ece3": 0.1,
            }
            for n in (0, 5, 25, 100, 250)
        ]
    }


def test_figures_are_means_of_the_seeds_and_a_small_set_has_its_last() -> None:
    found = figures([a_run(0.0), a_run(0.2)])
    assert found.recall_at_3 == {
        0: pytest.approx(0.1),
        25: pytest.approx(0.125),
        100: pytest.approx(0.2),
        500: pytest.approx(0.35),
    }
    assert (found.coded, found.seeds) == (250, 2)
    row = engine_row("ottensen", "qcode", found)
    assert list(row) == [
        *("ottensen", "qcode", "0.100", "0.125", "0.200", "0.350"),
        *("0.500", "0.500", "0.100", "250"),
    ]
    assert table(["a", "b", "c"], [["1", "2", "3"]]).splitlines() == [
        "| a | b | c |",
        "| --- | --- | ---: |",
        "| 1 | 2 | 3 |",
    ]
