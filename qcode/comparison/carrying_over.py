"""What brings a study from what it holds to what it is to hold, change by change.

Owns the order in which that is safe: in both directions, so that it can be undone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from qcode.comparison.joining import Joined
from qcode.comparison.joining_codes import Records, keys_of, parent_of
from qcode.model.coding import Subject
from qcode.model.journal import Change, JsonObject, ObjectKind
from qcode.model.step import Step

_OF_CODES = (
    *(ObjectKind.CODING, ObjectKind.MEMO),
    *(ObjectKind.DECISION, ObjectKind.SETTLEMENT),
)


def related(
    learned: Iterable[Step],
    before: Mapping[UUID, UUID],
    present: Mapping[ObjectKind, Records],
    joined: Joined,
) -> set[UUID]:
    """Return the objects that what was learned may change.

    These are the objects themselves, what lived or lives in their place (`before` are
    the aliases as they were), what is of a code that was merged or is no longer, and
    the memos about any of them.
    """
    found = {step.id for step in learned}
    found.update(_of_merged_codes(before, present, joined))
    for aliases in (before, joined.aliases, before):
        for alias, living in aliases.items():
            if alias in found or living in found:
                found |= {alias, living}
    memos = {**joined.state[ObjectKind.MEMO], **joined.lost}
    for thing, record in memos.items():
        if UUID(str(record["subject_id"])) in found:
            found.add(thing)
    return found


def _of_merged_codes(
    before: Mapping[UUID, UUID], present: Mapping[ObjectKind, Records], joined: Joined
) -> Iterator[UUID]:
    """Yield what is or will be of a code whose place another took or gave back."""
    after = joined.aliases
    moved = [it for it in {*before, *after} if before.get(it) != after.get(it)]
    changed = {
        str(code) for it in moved for code in (it, before.get(it), after.get(it))
    }
    for kind in _OF_CODES if changed else ():
        for records in (present.get(kind, {}), joined.state[kind]):
            for thing, record in records.items():
                if changed & {record.get("code_id"), record.get("subject_id")}:
                    yield thing


def changes_to(
    present: Mapping[ObjectKind, Records], joined: Joined, among: set[UUID]
) -> list[Change]:
    """Return the changes from what is there to the joined state, in a safe order.

    What others rest on comes first and goes last; turned around they are safe too. A
    coding that changes goes and comes, and the memos about it with it.
    """
    kinds = ObjectKind
    codes = _pairs(present, joined, kinds.CODE, None)
    early, late = _keys_late([it for it in codes if it.after], present)
    codings = _pairs(present, joined, kinds.CODING, among)
    memos = _memos(present, joined, among, {it.id for it in codings})
    decisions = _pairs(present, joined, kinds.DECISION, among)
    return [
        *_parents_first(early),
        *(Change(it.kind, it.id, it.before, None) for it in memos if it.before),
        *_going(codings),
        *_coming(codings),
        *(Change(it.kind, it.id, None, it.after) for it in memos if it.after),
        *_going(decisions),
        *_coming(decisions),
        *_pairs(present, joined, kinds.FINISHED_MARK, among),
        *_pairs(present, joined, kinds.SETTLEMENT, None),
        *reversed(_parents_first([it for it in codes if it.after is None])),
        *late,
    ]


def _memos(
    present: Mapping[ObjectKind, Records],
    joined: Joined,
    among: set[UUID],
    codings: set[UUID],
) -> list[Change]:
    """Return the memos that change, and those about a coding that does."""
    was, will_be = present.get(ObjectKind.MEMO, {}), joined.state[ObjectKind.MEMO]
    # A coder may have brought a coding back since: then memos come that had no place.
    waiting = {*will_be} - {*was}
    changed = _pairs(present, joined, ObjectKind.MEMO, among | waiting)
    told = {it.id for it in changed}
    stay = [
        Change(ObjectKind.MEMO, thing, was[thing], record)
        for thing, record in will_be.items()
        if thing in was and thing not in told and _subject(record) in codings
    ]
    return [*changed, *stay]


def _subject(memo: JsonObject) -> UUID | None:
    if memo["subject"] != Subject.CODING:
        return None
    return UUID(str(memo["subject_id"]))


def _keys_late(
    codes: list[Change], present: Mapping[ObjectKind, Records]
) -> tuple[list[Change], list[Change]]:
    """Return the codes as they come, and apart from it what gives them others' keys.

    A key belongs to its code until that is gone, also while all is turned around.
    """
    held = present.get(ObjectKind.CODE, {})
    owners = {key: thing for thing, it in held.items() for key in keys_of(it)}
    early, late = [], []
    for change in codes:
        assert change.after is not None
        formerly = change.after["formerly"]
        assert isinstance(formerly, list)
        own = [it for it in formerly if owners.get(str(it), change.id) == change.id]
        without = change.after if own == formerly else {**change.after, "formerly": own}
        if change.before != without:
            early.append(Change(change.kind, change.id, change.before, without))
        if without != change.after:
            late.append(Change(change.kind, change.id, without, change.after))
    return early, late


def _pairs(
    present: Mapping[ObjectKind, Records],
    joined: Joined,
    kind: ObjectKind,
    among: set[UUID] | None,
) -> list[Change]:
    """Return what differs between both states; of all objects where `among` is None."""
    was, will_be = present.get(kind, {}), joined.state[kind]
    things = {*was, *will_be} if among is None else among & {*was, *will_be}
    found = [Change(kind, it, was.get(it), will_be.get(it)) for it in sorted(things)]
    return [change for change in found if change.before != change.after]


def _going(pairs: Sequence[Change]) -> list[Change]:
    """Return what goes, those first that do not come again."""
    gone = [Change(it.kind, it.id, it.before, None) for it in pairs if it.before]
    staying = {it.id for it in pairs if it.after}
    return sorted(gone, key=lambda it: it.id in staying)


def _coming(pairs: Sequence[Change]) -> list[Change]:
    return [Change(it.kind, it.id, None, it.after) for it in pairs if it.after]


def _parents_first(codes: list[Change]) -> list[Change]:
    parents = {it.id: parent_of(it.after or it.before or {}) for it in codes}

    def depth(change: Change) -> int:
        above, number = parents[change.id], 0
        while above in parents and number <= len(parents):
            above, number = parents[above], number + 1
        return number

    return sorted(codes, key=depth)
