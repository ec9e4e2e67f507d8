"""What a file holds beside what is read of it, told as warnings."""

from qcode.interchange.refi.archive import Archive
from qcode.interchange.refi.findings import COUNTED, Findings, listed
from qcode.interchange.refi.markup import Element, local_name

PATHS = ("path", "plainTextPath", "richTextPath")

_KNOWN = frozenset(
    {
        *COUNTED,
        *("Project", "Users", "CodeBook", "Codes", "Variables", "Cases", "Sources"),
        *("Notes", "Links", "Sets", "Graphs", "Description", "VariableRef"),
        *("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue"),
        *("DateTimeValue", "PlainTextContent", "SyncPoint", "Vertex", "Edge"),
        *("MemberSource", "MemberNote"),
    }
)
_CHANGES = frozenset({"modifyingUser", "modifiedDateTime", "modifyingUserGUID"})


def warn_of_rest(root: Element, archive: Archive, findings: Findings) -> None:
    """Warn of idle and unsafe files, foreign elements, and what has no place here."""
    unknown: dict[str, None] = {}
    referred: set[str | None] = set()
    is_changed = False
    for element in root.iter("{*}*"):
        name, attributes = local_name(element), element.attrib
        if name not in _KNOWN:
            unknown[name] = None
        for attribute in PATHS:
            if attribute in attributes:
                referred.add(archive.locate(str(attributes[attribute])))
        is_changed = is_changed or not _CHANGES.isdisjoint(attributes.keys())
    idle = [name for name in archive.names() if name not in referred]
    if archive.strange:
        findings.warn(f"Files with unsafe names were left: {listed(archive.strange)}.")
    if idle:
        findings.warn(f"Files that nothing refers to were left: {listed(idle)}.")
    if unknown:
        findings.warn(f"Elements not of the standard were left: {listed(unknown)}.")
    if is_changed:
        findings.warn("Who changed things last, and when, was left.")
    if root.get("basePath"):
        findings.warn("The folder that relative paths begin in was left.")
