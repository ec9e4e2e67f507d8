"""Folders and files that are there as a whole or not at all."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from qcode.errors import StudyError


def make_folder(path: Path) -> None:
    """Make the folder and those above it; raises StudyError where it cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StudyError(f"{path} cannot be made: {error.strerror}.") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write the file so that it is there as before or as a whole, never in part.

    Raises StudyError where it cannot be written.
    """
    target = path.resolve()
    draft = target.with_name(f".{target.name}.{uuid4().hex}")
    try:
        with draft.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            draft.chmod(target.stat().st_mode & 0o7777)
        draft.replace(target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise StudyError(f"{path} cannot be written: {error.strerror}.") from error
