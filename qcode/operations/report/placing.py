"""Putting the files of a report in their places, and taking old ones away.

What is about to be put in place is written down before: a report that is killed leaves
no half file, and the next one knows which files are its own.
"""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from qcode.errors import StudyError
from qcode.operations.report.manifest import (
    MANIFEST,
    Made,
    Manifest,
    Placing,
    digest_of,
    written,
)
from qcode.project import make_folder, write_whole

_ASIDE = ".report-in-the-making"


class Place:
    """A report's folder, with the one aside in which things are made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._aside = folder / _ASIDE

    def stem(self, name: str) -> Path:
        """Return where a thing is to be made, aside from what is there."""
        self.clear()
        made = self._aside / name
        make_folder(made.parent)
        return made

    def clear(self) -> None:
        """Take away what was made aside, also by a report that was killed."""
        if self._aside.exists():
            shutil.rmtree(self._aside, ignore_errors=True)

    def made(self) -> dict[str, str]:
        """Return the files that were made aside, with their digests."""
        files = sorted(it for it in self._aside.rglob("*") if it.is_file())
        return {it.relative_to(self._aside).as_posix(): digest_of(it) for it in files}

    def altered(self, ours: dict[str, str]) -> list[str]:
        """Return the files that are there and not as they were left."""
        found = {file: digest_of(self.folder / file) for file in sorted(ours)}
        return [
            file for file, digest in found.items() if digest not in ("", ours[file])
        ]

    def missing(self, ours: Iterable[str]) -> bool:
        """Whether one of the files is gone."""
        return not all((self.folder / file).is_file() for file in ours)

    def others(self, ours: dict[str, str], new: dict[str, str]) -> list[str]:
        """Return the files in whose place something lies that no report made."""
        found = {it: digest_of(self.folder / it) for it in new if it not in ours}
        return [it for it, digest in found.items() if digest not in ("", new[it])]

    def put(
        self, manifest: Manifest, name: str, made_from: str, new: dict[str, str]
    ) -> Manifest:
        """Put a thing's files in place of its old ones; raises StudyError."""
        self.keep(replace(manifest, placing=Placing(name, new)))
        for file in new:
            self._put(file)
        self.remove(file for file in manifest.ours(name) if file not in new)
        return self.keep(manifest.having(name, Made(made_from, new)))

    def _put(self, file: str) -> None:
        target = self.folder / file
        make_folder(target.parent)
        try:
            (self._aside / file).replace(target)
        except OSError as error:
            raise StudyError(f"{target} cannot be written: {error.strerror}.") from (
                error
            )

    def leave_out(
        self, manifest: Manifest, name: str, made_from: str, reason: str
    ) -> Manifest:
        """Keep why a thing was left out; its old files would tell of another state."""
        self.remove(manifest.ours(name))
        return self.keep(manifest.having(name, Made(made_from, left_out=reason)))

    def drop(self, manifest: Manifest, name: str) -> Manifest:
        """Take a thing away that is derived no more."""
        self.remove(manifest.ours(name))
        return self.keep(manifest.without(name))

    def keep(self, manifest: Manifest) -> Manifest:
        """Write down what is known, whole or not at all; raises StudyError."""
        make_folder(self._aside)
        write_whole(self._aside / MANIFEST, written(manifest))
        self._put(MANIFEST)
        return manifest

    def remove(self, files: Iterable[str]) -> None:
        """Take files away, and folders that are empty then."""
        for file in files:
            path = self.folder / file
            try:
                path.unlink(missing_ok=True)
                for parent in path.parents:
                    if parent == self.folder or any(parent.iterdir()):
                        break
                    parent.rmdir()
            except FileNotFoundError:
                continue
            except OSError as error:
                raise StudyError(
                    f"{path} cannot be removed: {error.strerror}."
                ) from error
