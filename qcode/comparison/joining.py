"""What this study is when it knows what other copies know.

Owns how the settled objects fit together: which of two equal codings lives, which memo
is about which coding, which code is needed. The same steps give the same state in
every copy. Knows no database and no file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from qcode.comparison.joining_codes import (
    JoinedCodes,
    Records,
    join_codes,
    parent_of,
)
from qcode.comparison.settling import Settled, settle
from qcode.comparison.settling_codes import Dispute
from qcode.model.coding import Subject
from qcode.model.journal import IN_SETS, JsonObject, ObjectKind
from qcode.model.step import Histories, first_step

ORPHANED = "the coding that it is about was taken away by its coder"

_OTHERS = (ObjectKind.DECISION, ObjectKind.FINISHED_MARK, ObjectKind.SETTLEMENT)


@dataclass(slots=True)
class Joined:
    """The state that all steps together leave, and what is disputed.

    `state` are the records of all that is there, by kind; `aliases` map codings and
    codes to those that live in their place; `code_disputes` are the fields of codes
    that two changed apart; `lost` are the memos whose coding is gone.
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
    held = present.get(ObjectKind.CODE, {})
    told = join_codes(histories, [held]).codes
    for thing, record in held.items():
        if thing in told and told[thing] != record:
            step = first_step(ObjectKind.CODE, thing, record)
            last, path = histories.last(thing), histories.steps.get(thing, {})
            at = max((it.at for it in path.values()), default=step.at)
            histories.add(replace(step, before=told[thing], follows=last, at=at))
    for kind, records in present.items():
        for thing, record in records.items():
            if kind is not ObjectKind.CODE and thing not in histories.steps:
                histories.add(first_step(kind, thing, record))


def join(histories: Histories, held: Iterable[Records]) -> Joined:
    """Return what all steps leave; `held` are the codes as each copy has them."""
    found = Joined({kind: {} for kind in IN_SETS})
    codes = join_codes(histories, list(held))
    settled = _settled(histories, codes, found)
    _place_codings(settled[ObjectKind.CODING], found)
    _attach_memos(settled[ObjectKind.MEMO], found)
    for kind in _OTHERS:
        found.state[kind] = {
            thing: it.after for thing, it in settled[kind].items() if it.after
        }
    _follow_aliases(found)
    found.aliases |= codes.aliases
    found.state[ObjectKind.CODE], found.code_disputes = codes.codes, codes.disputes
    _keep_needed(codes.gone, found)
    _share_out(codes.codes, found)
    return found


def _settled(
    histories: Histories, codes: JoinedCodes, found: Joined
) -> dict[ObjectKind, dict[UUID, Settled]]:
    """Settle all but codes; what is of a merged code is of the one in its place."""
    living = {str(it): str(other) for it, other in codes.aliases.items()}
    settled: dict[ObjectKind, dict[UUID, Settled]] = {kind: {} for kind in IN_SETS}
    for thing, path in histories.steps.items():
        kind = next(iter(path.values())).kind
        if kind is ObjectKind.CODE:
            continue
        it = settle(path)
        if living and it.after is not None:
            it = replace(it, after=_of_living_code(it.after, living))
        if it.dispute:
            found.disputes[thing] = it.dispute
        settled[kind][thing] = it
    return settled


def _of_living_code(record: JsonObject, living: Mapping[str, str]) -> JsonObject:
    name = "subject_id" if record.get("subject") == Subject.CODE else "code_id"
    code = living.get(str(record.get(name)))
    return record if code is None else {**record, name: code}


def _follow_aliases(found: Joined) -> None:
    """Let what a settlement took be what lives, so that reopening finds it."""
    living = {str(it): str(other) for it, other in found.aliases.items()}
    records = found.state[ObjectKind.SETTLEMENT]
    for thing, record in records.items():
        taken = record["taken"]
        assert isinstance(taken, list)
        followed = [living.get(str(it), it) for it in taken]
        if followed != taken:
            records[thing] = {**record, "taken": followed}


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
    waiting = [*needed, *(parent_of(record) for record in codes.values())]
    while waiting:
        thing = waiting.pop()
        if thing in gone:
            record = codes[thing] = gone.pop(thing)
            found.code_disputes[thing] = (Dispute("", "kept, it is in use", "removed"),)
            waiting.append(parent_of(record))


def _share_out(codes: dict[UUID, JsonObject], found: Joined) -> None:
    """Let two codes not have one shortcut, and no code stand below itself."""
    owners: dict[str, UUID] = {}
    for thing in sorted(codes):
        shortcut = str(codes[thing]["shortcut"])
        if shortcut and owners.setdefault(shortcut, thing) != thing:
            _dispute(found, thing, Dispute("shortcut", "", shortcut))
            codes[thing] = {**codes[thing], "shortcut": ""}
    for thing in sorted(codes):
        above, parent = {thing}, parent_of(codes[thing])
        while parent in codes and parent not in above:
            above.add(parent)
            parent = parent_of(codes[parent])
        if parent is not None and (parent == thing or parent not in codes):
            _dispute(found, thing, Dispute("parent_id", "", str(parent)))
            codes[thing] = {**codes[thing], "parent_id": None}


def _dispute(found: Joined, thing: UUID, dispute: Dispute) -> None:
    disputes = found.code_disputes.get(thing, ())
    found.code_disputes[thing] = (*disputes, dispute)
