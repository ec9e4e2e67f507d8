"""Taking in what others coded: one plan, one transaction, one step to undo."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qcode.comparison.outcomes import Outcome, Outcomes
from qcode.comparison.recognising import Consent
from qcode.errors import RefusedError
from qcode.model.coded_set import CodedPassage, CodedSet, FinishedRow
from qcode.model.ids import CoderId, StudyId, coder_id
from qcode.model.journal import Action, Change, JsonValue, ObjectKind, Verb
from qcode.operations.large_work import collecting_seldom
from qcode.operations.locking import lock
from qcode.operations.merging_sets import merge_sets
from qcode.operations.merging_tables import merge_marks, merge_passages
from qcode.operations.staying import Aside
from qcode.store import Store, coders, journal

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(slots=True)
class Brought:
    """What files and other studies bring to a merge; `asides` stay in the studies."""

    passages: list[CodedPassage] = field(default_factory=list)
    marks: list[FinishedRow] = field(default_factory=list)
    sets: list[CodedSet] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)


def foresee_merge(
    store: Store, brought: Brought, study_id: StudyId, consent: Consent | None = None
) -> Outcomes:
    """Return what merging would do, and change nothing.

    The merge is done and taken back, so that it cannot turn out otherwise.
    """
    with collecting_seldom(), store.rehearse() as connection:
        merged = _Merge(connection, store, study_id, consent or Consent())
        merged.take_in(brought)
    return merged.outcomes


def merge(
    store: Store,
    brought: Brought,
    study_id: StudyId,
    who: CoderId,
    consent: Consent | None = None,
) -> Outcomes:
    """Take in what was brought, all or none; return what was done.

    `who` is the coder who merges. Raises RefusedError, naming the first, if something
    cannot be placed in this study, unless the consent leaves it out.
    """
    with collecting_seldom(), store.begin() as connection:
        lock(connection, {who, *_touched(connection, brought, study_id)})
        merged = _Merge(connection, store, study_id, consent or Consent())
        merged.take_in(brought)
        if merged.outcomes.hindrances:
            raise _refusal(merged.outcomes.hindrances)
        merged.record(who)
    return merged.outcomes


def _touched(
    connection: "Connection", brought: Brought, study_id: StudyId
) -> set[CoderId]:
    """Return who must not code while this is merged.

    A table only adds codings and marks of the coders that it names. A coded set may
    take away what anybody is just writing about, and tells of codings by their
    histories, which must not grow meanwhile: then it is everyone.
    """
    known = {coder.id for coder in coders.every(connection)}
    if brought.sets:
        return known
    named = {row.coder for row in brought.passages}
    named |= {row.coder for row in brought.marks}
    return known & {coder_id(study_id, handle) for handle in named}


def _refusal(hindrances: Sequence[Outcome]) -> RefusedError:
    first, *others = hindrances
    more = f" (and {len(others)} more)" if others else ""
    return RefusedError(
        f"{first.place}: {first.reason}{more}; nothing was merged. "
        "--dry-run lists all that is in the way, --leave-unknown takes in the rest."
    )


class _Merge:
    """One merge on its way: what it found, and what it changed so far."""

    def __init__(
        self,
        connection: "Connection",
        store: Store,
        study_id: StudyId,
        consent: Consent,
    ) -> None:
        self.connection, self.store = connection, store
        self.study_id, self.consent = study_id, consent
        self.outcomes = Outcomes()
        self.changes: list[Change] = []
        self.own: list[Change] = []
        self.details: dict[str, JsonValue] = {}
        self.parents: list[str] = []

    def take_in(self, brought: Brought) -> None:
        """Bring sets in first, so that tables find what the sets brought."""
        if brought.sets:
            joined = merge_sets(
                self.connection, brought.sets, self.study_id, self.consent
            )
            self.outcomes.add(joined.outcomes)
            self.changes += joined.changes
            self.details, self.parents = joined.details, joined.parents
        leaves = self.consent.leaves_unknown
        for done in (
            merge_passages(
                *(self.connection, brought.passages, self.study_id),
                leaves_unknown=leaves,
            ),
            merge_marks(
                *(self.connection, brought.marks, self.study_id),
                leaves_unknown=leaves,
            ),
        ):
            self.outcomes.add(done.outcomes)
            self.own += done.changes

    def record(self, coder_id: CoderId) -> None:
        """Write the merge down as one entry, unless it brought nothing."""
        if self.details and self.own:
            self.details["own"] = [str(change.id) for change in self.own]
        done = (*self.changes, *self.own)
        if not done and not self.details:
            return
        action = Action(
            Verb.SETS_MERGED,
            coder_id,
            done,
            details=self.details,
            note=self._note(done),
        )
        installation = self.store.installation_id
        journal.record(self.connection, action, installation, self.parents)

    def _note(self, done: Iterable[Change]) -> str:
        codings = sum(it.kind is ObjectKind.CODING for it in done)
        names = {outcome.coder for outcome in self.outcomes.new if outcome.coder}
        note = f"{codings} ({', '.join(sorted(names))})" if names else f"{codings}"
        left = len(self.outcomes.left)
        return f"{note}, {left} left out" if left else note
