"""Bytes of a text file -> text, whatever encoding it was saved in.

Owns what counts as a text file. Knows no format; line breaks and control
characters stay as they are, `qcode.text.normalise` settles them.
"""

import codecs
import re
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.code_pages import decode_code_page

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or Office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3\x00", "a database"),
)
# Every control character but those that break lines or end a DOS file.
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b\x7f-\x84\x86-\x9f]")
_FEW_CONTROLS = 2
_CHARACTERS_PER_CONTROL = 50
_ADVICE = "save it as plain text in UTF-8"


def decode(content: bytes, path: Path) -> str:
    """Return the text that the bytes hold, without a byte order mark.

    Tried in order: byte order mark, UTF-16 without one, UTF-8, the code pages
    of European texts. Raises UnreadableError, naming `path`, for what is no
    text, and for UTF-8 that is damaged in places rather than of another kind.
    """
    for signature, what in _SIGNATURES:
        if content.startswith(signature):
            raise UnreadableError(path, f"is not a text file but {what}.")
    text = _decode(content, path)
    controls = sum(1 for _ in _CONTROL.finditer(text))
    many = controls > _FEW_CONTROLS and controls * _CHARACTERS_PER_CONTROL > len(text)
    if "\x00" in text or many:
        raise UnreadableError(
            path, f"is not a text file: it is full of control characters; {_ADVICE}."
        )
    return text


def _decode(content: bytes, path: Path) -> str:
    marked = _by_byte_order_mark(content, path)
    if marked is not None:
        return marked
    if b"\x00" in content:
        return _utf16_unmarked(content, path)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(content):
            line = content.count(b"\n", 0, error.start) + 1
            raise UnreadableError(
                path,
                f"is UTF-8, but damaged in line {line} (byte {error.start + 1}); "
                "mend it in a text editor.",
            ) from error
    return decode_code_page(content)


def _by_byte_order_mark(content: bytes, path: Path) -> str | None:
    """Return the text if a byte order mark names its encoding, else `None`."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-sig").upper()
                raise UnreadableError(
                    path,
                    f"begins as {name}, but is damaged at byte {error.start + 1}; "
                    f"{_ADVICE}.",
                ) from error
    return None


def _utf16_unmarked(content: bytes, path: Path) -> str:
    """Return the text of UTF-16 whose byte order shows in where the NULs are.

    Spaces and line breaks alone have a NUL as their high byte in any script. Where
    few have one, and all other bytes are ASCII, a NUL got into text of another kind.
    """
    low, high = content[0::2].count(0), content[1::2].count(0)
    is_stray = 6 * (low + high) < len(content) and content.isascii()
    if len(content) % 2 == 0 and min(low, high) == 0 and not is_stray:
        encoding = "utf-16-be" if low else "utf-16-le"
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise UnreadableError(path, "is not a text file: it holds NUL bytes.")


def _is_mostly_utf8(content: bytes) -> bool:
    """Whether more characters outside ASCII are UTF-8 than are not."""
    lenient = content.decode("utf-8", errors="replace")
    damaged = lenient.count("\N{REPLACEMENT CHARACTER}")
    outside_ascii = len(re.findall(r"[^\x00-\x7f]", lenient))
    return outside_ascii - damaged > damaged
