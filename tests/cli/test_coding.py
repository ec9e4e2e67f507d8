from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def add(
    run: Run, document: str, span: str, code: str, *more: str, coder: str = "anna"
) -> Result:
    options = ("--document", document, "--span", span, "--code", code)
    return run("coding", "add", *options, *more, coder=coder)


def test_adding_prints_the_id_and_says_the_rest_on_stderr(run: Run) -> None:
    result = add(run, "anna", "31:40", "engagement")
    assert UUID(result.stdout.strip())
    assert "Coded anna-01 31:40 as 'Engagement' (anna)." in result.stderr


def test_a_coding_is_listed_with_the_promised_keys(run: Run, read: Read) -> None:
    added = add(run, "anna-01", "19:24", "engagement", "--memo", "Mit Smiley")
    assert read("coding", "list") == [
        {
            "id": added.stdout.strip(),
            "document": "anna-01",
            "start": 19,
            "end": 24,
            "text": "Gut \U0001f600",
            "code": "engagement",
            "coder": "anna",
            "origin": "hand",
            "memo": "Mit Smiley",
            "stance": None,
            "engine": None,
            "score": None,
        }
    ]


@pytest.mark.parametrize(
    ("span", "document", "text"),
    [
        ("23:24", "anna", "\U0001f600"),
        ("63:70", "anna", "ko\u0308nnen"),
        ("3:7", "bodo", "\u05e9\u05dc\u05d5\u05dd"),
        ("0:2", "anna", "I:"),
        ("78:88", "anna", "old]Ja[/]\n"),
    ],
)
def test_spans_count_codepoints_of_the_stored_text(
    run: Run, read: Read, span: str, document: str, text: str
) -> None:
    add(run, document, span, "engagement")
    assert [coding["text"] for coding in read("coding", "list")] == [text]


def test_codings_are_listed_in_the_order_of_the_text(
    run: Run, read: Read, coded: list[str]
) -> None:
    add(run, "anna", "0:40", "netze")
    places = [(c["document"], c["start"], c["end"]) for c in read("coding", "list")]
    assert places == [
        ("anna-01", 0, 40),
        ("anna-01", 19, 24),
        ("anna-01", 31, 40),
        ("bodo-02", 3, 7),
    ]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--document", "bodo"), [2]),
        (("--code", "erfahrung"), [1]),
        (("--code", "personal"), [0, 1, 2]),
        (("--of", "bea"), [2]),
        (("--of", "anna", "--code", "engagement"), [0]),
        (("--origin", "hand"), [0, 1, 2]),
        (("--origin", "suggestion"), []),
    ],
)
def test_the_list_can_be_narrowed(
    read: Read, coded: list[str], options: tuple[str, ...], expected: list[int]
) -> None:
    found = [coding["id"] for coding in read("coding", "list", *options)]
    assert found == [coded[index] for index in expected]


@pytest.mark.parametrize(
    "code", ["engagement", "Engagement", "Personal > Engagement", "gagem", "ENGAGEMENT"]
)
def test_a_code_is_named_by_key_path_or_part_of_its_name(run: Run, code: str) -> None:
    assert "'Engagement'" in add(run, "anna", "31:40", code).stderr


def test_a_name_that_is_whole_wins_over_a_longer_one(run: Run) -> None:
    assert "'Vertrauensnetze'" in add(run, "anna", "0:3", "Vertrauensnetze").stderr


@pytest.mark.parametrize(
    ("document", "span", "code", "message"),
    [
        ("0", "0:3", "engagement", "'0' fits 2: anna-01, bodo-02."),
        ("anna", "0:3", "vertrauens", "'vertrauens' fits 2: Vertrauensnetze, "),
        ("clara", "0:3", "engagement", "There is no document 'clara'."),
        ("anna", "0:3", "fehlt", "There is no code 'fehlt'."),
        ("anna", "0:89", "engagement", "0:89 reaches beyond the end of 'anna-01'"),
        ("anna", "900:999999999999999", "engagement", "reaches beyond"),
        ("anna", "5:5", "engagement", "5:5 is no span"),
        ("anna", "-1:5", "engagement", "-1:5 is no span"),
        ("anna", "0:3", "personal", "'Personal' only groups other codes"),
    ],
)
def test_what_cannot_be_coded_is_refused_in_one_line_and_changes_nothing(
    run: Run, read: Read, document: str, span: str, code: str, message: str
) -> None:
    before = read("history")
    result = add(run, document, span, code)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    assert message in result.stderr
    assert read("history") == before
    assert read("coding", "list") == []


@pytest.mark.parametrize("span", ["5", "a:b", "1:2:3", "", "1.0:2"])
def test_a_span_that_is_no_two_numbers_is_wrong_usage(run: Run, span: str) -> None:
    result = add(run, "anna", span, "engagement")
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_the_same_is_not_coded_twice_by_one_coder(
    run: Run, read: Read, coded: list[str]
) -> None:
    result = add(run, "anna", "19:24", "engagement")
    assert result.exit_code == 1
    assert "You already coded 19:24 as 'Engagement'" in result.stderr
    assert len(read("coding", "list")) == 3


def test_two_coders_may_code_the_same(run: Run, read: Read, coded: list[str]) -> None:
    assert add(run, "anna", "19:24", "engagement", coder="Bea").exit_code == 0
    assert len(read("coding", "list")) == 4


def test_a_coder_is_the_same_whatever_the_case(run: Run, coded: list[str]) -> None:
    result = add(run, "anna", "19:24", "engagement", coder="ANNA")
    assert "You already coded" in result.stderr


def test_a_memo_without_text_is_refused_with_its_coding(run: Run, read: Read) -> None:
    result = add(run, "anna", "19:24", "engagement", "--memo", " ")
    assert result.exit_code == 1
    assert read("coding", "list") == []


@pytest.mark.parametrize("length", [8, 36])
def test_a_coding_is_removed_by_its_id_or_the_start_of_it(
    run: Run, read: Read, coded: list[str], length: int
) -> None:
    assert run("coding", "remove", coded[0][:length]).exit_code == 0
    assert [coding["id"] for coding in read("coding", "list")] == coded[1:]


def test_removing_what_is_not_there_is_refused(run: Run, coded: list[str]) -> None:
    for wanted in ("zzz", "00000000-0000-0000-0000-000000000000", ""):
        result = run("coding", "remove", wanted)
        assert result.exit_code == 1
        assert f"There is no coding '{wanted}'" in result.stderr


def test_another_coders_coding_cannot_be_removed(
    run: Run, read: Read, coded: list[str]
) -> None:
    result = run("coding", "remove", coded[2])
    assert result.exit_code == 1
    assert "Bea" in result.stderr
    assert len(read("coding", "list")) == 3


def test_a_mistyped_coder_is_not_added_by_removing(
    run: Run, read: Read, coded: list[str]
) -> None:
    result = run("coding", "remove", coded[0], coder="annna")
    assert "There is no coder 'annna'" in result.stderr
    assert len(read("coders")) == 2


def test_the_table_shows_text_that_looks_like_markup_as_it_is(run: Run) -> None:
    add(run, "anna", "75:87", "engagement")
    lines = run("coding", "list").stdout.splitlines()
    assert lines[0].split() == ["id", "document", "span", "code", "coder", "text"]
    assert lines[1].endswith("[bold]Ja[/]")
