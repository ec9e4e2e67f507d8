"""A study on its way out: what every part of the way needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from qcode.interchange.refi.project import Made
from qcode.model.coding import Coder
from qcode.model.foreign import IdentityKind
from qcode.model.ids import CoderId
from qcode.operations.exchange.account import Account
from qcode.operations.exchange.identities import Identities
from qcode.operations.exchange.variables import own_variable
from qcode.store.study import StudyRow

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass
class Outlet:
    """A study and whose work of it goes out: `coders`, each with their user's GUID."""

    connection: "Connection"
    study: StudyRow
    identities: Identities
    coders: Sequence[Coder]
    account: Account = field(default_factory=Account)
    users: Mapping[CoderId, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.users = {coder.id: self._user(coder.id) for coder in self.coders}

    def attribute(self, name: str) -> UUID:
        """Return the GUID of the variable that an attribute is."""
        known = self.identities.of(IdentityKind.VARIABLE, name)
        return known[0].guid if known else own_variable(self.study.id, name).guid

    def _user(self, coder_id: CoderId) -> UUID:
        known = self.identities.of(IdentityKind.USER, coder_id)
        return known[0].guid if known else coder_id


def made_of(details: Mapping[str, Any], otherwise: Made | None = None) -> Made:
    """Return who made a thing and when, as kept details say, else the other way."""
    by, at = details.get("by"), details.get("at")
    else_by, else_at = (
        (None, None) if otherwise is None else (otherwise.by, otherwise.at)
    )
    return Made(
        else_by if by is None else UUID(by),
        else_at if at is None else datetime.fromisoformat(at),
    )
