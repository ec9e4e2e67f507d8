"""REFI-QDA's XML <-> elements, with nothing in it acted upon.

Owns the parser's safety, the namespaces and how an element is written as bytes.
Knows no meaning of any element.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from qcode.errors import UnreadableError
from qcode.text.harmless import harmless

Element: TypeAlias = etree._Element

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
# How libxml2 says it, which gives it no number of its own.
_TOO_DEEP = "Excessive depth"


@dataclass(frozen=True, slots=True)
class MarkupLimits:
    """How much XML is read at all.

    `marks` bounds the memory: the angle brackets and equals signs, of which each
    element and attribute has one at least. At the worst the default comes to about
    1 GiB (measured: 12 million to 1.5 GiB); 100,000 codings have 1.5 million.
    Nesting ends where libxml2 ends it, at 256, and a value at its 10 MB.
    """

    size: int = 256 * 1024 * 1024
    marks: int = 8_000_000


def project(name: str) -> str:
    """Return the name of a project's element with its namespace."""
    return f"{{{PROJECT_NAMESPACE}}}{name}"


def codebook(name: str) -> str:
    """Return the name of a codebook's element with its namespace."""
    return f"{{{CODEBOOK_NAMESPACE}}}{name}"


def local_name(element: Element) -> str:
    """Return the element's name without its namespace."""
    # Three times as fast as `etree.QName`, and asked for every element.
    return str(element.tag).rpartition("}")[2]


def parse(content: bytes, path: Path, limits: MarkupLimits) -> Element:
    """Return the root of a document; raises UnreadableError.

    No entity is expanded, nothing is fetched, and a document that declares a
    type is refused: REFI-QDA has none. Comments are passed over.
    """
    if len(content) > limits.size:
        raise UnreadableError(path, f"its XML is larger than {_mib(limits.size)}.")
    if content.count(b"<") + content.count(b"=") > limits.marks:
        raise UnreadableError(path, "its XML holds more elements than are read.")
    try:
        root = etree.fromstring(content, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = harmless(" ".join(str(getattr(error, "msg", error)).split()))
        if reason.startswith(_TOO_DEEP):
            why = "its XML is nested deeper than any project needs; export it again."
            raise UnreadableError(path, why) from error
        why = f"its XML is damaged ({reason}); export it again."
        raise UnreadableError(path, why) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableError(path, "declares a document type, which is not allowed.")
    return root


def element_of(content: bytes) -> Element:
    """Return an element that `canonical` wrote."""
    return etree.fromstring(content, _parser())


def _parser() -> "etree.XMLParser":
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def put_into(namespace: str, root: Element) -> bool:
    """Give all elements of other REFI-QDA namespaces this one; say if any had one."""
    had_other = False
    for element in root.iter("{*}*"):
        other, _, name = str(element.tag).rpartition("}")
        is_own = not other or other.startswith("{urn:QDA-XML:")
        if is_own and other[1:] != namespace:
            element.tag = f"{{{namespace}}}{name}"
            had_other = True
    return had_other


def children(parent: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of this name; there are none of nothing."""
    if parent is not None:
        yield from parent.iterchildren(name)


def text_of(parent: Element, name: str) -> str:
    """Return what stands in the first child of this name, "" without one."""
    found = parent.find(name)
    return "" if found is None else "".join(map(str, found.itertext()))


def apart(element: Element) -> Element:
    """Return a copy of its own, without prefixes and blanks between elements.

    It is built anew because a copy keeps the prefixes of its document.
    """
    root = etree.Element(element.tag, element.attrib, {None: PROJECT_NAMESPACE})
    waiting = [(element, root)]
    while waiting:
        original, copy = waiting.pop()
        copy.text = _between(original.text) if len(original) else original.text
        for child in original:
            twin = etree.SubElement(copy, child.tag, child.attrib)
            twin.tail = _between(child.tail)
            waiting.append((child, twin))
    return root


def _between(text: str | None) -> str | None:
    return text if text and text.strip() else None


def canonical(element: Element) -> bytes:
    """Return an element as bytes that depend on nothing but what it says.

    Source: Exclusive XML Canonicalization 1.0 (W3C, 2002), without comments.
    """
    return bytes(
        etree.tostring(element, method="c14n", exclusive=True, with_comments=False)
    )


def _mib(size: int) -> str:
    return f"{size // 1024**2} MiB"
