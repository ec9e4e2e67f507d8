"""Folders and files that are there as a whole or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
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
    write_together([(path, [content])])


def write_together(files: Iterable[tuple[Path, Iterable[bytes]]]) -> None:
    """Write files piece by piece, each as `write_whole` does.

    A file's pieces are asked for when those before it are complete; none takes its
    place before all are. Raises StudyError where one cannot be written.
    """
    drafts: list[tuple[Path, Path]] = []
    try:
        for path, pieces in files:
            target = path.resolve()
            draft = target.with_name(f".{target.name}.{uuid4().hex}")
            drafts.append((path, draft))
            with _said_of(path), draft.open("wb") as stream:
                stream.writelines(pieces)
                stream.flush()
                os.fsync(stream.fileno())
        for path, draft in drafts:
            with _said_of(path):
                _put(draft, path.resolve())
    finally:
        for _, draft in drafts:
            with suppress(OSError):
                draft.unlink()


def _put(draft: Path, target: Path) -> None:
    if target.exists():
        draft.chmod(target.stat().st_mode & 0o7777)
    draft.replace(target)


@contextmanager
def _said_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StudyError(f"{path} cannot be written: {error.strerror}.") from error
