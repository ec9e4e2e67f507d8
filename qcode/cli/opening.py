"""The study that a command works on, and the coder who acts in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from qcode.cli.output import counted
from qcode.cli.session import Session
from qcode.errors import NoCoderError, UnknownCoderError
from qcode.model.coding import Coder
from qcode.model.ids import coder_id
from qcode.operations.coders import enter, list_coders
from qcode.operations.risky_places import place_warning
from qcode.operations.rounds import blinding
from qcode.operations.team import own_member
from qcode.operations.workspace import Workspace, open_workspace


@contextmanager
def open_study(session: Session) -> Iterator[Workspace]:
    """Open the study that the session means, set up first where it never was."""
    with open_folder(session, session.folder) as workspace:
        warn_of_place(session, workspace)
        yield workspace


def warn_of_place(session: Session, workspace: Workspace) -> None:
    """Say once a day where the database's place endangers it."""
    warning = None if session.is_quiet else place_warning(workspace, date.today())
    if warning is not None:
        session.note(f"Warning: {warning}")


@contextmanager
def open_folder(
    session: Session, folder: Path, database_url: str | None = None
) -> Iterator[Workspace]:
    """Open the study in this folder or above, set up first where it never was."""
    with open_workspace(folder, database_url) as workspace:
        session.detail(f"Study in {workspace.project.root}")
        if workspace.is_new:
            _set_up(session, workspace)
            workspace = replace(workspace, is_new=False)
        yield _seen(session, workspace)


def _seen(session: Session, workspace: Workspace) -> Workspace:
    """Let the study be seen as the coder may see it, who may be nobody known."""
    member, handle = own_member(workspace.store), handle_of(session, workspace)
    coder = None if handle is None else coder_id(workspace.study_id, _written(handle))
    if member is not None:
        # An account looks through its own coder's eyes, whatever name is given.
        coder = member.coder.id
    seen = replace(workspace, store=workspace.store.seen_by(coder))
    for hidden in blinding(seen.store):
        session.note(
            f"Round {hidden.name} is blind: others' work in its documents is hidden."
        )
    return seen


def _written(handle: str) -> str:
    return " ".join(handle.split())


def _set_up(session: Session, workspace: Workspace) -> None:
    # Setting up loads importers and validation (0.2 s), which no command needs on a
    # study that is there already.
    from qcode.operations.outcomes import Status
    from qcode.operations.setting_up import set_up
    from qcode.operations.speakers_arriving import hint_of_speakers

    done = set_up(workspace)
    for outcome in done.outcomes:
        if outcome.status is not Status.NEW or outcome.reason:
            status = "" if outcome.status is Status.NEW else f"{outcome.status}, "
            where = _within(workspace.project.root, outcome.path)
            session.note(f"{where}: {status}{outcome.reason}")
    new = sum(outcome.status is Status.NEW for outcome in done.outcomes)
    session.note(
        f"Set up {workspace.project.root}: {counted(done.codes, 'code')}, "
        f"{counted(new, 'document')}."
    )
    if hint := hint_of_speakers(done.outcomes):
        session.note(hint)


def _within(root: Path, path: Path) -> Path:
    """Return the path as it is seen from the study's folder, if it lies in there."""
    return path.relative_to(root) if path.is_relative_to(root) else path


def handle_of(session: Session, workspace: Workspace) -> str | None:
    """Return the handle given, else the account's or the one last used here.

    `None` without any.
    """
    if session.handle:
        return session.handle
    member = own_member(workspace.store)
    if member is not None:
        return member.coder.handle
    return workspace.state.last_handle(workspace.study_id)


def enter_coder(session: Session, workspace: Workspace) -> Coder:
    """Let in the coder who acts, a new one too; raises NoCoderError."""
    handle = handle_of(session, workspace)
    if handle is None:
        raise NoCoderError
    session.detail(f"Coder {handle}")
    return enter(workspace, handle)


def acting_coder(session: Session, workspace: Workspace) -> Coder:
    """Return who acts, without letting anybody in, as for a preview.

    Raises NoCoderError.
    """
    handle = handle_of(session, workspace)
    if handle is None:
        raise NoCoderError
    return Coder(coder_id(workspace.study_id, _written(handle)), _written(handle))


def known_coder(session: Session, workspace: Workspace) -> Coder:
    """Let in a coder whose work is already here, as for taking it back.

    Raises NoCoderError, and UnknownCoderError rather than adding a coder who
    has nothing to take back.
    """
    handle = handle_of(session, workspace)
    if handle is None:
        raise NoCoderError
    wanted = coder_id(workspace.study_id, _written(handle))
    if all(count.coder.id != wanted for count in list_coders(workspace.store)):
        raise UnknownCoderError(handle)
    return enter_coder(session, workspace)
