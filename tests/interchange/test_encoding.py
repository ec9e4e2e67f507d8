import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.errors import UnreadableError
from qcode.interchange.encoding import decode

PATH = Path("gespräch.txt")
TEXT = "I: Grüße 😀 e\u0301\r\nB: שלום\u2028Ende"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_names_the_encoding_and_is_taken_off(
    mark: bytes, encoding: str
) -> None:
    assert decode(mark + TEXT.encode(encoding), PATH) == TEXT


def test_utf8_without_a_mark_is_recognised() -> None:
    assert decode(TEXT.encode(), PATH) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["I: Grüße – „ja“\n", "א: שלום, מה שלומך?\n"])
def test_utf16_without_a_mark_is_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), PATH) == text


def test_a_code_page_is_guessed_where_it_is_no_utf8() -> None:
    assert decode("Ja, natürlich.".encode("cp1252"), PATH) == "Ja, natürlich."


def test_line_breaks_and_single_control_characters_stay() -> None:
    assert decode(b"a\r\nb\x0bc\x07d\x1a", PATH) == "a\r\nb\x0bc\x07d\x1a"


def test_utf8_damaged_in_one_place_is_refused_with_its_line() -> None:
    content = "Grüße\nüber\n".encode() + b"gr\xfc\xdfe\n" + "für".encode() * 3
    with pytest.raises(UnreadableError, match="damaged in line 3"):
        decode(content, PATH)


def test_a_damaged_text_with_a_mark_is_refused_with_its_byte() -> None:
    with pytest.raises(UnreadableError, match="begins as UTF-8, .* at byte 4"):
        decode(codecs.BOM_UTF8 + b"abc\xff", PATH)


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\x03\x04",
        b"ab\x00\x00cd\x00",
        bytes(range(1, 256)),
        codecs.BOM_UTF8 + b"a\x00b",
        "a\x00b".encode("utf-16"),
        b"\x01\x02\x03\x04abc",
    ],
)
def test_binary_content_is_no_text_file(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="is not a text file"):
        decode(content, PATH)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7\n", "but a PDF"),
        (b"{\\rtf1\\ansi Hallo}", "but an RTF document"),
        (b"PK\x03\x04rest", "but a ZIP archive or Office document"),
        (b"\x89PNG\r\n\x1a\n", "but a picture"),
    ],
)
def test_a_renamed_file_is_named_for_what_it_is(content: bytes, what: str) -> None:
    with pytest.raises(UnreadableError, match=f"is not a text file {what}"):
        decode(content, PATH)


def test_the_error_carries_the_path() -> None:
    with pytest.raises(UnreadableError) as raised:
        decode(b"\x00", PATH)
    assert raised.value.path == PATH


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_any_text_in_utf8_comes_back(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode(), PATH) == text


@given(st.binary())
def test_any_bytes_give_text_or_the_reason_why_not(content: bytes) -> None:
    try:
        text = decode(content, PATH)
    except UnreadableError:
        return
    text.encode()
    assert "\x00" not in text


@pytest.mark.parametrize("content", [b"Ja.\x00 Nein.", b"Ja, so.\x00 Nein, so nicht."])
def test_a_single_nul_does_not_make_utf_16_of_text(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="holds NUL bytes"):
        decode(content, Path("a.txt"))
