from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_documents_come_with_the_promised_keys(read: Read) -> None:
    first, second = read("documents")
    assert list(first) == ["id", "name", "kind", "words", "revision", "attributes"]
    assert UUID(first.pop("id")) != UUID(second.pop("id"))
    assert first == {
        "name": "anna-01",
        "kind": "interview",
        "words": 13,
        "revision": 1,
        "attributes": {"city": "A", "role": "Leitung"},
    }
    assert second["kind"] == "workshop"


def test_codes_come_with_the_promised_keys(read: Read, coded: list[str]) -> None:
    codes = read("codes")
    assert [code.pop("id") and code["key"] for code in codes] == [
        *("personal", "engagement", "erfahrung", "netze", "netze-aussen"),
    ]
    assert codes[0] == {
        "key": "personal",
        "name": "Personal",
        "path": "Personal",
        "parent": None,
        "codable": False,
        "codings": 0,
    }
    assert codes[1] == {
        "key": "engagement",
        "name": "Engagement",
        "path": "Personal > Engagement",
        "parent": "personal",
        "codable": True,
        "codings": 2,
    }


def test_coders_are_counted_and_kept_apart(read: Read, coded: list[str]) -> None:
    coders = read("coders")
    assert [list(coder) for coder in coders] == [["id", "handle", "codings"]] * 2
    assert {coder["handle"]: coder["codings"] for coder in coders} == {
        "anna": 2,
        "Bea": 1,
    }


def test_cases_name_their_documents_and_attributes(read: Read) -> None:
    first, _ = read("cases")
    assert UUID(first.pop("id"))
    assert first == {
        "name": "anna-01",
        "documents": ["anna-01"],
        "attributes": {"city": "A", "role": "Leitung"},
    }


def test_without_json_people_get_a_table_of_documents(run: Run) -> None:
    assert run("documents").stdout == (
        "document  kind       words  revision  codings\n"
        "anna-01   interview     13         1        0\n"
        "bodo-02   workshop       5         1        0\n"
    )


def test_the_table_of_codes_shows_the_tree(run: Run, coded: list[str]) -> None:
    lines = run("codes").stdout.splitlines()
    assert lines[1].split() == ["Personal", "personal"]
    assert lines[2].split() == ["Engagement", "engagement", "1", "2"]
    assert lines[2].startswith("  Engagement")


@pytest.mark.parametrize("command", ["coders", "cases"])
def test_the_other_tables_have_titles(run: Run, coded: list[str], command: str) -> None:
    titles = run(command).stdout.splitlines()[0].split()
    assert titles[0] == command[:-1]


def test_an_empty_list_is_an_empty_json_list(read: Read) -> None:
    assert read("coders") == []


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("documents", "id, name, kind words, revision, attributes"),
        ("codes", "id, key, name, path parent codable, codings"),
        ("coders", "id, handle, codings"),
        ("cases", "id, name, documents attributes"),
        ("coding list", "id, document start, end text, code coder, origin, memo"),
        ("memo list", "id, subject about coder, text, written_at"),
        ("segments", "id, document start, end text before, after"),
        ("frequencies", "unit, base dimensions, rows own total"),
        ("history", "number, at coder verb, note, hash, undone"),
        ("doctor", "documents, codings, entries damages"),
        ("import", "path, status reason, document"),
        ("codebook check", "path, codes standing"),
        ("codebook diff", "standing differences code name, kind field old, new"),
        ("codebook apply", "differences written kept"),
    ],
)
def test_the_help_documents_the_keys_of_the_json(
    call: Run, command: str, keys: str
) -> None:
    text = call(*command.split(), "--help").stdout
    for key in keys.replace(",", "").split():
        assert key in text.partition("--json")[2]
