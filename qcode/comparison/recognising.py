"""Which document, code and coder of this study a coded set means.

By id first, then by the digest of the text. What only the name speaks for is
proposed and never taken silently. Knows no database and no file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from qcode.comparison.merged_codes import merged_codes
from qcode.model.coded_set import CodedSet, DocumentReference
from qcode.model.coding import Coder
from qcode.model.finished import finished_mark_id
from qcode.model.ids import CoderId, DocumentId, StudyId, coder_id
from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.step import Step


@dataclass(frozen=True, slots=True)
class Known:
    """What this study has that a coded set may mean.

    `codes` are their names by id, those that are gone too; `keys` the codes by key,
    former keys too; `known_as` is what earlier merges found out.
    """

    study_id: StudyId
    documents: Sequence[DocumentReference]
    coders: Mapping[CoderId, Coder]
    codes: Mapping[UUID, str]
    keys: Mapping[str, UUID]
    known_as: Mapping[UUID, UUID] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person lets a merge take for the same, or leave out.

    `names`: documents, codes and coders of the same name. `keys`: codes of these keys.
    `leaves_unknown`: what cannot be placed here is left where it is, and the rest
    taken in.
    """

    names: bool = False
    keys: frozenset[str] = frozenset()
    leaves_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code or coder of a set that only by its key or name is one of ours."""

    id: UUID
    name: str
    reason: str


@dataclass(slots=True)
class Recognised:
    """What a coded set's ids are here, and what is not settled.

    Of `proposals` only the names agree. `unknown` are documents that are not here, with
    the reason; `other_texts` those whose text is another here.
    """

    known_as: dict[UUID, UUID] = field(default_factory=dict)
    coders: list[Coder] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    unknown: dict[UUID, str] = field(default_factory=dict)
    other_texts: set[UUID] = field(default_factory=set)


def recognise(coded: CodedSet, known: Known, consent: Consent) -> Recognised:
    """Return what the set's documents, coders and codes are in this study."""
    found = Recognised()
    _documents(coded, known, consent, found)
    _coders(coded, known, consent, found)
    _codes(coded, known, consent, found)
    return found


def _documents(
    coded: CodedSet, known: Known, consent: Consent, found: Recognised
) -> None:
    by_id = {document.id: document for document in known.documents}
    by_name = {document.name: document for document in known.documents}
    by_digest = {
        it: document for document in known.documents for it in document.digests
    }
    for theirs in coded.documents:
        ours = by_id.get(theirs.id) or by_id.get(_known_document(known, theirs.id))
        if ours is None:
            digests = (theirs.text_digest, *theirs.digests)
            ours = next((by_digest[it] for it in digests if it in by_digest), None)
        if ours is None and theirs.name in by_name and consent.names:
            ours = by_name[theirs.name]
        if ours is None:
            found.unknown[theirs.id] = _why_unknown(theirs, by_name)
            continue
        if ours.id != theirs.id:
            found.known_as[theirs.id] = ours.id
        if ours.text_digest != theirs.text_digest:
            found.other_texts.add(ours.id)


def _known_document(known: Known, theirs: UUID) -> DocumentId:
    return DocumentId(known.known_as.get(theirs, theirs))


def _why_unknown(
    theirs: DocumentReference, by_name: Mapping[str, DocumentReference]
) -> str:
    if theirs.name not in by_name:
        return f"no document here is '{theirs.name}' or has its text"
    return (
        f"another revision of '{theirs.name}': the document of this name here has "
        "another text (--accept-names takes them for the same)"
    )


def _coders(coded: CodedSet, known: Known, consent: Consent, found: Recognised) -> None:
    for theirs in coded.coders:
        if theirs.id in known.coders:
            continue
        ours = known.known_as.get(theirs.id)
        own_id = coder_id(known.study_id, theirs.handle)
        if ours is None and coded.study_id == known.study_id:
            found.coders.append(theirs)
        elif ours is not None:
            found.known_as[theirs.id] = ours
        elif own_id not in known.coders:
            found.coders.append(Coder(own_id, theirs.handle))
            found.known_as[theirs.id] = own_id
        elif consent.names:
            found.known_as[theirs.id] = own_id
        else:
            reason = (
                "a coder of another study has this name here too; --accept-names "
                "takes them for the same"
            )
            found.proposals.append(Proposal(theirs.id, theirs.handle, reason))


def _codes(coded: CodedSet, known: Known, consent: Consent, found: Recognised) -> None:
    for record in coded.codes:
        theirs, key = UUID(str(record["id"])), str(record["key"])
        ours = known.keys.get(key)
        if theirs in known.codes:
            continue
        if theirs in known.known_as:
            found.known_as[theirs] = known.known_as[theirs]
        elif ours is None:
            continue
        elif key in consent.keys or (
            consent.names and coded.study_id != known.study_id
        ):
            found.known_as[theirs] = ours
        else:
            name = known.codes.get(ours, "a former code")
            reason = (
                f"its key '{key}' is that of '{name}' here, made apart from it; "
                f"--same-code {key} takes them for the same"
            )
            found.proposals.append(Proposal(theirs, key, reason))


def translate(coded: CodedSet, known_as: Mapping[UUID, UUID]) -> CodedSet:
    """Return the set with the ids that its documents, codes and coders have here.

    A code that is another one here brings no record of its own: ours holds. That it was
    merged into another holds here too.
    """
    if not known_as:
        return coded
    renamed = dict(known_as) | _marks(coded.steps, known_as)
    names = {str(theirs): str(ours) for theirs, ours in renamed.items()}
    merging = {step.entry for step in merged_codes(coded.histories).holding}
    steps = [
        _step(step, names, renamed)
        for step in coded.steps
        if not (step.kind is ObjectKind.CODE and step.id in known_as)
        or step.entry in merging
    ]
    return replace(
        coded,
        codes=tuple(
            _translated(record, names)
            for record in coded.codes
            if str(record["id"]) not in names
        ),
        steps=tuple(steps),
    )


def _marks(steps: Sequence[Step], known_as: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """Return the ids of finished marks, which follow from document and coder."""
    found: dict[UUID, UUID] = {}
    for step in steps:
        if step.kind is ObjectKind.FINISHED_MARK and step.after is not None:
            document = UUID(str(step.after["document_id"]))
            coder = UUID(str(step.after["coder_id"]))
            document, coder = (known_as.get(it, it) for it in (document, coder))
            found[step.id] = finished_mark_id(document, coder)
    return found


def _step(step: Step, names: Mapping[str, str], renamed: Mapping[UUID, UUID]) -> Step:
    coder = step.coder_id
    return replace(
        step,
        id=renamed.get(step.id, step.id),
        coder_id=None if coder is None else CoderId(renamed.get(coder, coder)),
        into=None if step.into is None else renamed.get(step.into, step.into),
        after=None if step.after is None else _translated(step.after, names),
        before=None if step.before is None else _translated(step.before, names),
    )


def _translated(record: JsonObject, names: Mapping[str, str]) -> JsonObject:
    renamed: dict[str, Any] = dict(record)
    for name in ("document_id", "code_id", "coder_id", "subject_id", "parent_id"):
        if isinstance(renamed.get(name), str):
            renamed[name] = names.get(renamed[name], renamed[name])
    if "codes" in renamed:
        renamed["codes"] = sorted(names.get(it, it) for it in renamed["codes"])
    return renamed
