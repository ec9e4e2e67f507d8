"""The codes of a project or codebook: XML -> codes."""

from typing import TYPE_CHECKING

from qcode.interchange.refi.findings import Findings
from qcode.interchange.refi.identities import Identities
from qcode.interchange.refi.markup import Element, children, text_of
from qcode.interchange.refi.project import ProjectCode
from qcode.interchange.refi.values import colour, truth

if TYPE_CHECKING:
    from uuid import UUID


def read_codes(
    codes: Element | None, space: str, findings: Findings, identities: Identities
) -> tuple[ProjectCode, ...]:
    """Return the codes below `Codes`, each parent before its children.

    `space` is the namespace of their elements, in braces.
    """
    read: dict[UUID, ProjectCode] = {}
    for element in codes.iter(f"{space}Code") if codes is not None else ():
        code = _code(element, space, findings, identities)
        if code.guid in read:
            findings.left(element, "another code has its GUID")
        else:
            read[code.guid] = code
    names = [code.name for code in read.values()]
    repeated = len(names) - len(set(names))
    if repeated:
        findings.warn(f"{repeated} codes have names that other codes have too.")
    return tuple(read.values())


def _code(
    element: Element, space: str, findings: Findings, identities: Identities
) -> ProjectCode:
    above = element.getparent()
    is_below_code = above is not None and above.tag == f"{space}Code"
    plain, change = colour(element.get("color"))
    if change:
        findings.changed(element, change)
    return ProjectCode(
        guid=identities.of(element),
        name=str(element.get("name") or "").strip() or _unnamed(element, findings),
        parent=identities.of(above) if is_below_code else None,
        is_codable=truth(element.get("isCodable"), default=True),
        colour=plain,
        description=text_of(element, f"{space}Description"),
        notes=identities.notes(children(element, f"{space}NoteRef")),
    )


def _unnamed(element: Element, findings: Findings) -> str:
    findings.changed(element, "it had no name and is called after its GUID")
    return str(element.get("guid") or "code")
