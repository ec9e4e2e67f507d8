"""A whole study as REFI-QDA: written, read and taken in, beside a plain program.

    python -m tests.benchmarks.exchanged ours|plain write|read|take FILES STUDY WORK

Prints the CPU seconds, user and system, and the most memory that the process had, in
MiB. The plain program writes the same XML from the same database with lxml, reads it
into tuples, and puts them into a table; it checks, converts and reports nothing.
"""

import hashlib
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from qcode.interchange.refi.reading import read_project
from qcode.operations.exchange.incoming.importing import import_project
from qcode.operations.exchange.outgoing.exporting import export_project
from qcode.operations.setting_up import prepare_folder, set_up
from qcode.operations.workspace import open_workspace

Act = Callable[[], object]
_NAMESPACE = "urn:QDA-XML:project:1.0"
_CODINGS = """
SELECT id, document_id, code_id, coder_id, start_offset, end_offset, created_at
FROM codings ORDER BY document_id, start_offset, end_offset DESC, id
"""
_TEXTS = """
SELECT d.id, d.name, r.text FROM documents d
JOIN revisions r ON r.document_id = d.id AND r.number = d.revision ORDER BY d.name
"""


def _file(study: Path, work: Path) -> Path:
    return work / f"{study.name}.qdpx"


def write_ours(study: Path, work: Path) -> Act:
    """Export the study."""

    def act() -> None:
        with open_workspace(study) as workspace:
            export_project(workspace.store, _file(study, work), [])

    return act


def write_plain(study: Path, work: Path) -> Act:
    """Write the same sources, codes, selections and codings from the database."""

    def act() -> None:
        database = sqlite3.connect(study / "qcode.db")
        root = etree.Element(f"{{{_NAMESPACE}}}Project", nsmap={None: _NAMESPACE})
        codes = etree.SubElement(etree.SubElement(root, "CodeBook"), "Codes")
        for code, name in database.execute("SELECT id, name FROM codes"):
            etree.SubElement(codes, "Code", guid=_guid(code), name=name)
        sources = etree.SubElement(root, "Sources")
        elements, texts = {}, {}
        for document, name, text in database.execute(_TEXTS):
            guid, texts[document] = _guid(document), text
            path = f"internal://{guid}.txt"
            attributes = {"guid": guid, "name": name, "plainTextPath": path}
            elements[document] = etree.SubElement(sources, "TextSource", attributes)
        for row in database.execute(_CODINGS):
            _add(elements[row[1]], row, texts[row[1]])
        with ZipFile(_file(study, work), "w", ZIP_DEFLATED) as archive:
            archive.writestr("project.qde", etree.tostring(root, encoding="UTF-8"))
            for document, text in texts.items():
                archive.writestr(f"sources/{_guid(document)}.txt", text.encode())

    return act


def _add(source: "etree._Element", row: tuple[object, ...], text: str) -> None:
    ids, start, end, at = row[:4], int(str(row[4])), int(str(row[5])), str(row[6])
    coding, _, code, coder = map(_guid, ids)
    made = {"creatingUser": coder, "creationDateTime": at}
    selection = etree.SubElement(
        source,
        "PlainTextSelection",
        {
            "guid": coding,
            "name": text[start:end],
            "startPosition": str(start),
            "endPosition": str(end),
            **made,
        },
    )
    element = etree.SubElement(selection, "Coding", {"guid": coding, **made})
    etree.SubElement(element, "CodeRef", targetGUID=code)


def _guid(value: object) -> str:
    assert isinstance(value, bytes)
    return str(UUID(bytes=value))


def _let_write(study: Path, work: Path) -> None:
    """Write the file in another process, whose memory does not count."""
    module = "tests.benchmarks.exchanged"
    command = [sys.executable, "-m", module, "ours", "write", "-", study, work]
    subprocess.run([str(it) for it in command], check=True, capture_output=True)


def read_ours(study: Path, work: Path) -> Act:
    """Read the file, with its report."""
    _let_write(study, work)
    return lambda: read_project(_file(study, work))


def read_plain(study: Path, work: Path) -> Act:
    """Read every coding of the same file as a tuple, and the texts."""
    _let_write(study, work)
    return lambda: list(_read(_file(study, work)))


def _read(path: Path) -> Iterator[tuple[object, ...]]:
    name = f"{{{_NAMESPACE}}}"
    with ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        for source in root.iter(f"{name}TextSource"):
            document = UUID(source.get("guid"))
            member = source.get("plainTextPath").removeprefix("internal://")
            text = archive.read(f"sources/{member}").decode()
            for selection in source.iterchildren(f"{name}PlainTextSelection"):
                start = int(selection.get("startPosition"))
                end = int(selection.get("endPosition"))
                digest = hashlib.blake2b(text[start:end].encode(), digest_size=8)
                for coding in selection.iterchildren(f"{name}Coding"):
                    code = UUID(coding.find(f"{name}CodeRef").get("targetGUID"))
                    coder = UUID(coding.get("creatingUser"))
                    own = UUID(coding.get("guid"))
                    ids = (it.bytes for it in (own, document, code, coder))
                    at = coding.get("creationDateTime")
                    yield *ids, start, end, digest.digest(), "hand", None, at


def take_ours(study: Path, work: Path) -> Act:
    """Import the file into a study without anything in it."""
    _let_write(study, work)
    fresh = work / f"{study.name}-taken"
    shutil.rmtree(fresh, ignore_errors=True)
    prepare_folder(fresh, "Taken", "de")
    with open_workspace(fresh) as workspace:
        set_up(workspace)

    def act() -> None:
        with open_workspace(fresh) as workspace:
            import_project(workspace.store, _file(study, work), None)

    return act


def take_plain(study: Path, work: Path) -> Act:
    """Put what is read into an empty table of the same form."""
    _let_write(study, work)
    database = work / f"{study.name}.taken.db"
    database.unlink(missing_ok=True)
    wanted = "SELECT sql FROM sqlite_master WHERE tbl_name = 'codings' AND sql NOT NULL"
    schema = [row[0] for row in sqlite3.connect(study / "qcode.db").execute(wanted)]

    def act() -> None:
        connection = sqlite3.connect(database)
        for statement in schema:
            connection.execute(statement)
        rows = _read(_file(study, work))
        connection.executemany(f"INSERT INTO codings VALUES ({'?, ' * 9}?)", rows)
        connection.commit()

    return act


def main() -> None:
    """Prepare, measure, print."""
    kind, what, _files, study, work = sys.argv[1:]
    act: Act = globals()[f"{what}_{kind}"](Path(study), Path(work))
    before = resource.getrusage(resource.RUSAGE_SELF)
    act()
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(used, after.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
