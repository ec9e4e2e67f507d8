"""Which ZIP archives are opened at all.

Owns the limits against archives that would fill the memory. Knows nothing of
the office formats that are packed so.
"""

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from qcode.errors import UnreadableError

MAX_UNCOMPRESSED_BYTES = 256 * 1024 * 1024
MAX_RATIO = 200
MAX_BYTES_ABOVE_RATIO = 16 * 1024 * 1024


def check_archive(content: bytes, path: Path, *, is_other: str) -> None:
    """Raise UnreadableError unless the bytes are a ZIP archive of a sane size.

    `is_other` says what to do with a file that is no archive. The sizes are
    those the archive declares; reading stops at them.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError(path, is_other) from error
    total = sum(member.file_size for member in members)
    swollen = sum(
        member.file_size
        for member in members
        if member.file_size > MAX_RATIO * member.compress_size
    )
    if total > MAX_UNCOMPRESSED_BYTES or swollen > MAX_BYTES_ABOVE_RATIO:
        raise UnreadableError(
            path,
            f"would unpack to {total // 1024**2} MiB, far more than a transcript "
            "holds; save its text alone.",
        )
