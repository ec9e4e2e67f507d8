"""Which importer reads which file, and the one way a transcript comes in.

Owns the table of formats and what holds for all of them: size, emptiness,
normalising. Importers are found by their file ending and loaded only when a
file asks for them; other packages add theirs as entry points of the group
`qcode.importers`, named by the ending without its dot.
"""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Protocol

from qcode.errors import NulInTextError, UnreadableError
from qcode.interchange.amounts import check_markup, check_text
from qcode.interchange.archives import check_archive
from qcode.model.document import Source
from qcode.project import ImportLimits
from qcode.text.normalise import normalise

ENTRY_POINTS = "qcode.importers"
USUAL_LIMITS = ImportLimits()

_BUILT_IN = {
    ".docx": "qcode.interchange.docx:DocxImporter",
    ".htm": "qcode.interchange.html:HtmlImporter",
    ".html": "qcode.interchange.html:HtmlImporter",
    ".markdown": "qcode.interchange.markdown:MarkdownImporter",
    ".md": "qcode.interchange.markdown:MarkdownImporter",
    ".odt": "qcode.interchange.odt:OdtImporter",
    ".pdf": "qcode.interchange.pdf:PdfImporter",
    ".rtf": "qcode.interchange.rtf:RtfImporter",
    ".srt": "qcode.interchange.subtitles:SrtImporter",
    ".txt": "qcode.interchange.plain:PlainImporter",
    ".vtt": "qcode.interchange.subtitles:VttImporter",
}


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody wrote at the margin.

    `passage` is what it was written about, of a long one the beginning. Author, date
    (ISO 8601) and passage are "" where the file does not say them.
    """

    text: str
    author: str = ""
    date: str = ""
    passage: str = ""


@dataclass(frozen=True)
class ImportedText:
    """What a transcript file holds.

    From an importer `text` is as decoded or extracted, from `read_transcript`
    it is normalised. `metadata` are the named values in the file itself (front
    matter), as they are written there. `notices` say what of the file is not in the
    text. `repeated_lines` are what most printed pages repeat, numbers as `#`, and
    `without_repeated` is the text without them, `None` where there are none.
    """

    text: str
    metadata: Mapping[str, str]
    title: str
    comments: tuple[Comment, ...] = ()
    notices: tuple[str, ...] = ()
    repeated_lines: tuple[str, ...] = ()
    without_repeated: str | None = None


class Importer(Protocol):
    """What reads one format; made without arguments."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file endings of the format, with their dot, in lower case."""

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return what the bytes hold; raises UnreadableError.

        `path` serves for messages and for the title only: it is not opened.
        """


def known_suffixes() -> frozenset[str]:
    """Return the endings that can be imported, with their dot, in lower case."""
    return frozenset({*_BUILT_IN, *_plugins()})


def importer_for(path: Path) -> Importer:
    """Return the importer for the file's ending; raises UnreadableError."""
    suffix = path.suffix.lower()
    if suffix in _BUILT_IN:
        module, _, name = _BUILT_IN[suffix].partition(":")
        importer: Importer = getattr(import_module(module), name)()
        return importer
    plugin = _plugins().get(suffix)
    if plugin is None:
        raise UnreadableError(path, _unknown_format(suffix))
    return _load(plugin, path)


def read_transcript(
    path: Path,
    limits: ImportLimits = USUAL_LIMITS,
    *,
    without_repeated: bool = False,
) -> tuple[ImportedText, Source]:
    """Return the file's normalised text and the file as it came.

    `without_repeated` leaves out the lines that every page of it repeats. The file
    is read once. Raises UnreadableError for a file that is missing, beyond the limits,
    of no known format, damaged, or without text.
    """
    _require_file(path)
    importer = importer_for(path)
    content = read_content(path, limits)
    check_markup(content, path, limits)
    imported = importer.read(content, path)
    raw = imported.text
    if without_repeated and imported.without_repeated is not None:
        raw = imported.without_repeated
    try:
        text = normalise(raw)
    except NulInTextError as error:
        raise UnreadableError(path, str(error)) from error
    if not text.strip():
        raise UnreadableError(path, "holds no text.")
    check_text(text, path, limits)
    return replace(imported, text=text), Source(path.name, content)


def read_content(path: Path, limits: ImportLimits) -> bytes:
    """Return a file's bytes; raises UnreadableError for what is no file of sane size.

    Archives are checked for what would fill the memory when they are unpacked.
    """
    _require_file(path)
    content = _read(path, limits)
    check_archive(content, path, limits)
    return content


def _plugins() -> dict[str, EntryPoint]:
    """Return other packages' importers by ending; the built-in formats stay ours."""
    found = {f".{entry.name.lower()}": entry for entry in _entry_points()}
    return {suffix: entry for suffix, entry in found.items() if suffix not in _BUILT_IN}


@cache
def _entry_points() -> list[EntryPoint]:
    """Return what is installed; looking takes 4 ms, too much for every file."""
    return sorted(entry_points(group=ENTRY_POINTS), key=lambda entry: entry.value)


def _load(plugin: EntryPoint, path: Path) -> Importer:
    try:
        importer: Importer = plugin.load()()
    except (ImportError, AttributeError, TypeError) as error:
        raise UnreadableError(
            path,
            f"the importer {plugin.value} for *.{plugin.name} cannot be loaded "
            f"({error}); update or remove the package it comes from.",
        ) from error
    return importer


def _unknown_format(suffix: str) -> str:
    if suffix == ".doc":
        return (
            "is an old Word document; open it in Word or LibreOffice and save it "
            "as .docx."
        )
    known = " ".join(sorted(known_suffixes()))
    what = f"{suffix} is no known format" if suffix else "has no file ending"
    return f"{what}. Known are: {known}."


def _require_file(path: Path) -> None:
    """Raise UnreadableError unless the path leads to a file of a size to read."""
    try:
        status = path.stat()
    except FileNotFoundError as error:
        raise UnreadableError(path, "there is no such file.") from error
    except (OSError, ValueError) as error:
        raise UnreadableError(path, _reason(error)) from error
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableError(path, "is a folder, not a file.")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(path, "is not an ordinary file.")
    if status.st_size == 0:
        raise UnreadableError(path, "the file is empty.")


def _read(path: Path, limits: ImportLimits) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise UnreadableError(path, _reason(error)) from error
    if len(content) > limits.file_bytes:
        raise UnreadableError(
            path, f"is larger than {limits.file_bytes // 1024**2} MiB; split it up."
        )
    return content


def _reason(error: OSError | ValueError) -> str:
    why = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read ({why or error})."
