"""Taking in coded sets: this copy of the study comes to know what others know."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID

from qcode.comparison.fitting import Room, misfits
from qcode.comparison.joining import (
    Joined,
    Records,
    changes_to,
    complete,
    join,
    related,
)
from qcode.comparison.outcomes import Outcome, Outcomes
from qcode.comparison.recognising import (
    Consent,
    Known,
    Recognised,
    recognise,
    translate,
)
from qcode.comparison.telling import Names, every_coding, tell
from qcode.errors import DuplicateCodeError, RefusedError
from qcode.model.coded_set import CodedSet
from qcode.model.ids import CodeId, DocumentId, StudyId
from qcode.model.journal import Change, JsonValue, ObjectKind
from qcode.model.step import Histories, Step, step_record
from qcode.store import (
    changes,
    coders,
    codes,
    documents,
    histories,
    journal,
    states,
    turning,
)

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
    """Let this copy know what the sets know; change nothing where one is hindered."""
    present, known = states.every(connection), histories.read(connection)
    complete(known, present)
    here = _here(connection, study_id, present, known)
    recognised = [recognise(coded, here, consent) for coded in sets]
    understood = [
        translate(coded, found.known_as)
        for coded, found in zip(sets, recognised, strict=True)
    ]
    outcomes = Outcomes()
    for coded, found in zip(understood, recognised, strict=True):
        _hinder(connection, coded, found, here, outcomes)
    if outcomes.hindrances:
        return JoinedSets(outcomes)
    learned = [step for it in understood for step in it.steps if known.add(step)]
    joined = join(known, [present[ObjectKind.CODE], *map(_held, understood)])
    names = _names(here, joined, recognised, every_coding(known.every()))
    merged = JoinedSets(
        tell(understood, present, joined, names),
        changes_to(present, joined, related(learned, known.aliases, joined)),
    )
    _perform(connection, merged.changes, recognised)
    _tell_journal(connection, merged, sets, learned)
    new_names = _new_names(recognised, known)
    if learned or merged.changes or new_names:
        merged.details = {
            "steps": [step_record(step) for step in learned],
            "aliases": _changed_aliases(known.aliases, joined.aliases),
            "known_as": new_names,
        }
    return merged


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
        codes={thing: str(record["name"]) for thing, record in held.items()},
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
) -> None:
    """Note what of the set cannot be placed in this study."""
    for about, reason in recognised.proposals:
        outcome = Outcome("name", "", None, None, about, "", coded.place, reason)
        outcomes.hinder(outcome, is_unknown=False)
    keys = {str(it["id"]): str(it["key"]) for it in coded.codes}
    handles = {str(it.id): it.handle for it in (*here.coders.values(), *coded.coders)}
    handles |= {str(it.id): it.handle for it in recognised.coders}
    room = Room(
        documents=frozenset(str(it.id) for it in here.documents),
        codes=frozenset([*map(str, here.codes), *keys]),
        coders=frozenset(handles),
        texts={
            str(it): documents.text(connection, DocumentId(it))
            for it in recognised.other_texts
        },
    )
    references = (*here.documents, *coded.documents)
    names = Names(
        {str(it.id): it.name for it in references},
        keys,
        handles,
        every_coding(coded.steps),
    )
    for step, reason in misfits(coded, recognised, room):
        assert step.after is not None
        outcome = names.outcome(step.kind, step.after, coded.place, reason)
        outcomes.hinder(outcome, is_unknown=True)


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


def _perform(
    connection: "Connection", wanted: list[Change], recognised: Iterable[Recognised]
) -> None:
    """Do what was planned on what is here: nothing can have come in between."""
    new = {coder.id: coder for found in recognised for coder in found.coders}
    for coder_id in sorted(new):
        coders.ensure(connection, new[coder_id])
    owners = codes.known_keys(connection)
    for change in wanted:
        if change.kind is ObjectKind.CODE and change.after is not None:
            _check_keys(change.id, change.after, owners)
            if (
                change.before is not None
                and change.before["key"] != change.after["key"]
            ):
                codes.free_key(connection, CodeId(change.id))
    for is_code, alike in groupby(wanted, lambda it: it.kind is ObjectKind.CODE):
        if is_code:
            for change in alike:
                changes.perform(connection, change)
        else:
            obstacle = turning.perform_all(connection, alike)
            if obstacle:
                raise RefusedError(f"The sets cannot be merged: {obstacle}.")


def _check_keys(
    thing: UUID, record: Mapping[str, Any], owners: Mapping[str, CodeId]
) -> None:
    for key in (record["key"], *record["formerly"]):
        if owners.get(key, thing) != thing:
            raise DuplicateCodeError("key", key, "a former code")


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


def _changed_aliases(
    before: Mapping[UUID, UUID], after: Mapping[UUID, UUID]
) -> dict[str, JsonValue]:
    """Return which aliases came or changed, and as `None` which are no longer."""
    gone: dict[str, JsonValue] = {str(it): None for it in before if it not in after}
    changed = {it: living for it, living in after.items() if before.get(it) != living}
    return gone | {str(it): str(living) for it, living in changed.items()}
