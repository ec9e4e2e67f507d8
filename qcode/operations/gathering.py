"""Gathering coded sets: all that some coders did in a copy of a study."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from qcode.comparison.joining import complete
from qcode.errors import StudyError, UnknownCoderError
from qcode.model.coded_set import CodedSet, SealedEntry
from qcode.model.coding import Coder
from qcode.model.ids import CoderId
from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.step import Step
from qcode.operations.finishing import codebook_revision
from qcode.operations.rounds import blinding, refuse_blind, refuse_withheld
from qcode.store import Store, coders, codings, histories, journal, states, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


def gather_set(store: Store, coder_ids: Sequence[CoderId], place: str = "") -> CodedSet:
    """Return what these coders did in this copy; of all coders where none is named.

    Of the others it tells nothing but that there may be entries of theirs. Who codes
    blind gets their own work only, and that as a whole. Raises UnknownCoderError,
    StudyError where there is no study, and RoundOpenError where a blind round hides
    what is asked for.
    """
    coder_ids = _allowed(store, coder_ids)
    with store.whole.read() as connection:
        row = study.find(connection)
        if row is None:
            raise StudyError(f"{place} holds no study.")
        chosen = _chosen(connection, coder_ids)
        is_whole = not coder_ids
        ids = {coder.id for coder in chosen}
        owners = {str(it) for it in ids}
        known, present = histories.read(connection), states.every(connection)
        complete(known, present)
        steps = [step for path in known.steps.values() for step in _of(path, owners)]
        digest, _ = codebook_revision(connection)
        return CodedSet(
            study_id=row.id,
            study=row.name,
            coders=tuple(chosen),
            documents=tuple(states.document_references(connection)),
            codebook_revision=digest,
            codes=tuple(present[ObjectKind.CODE].values()),
            objects=_objects(connection, present, owners),
            steps=tuple(sorted(steps, key=_order)),
            entries=tuple(
                _sealed(entry, ids, is_whole=is_whole)
                for entry in journal.sealed_entries(connection, ids)
            ),
            base=journal.merged_last(connection),
            place=place,
        )


def _allowed(store: Store, coder_ids: Sequence[CoderId]) -> Sequence[CoderId]:
    """Return of whom is to be told, as far as a blind round lets this be seen."""
    refuse_withheld(store)
    if store.eyes is None or not blinding(store):
        return coder_ids
    own = [it for it in (store.eyes.coder_id,) if it is not None]
    if not own or not set(coder_ids) <= set(own):
        refuse_blind(store)
    return own


def _chosen(connection: "Connection", coder_ids: Sequence[CoderId]) -> list[Coder]:
    every = coders.every(connection)
    missing = set(coder_ids) - {coder.id for coder in every}
    if missing:
        raise UnknownCoderError(str(min(missing)))
    return [it for it in every if not coder_ids or it.id in coder_ids]


def _of(path: Mapping[str, Step], owners: set[str]) -> Iterable[Step]:
    """Return the steps of an object of these coders, and of every code."""
    for step in path.values():
        if step.kind is ObjectKind.CODE:
            return path.values()
        if step.after is not None and step.after.get("coder_id") in owners:
            return path.values()
    return ()


def _order(step: Step) -> tuple[str, int, datetime, str]:
    # A UUID's number sorts as its text does, in a fifth of the time.
    return step.kind, step.id.int, step.at, step.entry


def _objects(
    connection: "Connection", present: states.States, owners: set[str]
) -> Mapping[ObjectKind, tuple[JsonObject, ...]]:
    """Return what is there of these coders, by id; codings with their digests."""
    segments = codings.digests(connection)
    found: dict[ObjectKind, tuple[JsonObject, ...]] = {}
    for kind, records in present.items():
        if kind is not ObjectKind.CODE:
            own = {
                thing: record
                for thing, record in records.items()
                if record.get("coder_id") in owners
            }
            if kind is ObjectKind.CODING:
                own = {
                    it: {**record, "segment": segments[it].hex()}
                    for it, record in own.items()
                }
            found[kind] = tuple(own[it] for it in sorted(own, key=lambda it: it.int))
    return found


def _sealed(
    entry: SealedEntry, coder_ids: set[CoderId], *, is_whole: bool
) -> SealedEntry:
    """Return the entry, its content held back where it tells of other coders.

    Without content it is as after a purge: the chain of hashes stays whole.
    """
    if is_whole or entry.payload is None or _tells_of(entry.payload) <= coder_ids:
        return entry
    return replace(entry, salt=None, payload=None)


def _tells_of(payload: str) -> set[CoderId | None]:
    """Return the coders of whose work an entry's content tells; `None` for any.

    The content of a merge counts as any coder's.
    """
    content = json.loads(payload)
    if "steps" in content["details"]:
        return {None}
    records = [it[side] for it in content["changes"] for side in ("before", "after")]
    owners = {record.get("coder_id") for record in records if record is not None}
    return {CoderId(UUID(owner)) for owner in owners if owner is not None}
