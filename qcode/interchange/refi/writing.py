"""A project -> a `.qdpx` file that other programs read rightly.

UTF-8 without a byte order mark, LF, `sources/` in lower case, text in files only,
GUIDs in lower case without braces. The same project gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from qcode.interchange.refi.building import Builder
from qcode.interchange.refi.findings import COUNTED, REFERENCES
from qcode.interchange.refi.form import note_file, prepare
from qcode.interchange.refi.markup import Element, local_name
from qcode.interchange.refi.project import Project
from qcode.interchange.refi.remarks import remark
from qcode.model.exchange import Departure, Direction, ExchangeReport, Fate
from qcode.project import write_whole
from qcode.text.offsets import Units

__all__ = ["Units", "content_of", "write_project"]

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16
_UNIX = 3


def write_project(
    project: Project, path: Path, units: Units = Units.CODEPOINTS
) -> ExchangeReport:
    """Write a project, whole or not at all, and return what became of its things.

    What is written is `as_written(project)`, and that is read again. Raises
    StudyError where nothing can be written.
    """
    written, departures = prepare(project)
    files = _note_names(written)
    root = Builder(written, units, files).build()
    write_whole(path, content_of(written, root, files, units))
    return _report(root, path.name, units, departures)


def content_of(
    project: Project, root: Element, note_files: Mapping[UUID, str], units: Units
) -> bytes:
    """Return the archive's bytes."""
    members = {file.name: file.content for file in project.files}
    members |= {source.file_name: source.content for source in project.sources}
    members |= {note_files[it.guid]: it.text.encode() for it in project.notes}
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_member("project.qde"), _xml(root, units))
        for name in sorted(members):
            archive.writestr(_member(f"sources/{name}"), members[name])
    return buffer.getvalue()


def _note_names(project: Project) -> dict[UUID, str]:
    names = {file.name for file in project.files}
    names |= {source.file_name for source in project.sources}
    return {note.guid: note_file(note, names) for note in project.notes}


def _xml(root: Element, units: Units) -> bytes:
    etree.indent(root)
    root.addprevious(remark(units))
    return bytes(
        etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8")
    )


def _member(name: str) -> ZipInfo:
    """Return the entry of a file, the same whenever and wherever it is written."""
    info = ZipInfo(name, _EARLIEST)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = _READABLE
    info.create_system = _UNIX
    return info


def _report(
    root: Element, name: str, units: Units, departures: Iterable[Departure]
) -> ExchangeReport:
    """Return the report of an export; what was left was found too."""
    departures = tuple(departures)
    counts = Counter(local_name(element) for element in root.iter("{*}*"))
    counts.update(it.element for it in departures if it.fate is Fate.LEFT)
    shown = [it for it in COUNTED if counts[it] and it not in REFERENCES]
    counted = "UTF-16 units" if units is Units.UTF16 else "Unicode codepoints"
    return ExchangeReport(
        Direction.EXPORT,
        name,
        offsets=f"Positions count {counted}, with LF as line break.",
        found={element: counts[element] for element in shown},
        departures=departures,
    )
