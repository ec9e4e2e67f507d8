import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

TEXT = (
    "I: Was half?\n\nB: Der Krisenstab tagte jeden Morgen pünktlich um sieben Uhr.\n\n"
    "I: Und nun?\n\nB: Danach sind alle zusammen in den Urlaub gefahren.\n"
)


@pytest.fixture(autouse=True)
def _with_keywords(folder: Path) -> None:
    """Give a code keywords, and the study a document in which one stands."""
    codebook = folder / "codebook.yaml"
    named = "        name: Erfahrung im Krisenstab\n"
    keywords = "        keywords: [Krisenstab, Lagebesprechung]\n"
    text = codebook.read_text("utf-8")
    codebook.write_text(text.replace(named, named + keywords), "utf-8")
    (folder / "corpus" / "carl-03.txt").write_text(TEXT, "utf-8")
    with (folder / "corpus" / "attributes.csv").open("a", encoding="utf-8") as table:
        table.write("carl-03.txt,interview,C,Stab\n")


def first(run: Run) -> dict[str, object]:
    found = json.loads(run("suggest", "carl", "--json").stdout)
    best: dict[str, object] = found[0]
    return best


def test_suggestions_come_with_score_and_reasons(run: Run) -> None:
    best = first(run)
    assert (best["document"], best["code"]) == ("carl-03", "erfahrung")
    assert str(best["text"]).startswith("Der Krisenstab tagte")
    assert 0 < float(str(best["score"])) <= 1
    reasons = best["reasons"]
    assert isinstance(reasons, list)
    assert (reasons[0]["kind"], reasons[0]["text"]) == ("keyword", "Krisenstab")
    shown = run("suggest", "carl")
    assert "„Krisenstab“" in shown.stdout
    assert "in 1 document (anna)" in shown.stderr


def test_accepting_makes_a_coding_that_says_where_it_came_from(run: Run) -> None:
    best = first(run)
    done = run("suggest", "accept", str(best["id"])[:8])
    assert (done.exit_code, len(done.stdout.split())) == (0, 1)
    (coding,) = json.loads(run("coding", "list", "--json").stdout)
    assert (coding["code"], coding["origin"]) == ("erfahrung", "suggestion")
    assert (coding["start"], coding["end"]) == (best["start"], best["end"])
    run("undo")
    assert json.loads(run("coding", "list", "--json").stdout) == []


def test_other_boundaries_can_be_given(run: Run) -> None:
    best = first(run)
    start = int(str(best["start"]))
    run("suggest", "accept", best["id"], "--span", f"{start}:{start + 14}")
    (coding,) = json.loads(run("coding", "list", "--json").stdout)
    assert coding["text"] == "Der Krisenstab"


def test_a_rejected_one_does_not_come_back(run: Run) -> None:
    best = first(run)
    assert run("suggest", "reject", best["id"]).exit_code == 0
    left = json.loads(run("suggest", "carl", "--json").stdout)
    assert best["id"] not in {it["id"] for it in left}


def test_an_unknown_suggestion_is_told_with_exit_status_1(run: Run) -> None:
    first(run)
    refused = run("suggest", "accept", "zzz")
    assert refused.exit_code == 1
    assert "There is no suggestion 'zzz' now." in refused.stderr


def test_documents_or_all_must_be_said(run: Run) -> None:
    assert run("suggest").exit_code == 2
    assert run("suggest", "--all", "carl").exit_code == 2
    assert run("suggest", "--all").exit_code == 0


def test_the_help_names_what_stands_beside_it(run: Run) -> None:
    said = run("suggest", "--help").stdout
    for name in ("propose", "accept", "reject", "evaluate"):
        assert name in said


def test_judging_too_little_is_refused_with_what_to_do(run: Run) -> None:
    first(run)
    refused = run("suggest", "evaluate")
    assert refused.exit_code == 1
    assert "code two documents first" in refused.stderr


def test_judging_prints_figures_by_code(run: Run) -> None:
    run("coding", "add", "--document", "carl", "--span", "17:60", "--code", "erfahrung")
    run(
        "coding", "add", "--document", "anna", "--span", "19:40", "--code", "engagement"
    )
    judged = json.loads(run("suggest", "evaluate", "--json").stdout)
    assert judged["documents"] == 2
    assert judged["codings"] == judged["right"] + judged["missed"]
    assert {"code", "right", "wrong", "missed", "f1"} == set(judged["codes"][0])
    assert "Recall at 3" in run("suggest", "evaluate").stderr
