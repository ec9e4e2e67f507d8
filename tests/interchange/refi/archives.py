"""Small REFI-QDA files made by hand, and whole projects drawn at random."""

import os
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from qcode.interchange.refi.reading import Reading, read_project
from qcode.model.exchange import Departure, Fate

ROOT = Path(__file__).parents[3]
REFI = Path(os.environ.get("QCODE_REFI_DIR", ROOT.parent / "shared" / "refi"))

USER = "22222222-2222-4222-8222-222222222222"
CODE = "33333333-3333-4333-8333-333333333333"
SOURCE = "44444444-4444-4444-8444-444444444444"
SELECTION = "55555555-5555-4555-8555-555555555555"
CODING = "66666666-6666-4666-8666-666666666666"
NOTE = "77777777-7777-4777-8777-777777777777"
OTHER = "88888888-8888-4888-8888-888888888888"
VARIABLE = "99999999-9999-4999-8999-999999999999"
CASE = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa"

USERS = f'<Users><User guid="{USER}" name="Änne"/></Users>'
CODES = f'<Code guid="{CODE}" name="K" isCodable="true"/>'
FILE = "internal://t.txt"
TEXT = "Gut \U0001f600, ja.\nשלום"


def a_coding(code: str = CODE, guid: str = CODING) -> str:
    return f'<Coding guid="{guid}"><CodeRef targetGUID="{code}"/></Coding>'


def a_selection(
    start: object, end: object, inside: str = "", name: str = "", guid: str = SELECTION
) -> str:
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}" creatingUser="{USER}" '
        f'creationDateTime="2024-01-02T03:04:05Z">{inside or a_coding()}'
        "</PlainTextSelection>"
    )


def a_source(inside: str = "", path: str = FILE, guid: str = SOURCE) -> str:
    return (
        f'<TextSource guid="{guid}" name="a" plainTextPath="{path}">{inside}'
        "</TextSource>"
    )


def a_project(
    sources: str = "", *, origin: str = "X", codes: str = CODES, rest: str = ""
) -> str:
    """Return the XML of a project; `rest` stands behind its sources."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="t" origin="{origin}">{USERS}'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        f"<Sources>{sources}</Sources>{rest}</Project>"
    )


def an_archive(
    path: Path,
    xml: str | bytes,
    files: Mapping[str, bytes | str] | None = None,
    *,
    project: str = "project.qde",
) -> Path:
    """Write a `.qdpx`; files without a folder stand in `sources/`."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(project, xml)
        for name, content in (files or {}).items():
            archive.writestr(name if "/" in name else f"sources/{name}", content)
    return path


def read(
    folder: Path, xml: str, files: dict[str, bytes | str] | None = None
) -> Reading:
    files = {"t.txt": TEXT} if files is None else files
    return read_project(an_archive(folder / "p.qdpx", xml, files))


def departures(reading: Reading, element: str) -> list[tuple[Fate, str]]:
    found: list[Departure] = list(reading.report.departures)
    return [(it.fate, it.reason) for it in found if it.element == element]
