"""One project on its way into the study: what every part of the way needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from qcode.interchange.refi.project import Made, Project
from qcode.model.coding import now
from qcode.model.ids import CoderId
from qcode.model.journal import Change, JsonObject, ObjectKind
from qcode.operations.exchange.account import Account
from qcode.operations.exchange.identities import Identities
from qcode.store.study import StudyRow

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass
class Intake:
    """A project and the study that takes it in.

    `coders` are by GUID of their user; `files` are the names that files of the project
    have here where they are others. `changes` is what was done so far, in an order
    in which it can be done and turned around; `has_more` says whether anything came
    in that is no change of an object.
    """

    connection: "Connection"
    project: Project
    study: StudyRow
    identities: Identities
    account: Account = field(default_factory=Account)
    coders: Mapping[UUID, CoderId] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    has_more: bool = False
    without_time: int = 0
    _started: datetime = field(default_factory=now)

    def moment(self, made: Made) -> datetime:
        """Return when a thing was made: else the project, else now."""
        if made.at is None:
            self.without_time += 1
        return made.at or self.project.made.at or self._started

    def made(self, kind: ObjectKind, thing: UUID, record: JsonObject) -> None:
        """Remember that an object came into the study."""
        self.changes.append(Change(kind, thing, None, record))
