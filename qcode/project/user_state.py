"""What this user's account on this machine remembers, outside of any study."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from platformdirs import user_state_path

from qcode.model.ids import InstallationId, StudyId
from qcode.project.writing import make_folder, write_whole


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
