"""A `.qdpx` as an archive: its project file and its folder of sources.

Owns what can be wrong with the archive, which of its files is which, and that no
more is read than is allowed. Nothing is ever unpacked to a disk, and no path that
leads out of the archive is followed.
"""

import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile, ZipInfo

from qcode.errors import UnreadableError
from qcode.interchange.refi.markup import MarkupLimits
from qcode.text.harmless import harmless

_MIB = 1024 * 1024
_INTERNAL = "internal:"
_OUTSIDE = ("relative:", "absolute:", "file:", "http:", "https:", "ftp:")
_ENCRYPTED = 1
_BROKEN = (
    *(BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
    *(zlib.error, struct.error, LZMAError, IndexError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read at all, in bytes unless said otherwise.

    What is larger than `text` or `file`, or beyond `files` in sum, is left and
    reported; what breaks the others refuses the project.
    """

    xml: MarkupLimits = field(default_factory=MarkupLimits)
    text: int = 64 * _MIB
    file: int = 128 * _MIB
    files: int = 512 * _MIB
    members: int = 100_000
    ratio: int = 200
    above_ratio: int = 16 * _MIB


class TooLargeError(Exception):
    """A file of the archive is larger than allowed; never leaves this package."""


class Archive:
    """An open `.qdpx`; names of sources are as they stand below its folder."""

    def __init__(self, archive: ZipFile, path: Path, limits: Limits) -> None:
        self._archive = archive
        self.path = path
        self.limits = limits
        self.strange: list[str] = []
        """Names that lead out of the archive."""
        members = self._members()
        self._project, self._sources = _parted(members, path)
        self._folded = {name.casefold(): name for name in self._sources}

    def project(self) -> bytes:
        """Return the project's XML; raises UnreadableError."""
        try:
            return self._read(self._project, self.limits.xml.size)
        except TooLargeError as error:
            reason = "would unpack to far more XML than a project holds."
            raise UnreadableError(self.path, reason) from error

    def names(self) -> list[str]:
        """Return the names of all sources, in the archive's order."""
        return list(self._sources)

    def locate(self, reference: str) -> str | None:
        """Return the name of the source that a path refers to, if it is there.

        Without the scheme `internal:` too, with the folder's name or another case.
        """
        if is_outside(reference):
            return None
        bare = reference.strip()
        if bare.lower().startswith(_INTERNAL):
            bare = bare[len(_INTERNAL) :]
        for candidate in (bare, unquote(bare)):
            name = candidate.replace("\\", "/").lstrip("/")
            if name.casefold().startswith("sources/"):
                name = name[len("sources/") :]
            if name in self._sources:
                return name
            if name.casefold() in self._folded:
                return self._folded[name.casefold()]
        return None

    def read(self, name: str, limit: int) -> bytes:
        """Return a source's bytes; raises TooLargeError, UnreadableError."""
        return self._read(self._sources[name], limit)

    def _members(self) -> dict[str, ZipInfo]:
        members: dict[str, ZipInfo] = {}
        infos = self._archive.infolist()
        if len(infos) > self.limits.members:
            raise UnreadableError(self.path, f"holds {len(infos):,} files.")
        for info in infos:
            name = info.filename.replace("\\", "/")
            if info.is_dir() or name.endswith("/"):
                continue
            if _leads_out(name):
                self.strange.append(harmless(info.filename))
                continue
            before = members.get(name)
            if before is not None and not _is_same(before, info):
                raise UnreadableError(
                    self.path,
                    f"holds two different files of the name {harmless(name)}.",
                )
            members[name] = info
        return members

    def _read(self, info: ZipInfo, limit: int) -> bytes:
        if info.flag_bits & _ENCRYPTED:
            reason = "is protected by a password; save it without one."
            raise UnreadableError(self.path, reason)
        swells = info.file_size > self.limits.ratio * max(info.compress_size, 1)
        if info.file_size > (min(limit, self.limits.above_ratio) if swells else limit):
            raise TooLargeError
        try:
            with self._archive.open(info) as stream:
                content = stream.read(limit + 1)
        except _BROKEN as error:
            name = harmless(info.filename)
            reason = f"is damaged at {name}; save or fetch it again."
            raise UnreadableError(self.path, reason) from error
        if len(content) > limit:
            raise TooLargeError
        return content


@contextmanager
def open_archive(path: Path, limits: Limits) -> Iterator[Archive]:
    """Open a `.qdpx`; raises UnreadableError."""
    try:
        archive = ZipFile(path)
    except FileNotFoundError as error:
        raise UnreadableError(path, "there is no such file.") from error
    except (PermissionError, IsADirectoryError) as error:
        raise UnreadableError(path, f"cannot be read ({error.strerror}).") from error
    except _BROKEN as error:
        reason = "is damaged or not a REFI-QDA project (.qdpx); export it again."
        raise UnreadableError(path, reason) from error
    with archive:
        yield Archive(archive, path, limits)


def is_outside(reference: str) -> bool:
    """Whether a path refers to a file outside of the archive."""
    bare = reference.strip().lower()
    return bare.startswith(_OUTSIDE) or bare[1:3] in (":/", ":\\")


def _leads_out(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name


def _is_same(first: ZipInfo, second: ZipInfo) -> bool:
    return (first.CRC, first.file_size) == (second.CRC, second.file_size)


def _parted(
    members: Mapping[str, ZipInfo], path: Path
) -> tuple[ZipInfo, dict[str, ZipInfo]]:
    """Return the project file and, by name, what stands in the folder beside it."""
    found = [name for name in members if _is_project(name)]
    usual = [it for it in found if it.casefold().endswith("project.qde")]
    candidates = found if len(found) == 1 else usual
    if len(candidates) != 1:
        what = "holds several project files (.qde)" if found else "holds no .qde file"
        raise UnreadableError(path, f"{what}, so it is no REFI-QDA project.")
    folder = candidates[0].rpartition("/")[0]
    base = f"{folder}/sources/".lstrip("/").casefold()
    sources = {
        name[len(base) :]: info
        for name, info in members.items()
        if name.casefold().startswith(base)
    }
    return members[candidates[0]], sources


def _is_project(name: str) -> bool:
    parts = name.split("/")
    is_shadow = parts[0] == "__MACOSX" or parts[-1].startswith("._")
    return name.casefold().endswith(".qde") and not is_shadow
