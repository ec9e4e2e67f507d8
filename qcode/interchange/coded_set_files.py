"""`.qcset`: a coded set as one ZIP archive, or as the same files in a folder.

Owns which archives are opened at all and that the same set gives the same bytes.
"""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from qcode.errors import StudyError, UnreadableError
from qcode.interchange.coded_set_lines import (
    LINES,
    MANIFEST,
    digest_of,
    members_of,
    read_manifest,
    set_of,
)
from qcode.model.coded_set import CodedSet
from qcode.project import make_folder, write_whole

ENDING = ".qcset"
MAX_BYTES = 512 * 1024 * 1024
MAX_RATIO = 400
_FREE_OF_RATIO = 16 * 1024 * 1024
_DAMAGES = (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)
_FIRST_ZIP_MOMENT = datetime(1980, 1, 1, tzinfo=UTC)


def write_coded_set(coded: CodedSet, path: Path) -> None:
    """Write the set, a file where the path ends in .qcset, else a folder.

    What is there is replaced, if it is a coded set. Raises StudyError where it is
    something else or cannot be written.
    """
    if path.suffix.lower() == ENDING and not path.is_dir():
        write_whole(path, archive_of(coded))
        return
    if path.exists() and not is_set_folder(path) and any(path.iterdir()):
        raise StudyError(f"{path} is no coded set and not empty; name another folder.")
    make_folder(path)
    members = members_of(coded)
    # The manifest comes last: a folder written in part does not pass as a whole one.
    for name in (*LINES, MANIFEST):
        write_whole(path / name, members[name])


def archive_of(coded: CodedSet) -> bytes:
    """Return the bytes of the archive; its times are that of the newest step."""
    at = max(coded.written_at or _FIRST_ZIP_MOMENT, _FIRST_ZIP_MOMENT).astimezone(UTC)
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in members_of(coded).items():
            member = ZipInfo(name, at.timetuple()[:6])
            member.compress_type, member.create_system = ZIP_DEFLATED, 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, content, compresslevel=6)
    return buffer.getvalue()


def is_set_folder(path: Path) -> bool:
    """Whether a folder holds an unpacked coded set."""
    return (path / MANIFEST).is_file()


def read_coded_set_file(path: Path) -> CodedSet:
    """Return the set in a .qcset file or in a folder.

    Raises UnreadableError in one line for what it does not know: a newer form, other
    members, a digest that is not the manifest's, an archive of insane size.
    """
    try:
        members = _folder(path) if path.is_dir() else _archive(path)
        manifest = read_manifest(members.get(MANIFEST, b""))
        _check(members, manifest.get("files"))
        return set_of(manifest, members, path.name)
    except OSError as error:
        raise UnreadableError(path, f"cannot be read ({error.strerror}).") from error
    except _DAMAGES as error:
        raise UnreadableError(path, "is damaged or no coded set.") from error
    except ValueError as error:
        raise UnreadableError(path, f"is no coded set to read: {error}.") from error


def _archive(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        listed = archive.infolist()
        _check_names([member.filename for member in listed])
        size = sum(member.file_size for member in listed)
        packed = sum(member.compress_size for member in listed)
        if size > MAX_BYTES or size > max(MAX_RATIO * packed, _FREE_OF_RATIO):
            raise ValueError(f"it would unpack to {size // 1024**2} MiB")
        return {member.filename: archive.read(member) for member in listed}


def _folder(path: Path) -> dict[str, bytes]:
    # Hidden files (.gitattributes) are the keeper's; git may have set line ends.
    files = [it for it in sorted(path.iterdir()) if not it.name.startswith(".")]
    _check_names([it.name for it in files])
    size = sum(it.stat().st_size for it in files)
    if size > MAX_BYTES:
        raise ValueError(f"it holds {size // 1024**2} MiB")
    return {it.name: it.read_bytes().replace(b"\r\n", b"\n") for it in files}


def _check_names(names: list[str]) -> None:
    strange = [name for name in names if name not in (MANIFEST, *LINES)]
    if strange:
        raise ValueError(f"it holds '{strange[0]}', which this program does not know")
    if len(set(names)) < len(names):
        raise ValueError("a part stands in it twice")
    if MANIFEST not in names:
        raise ValueError(f"there is no {MANIFEST} in it")


def _check(members: Mapping[str, bytes], told: object) -> None:
    if not isinstance(told, dict) or set(told) != set(LINES):
        raise ValueError(f"its {MANIFEST} does not name the files of this form")
    for name in LINES:
        wanted = told[name]
        digest = wanted.get("sha256") if isinstance(wanted, dict) else None
        if name not in members:
            raise ValueError(f"{name} is missing")
        if digest_of(members[name]) != digest:
            raise ValueError(f"{name} was changed after it was written")
