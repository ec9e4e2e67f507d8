import json

from tests.cli.conftest import Run

FIGURES = ["passages", "unsure", "typical", "untried", "worth"]


def test_uncoded_documents_are_ranked_with_the_figures(run: Run) -> None:
    run("coding", "add", "--document", "bodo", "--span", "3:7", "--code", "engagement")
    (found,) = json.loads(run("suggest", "next", "--json").stdout)
    assert list(found) == ["document", *FIGURES]
    assert found["document"] == "anna-01"
    assert found["worth"] > 0
    shown = run("suggest", "next")
    assert [line.split() for line in shown.stdout.splitlines()][0] == [
        "document",
        *FIGURES,
    ]
    assert "1 document not coded by anna" in shown.stderr


def test_where_all_is_coded_the_list_is_empty(run: Run, coded: list[str]) -> None:
    run("coding", "add", "--document", "bodo", "--span", "3:7", "--code", "engagement")
    assert json.loads(run("suggest", "next", "--json").stdout) == []
    assert "0 documents not coded by anna" in run("suggest", "next").stderr
