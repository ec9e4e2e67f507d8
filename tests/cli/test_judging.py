import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = "B: Der Krisenstab tagte jeden Morgen.\n\nB: Wir fuhren in den Urlaub.\n"


@pytest.fixture
def judged(run: Run, folder: Path, coded: list[str]) -> Run:
    """A study in which anna has coded two documents."""
    (folder / "corpus" / "carl-03.txt").write_text(TEXT, "utf-8")
    assert run("import", folder / "corpus" / "carl-03.txt").exit_code == 0
    options = ("--document", "carl", "--span", "3:37", "--code", "erfahrung")
    assert run("coding", "add", *options).exit_code == 0
    return run


def test_judging_too_little_is_refused_with_what_to_do(
    run: Run, coded: list[str]
) -> None:
    refused = run("suggest", "evaluate")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "code two documents first" in refused.stderr


def test_figures_come_as_json_with_the_promised_keys(judged: Run) -> None:
    found = json.loads(judged("suggest", "evaluate", "--json").stdout)
    assert list(found) == [
        *("documents", "passages", "codings", "recall_at_3", "precision_at_1"),
        *("threshold", "f1", "calibration_error", "right", "wrong", "missed"),
        *("shown", "curve", "codes"),
    ]
    assert found["documents"] == 2
    assert found["codings"] == found["right"] + found["missed"]
    assert set(found["shown"]) == {"least", "most", "spared", "wrong", "missed"}
    assert [point["documents"] for point in found["curve"]] == [0, 1]
    assert set(found["curve"][0]) == {"documents", "codings", "recall_at_3"}
    assert {it["code"] for it in found["codes"]} >= {"engagement", "erfahrung"}
    assert set(found["codes"][0]) == {
        *("code", "n", "recall_at_3", "right", "wrong", "missed", "f1")
    }
    given = [it["n"] for it in found["codes"]]
    assert given == sorted(given, reverse=True)
    assert sum(given) == found["codings"]


def test_the_table_has_a_line_for_each_code_that_was_given(judged: Run) -> None:
    shown = judged("suggest", "evaluate")
    title, *lines = shown.stdout.splitlines()
    assert title.split() == [
        *("code", "n", "recall", "at", "3", "right", "wrong", "missed", "F1")
    ]
    assert {line.split()[0] for line in lines} == {"engagement", "erfahrung"}
    for words in ("2 documents held out in turn", "Recall at 3:", "codings spared"):
        assert words in shown.stderr


def test_another_threshold_can_be_asked_for(judged: Run) -> None:
    found = json.loads(
        judged("suggest", "evaluate", "--threshold", "0", "--json").stdout
    )
    assert (found["threshold"], found["missed"]) == (0, 0)
    assert judged("suggest", "evaluate", "--threshold", "2").exit_code == 2
