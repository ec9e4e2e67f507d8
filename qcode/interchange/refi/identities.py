"""Which GUID a thing has, and whether there is anything where a reference leads."""

from collections.abc import Iterable
from uuid import UUID

from qcode.interchange.refi.findings import Findings
from qcode.interchange.refi.markup import Element
from qcode.interchange.refi.values import guid, is_guid

_NOWHERE = "there is nothing with the GUID that it refers to"


class Identities:
    """The GUIDs of one document; a thing without one gets one by its place."""

    def __init__(self, root: Element, findings: Findings) -> None:
        self._findings = findings
        self._tree = root.getroottree()
        self._root = root
        self._by_name: dict[str, set[UUID]] = {}
        self._taken: set[UUID] = set()

    def of(self, element: Element) -> UUID:
        """Return the GUID of a thing, or the one it is given for want of it."""
        value = element.get("guid")
        if value is not None and is_guid(str(value)):
            return guid(str(value))
        said = f"its GUID '{value}' is none" if value else "it had no GUID"
        self._findings.changed(element, f"{said} and was given one")
        return guid(str(value or self._tree.getpath(element)))

    def own(self, element: Element) -> UUID:
        """Return the GUID of a selection or coding, another where it was met before."""
        identity = self.of(element)
        if identity in self._taken:
            self._findings.changed(element, "its GUID was in use and it was given one")
            identity = guid(f"{identity} {self._tree.getpath(element)}")
        self._taken.add(identity)
        return identity

    def notes(self, references: Iterable[Element]) -> tuple[UUID, ...]:
        """Return the notes that are referred to, each once."""
        return self.targets(references, "Note")

    def targets(self, references: Iterable[Element], *names: str) -> tuple[UUID, ...]:
        """Return the GUIDs that are referred to, each once, of elements so named.

        A reference to nothing is reported as left.
        """
        found: dict[UUID, None] = {}
        for reference in references:
            target = guid(str(reference.get("targetGUID") or ""))
            if any(self.is_known(target, name) for name in names):
                found[target] = None
            else:
                self._findings.left(reference, _NOWHERE)
        return tuple(found)

    def is_known(self, target: UUID, name: str) -> bool:
        """Whether an element of this name has the GUID."""
        if name not in self._by_name:
            elements = self._root.iter(f"{{*}}{name}")
            self._by_name[name] = {guid(str(it.get("guid") or "")) for it in elements}
        return target in self._by_name[name]
