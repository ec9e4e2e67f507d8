from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from docx import Document

Run = Callable[..., Result]
Read = Callable[..., Any]


@pytest.fixture
def started(run: Run, coded: list[str]) -> list[str]:
    """Recommendations for engagement and erfahrung; the ids of the codings."""
    assert run("recommend", "start", "--family", "personal").exit_code == 0
    return coded


def test_without_recommendations_it_says_how_to_start(run: Run) -> None:
    result = run("recommend")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "qcode recommend start --family K" in result.stderr


def test_recommendations_are_started_changed_and_removed(
    run: Run, read: Read, started: list[str]
) -> None:
    result = run("recommend", "add", "Netze", "--code", "netze", "--code", "engage")
    assert result.exit_code == 0
    changes = ("--statement", "Ja!", "--status", "agreed", "--position", 1)
    assert run("recommend", "change", "netze", *changes).exit_code == 0
    first, *others = read("recommend", "list")
    assert first == {
        "id": result.stdout.strip(),
        "position": 1,
        "title": "Netze",
        "statement": "Ja!",
        "status": "agreed",
        "codes": ["netze", "engagement"],
        "missing_codes": 0,
        "quotations": 0,
        "marked": 0,
    }
    assert [it["title"] for it in others] == ["Engagement", "Erfahrung im Krisenstab"]
    assert run("recommend", "remove", "1").exit_code == 0
    assert [it["position"] for it in read("recommend", "list")] == [1, 2]
    assert "recommendation changed" in run("history").stdout


def test_a_candidate_is_quoted_shown_and_taken_back(
    run: Run, read: Read, started: list[str]
) -> None:
    found = read("recommend", "candidates", "engage")
    assert [it["coding"] for it in found] == [started[0], started[2]]
    assert found[0]["reasons"] == ["new-role", "new-city"]
    assert "role not quoted yet (Leitung)" in run("recommend", "candidates", 1).stdout
    run("recommend", "quote", 1, started[0][:8], "--note", "Gut.")
    (quotation,) = read("recommend", "show", 1)["key_quotations"]
    assert (quotation["coding"], quotation["alpha"]) == (started[0], None)
    assert (quotation["passage"]["line"], quotation["marks"]) == (2, [])
    run("coding", "remove", started[0])
    shown = run("recommend", "show", 1)
    assert "its coding is gone" in shown.stdout
    assert "1 to look at again" in run("recommend", "list").stdout
    assert run("recommend", "unquote", 1, started[0]).exit_code == 0
    assert read("recommend", "show", 1)["key_quotations"] == []


def test_evidence_is_told_with_whose_codings_it_is(
    run: Run, read: Read, started: list[str]
) -> None:
    told = run("recommend", "show", 1)
    assert told.exit_code == 0
    assert "Codings of: Bea, anna (everyone)" in told.stdout
    assert "interview: 1 of 1, 1 of which are coded" in told.stdout
    assert "city: 2 of 2: A (1), B (1)" in told.stdout
    assert "undefined: no-comparison" in told.stdout
    one = read("recommend", "show", 1, "--coder", "bea")
    assert one["codings_of"] == {"choice": "coder", "coders": ["Bea"]}
    assert [it["document"] for it in one["passages"]] == ["bodo-02"]


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_all_are_written_to_a_file(
    run: Run, folder: Path, started: list[str], ending: str
) -> None:
    path = folder / "exports" / f"r.{ending}"
    path.parent.mkdir(exist_ok=True)
    assert run("recommend", "-o", path).exit_code == 0
    first = path.read_bytes()
    assert run("recommend", "write", "-o", path).exit_code == 0
    assert path.read_bytes() == first
    if ending == "docx":
        told = "\n".join(it.text for it in Document(str(path)).paragraphs)
    else:
        told = first.decode()
    assert "Empfehlungen und ihre Belege" in told
    assert "2. Erfahrung im Krisenstab" in told
    run("recommend", "-o", path, "--language", "en")
    assert path.read_bytes() != first


def test_plain_json_is_all_the_evidence(read: Read, started: list[str]) -> None:
    found = read("recommend")
    assert [it["position"] for it in found] == [1, 2]
    assert [len(it["passages"]) for it in found] == [2, 1]


def test_what_is_put_together_wrongly_is_refused(
    run: Run, tmp_path: Path, started: list[str]
) -> None:
    assert run("recommend", "-o", tmp_path / "r.odt").exit_code == 2
    assert run("recommend", "--keep", "wave=2024").exit_code == 2
    assert run("recommend", "show", 1, "--coder", "anna", "--distinct").exit_code == 2
    assert run("recommend", "show", "nirgends").exit_code == 1
    assert run("recommend", "quote", 1, started[1]).exit_code == 1
    assert list(tmp_path.glob("r.*")) == []
