from collections.abc import Callable
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_a_query_is_saved_listed_replaced_and_removed(
    run: Run, read: Read, coded: list[str]
) -> None:
    assert run("query", "save", "Netze", "code:engagement", coder="anna").exit_code == 0
    result = run("query", "save", "netze", "NOT code:engagement", coder="Bea")
    assert result.exit_code == 1
    assert "only anna can change it" in result.stderr
    assert run("query", "remove", "netze", coder="Bea").exit_code == 1
    asked = "NOT code:engagement"
    assert run("query", "save", "netze", asked, coder="anna").exit_code == 0
    (line,) = read("query", "list")
    assert (line["name"], line["query"], line["coder"]) == (
        "netze",
        "NOT code:engagement",
        "anna",
    )
    assert "NOT code:engagement" in run("query", "list").stdout
    assert run("query", "remove", "NETZE", coder="anna").exit_code == 0
    assert read("query", "list") == []
    assert run("query", "remove", "netze", coder="anna").exit_code == 1


def test_the_fault_in_a_query_is_pointed_at(run: Run, coded: list[str]) -> None:
    result = run("query", "save", "q", "code:engagement AND code:nest", coder="anna")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Error: There is no code 'nest'. `qcode codes` lists them.",
        "  code:engagement AND code:nest",
        "                      ^^^^^^^^^",
    ]


def test_a_query_may_ask_for_a_saved_one_but_not_for_itself(
    run: Run, coded: list[str]
) -> None:
    assert run("query", "save", "a", "code:engagement", coder="anna").exit_code == 0
    assert run("query", "save", "b", "query:a nowhere:*", coder="anna").exit_code == 1
    assert run("query", "save", "b", "NOT query:a", coder="anna").exit_code == 0
    result = run("query", "save", "a", "query:b", coder="anna")
    assert result.exit_code == 1
    assert "asks for itself" in result.stderr


def test_what_was_saved_stands_in_the_history(run: Run, coded: list[str]) -> None:
    run("query", "save", "Netze", "code:engagement", coder="anna")
    assert "Netze" in run("history").stdout


def test_segments_are_those_a_query_asks_for(
    run: Run, read: Read, coded: list[str]
) -> None:
    every = read("segments")
    chosen = read("segments", "--where", "coder:anna")
    assert {it["id"] for it in chosen} == {
        it["id"] for it in every if it["coder"] == "anna"
    }
    assert 0 < len(chosen) < len(every)
    result = run("segments", "--where", "coder:nobody")
    assert result.exit_code == 1
    assert "^^^^^^^^^^^^" in result.stderr


def test_tables_count_what_a_query_or_a_saved_one_finds(
    run: Run, read: Read, coded: list[str]
) -> None:
    run("query", "save", "Netze", "code:engagement", coder="anna")
    found = read("frequencies", "--where", "netze", "--count", "codings", "--distinct")
    assert [(it["code"], it["own"]) for it in found["rows"] if it["own"]] == [
        ("engagement", 2)
    ]
    assert (found["base"]["codings"], found["base"]["documents_coded"]) == (2, 2)
    told = run("frequencies", "--where", "netze").stderr
    assert "Only codings that the query finds count" in told
    by_kind = ("crosstab", "--by", "kind", "--distinct")
    crossed = read(*by_kind, "--where", "document:anna*")
    assert {(it["value"], it["base"]) for it in crossed["rows"]} == {("interview", 1)}
    for command in ("overview", "cooccurrence", "sequences", "keyness"):
        filters = read(command, "--where", "netze")["filters"]
        assert filters["saved queries"] == ["Netze: code:engagement"]
        wrong = run(command, "--where", "code:nest")
        assert (wrong.exit_code, "^^^^^^^^^" in wrong.stderr) == (1, True)
    path = "overview.csv"
    assert run("overview", "--where", "netz", "-o", path).exit_code == 1
