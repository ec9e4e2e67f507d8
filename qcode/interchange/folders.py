"""Which files of a folder are its transcripts.

Owns the choice, and that nothing outside the folder is taken in. Opens no
transcript; of attributes.csv it reads only the names.
"""

import os
import unicodedata
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.attributes import ATTRIBUTES_FILE, read_attributes
from qcode.interchange.registry import known_suffixes
from qcode.interchange.survey_answers import SUFFIXES

_NOT_TRANSCRIPTS = ("readme*", "*guide*", "*leitfaden*", ".*", "~$*")


def transcripts_in(folder: Path) -> list[Path]:
    """Return the files to import from a folder.

    With attributes.csv: those it lists, in its order, also where the file is
    missing. Without: all of known formats by name, subfolders included;
    README, guides, hidden files, Office's lock files and links that lead out
    of the folder are left out. Raises UnreadableError if the folder cannot be
    read or attributes.csv lists what is not inside it.
    """
    if not folder.is_dir():
        raise UnreadableError(folder, "there is no such folder.")
    table = folder / ATTRIBUTES_FILE
    if not table.is_file():
        return sorted(filter(_is_transcript, _files_below(folder)), key=_by_name)
    siblings = _by_form(folder)
    return [
        _listed(row.document, folder, siblings) for row in read_attributes(table).rows
    ]


def left_out_of(folder: Path) -> list[tuple[Path, str]]:
    """Return the other files of a folder by name, each with the reason.

    With attributes.csv these are transcripts that it does not list, without it files
    of no known format. What is never meant (README, guides, hidden files) is not told.
    """
    named = sorted(filter(_is_meant, _files_below(folder)), key=_by_name)
    if (folder / ATTRIBUTES_FILE).is_file():
        listed = {path.resolve() for path in transcripts_in(folder)}
        return [
            (path, f"{ATTRIBUTES_FILE} does not list it")
            for path in named
            if _is_transcript(path) and path.resolve() not in listed
        ]
    return [(path, _why_not(path)) for path in named if not _is_transcript(path)]


def _why_not(path: Path) -> str:
    if path.suffix.lower() in SUFFIXES:
        return "a table; if it holds open answers, import it by itself with --text"
    return f"{path.suffix or 'a name without ending'} is no known format"


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files in the folder and its visible subfolders, links checked."""
    root = folder.resolve()

    def report(error: OSError) -> None:
        raise UnreadableError(
            error.filename, f"cannot be read ({error.strerror})."
        ) from error

    for parent, subfolders, names in os.walk(folder, onerror=report):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if path.is_file() and path.resolve().is_relative_to(root):
                yield path


def _is_meant(path: Path) -> bool:
    name = path.name.casefold()
    return not any(fnmatchcase(name, pattern) for pattern in _NOT_TRANSCRIPTS)


def _is_transcript(path: Path) -> bool:
    return _is_meant(path) and path.suffix.lower() in known_suffixes()


def _by_name(path: Path) -> tuple[str, str]:
    return str(path).casefold(), str(path)


def _form(name: str) -> str:
    """Return a name in the form in which umlauts compare equal.

    macOS writes them decomposed into file names, tables hold them composed.
    """
    return unicodedata.normalize("NFC", name)


def _by_form(folder: Path) -> dict[str, Path]:
    """Return the folder's entries by their name in composed form, sorted."""
    return {_form(path.name): path for path in sorted(folder.iterdir())}


def _listed(name: str, folder: Path, siblings: dict[str, Path]) -> Path:
    """Return the file that a row of attributes.csv names."""
    wanted = _form(name)
    path = siblings.get(wanted, folder / name)
    if not path.exists() and wanted not in siblings:
        path = _with_ending(wanted, folder, siblings) or path
    if not path.resolve().is_relative_to(folder.resolve()):
        raise UnreadableError(
            folder / ATTRIBUTES_FILE,
            f"lists '{name}', which leads out of the folder; copy the file into it.",
        )
    return path


def _with_ending(wanted: str, folder: Path, siblings: dict[str, Path]) -> Path | None:
    """Return the file of this name without ending, `None` if there is none."""
    suffixes = known_suffixes()
    found = [
        path
        for form, path in siblings.items()
        if path.suffix.lower() in suffixes and form[: -len(path.suffix)] == wanted
    ]
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise UnreadableError(
            folder / ATTRIBUTES_FILE,
            f"lists '{wanted}', which may be {names}; write the name with its ending.",
        )
    return found[0] if found else None
