"""The folder of a study, and finding it."""

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import UUID

from qcode.errors import NoStudyError
from qcode.model.ids import StudyId
from qcode.project.settings import Settings, read_settings

CODEBOOK = "codebook.yaml"
DATABASE = "qcode.db"
SETTINGS = "qcode.toml"

_STUDY_ID = re.compile(
    rb"""^study_id:[ \t]*["']?([0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12})""",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Project:
    """A study's folder."""

    root: Path

    @property
    def codebook_path(self) -> Path:
        """The codebook as people write it."""
        return self.root / CODEBOOK

    @property
    def corpus(self) -> Path:
        """The documents as they came."""
        return self.root / "corpus"

    @property
    def exports(self) -> Path:
        """Everything written for others."""
        return self.root / "exports"

    @property
    def database_url(self) -> str:
        """The study's database: QCODE_DATABASE_URL, else the SQLite file beside."""
        fallback = f"sqlite:///{self.root / DATABASE}"
        return os.environ.get("QCODE_DATABASE_URL") or fallback

    @cached_property
    def study_id(self) -> StudyId | None:
        """The id that codebook.yaml carries, `None` where it cannot be seen."""
        try:
            found = _STUDY_ID.search(self.codebook_path.read_bytes())
        except OSError:
            return None
        return StudyId(UUID(found[1].decode())) if found else None

    @cached_property
    def settings(self) -> Settings:
        """What qcode.toml says; raises StudyError where it cannot be read."""
        return read_settings(self.root / SETTINGS)


def find_project(start: Path) -> Project:
    """Return the study in this folder or the nearest one above.

    Raises NoStudyError if there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / CODEBOOK).is_file() or (folder / DATABASE).is_file():
            return Project(folder)
    raise NoStudyError(start)
