"""A folder that the program writes as a whole, and only over what it wrote itself."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from qcode.errors import RefusedError, StudyError
from qcode.project.writing import make_folder

MARK = ".qcode-site"
"""The file in such a folder that lists what the program put into it."""


def check_own_folder(folder: Path) -> None:
    """Raise RefusedError unless the folder is new, empty, or the program's own.

    It is no longer its own where somebody has put a file beside those it wrote.
    """
    target = folder.resolve()
    if not target.exists():
        return
    if not target.is_dir():
        raise RefusedError(f"{folder} is a file; name a folder.")
    present = _files(target)
    if not present and not any(target.iterdir()):
        return
    foreign = sorted(present - _written(target))
    if foreign or not present:
        shown = foreign[0] if foreign else "folders"
        raise RefusedError(
            f"{folder} holds what `qcode publish` did not write ({shown}); name a new "
            "or empty folder."
        )


def write_own_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put these files, by their paths, in place of all that is in the folder.

    It is there as before or as a whole. Raises what `check_own_folder` does, and
    StudyError where it cannot be written.
    """
    check_own_folder(folder)
    target = folder.resolve()
    make_folder(target.parent)
    draft = target.with_name(f".{target.name}.{uuid4().hex}")
    before = target.with_name(f".{target.name}.{uuid4().hex}.before")
    try:
        _fill(draft, files)
        if target.exists():
            target.rename(before)
        draft.rename(target)
    except OSError as error:
        raise StudyError(f"{folder} cannot be written: {error.strerror}.") from error
    finally:
        if before.exists() and not target.exists():
            before.rename(target)
        for left in (draft, before):
            shutil.rmtree(left, ignore_errors=True)


def _fill(draft: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = draft / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    listed = json.dumps(sorted(files), indent=1) + "\n"
    (draft / MARK).write_text(listed, "utf-8")


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if not path.is_dir() or path.is_symlink()
    }


def _written(folder: Path) -> set[str]:
    try:
        listed = json.loads((folder / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return set()
    if not isinstance(listed, list):
        return set()
    return {MARK, *(str(it) for it in listed)}
