"""Taking in coded sets: this copy of the study comes to know what others know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from qcode.comparison.carrying_over import changes_to, related
from qcode.comparison.fitting import Room, misfits, without
from qcode.comparison.joining import Joined, complete, join
from qcode.comparison.joining_codes import Records
from qcode.comparison.outcomes import Outcome, Outcomes
from qcode.comparison.recognising import (
    Consent,
    Known,
    Recognised,
    recognise,
    translate,
)
from qcode.comparison.telling import Names, every_coding, tell
from qcode.model.coded_set import CodedSet
from qcode.model.ids import DocumentId, StudyId
from qcode.model.journal import Change, JsonValue, ObjectKind
from qcode.model.step import Histories, Step, step_record
from qcode.operations.carrying_out import carry_out, changed_aliases
from qcode.store import coders, documents, histories, journal, states

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(slots=True)
class JoinedSets:
    """What sets changed here, and what the merge's entry must tell of them.

    `parents` are the sets' latest entries, which the merge follows.
    """

    outcomes: Outcomes = field(default_factory=Outcomes)
    changes: list[Change] = field(default_factory=list)
    details: dict[str, JsonValue] = field(default_factory=dict)
    parents: list[str] = field(default_factory=list)


def merge_sets(
    connection: "Connection",
    sets: Sequence[CodedSet],
    study_id: StudyId,
    consent: Consent,
) -> JoinedSets:
    """Let this copy know what the sets know; change nothing where one is hindered.

    What has no place here is left out where the consent says so: nothing of it is
    learned, so that a later merge takes it.
    """
    present, known = states.every(connection), histories.read(connection)
    complete(known, present)
    here = _here(connection, study_id, present, known)
    recognised = [recognise(coded, here, consent) for coded in sets]
    understood = _understood(sets, recognised)
    outcomes = Outcomes()
    fitting = [
        without(coded, _hinder(connection, coded, found, here, outcomes))
        for coded, found in zip(understood, recognised, strict=True)
    ]
    if consent.leaves_unknown:
        outcomes.leave_out()
        understood = fitting
    if outcomes.hindrances:
        return JoinedSets(outcomes)
    learned = [step for it in understood for step in it.steps if known.add(step)]
    joined = join(known, [present[ObjectKind.CODE], *map(_held, understood)])
    names = _names(here, joined, recognised, every_coding(known.every()))
    outcomes.add(tell(understood, present, joined, names))
    touched = related(learned, known.aliases, present, joined)
    merged = JoinedSets(outcomes, changes_to(present, joined, touched))
    _enter_coders(connection, recognised)
    carry_out(connection, merged.changes, joined.aliases)
    _tell_journal(connection, merged, sets, learned)
    new_names = _new_names(recognised, known)
    if learned or merged.changes or new_names:
        merged.details = {
            "steps": [step_record(step) for step in learned],
            "aliases": changed_aliases(known.aliases, joined.aliases),
            "known_as": new_names,
        }
    return merged


def _enter_coders(connection: "Connection", recognised: Iterable[Recognised]) -> None:
    """Let the study know the coders of the sets, in the order of their ids."""
    new = {coder.id: coder for it in recognised for coder in it.coders}
    for coder_id in sorted(new):
        coders.ensure(connection, new[coder_id])


def _understood(
    coded: Iterable[CodedSet], found: Iterable[Recognised]
) -> list[CodedSet]:
    """Return the sets with the names by which this study knows their things."""
    both = zip(coded, found, strict=True)
    return [translate(one, recognised.known_as) for one, recognised in both]


def _here(
    connection: "Connection",
    study_id: StudyId,
    present: Mapping[ObjectKind, Records],
    known: Histories,
) -> Known:
    held = present[ObjectKind.CODE]
    keys: dict[str, UUID] = {}
    for thing, record in held.items():
        former = record["formerly"]
        assert isinstance(former, list)
        keys |= {str(key): thing for key in former}
    keys |= {str(record["key"]): thing for thing, record in held.items()}
    return Known(
        study_id=study_id,
        documents=states.document_references(connection),
        coders={coder.id: coder for coder in coders.every(connection)},
        codes={
            **dict.fromkeys(known.steps_of(ObjectKind.CODE), "a former code"),
            **{thing: str(record["name"]) for thing, record in held.items()},
        },
        keys=keys,
        known_as=known.known_as,
    )


def _held(coded: CodedSet) -> Records:
    return {UUID(str(record["id"])): record for record in coded.codes}


def _hinder(
    connection: "Connection",
    coded: CodedSet,
    recognised: Recognised,
    here: Known,
    outcomes: Outcomes,
) -> set[UUID]:
    """Note what of the set cannot be placed in this study; return its ids."""
    left = {it.id for it in recognised.proposals}
    for it in recognised.proposals:
        outcome = Outcome("name", "", None, None, it.name, "", coded.place, it.reason)
        outcomes.hinder(outcome, is_unknown=False)
    keys = {str(it["id"]): str(it["key"]) for it in coded.codes}
    handles = {str(it.id): it.handle for it in (*here.coders.values(), *coded.coders)}
    handles |= {str(it.id): it.handle for it in recognised.coders}
    former = {str(it.id) for it in coded.steps if it.kind is ObjectKind.CODE}
    room = Room(
        documents=frozenset(str(it.id) for it in here.documents),
        codes=frozenset([*map(str, here.codes), *keys, *former]),
        coders=frozenset(handles),
        texts={
            str(it): documents.text(connection, DocumentId(it))
            for it in recognised.other_texts
        },
        unsettled={str(it.id): it.reason for it in recognised.proposals},
    )
    references = (*here.documents, *coded.documents)
    names = Names(
        {str(it.id): it.name for it in references},
        keys,
        handles,
        every_coding(coded.steps),
    )
    for step, reason in misfits(coded, recognised, room):
        record = step.after or step.before
        assert record is not None
        outcome = names.outcome(step.kind, record, coded.place, reason)
        outcomes.hinder(outcome, is_unknown=True)
        left.add(step.id)
    return left


def _names(
    here: Known,
    joined: Joined,
    recognised: Iterable[Recognised],
    codings: Records,
) -> Names:
    every = [
        *here.coders.values(),
        *(it for found in recognised for it in found.coders),
    ]
    return Names(
        {str(it.id): it.name for it in here.documents},
        {str(it): str(rec["key"]) for it, rec in joined.state[ObjectKind.CODE].items()},
        {str(coder.id): coder.handle for coder in every},
        codings,
    )


def _tell_journal(
    connection: "Connection",
    merged: JoinedSets,
    sets: Iterable[CodedSet],
    learned: Sequence[Step],
) -> None:
    """Keep the entries of others; what brings nothing new adds no parents."""
    entries = [entry for coded in sets for entry in coded.entries]
    if learned:
        journal.take_in(connection, entries)
        merged.parents = sorted({head for coded in sets for head in coded.heads})


def _new_names(
    recognised: Iterable[Recognised], known: Histories
) -> dict[str, JsonValue]:
    return {
        str(theirs): str(ours)
        for found in recognised
        for theirs, ours in found.known_as.items()
        if known.known_as.get(theirs) != ours
    }
