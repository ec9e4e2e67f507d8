from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qcode.errors import UnreadableError
from qcode.interchange.plain import PlainImporter


def test_the_text_stays_as_it_is() -> None:
    text = "I: Grüße 😀\r\n\tB: e\u0301 – שלום\u2028 \n"
    imported = PlainImporter().read(text.encode(), Path("a.txt"))
    assert imported.text == text


def test_the_title_is_the_name_without_its_ending() -> None:
    imported = PlainImporter().read(b"x", Path("corpus/interview-01.krise.txt"))
    assert imported.title == "interview-01.krise"


def test_a_plain_text_has_no_metadata() -> None:
    imported = PlainImporter().read(b"---\ncity: A\n---\nx", Path("a.txt"))
    assert imported.metadata == {}
    assert imported.text == "---\ncity: A\n---\nx"


@given(st.binary())
def test_any_bytes_give_text_or_the_reason_why_not(content: bytes) -> None:
    try:
        imported = PlainImporter().read(content, Path("a.txt"))
    except UnreadableError:
        return
    assert isinstance(imported.text, str)
