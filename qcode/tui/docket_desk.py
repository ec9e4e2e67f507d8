"""What lies before an adjudicator: the docket, and the difference in view.

Calls operations and keeps what they give; knows no widget. All methods but those
that say what is there block for the database, so screens run them in a thread.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.errors import QcodeError
from qcode.model.adjudication import (
    Difference,
    Settlement,
)
from qcode.model.agreement import ComparisonQuestion
from qcode.model.coding import Coding
from qcode.model.ids import CodeId, CoderId, DifferenceId
from qcode.operations import dockets
from qcode.operations.agreement import CodeAgreement, agreement_on
from qcode.operations.differences import Adjudicated, Pair, Scope
from qcode.tui.desk import Desk
from qcode.tui.widgets.sided import Side, SidedMark

if TYPE_CHECKING:
    from qcode.operations.dockets import Docket, Setting


@dataclass(frozen=True, slots=True)
class Count:
    """How many differences are settled, of how many."""

    settled: int
    of: int


class DocketDesk:
    """One coder who looks through the differences between two."""

    def __init__(self, desk: Desk) -> None:
        self.store = desk.store
        self.coder = desk.coder
        self.colour = desk.colour
        self.codebook = desk.codebook
        self.docket: Docket | None = None
        self.setting: Setting | None = None
        self.at = 0
        self.is_changed = False
        self.agreements: dict[CodeId, CodeAgreement | str] = {}
        self._whys: dict[DifferenceId, str] = {}

    # What is there

    @property
    def pair(self) -> Pair:
        """The two coders; only where there is a docket."""
        assert self.docket is not None, "no two coders were chosen"
        return self.docket.pair

    @property
    def differences(self) -> list[Adjudicated]:
        """What there is to settle, settled ones among it."""
        return list(self.docket.differences) if self.docket else []

    @property
    def current(self) -> Adjudicated | None:
        """The difference in view, `None` where there is none."""
        found = self.docket.differences if self.docket else ()
        return found[self.at] if self.at < len(found) else None

    @property
    def why(self) -> str:
        """Why the difference in view was decided so, or what was written before."""
        current = self.current
        if current is None:
            return ""
        if current.settlement is not None:
            return current.settlement.why
        return self.drafted_why

    @property
    def drafted_why(self) -> str:
        """What was written for a decision to come."""
        current = self.current
        return "" if current is None else self._whys.get(current.difference.id, "")

    def draft_why(self, why: str) -> None:
        """Keep why one decides so until there is a decision."""
        if self.current is not None:
            self._whys[self.current.difference.id] = why.strip()

    def forget_draft(self) -> None:
        """Keep no longer what was written for a decision to come."""
        if self.current is not None:
            self._whys.pop(self.current.difference.id, None)

    def count(self) -> Count:
        """Return how many of all differences are settled."""
        return _count(self.differences)

    def counts_by_code(self) -> Mapping[CodeId, Count]:
        """Return how many are settled of each code, the most consequential first."""
        by_code: dict[CodeId, list[Adjudicated]] = {}
        for it in self.differences:
            by_code.setdefault(it.difference.code_id, []).append(it)
        return {code_id: _count(own) for code_id, own in by_code.items()}

    def place_in_code(self) -> int:
        """Return which of its code's differences is in view, from 1."""
        current = self.current
        assert current is not None
        code_id = current.difference.code_id
        ahead = self.differences[: self.at]
        return 1 + sum(it.difference.code_id == code_id for it in ahead)

    def marks(self) -> list[SidedMark]:
        """Return what the two coded with this code here, and what was taken."""
        if self.setting is None or self.current is None:
            return []
        own = {it.id for it in self.current.difference.codings}
        settled = self.current.settlement
        if settled is not None:
            own |= set(settled.taken)
        return [
            SidedMark(it.id, it.span, "", self._side(it), it.id in own)
            for it in self.setting.codings
        ]

    def _side(self, coding: Coding) -> Side:
        sides = {self.pair.first.id: Side.FIRST, self.pair.second.id: Side.SECOND}
        return sides.get(coding.coder_id, Side.TAKEN)

    def handle(self, coder_id: CoderId) -> str:
        """Return a coder's handle."""
        known = self.setting.coders if self.setting else {}
        if self.docket and coder_id not in known:
            known = self.docket.coders
        return known[coder_id].handle

    # Looking

    def load(self, pair: Pair) -> None:
        """Read what there is to settle; what was in view stays so if it is there."""
        seen = self.current
        docket = dockets.open_docket(self.store, Scope(pair))
        if seen is None:
            at = _open_from(docket.differences, 0) or 0
        else:
            at = _index_of(docket.differences, seen.difference, self.at)
        self._take_in(docket, at)

    def reload(self) -> None:
        """Read anew, after an undo or somebody's work."""
        self.load(self.pair)

    def catch_up(self) -> bool:
        """Read what others did; whether what is in view has changed by it.

        A difference in view that is gone by now stays there: who is about to decide
        is told then, instead of deciding about another one that slid beneath.
        """
        seen, before = self.current, self.setting
        if seen is None:
            self.reload()
            return self.current is not None
        docket = dockets.open_docket(self.store, Scope(self.pair))
        places = {it.difference.id: at for at, it in enumerate(docket.differences)}
        at = places.get(seen.difference.id)
        if at is None:
            return False
        self._take_in(docket, at)
        return self.setting != before or self.current != seen

    def look(self) -> None:
        """Read what surrounds the difference in view, and how it stands by now."""
        self.go(self.at)

    def go(self, index: int) -> None:
        """Take a difference into view."""
        if self.docket is not None:
            last = max(len(self.docket.differences) - 1, 0)
            self._take_in(self.docket, min(max(index, 0), last))

    def _take_in(self, docket: "Docket", at: int) -> None:
        """Read first and change what is there at once: it may be drawn meanwhile."""
        setting = None
        if docket.differences:
            current = docket.differences[at]
            setting = dockets.open_difference(
                self.store, docket.pair, current.difference
            )
            docket = _with(docket, current.difference, setting.settlement)
        self.docket, self.at, self.setting = docket, at, setting

    def next_open(self) -> int | None:
        """Return the index of the next open difference, round the end, if any is."""
        return _open_from(self.differences, self.at + 1)

    def first_of(self, code_id: CodeId) -> int:
        """Return the index of a code's first open difference, else of its first."""
        own = [
            index
            for index, it in enumerate(self.differences)
            if it.difference.code_id == code_id
        ]
        is_open = [it for it in own if self.differences[it].settlement is None]
        return (is_open or own)[0]

    def measure(self, code_id: CodeId) -> None:
        """Compute how far the two agree on a code, or say why they cannot."""
        question = ComparisonQuestion((self.pair.first, self.pair.second))
        try:
            self.agreements[code_id] = agreement_on(self.store, question, code_id)
        except QcodeError as error:
            self.agreements[code_id] = str(error)

    def put(self, difference: Difference, settled: Settlement | None) -> None:
        """Note how a difference stands by now."""
        assert self.docket is not None
        self.docket = _with(self.docket, difference, settled)


def _with(
    docket: "Docket", difference: Difference, settled: Settlement | None
) -> "Docket":
    """Return the docket with what is decided about one difference."""
    differences = [
        replace(it, settlement=settled) if it.difference.id == difference.id else it
        for it in docket.differences
    ]
    return replace(docket, differences=differences)


def _open_from(found: Sequence[Adjudicated], start: int) -> int | None:
    order = [*range(start, len(found)), *range(min(start, len(found)))]
    return next((it for it in order if found[it].settlement is None), None)


def _index_of(
    found: Sequence[Adjudicated], difference: Difference, otherwise: int
) -> int:
    for index, it in enumerate(found):
        if it.difference.id == difference.id:
            return index
    return min(otherwise, max(len(found) - 1, 0))


def _count(found: Sequence[Adjudicated]) -> Count:
    return Count(sum(it.settlement is not None for it in found), len(found))
