"""What a report is asked for, and what its parts are made from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.model.basis import Basis
from qcode.model.coding import Coder
from qcode.operations.workspace import Workspace
from qcode.store import Store


@dataclass(frozen=True, slots=True)
class SurveyAsked:
    """The survey that is laid beside the documents.

    `keep` are a column and the value that answers have, `by` is a column that parts
    them into groups.
    """

    path: Path
    keep: tuple[str, str] | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """Whose codings are reported, in which language, beside which survey.

    Without `coder` each coder is told apart, and the consensus set, where there is
    one, has files of its own. `language` is a tag ("de"), `None` the study's.
    """

    coder: Coder | None = None
    language: str | None = None
    survey: SurveyAsked | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What could not be made, by its name, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sources:
    """What a part of a report is made from.

    `consensus` is the coder of the consensus set, `None` where it is empty;
    `attributes` are those that part the cases into a few groups. `left_out` is what
    could not be made before.
    """

    workspace: Workspace
    question: ReportQuestion
    consensus: Coder | None
    attributes: Sequence[str]
    left_out: Sequence[LeftOut] = ()

    @property
    def store(self) -> Store:
        """The study's database, as who looks may see it."""
        return self.workspace.store

    def telling_of(self, bases: frozenset[Basis]) -> "Sources":
        """Return the same for what is made from some parts of the study only."""
        store = self.store.telling_of(bases)
        return replace(self, workspace=replace(self.workspace, store=store))
