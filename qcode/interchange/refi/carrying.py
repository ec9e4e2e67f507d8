"""What qcode does not show, kept so that it goes out again.

Owns which files belong to it and how its XML is kept: GUIDs and paths in one form,
so that references still meet what they refer to.
"""

from collections.abc import Set
from dataclasses import dataclass, field
from uuid import UUID

from qcode.interchange.refi.archive import Archive, TooLargeError
from qcode.interchange.refi.findings import COUNTED, Findings
from qcode.interchange.refi.identities import Identities
from qcode.interchange.refi.markup import (
    Element,
    apart,
    canonical,
    local_name,
    project,
)
from qcode.interchange.refi.project import Carried, CarriedFile, Part
from qcode.interchange.refi.remainder import PATHS
from qcode.interchange.refi.texts import missing
from qcode.interchange.refi.values import guid

_GUIDS = (
    *("guid", "targetGUID", "originGUID", "representedGUID"),
    *("creatingUser", "modifyingUser", "sourceVertex", "targetVertex"),
    *("fromSyncPoint", "toSyncPoint"),
)
_COUNTED_INSIDE = frozenset(COUNTED) - {"CodeRef", "SourceRef", "NoteRef"}


@dataclass
class Luggage:
    """The carried elements and files of one project, as they are gathered."""

    archive: Archive
    findings: Findings
    identities: Identities
    elements: list[Carried] = field(default_factory=list)
    _files: dict[str, CarriedFile] = field(default_factory=dict)
    _size: int = 0

    @property
    def files(self) -> tuple[CarriedFile, ...]:
        """The files in the order of their names."""
        return tuple(self._files[name] for name in sorted(self._files))

    def take(
        self,
        element: Element,
        part: Part,
        reason: str,
        *,
        without: Set[Element] = frozenset(),
    ) -> None:
        """Keep an element, with its files; all in it is reported as carried.

        Of the children `without`, which were taken, only the GUIDs are kept: the
        places where the writer puts them again.
        """
        copy = apart(element)
        for child, twin in zip(element, copy, strict=True):
            if child in without:
                _empty(twin, self.identities.of(child))
        files, wanting = self._files_of(copy)
        reason = "; ".join(dict.fromkeys([reason, *wanting]))
        self.findings.carried(element, reason)
        self._tell_inside(element, without)
        self.elements.append(
            Carried(
                part,
                guid=self.identities.of(element),
                name=str(element.get("name") or ""),
                element=local_name(element),
                xml=canonical(copy),
                files=tuple(files),
                codings=sum(1 for _ in copy.iter(project("Coding"))),
            )
        )

    def _files_of(self, copy: Element) -> tuple[list[str], list[str]]:
        """Keep the files of an element, put in one form; tell of those it wants."""
        files: dict[str, None] = {}
        wanting: list[str] = []
        for it in copy.iter("{*}*"):
            _put_guids(it)
            for attribute in PATHS:
                path = str(it.get(attribute) or "")
                if not path:
                    continue
                name, lack = self.file(path)
                if name:
                    files[name] = None
                    it.set(attribute, f"internal://{name}")
                else:
                    wanting.append(lack)
        return list(files), wanting

    def file(self, path: str) -> tuple[str, str]:
        """Keep the file at a path; return its name, or "" and why there is none."""
        name = self.archive.locate(path)
        if name is None:
            return "", missing(path)
        if name not in self._files:
            limits = self.archive.limits
            try:
                content = self.archive.read(
                    name, min(limits.file, limits.files - self._size)
                )
            except TooLargeError:
                return "", f"its file {name} is too large to be kept"
            self._files[name] = CarriedFile(name, content)
            self._size += len(content)
        return name, ""

    def _tell_inside(self, element: Element, without: Set[Element]) -> None:
        inside = f"it belongs to {local_name(element)} '{element.get('name', '')}'"
        for child in element.iterchildren("{*}*"):
            if child in without:
                continue
            for it in child.iter("{*}*"):
                if local_name(it) in _COUNTED_INSIDE:
                    self.findings.carried(it, f"{inside}, which is not shown")


def _empty(element: Element, identity: UUID) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
    element.attrib.clear()
    element.set("guid", str(identity))


def _put_guids(element: Element) -> None:
    for attribute in _GUIDS:
        value = element.get(attribute)
        if value:
            element.set(attribute, str(guid(str(value))))
