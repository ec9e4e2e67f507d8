"""What an adjudicator does with the difference in view: decide, explain, take back.

Calls operations and keeps what they give; knows no widget. The methods block for the
database, so screens run them in a thread.
"""

from qcode.model.adjudication import (
    Difference,
    Ruling,
    Settlement,
    Verdict,
    settlement_id,
)
from qcode.model.journal import Entry, ObjectKind
from qcode.model.span import Span
from qcode.operations import adjudication, history
from qcode.operations.differences import Scope
from qcode.tui.docket_desk import DocketDesk


class AdjudicationDesk(DocketDesk):
    """One coder who settles differences between two."""

    def settle(
        self, ruling: Ruling, redrawn: Span | None, over: Settlement | None
    ) -> None:
        """Decide about the difference in view; raises what `settle` raises.

        `over` is the decision that was seen, and is to give way.
        """
        difference = self._difference()
        spans = () if redrawn is None else (redrawn,)
        verdict = Verdict(ruling, self.coder.id, self.drafted_why, spans)
        scope = Scope(self.pair)
        made = adjudication.settle(self.store, scope, difference, verdict, over)
        self.forget_draft()
        self.is_changed = True
        self.put(difference, made)

    def reopen(self, seen: Settlement) -> None:
        """Take back what was decided about the difference in view, as it was seen.

        Why one decided so is kept for deciding anew.
        """
        adjudication.reopen(self.store, seen, self.coder.id)
        self.is_changed = True
        if seen.coder_id == self.coder.id:
            self.draft_why(seen.why)
        self.look()

    def reopen_outdated(self, settlement: Settlement) -> None:
        """Take back what was decided about codings that have changed."""
        adjudication.reopen(self.store, settlement, self.coder.id)
        self.is_changed = True
        self.reload()

    def explain(self, seen: Settlement, why: str) -> None:
        """Say anew why the difference in view was decided so, as it was seen."""
        made = adjudication.explain(self.store, seen, self.coder.id, why)
        self.put(self._difference(), made)

    def take_alike(self) -> int:
        """Take what both coded alike; return in how many places."""
        taken = adjudication.take_alike(self.store, Scope(self.pair), self.coder.id)
        self.is_changed = True
        self.reload()
        return len(taken.settlements)

    def undo(self) -> Entry:
        """Turn the coder's latest action around, and go to where it was."""
        return self._turned(history.undo(self.store, self.coder.id))

    def redo(self) -> Entry:
        """Turn the coder's latest undo around, and go to where it was."""
        return self._turned(history.redo(self.store, self.coder.id))

    def _turned(self, entry: Entry) -> Entry:
        self.is_changed = True
        self.reload()
        concerned = {
            change.id
            for change in entry.action.changes
            if change.kind is ObjectKind.SETTLEMENT
        }
        if len(concerned) == 1:
            for index, it in enumerate(self.differences):
                if settlement_id(it.difference.id) in concerned:
                    self.go(index)
        return entry

    def _difference(self) -> Difference:
        current = self.current
        assert current is not None, "there is nothing to decide about"
        return current.difference
