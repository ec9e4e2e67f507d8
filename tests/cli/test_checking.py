import json

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def coded_twice(run: Run, coded: list[str]) -> Run:
    """A study in which anna has coded two documents."""
    options = ("--document", "bodo", "--span", "3:24", "--code", "engagement")
    assert run("coding", "add", *options).exit_code == 0
    return run


def test_what_may_be_missing_comes_with_its_place(coded_twice: Run) -> None:
    found = json.loads(coded_twice("suggest", "check", "--least", "0", "--json").stdout)
    assert list(found[0]) == [
        *("kind", "document", "line", "start", "end", "text", "code"),
        *("probability", "usual", "given"),
    ]
    assert {it["kind"] for it in found} == {"missing"}
    for it in found:
        assert it["code"] not in it["given"]
        assert it["end"] - it["start"] == len(it["text"])


def test_a_code_stands_for_those_below_it(coded_twice: Run) -> None:
    def codes(*options: str) -> set[str]:
        said = coded_twice("suggest", "check", "--least", "0", "--json", *options)
        return {it["code"] for it in json.loads(said.stdout)}

    assert codes("--code", "personal") <= {"engagement", "erfahrung", "personal"}
    assert codes("--code", "netze") == {"netze"}


def test_the_table_names_document_and_line(coded_twice: Run) -> None:
    shown = coded_twice("suggest", "check", "anna", "--least", "0", "--most", "1")
    title, line = shown.stdout.splitlines()
    assert title.split() == ["what", "where", "code", "probability", "usual", "segment"]
    assert line.split()[:2] == ["missing", "anna-01:2"]
    assert "1 passage to look at again (anna)." in shown.stderr


def test_what_is_not_there_is_named(coded_twice: Run) -> None:
    for options in (("zoe",), ("--code", "fehlt")):
        refused = coded_twice("suggest", "check", *options)
        assert (refused.exit_code, refused.stdout) == (1, "")
        assert "There is no" in refused.stderr
