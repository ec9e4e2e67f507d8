"""Who codes."""

from dataclasses import dataclass

from qcode.errors import NotYourAccountError, RefusedError
from qcode.model.coding import Coder
from qcode.model.ids import StudyId, coder_id
from qcode.operations.team import own_member
from qcode.operations.workspace import Workspace
from qcode.store import Store, coders, codings


def enter(workspace: Workspace, handle: str) -> Coder:
    """Let a coder in under a handle; one who was never here is added.

    Handles that differ only in case are one coder. The handle is remembered
    for this study on this machine. Raises RefusedError for an empty handle, and
    NotYourAccountError where the account on the server codes as another.
    """
    drafted = draft_coder(workspace.study_id, handle)
    member = own_member(workspace.store)
    if member is not None and member.coder.id != drafted.id:
        raise NotYourAccountError(member.account, member.coder.handle, drafted.handle)
    with workspace.store.begin() as connection:
        coder = coders.ensure(connection, drafted)
    workspace.state.remember_handle(workspace.study_id, coder.handle)
    return coder


def draft_coder(study_id: StudyId, handle: str) -> Coder:
    """Return the coder of a handle, who need not be known to the study.

    Raises RefusedError for an empty handle.
    """
    written = " ".join(handle.split())
    if not written or not written.isprintable():
        raise RefusedError("A coder needs a name, for example initials.")
    return Coder(coder_id(study_id, written), written)


@dataclass(frozen=True, slots=True)
class CoderCount:
    """A coder and how many codings are theirs."""

    coder: Coder
    codings: int


def list_coders(store: Store) -> list[CoderCount]:
    """Return the study's coders by handle."""
    with store.read() as connection:
        counts = codings.counts_by_coder(connection)
        every = coders.every(connection)
    return [CoderCount(coder, counts.get(coder.id, 0)) for coder in every]
