"""The XML inside office archives: which members are XML, and which XML is a trap.

A document type may define entities that expand without end or are fetched from
elsewhere. No office program writes one, and the parsers of three libraries need not
be trusted with it where it never reaches them.

Source: ECMA-376 (5th ed.), Part 2, section 8.1.4 (UTF-8 or UTF-16, no document
type declarations); Extensible Markup Language (XML) 1.0, appendix F.
"""

import re
from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

_HEAD_BYTES = 512
_CHUNK = 1024 * 1024
_WHITE = b" \t\r\n\x00"
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_USUAL = frozenset({b"utf-8", b"utf8", b"utf-16", b"us-ascii", b"ascii"})
_DECLARATIONS = tuple(
    text.encode(encoding)
    for text in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_OVERLAP = max(map(len, _DECLARATIONS))


def markup_in(archive: ZipFile) -> list[ZipInfo]:
    """Return the members that are XML, by their beginning and not by their name.

    One that cannot be read is no markup: the importer will say that it is damaged.
    """
    return [it for it in archive.infolist() if _head(archive, it).startswith(b"<")]


def occurrences(archive: ZipFile, member: ZipInfo, byte: bytes) -> int:
    """Return how often a byte occurs in what can be read of a member."""
    return sum(piece.count(byte) for piece in _pieces(archive, member))


def is_trap(archive: ZipFile, member: ZipInfo) -> bool:
    """Whether XML declares a document type, or hides what it says from this check."""
    named = _ENCODING.match(_head(archive, member))
    if named is not None and named[1].lower() not in _USUAL:
        return True
    rest = b""
    for piece in _pieces(archive, member):
        window = rest + piece
        if any(declaration in window for declaration in _DECLARATIONS):
            return True
        rest = window[-_OVERLAP:]
    return False


def _head(archive: ZipFile, member: ZipInfo) -> bytes:
    """Return how a member begins, without byte order mark, white space and NULs."""
    head = next(_pieces(archive, member, _HEAD_BYTES), b"")
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.lstrip(_WHITE).replace(b"\x00", b"")


def _pieces(archive: ZipFile, member: ZipInfo, size: int = _CHUNK) -> Iterator[bytes]:
    """Yield what can be read of a member; the importer will say that it is damaged."""
    try:
        with archive.open(member) as content:
            while piece := content.read(size):
                yield piece
    # A password, an unknown compression, a wrong header or checksum: each of the
    # decompressors has errors of its own. None of it is markup to be looked at.
    except Exception:
        return
