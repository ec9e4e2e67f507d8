"""Users of a project -> coders of the study, by their handles."""

from uuid import UUID

from qcode.interchange.refi.project import Made, User
from qcode.model.coding import Coder
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import CoderId, coder_id
from qcode.operations.exchange.incoming.intake import Intake
from qcode.operations.exchange.naming import distinct, one_line
from qcode.store import coders

UNKNOWN = "unknown"


def take_coders(intake: Intake) -> dict[UUID, CoderId]:
    """Let the users in as coders; return them by GUID.

    A user is recognised by GUID, then by name. Two users of one name are two coders:
    what one of them coded is never taken for the other's.
    """
    here = {coder.id: coder for coder in coders.every(intake.connection)}
    found = {
        user.guid: known
        for user in intake.project.users
        if (known := _recognised(intake, user, here)) is not None
    }
    taken = {here[known].handle.casefold() for known in found.values()}
    for user in intake.project.users:
        if user.guid in found:
            continue
        handle = _free_handle(user, taken)
        if handle != user.name:
            reason = f"called '{handle}' here, so that the name is one coder's only"
            intake.account.changed("User", user.guid, user.name, reason)
        found[user.guid] = _let_in(intake, handle, here)
        _keep_identity(intake, user, handle, found[user.guid])
    return found


def maker(intake: Intake, made: Made) -> CoderId:
    """Return who made a thing; where the project does not say it, nobody known."""
    if made.by is not None and made.by in intake.coders:
        return intake.coders[made.by]
    unknown = Coder(coder_id(intake.study.id, UNKNOWN), UNKNOWN)
    if unknown.id not in intake.coders.values():
        coders.ensure(intake.connection, unknown)
        intake.coders = {**intake.coders, unknown.id: unknown.id}
        intake.account.warn(
            "Of some codings and notes it is not said whose they are; they are the "
            f"coder's '{UNKNOWN}' here."
        )
    return unknown.id


def _recognised(
    intake: Intake, user: User, here: dict[CoderId, Coder]
) -> CoderId | None:
    subject = intake.identities.subject(IdentityKind.USER, user.guid)
    known = CoderId(user.guid if subject is None else UUID(subject))
    return known if known in here else None


def _free_handle(user: User, taken: set[str]) -> str:
    printable = "".join(it if it.isprintable() else " " for it in user.name)
    name = one_line(printable, str(user.guid))
    handle = distinct(name, lambda it: it.casefold() in taken)
    taken.add(handle.casefold())
    return handle


def _let_in(intake: Intake, handle: str, here: dict[CoderId, Coder]) -> CoderId:
    drafted = Coder(coder_id(intake.study.id, handle), handle)
    if drafted.id not in here:
        here[drafted.id] = coders.ensure(intake.connection, drafted)
        intake.has_more = True
    return drafted.id


def _keep_identity(intake: Intake, user: User, handle: str, coder: CoderId) -> None:
    if user.guid == coder and user.name == handle and not user.initials:
        return
    details = {"name": user.name, "initials": user.initials}
    identity = ForeignIdentity(IdentityKind.USER, str(coder), user.guid, details)
    intake.identities.add(identity)
