"""What this study is when it knows what other copies know.

Owns how the settled objects fit together: which of two equal codings lives, which memo
is about which coding, which code is needed. The same steps give the same state in
every copy. Knows no database and no file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from qcode.comparison.settling import Dispute, Settled, settle, settle_code
from qcode.model.coding import Subject
from qcode.model.journal import Change, JsonObject, ObjectKind
from qcode.model.step import Histories, Step, first_step

Records = Mapping[UUID, JsonObject]
ORPHANED = "the coding that it is about was taken away by its coder"

_OTHERS = (ObjectKind.DECISION, ObjectKind.FINISHED_MARK, ObjectKind.SETTLEMENT)


@dataclass(slots=True)
class Joined:
    """The state that all steps together leave, and what is disputed.

    `state` are the records of all that is there, by kind; `aliases` map a coding to
    the one that lives in its place; `code_disputes` are the fields of codes that two
    changed apart; `lost` are the memos whose coding is gone.
    """

    state: dict[ObjectKind, dict[UUID, JsonObject]] = field(default_factory=dict)
    aliases: dict[UUID, UUID] = field(default_factory=dict)
    disputes: dict[UUID, str] = field(default_factory=dict)
    code_disputes: dict[UUID, tuple[Dispute, ...]] = field(default_factory=dict)
    lost: dict[UUID, JsonObject] = field(default_factory=dict)


def complete(histories: Histories, present: Mapping[ObjectKind, Records]) -> None:
    """Give what the journal does not tell of a step all the same.

    A code gets one only where it is otherwise than the journal says; else its record
    speaks for itself.
    """
    for kind, records in present.items():
        for thing, record in records.items():
            path = histories.steps.get(thing, {})
            if kind is ObjectKind.CODE:
                told = settle_code(path, [record]).after if path else record
                if told is not None and told != record:
                    step = first_step(kind, thing, record)
                    last = histories.last(thing)
                    at = max(it.at for it in path.values())
                    step = replace(step, before=told, follows=last, at=at)
                    histories.add(step)
            elif not path:
                histories.add(first_step(kind, thing, record))


def join(histories: Histories, held: Iterable[Records]) -> Joined:
    """Return what all steps leave; `held` are the codes as each copy has them."""
    found = Joined({kind: {} for kind in ObjectKind})
    settled = _settled(histories, found)
    _place_codings(settled[ObjectKind.CODING], found)
    _attach_memos(settled[ObjectKind.MEMO], found)
    for kind in _OTHERS:
        found.state[kind] = {
            thing: it.after for thing, it in settled[kind].items() if it.after
        }
    _settle_codes(histories, list(held), found)
    return found


def _settled(
    histories: Histories, found: Joined
) -> dict[ObjectKind, dict[UUID, Settled]]:
    settled: dict[ObjectKind, dict[UUID, Settled]] = {kind: {} for kind in ObjectKind}
    for thing, path in histories.steps.items():
        kind = next(iter(path.values())).kind
        if kind is not ObjectKind.CODE:
            it = settled[kind][thing] = settle(path)
            if it.dispute:
                found.disputes[thing] = it.dispute
    return settled


def _place_codings(settled: Mapping[UUID, Settled], found: Joined) -> None:
    """Let the smallest id of equal codings live; the others become its aliases."""
    places: dict[str, UUID] = {}
    living = found.state[ObjectKind.CODING]
    for thing in sorted(settled):
        record = settled[thing].after
        if record is None:
            continue
        first = places.setdefault(_place(record), thing)
        if first == thing:
            living[thing] = record
        else:
            found.aliases[thing] = first


def _place(record: JsonObject) -> str:
    names = ("document_id", "code_id", "coder_id", "span")
    return " ".join(str(record[name]) for name in names)


def _attach_memos(settled: Mapping[UUID, Settled], found: Joined) -> None:
    """Put each memo at the coding that lives; one without a coding is disputed."""
    for thing, it in settled.items():
        record = it.after
        if record is None:
            continue
        if record["subject"] == Subject.CODING:
            about = UUID(str(record["subject_id"]))
            about = found.aliases.get(about, about)
            if about not in found.state[ObjectKind.CODING]:
                found.disputes[thing], found.lost[thing] = ORPHANED, record
                continue
            record = {**record, "subject_id": str(about)}
        found.state[ObjectKind.MEMO][thing] = record


def _settle_codes(histories: Histories, held: list[Records], found: Joined) -> None:
    """Settle the codes; one that was taken out stays while something needs it."""
    things = dict.fromkeys(thing for records in held for thing in records)
    things |= dict.fromkeys(
        thing
        for thing, path in histories.steps.items()
        if next(iter(path.values())).kind is ObjectKind.CODE
    )
    codes, gone = found.state[ObjectKind.CODE], dict[UUID, JsonObject]()
    for thing in things:
        path = histories.steps.get(thing, {})
        records = [records[thing] for records in held if thing in records]
        settled = settle_code(path, records)
        if settled.after is None:
            last = records or [it.after for it in path.values() if it.after is not None]
            if last:
                gone[thing] = last[0]
            continue
        codes[thing] = settled.after
        if settled.disputes:
            found.code_disputes[thing] = settled.disputes
    _keep_needed(gone, found)
    _share_out(codes, found)


def _keep_needed(gone: dict[UUID, JsonObject], found: Joined) -> None:
    codes = found.state[ObjectKind.CODE]
    needed = {
        UUID(str(record["code_id"]))
        for kind in (ObjectKind.CODING, ObjectKind.DECISION, ObjectKind.SETTLEMENT)
        for record in found.state[kind].values()
    }
    needed |= {
        UUID(str(record["subject_id"]))
        for record in found.state[ObjectKind.MEMO].values()
        if record["subject"] == Subject.CODE
    }
    waiting = [*needed, *(_parent(record) for record in codes.values())]
    while waiting:
        thing = waiting.pop()
        if thing in gone:
            record = codes[thing] = gone.pop(thing)
            found.code_disputes[thing] = (Dispute("", "kept, it is in use", "removed"),)
            waiting.append(_parent(record))


def _share_out(codes: dict[UUID, JsonObject], found: Joined) -> None:
    """Let two codes not have one shortcut, and no code stand below itself."""
    owners: dict[str, UUID] = {}
    for thing in sorted(codes):
        shortcut = str(codes[thing]["shortcut"])
        if shortcut and owners.setdefault(shortcut, thing) != thing:
            _dispute(found, thing, Dispute("shortcut", "", shortcut))
            codes[thing] = {**codes[thing], "shortcut": ""}
    for thing in sorted(codes):
        above, parent = {thing}, _parent(codes[thing])
        while parent in codes and parent not in above:
            above.add(parent)
            parent = _parent(codes[parent])
        if parent is not None and (parent == thing or parent not in codes):
            _dispute(found, thing, Dispute("parent_id", "", str(parent)))
            codes[thing] = {**codes[thing], "parent_id": None}


def _dispute(found: Joined, thing: UUID, dispute: Dispute) -> None:
    disputes = found.code_disputes.get(thing, ())
    found.code_disputes[thing] = (*disputes, dispute)


def _parent(record: JsonObject) -> UUID | None:
    parent = record["parent_id"]
    return None if parent is None else UUID(str(parent))


def related(
    learned: Iterable[Step], before: Mapping[UUID, UUID], joined: Joined
) -> set[UUID]:
    """Return the objects that what was learned may change.

    These are the objects themselves, the codings that lived or live in their place
    (`before` are the aliases as they were), and the memos about any of them.
    """
    found = {step.id for step in learned}
    for aliases in (before, joined.aliases, before):
        for alias, living in aliases.items():
            if alias in found or living in found:
                found |= {alias, living}
    memos = {**joined.state[ObjectKind.MEMO], **joined.lost}
    for thing, record in memos.items():
        if UUID(str(record["subject_id"])) in found:
            found.add(thing)
    return found


def changes_to(
    present: Mapping[ObjectKind, Records], joined: Joined, among: set[UUID]
) -> list[Change]:
    """Return the changes from what is there to the joined state, in a safe order.

    What others rest on comes first and goes last; turned around they are safe too. A
    memo that comes to another coding is taken away and put there.
    """
    kinds = ObjectKind
    codes = _pairs(present, joined, kinds.CODE, None)
    codings = _pairs(present, joined, kinds.CODING, among)
    # A coder may have brought a coding back since: then memos come that had no place.
    waiting = {*joined.state[kinds.MEMO]} - {*present.get(kinds.MEMO, {})}
    memos = _pairs(present, joined, kinds.MEMO, among | waiting)
    moved = [
        it
        for it in memos
        if it.before and it.after and it.before["subject_id"] != it.after["subject_id"]
    ]
    plain = [it for it in memos if it not in moved]
    return [
        *_parents_first([it for it in codes if it.after is not None]),
        *(it for it in plain if it.after is None),
        *(Change(it.kind, it.id, it.before, None) for it in moved),
        *(it for it in codings if it.after is None),
        *_replaced(codings),
        *(it for it in plain if it.after is not None),
        *(Change(it.kind, it.id, None, it.after) for it in moved),
        *_pairs(present, joined, kinds.DECISION, among),
        *_pairs(present, joined, kinds.FINISHED_MARK, among),
        *reversed(_parents_first([it for it in codes if it.after is None])),
    ]


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


def _replaced(codings: Iterable[Change]) -> list[Change]:
    """Return the codings that come, those that change as one that goes and comes."""
    changed = [it for it in codings if it.before and it.after]
    come = [it for it in codings if it.after is not None]
    gone = [Change(it.kind, it.id, it.before, None) for it in changed]
    return [*gone, *(Change(it.kind, it.id, None, it.after) for it in come)]


def _parents_first(codes: list[Change]) -> list[Change]:
    parents = {it.id: _parent(it.after or it.before or {}) for it in codes}

    def depth(change: Change) -> int:
        above, number = parents[change.id], 0
        while above in parents and number <= len(parents):
            above, number = parents[above], number + 1
        return number

    return sorted(codes, key=depth)
