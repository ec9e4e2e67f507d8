from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qcode.errors import UnreadableError
from qcode.interchange.markdown import MarkdownImporter
from qcode.interchange.registry import ImportedText

PATH = Path("workshop-01.md")


def read(text: str) -> ImportedText:
    return MarkdownImporter().read(text.encode(), PATH)


def test_front_matter_is_taken_off_with_the_blank_line_below_it() -> None:
    imported = read("---\nkind: workshop\ncity: A\n---\n\n# Protokoll\n\nText\n")
    assert imported.text == "# Protokoll\n\nText\n"
    assert imported.metadata == {"kind": "workshop", "city": "A"}


def test_values_stay_as_they_are_written() -> None:
    imported = read(
        "---\ndate: 2023-06-22\nsynthetic: ja\nopen: no\nduration: 090\nrate: 1.50\n"
        'city: "Köln"\nsize: 100.000–250.000\nnone: null\n---\nx'
    )
    assert imported.metadata == {
        "date": "2023-06-22",
        "synthetic": "ja",
        "open": "no",
        "duration": "090",
        "rate": "1.50",
        "city": "Köln",
        "size": "100.000–250.000",
        "none": "null",
    }


def test_lists_are_joined_by_commas() -> None:
    imported = read("---\nteam: [Öztürk, 1, ja]\nareas:\n  - Schule\n  - Amt\n---\nx")
    assert imported.metadata == {"team": "Öztürk, 1, ja", "areas": "Schule, Amt"}


def test_empty_values_are_missing() -> None:
    assert read("---\ncity:\nkind: ''\nwave: 1\nteam: []\n---\nx").metadata == {
        "wave": "1"
    }


def test_a_text_without_front_matter_stays_as_it_is() -> None:
    text = "\n# Titel\r\n\r\n*fett* 😀 e\u0301\n\n---\n\nEnde\n"
    assert read(text) == ImportedText(text, metadata={}, title="workshop-01")


def test_a_rule_at_the_start_is_no_front_matter() -> None:
    text = "---\n\nI: Guten Tag\n\n---\n\nB: Tag\n"
    assert read(text).text == text


def test_a_rule_inside_the_text_does_not_end_front_matter_twice() -> None:
    assert read("---\na: 1\n---\nText\n---\nMehr\n").text == "Text\n---\nMehr\n"


def test_front_matter_may_be_empty() -> None:
    imported = read("---\n---\nText\n")
    assert (imported.text, imported.metadata) == ("Text\n", {})


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_front_matter_is_found_whatever_breaks_its_lines(line_break: str) -> None:
    imported = read("---\ncity: A\n---\n\nText\n".replace("\n", line_break))
    assert imported.metadata == {"city": "A"}
    assert imported.text == f"Text{line_break}"


def test_front_matter_is_found_behind_a_byte_order_mark() -> None:
    content = "---\ncity: Köln\n---\nText".encode("utf-8-sig")
    assert MarkdownImporter().read(content, PATH).metadata == {"city": "Köln"}


def test_front_matter_may_be_in_a_code_page() -> None:
    content = "---\ncity: Köln\n---\nGrüße".encode("cp1252")
    imported = MarkdownImporter().read(content, PATH)
    assert (imported.metadata, imported.text) == ({"city": "Köln"}, "Grüße")


def test_the_title_is_the_front_matters_title() -> None:
    assert read("---\ntitle: Die Nachbereitung\n---\nx").title == "Die Nachbereitung"


def test_the_title_is_else_the_name_without_its_ending() -> None:
    assert read("# Überschrift").title == "workshop-01"


@pytest.mark.parametrize(
    ("front_matter", "reason"),
    [
        ("a: 1\nb: [x\nc: 2\n", r"line [345]: "),
        ("a: 1\nb: x: y\n", r"line 3: mapping values are not allowed here"),
        ("a: 1\nb: {x: y}\n", r"line 3: 'b' is nested"),
        ("a: 1\nb:\n  - [x]\n", r"line 4: 'b' is nested"),
        ("a: 1\nb: 2\na: 3\n", r"line 4: 'a' stands here for the second time"),
        ("? [a]\n: 1\n", r"line 2: a name must be plain text"),
        ("nur Text\n", r"line 2: front matter must be lines of the form"),
        ("a: 1\nb: *x\n", r"line 3: found undefined alias"),
        ("a: \x07\n", r"line 1: the front matter is not YAML"),
        ('a: 1\nb: "\\0"\n', r"line 3: holds a character that no text can hold"),
    ],
)
def test_damaged_front_matter_is_refused_with_its_line(
    front_matter: str, reason: str
) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(f"---\n{front_matter}---\nText\n")


def test_front_matter_nested_without_end_is_refused() -> None:
    with pytest.raises(UnreadableError, match="line 1: the front matter is not YAML"):
        read("---\na: " + "[" * 1000 + "\n---\nText\n")


def test_front_matter_that_is_never_closed_is_refused() -> None:
    with pytest.raises(UnreadableError, match="line 1: opens front matter"):
        read("---\ncity: A\n\nText\n")


@given(st.binary())
@example(b"---\n\xff: \xfe\n---\n")
def test_any_bytes_give_text_or_the_reason_why_not(content: bytes) -> None:
    try:
        imported = MarkdownImporter().read(content, PATH)
    except UnreadableError:
        return
    assert isinstance(imported.text, str)


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@`#?,~ \t\n\r\u2028é😀\\u0<.")))
def test_any_front_matter_gives_values_or_the_reason_why_not(body: str) -> None:
    try:
        imported = read(f"---\n{body}\n---\nText")
    except UnreadableError:
        return
    assert all(isinstance(value, str) for value in imported.metadata.values())
