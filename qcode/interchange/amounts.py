"""How much a transcript may hold, so that it is read in seconds or refused at once.

Owns what is counted before a file is parsed, and after. Every importer takes time in
proportion to what is counted here; the sizes in bytes that bound its memory are
`registry`'s and `archives`'.
"""

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from qcode.errors import UnreadableError
from qcode.interchange.archived_markup import markup_in, occurrences
from qcode.project import ImportLimits

# The bytes with which each piece of a format's markup begins.
_OPENINGS = {
    ".htm": (b"<",),
    ".html": (b"<",),
    ".rtf": (b"\\", b"{"),
    ".srt": (b"<", b"{"),
    ".vtt": (b"<",),
}
_BY_LINE = frozenset({".srt", ".vtt"})


def check_markup(content: bytes, path: Path, limits: ImportLimits) -> None:
    """Raise UnreadableError for markup of more elements or lines than are parsed.

    What is damaged is left to the importer.
    """
    suffix = path.suffix.lower()
    if content.startswith(b"PK\x03\x04"):
        _check_elements(_elements_in_archive(content), path, limits)
        return
    openings = _OPENINGS.get(suffix, ())
    _check_elements(sum(map(content.count, openings)), path, limits)
    if suffix in _BY_LINE:
        _check_lines(max(content.count(b"\n"), content.count(b"\r")), path, limits)


def check_text(text: str, path: Path, limits: ImportLimits) -> None:
    """Raise UnreadableError for a normalised text that is too long to work with."""
    if len(text) > limits.characters:
        raise _too_much(path, f"{len(text):,} characters", "max-characters")
    _check_lines(text.count("\n"), path, limits)


def _elements_in_archive(content: bytes) -> int:
    try:
        with ZipFile(BytesIO(content)) as archive:
            return sum(occurrences(archive, it, b"<") for it in markup_in(archive))
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        return 0


def _check_elements(number: int, path: Path, limits: ImportLimits) -> None:
    if number > limits.elements:
        raise _too_much(path, f"{number:,} pieces of markup", "max-elements")


def _check_lines(number: int, path: Path, limits: ImportLimits) -> None:
    if number > limits.lines:
        raise _too_much(path, f"{number:,} lines", "max-lines")


def _too_much(path: Path, what: str, name: str) -> UnreadableError:
    return UnreadableError(
        path,
        f"holds {what}, far more than a transcript; split it up, or raise {name} in "
        "qcode.toml.",
    )
