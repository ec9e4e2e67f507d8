"""Checking what came in a coded set before anything is made of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from qcode.errors import RefusedError, UnreadableError
from qcode.model.coded_set import CodedSet, SealedEntry
from qcode.model.journal import JsonObject, ObjectKind, Verb
from qcode.model.step import Step, first_step
from qcode.store import seals
from qcode.store.records import (
    code_of,
    coding_of,
    decision_of,
    finished_mark_of,
    memo_of,
    record_of,
    settlement_of,
    summary_of,
)

_WRONG = (LookupError, TypeError, ValueError, AttributeError, RefusedError)


def checked(coded: CodedSet) -> CodedSet:
    """Return the set with each record as this program writes it.

    What has no step (another program need not write any) gets a first one. Raises
    UnreadableError for records that are incomplete, entries that were changed after
    they were written, and what only a newer program knows.
    """
    for coder in coded.coders:
        if not coder.handle or not coder.handle.isprintable():
            raise UnreadableError(coded.place, "a coder in it has no name.")
    for entry in coded.entries:
        _check_entry(entry, coded.place)
    steps = [_checked_step(step, coded.place) for step in coded.steps]
    told = {str(step.id): step for step in coded.steps}
    for kind, records in coded.objects.items():
        for record in records:
            # Most are to the letter as a step has them, which was checked.
            step = told.get(str(record.get("id")))
            if step is not None and step.kind is kind and _holds(record, step.after):
                continue
            thing, sound = _sound(kind, record, coded.place)
            if str(thing) not in told:
                steps.append(first_step(kind, thing, sound))
    codes = tuple(_sound(ObjectKind.CODE, it, coded.place)[1] for it in coded.codes)
    return replace(coded, codes=codes, steps=tuple(steps))


def _holds(record: JsonObject, checked: JsonObject | None) -> bool:
    return checked is not None and checked.items() <= record.items()


def _check_entry(entry: SealedEntry, place: str) -> None:
    name = f"its journal entry {entry.hash[:12]}…"
    if not seals.is_genuine(entry):
        raise UnreadableError(place, f"{name} was changed after it was written.")
    if entry.verb not in {str(verb) for verb in Verb}:
        reason = f"{name} says '{entry.verb}', which only a newer qcode knows."
        raise UnreadableError(place, reason)


def _checked_step(step: Step, place: str) -> Step:
    if step.at.utcoffset() != timedelta(0):
        raise UnreadableError(place, f"the time of a step of {step.id} is not in UTC.")
    after = before = None
    if step.after is not None:
        thing, after = _sound(step.kind, step.after, place)
        if thing != step.id:
            raise UnreadableError(place, f"a step of {step.id} is about {thing}.")
    if step.before is not None:
        _, before = _sound(step.kind, step.before, place)
    return replace(step, after=after, before=before)


def _sound(
    kind: ObjectKind, record: Mapping[str, Any], place: str
) -> tuple[UUID, JsonObject]:
    """Return the object's id, and its record as this program writes it."""
    try:
        return _remade(kind, record)
    except _WRONG as error:
        about = record.get("id", "without an id") if isinstance(record, dict) else ""
        reason = f"the {kind} {about} in it is incomplete or damaged."
        raise UnreadableError(place, reason) from error


def _remade(kind: ObjectKind, record: Mapping[str, Any]) -> tuple[UUID, JsonObject]:
    match kind:
        case ObjectKind.CODE:
            code, position = code_of(record), int(record["position"])
            return code.id, record_of(code, position=position)
        case ObjectKind.CODING:
            coding = coding_of(record)
            _check_utc(coding.created_at)
            return coding.id, record_of(coding)
        case ObjectKind.MEMO:
            memo = memo_of(record)
            _check_utc(memo.written_at)
            return memo.id, record_of(memo)
        case ObjectKind.DECISION:
            decision = decision_of(record)
            _check_utc(decision.decided_at)
            return decision.id, record_of(decision)
        case ObjectKind.FINISHED_MARK:
            mark = finished_mark_of(record)
            _check_utc(mark.finished_at)
            return mark.id, record_of(mark)
        case ObjectKind.SETTLEMENT:
            settlement = settlement_of(record)
            _check_utc(settlement.settled_at)
            return settlement.id, record_of(settlement)
        case ObjectKind.SUMMARY:
            summary = summary_of(record)
            _check_utc(summary.written_at)
            return summary.id, record_of(summary)
        case ObjectKind.RELEASE:
            raise ValueError("a release, which is each copy's own matter")


def _check_utc(moment: datetime) -> None:
    if moment.utcoffset() != timedelta(0):
        raise ValueError("a time that is not in UTC")
