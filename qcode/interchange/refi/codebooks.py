"""Codebooks alone: `.qdc` files, both ways.

The older namespace is read too (`urn:QDA-XML:codebook:0:4`, ATLAS.ti 9). A set groups
codes; notes have no place in a codebook alone.
"""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from lxml import etree

from qcode.errors import RefusedError, UnreadableError
from qcode.interchange.refi.cleaning import clean
from qcode.interchange.refi.code_elements import add_codes
from qcode.interchange.refi.codes import read_codes
from qcode.interchange.refi.findings import Findings
from qcode.interchange.refi.form import prepare
from qcode.interchange.refi.identities import Identities
from qcode.interchange.refi.markup import (
    CODEBOOK_NAMESPACE,
    Element,
    MarkupLimits,
    children,
    codebook,
    local_name,
    parse,
    put_into,
    text_of,
)
from qcode.interchange.refi.project import Project, ProjectCode
from qcode.interchange.refi.values import guid
from qcode.model.exchange import Direction, ExchangeReport
from qcode.project import write_whole


@dataclass(frozen=True, slots=True)
class CodeSet:
    """A named group of codes."""

    guid: UUID
    name: str
    description: str = ""
    codes: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ExchangedCodebook:
    """What a `.qdc` holds; codes have each parent before its children and no notes."""

    origin: str = ""
    codes: tuple[ProjectCode, ...] = ()
    sets: tuple[CodeSet, ...] = ()


def read_codebook(
    path: Path, limits: MarkupLimits | None = None
) -> tuple[ExchangedCodebook, ExchangeReport]:
    """Return the codebook in a `.qdc` file; raises UnreadableError."""
    limits = limits or MarkupLimits()
    root = parse(_content(path, limits), path, limits)
    if local_name(root) != "CodeBook":
        reason = f"is no REFI-QDA codebook: its XML begins with {local_name(root)}."
        raise UnreadableError(path, reason)
    findings = Findings()
    if put_into(CODEBOOK_NAMESPACE, root):
        findings.warn("Its XML is of another version of the standard.")
    identities = Identities(root, findings)
    space = codebook("")
    read = ExchangedCodebook(
        origin=str(root.get("origin") or ""),
        codes=read_codes(root.find(codebook("Codes")), space, findings, identities),
        sets=_read_sets(root, findings, identities),
    )
    report = findings.report(root, file_name=path.name, program=read.origin)
    return read, report


def write_codebook(book: ExchangedCodebook, path: Path) -> ExchangeReport:
    """Write a codebook, whole or not at all, and return what became of it.

    Raises RefusedError where there are no codes, which the standard does not allow,
    and StudyError where nothing can be written.
    """
    if not book.codes:
        raise RefusedError("There are no codes, and a .qdc file must have one.")
    ready, departures = prepare(Project("", origin=book.origin, codes=book.codes))
    root = etree.Element(codebook("CodeBook"), nsmap={None: CODEBOOK_NAMESPACE})
    if ready.origin:
        root.set("origin", ready.origin)
    add_codes(etree.SubElement(root, codebook("Codes")), ready.codes, codebook(""))
    if book.sets:
        _add_sets(root, book)
    etree.indent(root)
    write_whole(path, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))
    found = {"Code": len(ready.codes), "Set": len(book.sets)}
    return ExchangeReport(
        Direction.EXPORT, path.name, found=found, departures=departures
    )


def _content(path: Path, limits: MarkupLimits) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limits.size + 1)
    except FileNotFoundError as error:
        raise UnreadableError(path, "there is no such file.") from error
    except OSError as error:
        raise UnreadableError(path, f"cannot be read ({error.strerror}).") from error


def _read_sets(
    root: Element, findings: Findings, identities: Identities
) -> tuple[CodeSet, ...]:
    read: dict[UUID, CodeSet] = {}
    for container in children(root, codebook("Sets")):
        for element in children(container, codebook("Set")):
            identity = identities.of(element)
            if identity in read:
                findings.left(element, "another set has its GUID")
                continue
            read[identity] = CodeSet(
                identity,
                name=str(element.get("name") or "").strip() or str(identity),
                description=text_of(element, codebook("Description")),
                codes=_members(element, findings, identities),
            )
    return tuple(read.values())


def _members(
    element: Element, findings: Findings, identities: Identities
) -> tuple[UUID, ...]:
    """Return the codes of a set, whose members say `guid`, in projects `targetGUID`."""
    found: dict[UUID, None] = {}
    for member in children(element, codebook("MemberCode")):
        code = guid(str(member.get("guid") or member.get("targetGUID") or ""))
        if identities.is_known(code, "Code"):
            found[code] = None
        else:
            findings.left(member, "there is no code with the GUID that it refers to")
    return tuple(found)


def _add_sets(root: Element, book: ExchangedCodebook) -> None:
    sets = etree.SubElement(root, codebook("Sets"))
    known = {code.guid for code in book.codes}
    for it in book.sets:
        name = clean(it.name).strip() or str(it.guid)
        element = etree.SubElement(
            sets, codebook("Set"), {"guid": str(it.guid), "name": name}
        )
        if it.description:
            described = etree.SubElement(element, codebook("Description"))
            described.text = clean(it.description)
        for code in it.codes:
            if code in known:
                attributes = {"guid": str(code)}
                etree.SubElement(element, codebook("MemberCode"), attributes)
