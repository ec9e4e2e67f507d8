"""Saying what a merge of coded sets does, in names that people know. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from qcode.comparison.joining import Joined
from qcode.comparison.joining_codes import Records
from qcode.comparison.outcomes import Outcome, Outcomes
from qcode.comparison.settling_codes import Dispute
from qcode.model.coded_set import CodedSet
from qcode.model.coding import Subject
from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.step import Step

WITHDRAWN = "withdrawn by its author"
ALIAS = "coded so already; what was written about it joins"
MERGED = "merged into '{}'"
HERE = "this study"


@dataclass(frozen=True, slots=True)
class Names:
    """What documents, codes (keys) and coders are called, by id."""

    documents: Mapping[str, str]
    codes: Mapping[str, str]
    coders: Mapping[str, str]
    codings: Mapping[UUID, JsonObject]

    def outcome(
        self, kind: ObjectKind, record: Mapping[str, Any], place: str, reason: str = ""
    ) -> Outcome:
        """Return the outcome of an object with this record."""
        coder, about = record.get("coder_id", ""), record
        if kind is ObjectKind.CODE:
            code, key = str(kind), str(record["key"])
            return Outcome(code, "", None, None, key, "", place, reason)
        if kind is ObjectKind.MEMO:
            about = self._subject(record)
        start, end = about.get("span", (None, None))
        return Outcome(
            kind=kind,
            document=self.documents.get(about.get("document_id", ""), ""),
            start=start,
            end=end,
            code=self.codes.get(about.get("code_id", ""), ""),
            coder=self.coders.get(coder, ""),
            place=place,
            reason=reason,
        )

    def _subject(self, memo: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return what a memo is about, as a record names it."""
        match memo["subject"]:
            case Subject.DOCUMENT:
                return {"document_id": memo["subject_id"]}
            case Subject.CODE:
                return {"code_id": memo["subject_id"]}
            case _:
                return self.codings.get(UUID(memo["subject_id"]), {})


def every_coding(steps: Iterable[Step]) -> dict[UUID, JsonObject]:
    """Return a record of each coding that ever was, so that it can be named."""
    return {
        step.id: step.after
        for step in steps
        if step.kind is ObjectKind.CODING and step.after is not None
    }


def tell(
    sets: Sequence[CodedSet],
    present: Mapping[ObjectKind, Records],
    joined: Joined,
    names: Names,
) -> Outcomes:
    """Return what becomes of each object in the sets, and what is disputed."""
    outcomes, told = Outcomes(), set[UUID]()
    for coded in sets:
        for kind, thing, record in _objects(coded):
            if thing not in told:
                told.add(thing)
                was, will = present[kind].get(thing), joined.state[kind].get(thing)
                named = names.outcome(kind, will or was or record, coded.place)
                if kind is ObjectKind.CODE and thing in joined.aliases:
                    living = names.codes.get(str(joined.aliases[thing]), "")
                    named = _because(named, MERGED.format(living))
                    (outcomes.removed if was else outcomes.same).append(named)
                else:
                    _sort_in(outcomes, named, was, will, alias=thing in joined.aliases)
                _disputes(outcomes, named, joined, thing)
    # What others took away may take a memo with it of which no set tells.
    for thing, record in joined.lost.items():
        if thing not in told and thing in present[ObjectKind.MEMO]:
            named = names.outcome(ObjectKind.MEMO, record, HERE)
            _disputes(outcomes, named, joined, thing)
    return outcomes


def _objects(coded: CodedSet) -> Iterator[tuple[ObjectKind, UUID, JsonObject]]:
    """Yield what the set is about, with one of its records."""
    for record in coded.codes:
        yield ObjectKind.CODE, UUID(str(record["id"])), record
    for step in coded.steps:
        if step.into is not None and step.before is not None:
            yield step.kind, step.id, step.before
        if step.after is not None:
            yield step.kind, step.id, step.after


def _sort_in(
    outcomes: Outcomes,
    named: Outcome,
    was: JsonObject | None,
    will: JsonObject | None,
    *,
    alias: bool,
) -> None:
    if will is not None:
        if was is None:
            outcomes.new.append(named)
        elif was == will:
            outcomes.same.append(named)
        else:
            _changed(outcomes, named, was, will)
    elif alias:
        outcomes.same.append(_because(named, ALIAS))
    else:
        outcomes.removed.append(_because(named, WITHDRAWN))


def _changed(
    outcomes: Outcomes, named: Outcome, was: JsonObject, will: JsonObject
) -> None:
    fields = [name for name in will if will[name] != was.get(name)]
    changed = replace(named, reason=f"changed: {', '.join(fields)}", is_change=True)
    is_moved = {"span", "parent_id", "subject_id", "code_id"} & {*fields}
    (outcomes.moved if is_moved else outcomes.new).append(changed)


def _disputes(outcomes: Outcomes, named: Outcome, joined: Joined, thing: UUID) -> None:
    if thing in joined.disputes:
        reason = joined.disputes[thing]
        if thing in joined.lost:
            reason += f": {joined.lost[thing]['text']}"
        outcomes.conflicts.append(_because(named, reason))
    for dispute in joined.code_disputes.get(thing, ()):
        outcomes.conflicts.append(_because(named, _said(dispute)))


def _said(dispute: Dispute) -> str:
    if not dispute.field:
        return f"{dispute.lost} in one copy; {dispute.kept}"
    kept, lost = dispute.kept or "(empty)", dispute.lost or "(empty)"
    return f"{dispute.field} was changed apart: '{kept}' holds, not '{lost}'"


def _because(named: Outcome, reason: str) -> Outcome:
    return replace(named, reason=reason)
