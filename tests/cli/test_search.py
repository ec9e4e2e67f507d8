import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

Read = Callable[..., Any]
KEYS = [
    *("document", "start", "end", "text", "speaker", "line", "time"),
    *("before", "after"),
]


def test_a_hit_is_told_with_its_context(run: Run, read: Read) -> None:
    [hit] = read("search", "KÖNNEN", "--context", 5)
    assert list(hit) == KEYS
    assert hit == {
        "document": "anna-01",
        "start": 63,
        "end": 70,
        "text": "ko\u0308nnen",
        "speaker": "B",
        "line": 4,
        "time": "",
        "before": " Wir ",
        "after": " das.",
    }
    shown = run("search", "können", "--context", 5)
    assert shown.stdout == "anna-01  4  B  Wir ko\u0308nnen das.\n"
    assert shown.stderr.endswith("1 hit in 1 document.\n")


def test_hits_stand_below_one_another(run: Run) -> None:
    lines = run("search", "s", "--document", "anna", "--context", 4).stdout.splitlines()
    assert lines == [
        "anna-01  1  I  ng es? B:",
        "anna-01  2  B  \U0001f600, sehr",
        "anna-01  3  I  Und sonst",
        "anna-01  3  I   sonst? B",
        "anna-01  4  B  n das. [b",
    ]


def test_a_file_holds_hits_and_says_what_was_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    assert run("search", "und", "--kind", "interview", "-o", path).exit_code == 0
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["text"], row["line"]) for row in rows] == [("Und", "3")]
    assert list(rows[0]) == KEYS
    told = json.loads(Path(f"{path}.about.json").read_text("utf-8"))
    assert told["provenance"]["filters"]["kind"] == "interview"
    assert told["provenance"]["parameters"]["query"] == "und"
    for ending in ("xlsx", "json", "md", "html"):
        assert run("search", "und", "-o", tmp_path / f"out.{ending}").exit_code == 0


def test_all_hits_are_coded_after_a_preview_and_taken_back_at_once(
    run: Run, read: Read
) -> None:
    wanted = ("search", "s", "--code", "netze", "--document", "anna")
    shown = run(*wanted, "--dry-run")
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "anna-01 1 I: Wie ging es?",
        "anna-01 2 B: Gut \U0001f600, sehr engagiert.",
        "anna-01 3 I: Und sonst?",
        "anna-01 4 B: Wir ko\u0308nnen das.",
    ]
    assert "5 hits in 4 passages (sentences); 4 to be coded as 'Vertrauensnetze'" in (
        shown.stderr
    )
    refused = run(*wanted)
    assert (refused.exit_code, refused.stdout) == (1, shown.stdout)
    assert refused.stderr.splitlines()[-1].startswith("Error: Nothing was coded, for")
    assert read("coding", "list") == []
    done = run(*wanted, "--yes")
    assert "Coded 4 passages; `qcode undo` takes them back." in done.stderr
    assert [it["code"] for it in read("coding", "list")] == ["netze"] * 4
    again = json.loads(run(*wanted, "--yes", "--json").stdout)
    assert (again["known"], again["passages"], again["coded"]) == (4, [], False)
    assert run("undo").exit_code == 0
    assert read("coding", "list") == []
    turns = run(*wanted, "--span", "turn", "--yes", "--json")
    told = json.loads(turns.stdout)
    assert (told["code"], told["coder"], told["coded"]) == ("netze", "anna", True)
    assert [it["text"] for it in told["passages"]][1:2] == [
        "Gut \U0001f600, sehr engagiert."
    ]


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (("x", "--regex", "--lemma"), 2, "read in one way"),
        (("x", "--span", "hit"), 2, "go with --code"),
        (("x", "--code", "netze", "--yes", "--dry-run"), 2, "--dry-run or --yes"),
        (("x", "--code", "netze", "-o", "x.csv"), 2, "without --code"),
        (("x", "--near", "0"), 2, "0"),
        (("x", "--near", "3"), 2, "two different words"),
        (("(x", "--regex"), 1, "at its character 1"),
        ((" ",), 1, "nothing to search for"),
        (("\udcff", "-o", "x.json"), 1, "no text in UTF-8"),
        (("x", "--speaker", "Z"), 1, "There are B, I."),
        (("x", "--document", "zora"), 1, "There is no document 'zora'"),
        (("s", "--code", "personal", "--yes"), 1, "Personal"),
        (("x", "-o", "x.pdf"), 2, "does not say which format"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_line(
    run: Run, options: tuple[str, ...], status: int, message: str
) -> None:
    result = run("search", *options)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr


def test_a_preview_needs_a_coder_but_lets_nobody_in(run: Run, read: Read) -> None:
    wanted = ("search", "s", "--code", "netze", "--dry-run")
    nobody = run(*wanted, coder=None)
    assert nobody.exit_code == 1
    assert "coder" in nobody.stderr
    assert run(*wanted, coder="Neu").exit_code == 0
    assert read("coders") == []
