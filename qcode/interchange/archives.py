"""Which ZIP archives are opened at all.

Owns the limits against archives that would fill the memory. Knows nothing of the
office formats that are packed so.
"""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from qcode.errors import UnreadableError
from qcode.interchange.archived_markup import is_trap, markup_in
from qcode.project import ImportLimits

MAX_RATIO = 200
MAX_BYTES_ABOVE_RATIO = 16 * 1024 * 1024
MAX_MEMBERS = 20_000

_BEGINNING = b"PK\x03\x04"


def require_archive(content: bytes, path: Path, *, is_other: str) -> None:
    """Raise UnreadableError, with what `is_other` says, unless this is a ZIP."""
    try:
        ZipFile(BytesIO(content)).close()
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError(path, is_other) from error


def check_archive(content: bytes, path: Path, limits: ImportLimits) -> None:
    """Raise UnreadableError for an archive that no transcript comes in.

    Checked are the sizes the archive declares, at which reading stops, and what its
    XML declares. What is no ZIP archive, or is damaged, is left to the importer.
    """
    if not content.startswith(_BEGINNING):
        return
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        return
    with archive:
        _check_sizes(archive.infolist(), path, limits)
        markup = markup_in(archive)
        _check_markup(markup, path, limits)
        for member in markup:
            if is_trap(archive, member):
                raise UnreadableError(
                    path,
                    "holds XML that declares a document type or a strange encoding, "
                    "which no office program writes; save the text anew in one.",
                )


def _check_sizes(members: Sequence[ZipInfo], path: Path, limits: ImportLimits) -> None:
    if len(members) > MAX_MEMBERS:
        raise UnreadableError(
            path,
            f"packs {len(members):,} files, far more than a transcript; save its text "
            "alone.",
        )
    total = sum(member.file_size for member in members)
    swollen = sum(
        member.file_size
        for member in members
        if member.file_size > MAX_RATIO * member.compress_size
    )
    if total > limits.unpacked_bytes or swollen > MAX_BYTES_ABOVE_RATIO:
        raise UnreadableError(
            path,
            f"would unpack to {total // 1024**2} MiB, far more than a transcript "
            "holds; save its text alone.",
        )


def _check_markup(members: Sequence[ZipInfo], path: Path, limits: ImportLimits) -> None:
    size = sum(member.file_size for member in members)
    if size > limits.markup_bytes:
        raise UnreadableError(
            path,
            f"holds {size // 1024**2} MiB of XML, far more than a transcript; save its "
            "text alone, or raise max-markup-mib in qcode.toml.",
        )
