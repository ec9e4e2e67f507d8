"""The text of a source or note: its file in the archive, or what stands in the XML."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from qcode.errors import NulInTextError, UnreadableError
from qcode.interchange.encoding import decode
from qcode.interchange.refi.archive import Archive, TooLargeError, is_outside
from qcode.interchange.refi.markup import Element, project, text_of
from qcode.text.normalise import BYTE_ORDER_MARK, normalise

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class FoundText:
    """A source's text as it came: `raw` has its mark and line breaks.

    `content` are its bytes, `file_name` its file or "" where it stands in the XML.
    """

    raw: str
    text: str
    content: bytes
    file_name: str


class NoTextError(Exception):
    """A source has no text that can be read; never leaves this package."""


def has_text(element: Element) -> bool:
    """Whether the element says at all where its text is."""
    inline = element.find(project("PlainTextContent"))
    return bool(element.get("plainTextPath")) or inline is not None


def find_text(element: Element, archive: Archive) -> FoundText:
    """Return the element's text; raises NoTextError with the reason.

    The file goes before the text in the XML, of which there should be but one.
    """
    path = str(element.get("plainTextPath") or "")
    name = archive.locate(path) if path else None
    if name is not None:
        return _of_file(name, archive)
    if element.find(project("PlainTextContent")) is None:
        raise NoTextError(_why_absent(path, element.get("richTextPath")))
    raw = text_of(element, project("PlainTextContent"))
    return FoundText(raw, _stored(raw), raw.encode(), "")


def missing(path: str) -> str:
    """Return why the file at a path cannot be had."""
    if is_outside(path):
        return f"its file {path} lies outside of the archive and is not opened"
    return f"its file {path} is not in the archive"


def _why_absent(path: str, rich: str | None) -> str:
    if path:
        return missing(path)
    return "it has formatted text only" if rich else "it has no text"


def _of_file(name: str, archive: Archive) -> FoundText:
    try:
        content = archive.read(name, archive.limits.text)
    except TooLargeError as error:
        raise NoTextError(f"its text {name} is too large") from error
    raw = _decoded(content, name)
    return FoundText(raw, _stored(raw), content, name)


def _decoded(content: bytes, name: str) -> str:
    try:
        # NUL bytes may be those of UTF-16.
        if b"\0" not in content:
            return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        text = decode(content, Path(name))
    except UnreadableError as error:
        raise NoTextError(f"its text {name} {error.reason.rstrip('.')}") from error
    # `decode` takes the mark off, which some programs count.
    return BYTE_ORDER_MARK + text if content.startswith(_MARKS) else text


def _stored(raw: str) -> str:
    try:
        return normalise(raw)
    except NulInTextError as error:
        raise NoTextError("its text holds NUL characters") from error
