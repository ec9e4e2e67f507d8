import json
import os
import subprocess
import sys
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


def test_all_from_a_probability_on_are_accepted_as_one_step(run: Run) -> None:
    best = first(run)
    least = str(best["score"])
    shown = run("suggest", "accept", "--least", least, "--all", "--dry-run")
    assert "Krisenstab" in shown.stdout
    assert "nothing was accepted" in shown.stderr
    assert json.loads(run("coding", "list", "--json").stdout) == []
    done = run("suggest", "accept", "--least", least, "carl")
    assert len(done.stdout.split()) == 1
    none = run("suggest", "accept", "--least", least, "--all")
    assert (none.exit_code, none.stdout) == (0, "")
    assert "0 suggestions" in none.stderr
    run("undo")
    assert json.loads(run("coding", "list", "--json").stdout) == []
    assert first(run)["id"] == best["id"]


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("--all",),
        ("--least", "0.5"),
        ("--least", "0.5", "--all", "carl"),
        ("--least", "0.5", "carl", "--span", "1:2"),
        ("abc", "--dry-run"),
    ],
)
def test_accepting_says_either_ids_or_a_probability(
    run: Run, wrong: tuple[str, ...]
) -> None:
    assert run("suggest", "accept", *wrong).exit_code == 2


def test_the_nearest_coded_segment_is_named_by_document_and_line(
    run: Run, folder: Path
) -> None:
    run("coding", "add", "--document", "carl", "--span", "17:60", "--code", "erfahrung")
    text = "I: Und hier?\n\nB: Der Krisenstab tagte hier auch jeden Morgen.\n"
    _add_document(run, folder, "dora-04.txt", text)
    best = json.loads(run("suggest", "dora", "--json").stdout)[0]
    segment = next(it for it in best["reasons"] if it["kind"] == "segment")
    assert segment["document"] == "carl-03"
    (place,) = segment["spans"]
    assert TEXT[slice(*place)] == segment["text"]
    others = [it for it in best["reasons"] if it["kind"] != "segment"]
    assert {it["document"] for it in others} == {None}
    assert "carl-03:3 Der Krisenstab" in run("suggest", "dora").stdout


def test_interviewers_get_suggestions_only_when_asked_for(
    run: Run, folder: Path
) -> None:
    text = "I: Wie oft tagte denn der Krisenstab damals?\n\nB: Ich weiß es nicht.\n"
    _add_document(run, folder, "dora-04.txt", text)
    asked = '"Wie oft tagte denn der Krisenstab damals?"'
    assert asked not in run("suggest", "dora", "--json").stdout
    assert asked in run("suggest", "dora", "--interviewer", "--json").stdout
    (folder / "qcode.toml").write_text("[suggestions]\ninterviewer = true\n", "utf-8")
    assert asked in run("suggest", "dora", "--json").stdout


def test_what_the_settings_ask_for_at_least_is_suggested(
    run: Run, folder: Path
) -> None:
    assert json.loads(run("suggest", "--all", "--json", "--least", "0.4").stdout) != []
    (folder / "qcode.toml").write_text("[suggestions]\nleast = 1.0\n", "utf-8")
    assert json.loads(run("suggest", "--all", "--json").stdout) == []


def test_a_pipeline_that_is_not_installed_is_told_in_one_line(
    run: Run, folder: Path
) -> None:
    settings = '[suggestions.pipelines]\nde = "de_keine_da"\n'
    (folder / "qcode.toml").write_text(settings, "utf-8")
    run("documents")
    refused = run("suggest", "carl")
    assert refused.exit_code == 1
    assert "The spaCy pipeline 'de_keine_da' cannot be used" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_where_nothing_changed_no_spacy_is_loaded(run: Run, folder: Path) -> None:
    before = run("suggest", "carl", "--json").stdout
    program = (
        "import sys; from qcode.cli import cli\n"
        "cli(sys.argv[1:], standalone_mode=False)\n"
        "print('spacy' in sys.modules, 'simplemma' in sys.modules, file=sys.stderr)"
    )
    options = ["--study", str(folder), "--coder", "anna", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-c", program, *options, "suggest", "carl", "--json"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        check=True,
    )
    assert done.stderr.split() == ["False", "False"]
    assert done.stdout == before


def _add_document(run: Run, folder: Path, name: str, text: str) -> None:
    path = folder / "corpus" / name
    path.write_text(text, "utf-8")
    assert run("import", str(path)).exit_code == 0
