"""Where a study lies, what is set for it, and what this machine remembers.

A study is a folder with codebook.yaml or qcode.db; the person's own memory (who
was coding last, which installation this is) lies in the user's state folder and
never in the study.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from uuid import UUID, uuid4

from platformdirs import user_state_path

from qcode.errors import NoStudyError, StudyError
from qcode.model.ids import InstallationId, StudyId

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
    def settings(self) -> "Settings":
        """What qcode.toml says; raises StudyError where it cannot be read."""
        return _read_settings(self.root / SETTINGS)


class SuggestionsShown(StrEnum):
    """When the screen shows suggestions."""

    AFTER_FIRST = "after-first-document"
    ALWAYS = "always"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class SuggestionSettings:
    """How a study wants suggestions, as [suggestions] in qcode.toml says.

    `least` is the probability from which they are shown, `accept_from` the one from
    which all are accepted at once; `pipelines` names a trained spaCy pipeline by
    language; with `interviewer` the turns of those who ask get suggestions too.
    """

    show: SuggestionsShown = SuggestionsShown.AFTER_FIRST
    least: float = 0.2
    accept_from: float = 0.8
    interviewer: bool = False
    pipelines: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settings:
    """A study's settings; the file is optional, and so is everything in it.

    `keymap` maps binding ids to keys ("coding.repeat" to "full_stop,r"), `theme`
    names a theme of the screens.
    """

    keymap: Mapping[str, str] = field(default_factory=dict)
    theme: str | None = None
    suggestions: SuggestionSettings = SuggestionSettings()


def _read_settings(path: Path) -> Settings:
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StudyError(f"{path} cannot be read: {error}. Mend or remove it.") from (
            error
        )
    keymap, theme = content.get("keys", {}), content.get("theme")
    if not isinstance(keymap, dict) or not all(
        isinstance(keys, str) for keys in keymap.values()
    ):
        raise StudyError(
            f'{path}: [keys] holds lines like "coding.repeat" = "full_stop".'
        )
    if not isinstance(theme, str | None):
        raise StudyError(f'{path}: theme is a name, as in theme = "textual-light".')
    return Settings(keymap, theme)


def find_project(start: Path) -> Project:
    """Return the study in this folder or the nearest one above.

    Raises NoStudyError if there is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / CODEBOOK).is_file() or (folder / DATABASE).is_file():
            return Project(folder)
    raise NoStudyError(start)


@dataclass(frozen=True, slots=True)
class UserState:
    """What this user's account on this machine remembers."""

    folder: Path

    def installation_id(self) -> InstallationId:
        """Return the id of this installation, made when it is first asked for."""
        path = self.folder / "installation"
        try:
            return InstallationId(UUID(path.read_text("ascii").strip()))
        except (FileNotFoundError, ValueError):
            pass
        made = InstallationId(uuid4())
        _replace(path, str(made))
        return made

    def last_handle(self, study_id: StudyId) -> str | None:
        """Return the handle that was last used for the study, `None` if never."""
        try:
            return self._handle_path(study_id).read_text("utf-8").strip() or None
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def remember_handle(self, study_id: StudyId, handle: str) -> None:
        """Remember who coded in this study last."""
        if self.last_handle(study_id) != handle:
            _replace(self._handle_path(study_id), handle)

    def last_place(self, study_id: StudyId) -> tuple[str, int] | None:
        """Return the document's id and the offset where reading ended, if known."""
        try:
            document, offset = self._place_path(study_id).read_text("ascii").split()
            return document, int(offset)
        except (FileNotFoundError, ValueError):
            return None

    def remember_place(self, study_id: StudyId, document: str, offset: int) -> None:
        """Remember where reading ended."""
        _replace(self._place_path(study_id), f"{document} {offset}")

    def _place_path(self, study_id: StudyId) -> Path:
        return self.folder / "places" / str(study_id)

    def _handle_path(self, study_id: StudyId) -> Path:
        return self.folder / "handles" / str(study_id)


def user_state() -> UserState:
    """Return the state of the user who runs the program (XDG_STATE_HOME and kin)."""
    return UserState(user_state_path("qcode"))


def _replace(path: Path, content: str) -> None:
    make_folder(path.parent)
    write_whole(path, content.encode())


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
