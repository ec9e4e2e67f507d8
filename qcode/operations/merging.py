"""Taking coded sets in: one plan, one transaction, one step that can be undone."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.comparison.merging import Ground, MergePlan, Place, plan_merge
from qcode.errors import RefusedError
from qcode.interchange.coded_sets import read_coded_set
from qcode.model.codebook import Code
from qcode.model.coded_set import CodedPassage
from qcode.model.coding import Subject, segment_digest
from qcode.model.ids import CoderId, CodingId, StudyId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.store import Store, coders, codes, codings, documents, journal, memos
from qcode.store.records import record_of

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection


def read_sets(paths: Sequence[Path]) -> list[CodedPassage]:
    """Return the passages of all files, in order; raises UnreadableError."""
    return [passage for path in paths for passage in read_coded_set(path)]


def foresee_merge(
    store: Store, passages: Sequence[CodedPassage], study_id: StudyId
) -> MergePlan:
    """Return what merging would do, and change nothing."""
    with store.read() as connection:
        return plan_merge(passages, _ground(connection, passages, study_id))


def merge(
    store: Store,
    passages: Sequence[CodedPassage],
    study_id: StudyId,
    coder_id: CoderId,
) -> MergePlan:
    """Take the passages in, all or none; return what was done.

    `coder_id` is who merges. Raises RefusedError, naming the first, if one of
    them cannot be placed in this study.
    """
    with store.begin() as connection:
        coders.lock(connection, coder_id)
        ground = _ground(connection, passages, study_id)
        plan = plan_merge(passages, ground)
        if plan.hindrances:
            raise _refusal(plan)
        if plan.codings or plan.memos:
            _store(connection, store, plan, ground, coder_id)
    return plan


def _refusal(plan: MergePlan) -> RefusedError:
    first, *others = plan.hindrances
    more = f" (and {len(others)} more)" if others else ""
    return RefusedError(
        f"{first.passage.place}: {first.reason}{more}; nothing was merged. "
        "--dry-run lists all that is in the way."
    )


def _ground(
    connection: "Connection", passages: Sequence[CodedPassage], study_id: StudyId
) -> Ground:
    """Return what the passages may refer to."""
    wanted = {passage.document for passage in passages}
    named = {name: found for found, name in documents.names(connection).items()}
    used = {name: named[name] for name in wanted if name in named}
    twins: dict[Place, CodingId] = {}
    told: dict[UUID, frozenset[str]] = {}
    for document_id in used.values():
        for coding in codings.in_document(connection, document_id):
            place = (document_id, coding.code_id, coding.coder_id, coding.span)
            twins[place] = coding.id
        for memo in memos.in_document(connection, document_id):
            if memo.subject is Subject.CODING:
                known = told.get(memo.subject_id, frozenset())
                told[memo.subject_id] = known | {memo.text}
    texts = {name: documents.text(connection, found) for name, found in used.items()}
    return Ground(study_id, used, texts, _codes_by_key(connection), twins, told)


def _codes_by_key(connection: "Connection") -> Mapping[str, Code]:
    every = codes.every(connection)
    former = {key: code for code in every for key in code.formerly}
    return former | {code.key: code for code in every}


def _store(
    connection: "Connection",
    store: Store,
    plan: MergePlan,
    ground: Ground,
    coder_id: CoderId,
) -> None:
    """Store what the plan holds, with its entry in the journal."""
    for coder in plan.coders.values():
        coders.ensure(connection, coder)
    texts = {ground.documents[name]: text for name, text in ground.texts.items()}
    codings.insert_many(
        connection,
        (
            (coding, segment_digest(coding.span.cut(texts[coding.document_id])))
            for coding in plan.codings
        ),
    )
    for memo in plan.memos:
        memos.save(connection, memo)
    done = (
        *(Change(ObjectKind.CODING, it.id, None, record_of(it)) for it in plan.codings),
        *(Change(ObjectKind.MEMO, it.id, None, record_of(it)) for it in plan.memos),
    )
    handles = ", ".join(sorted(coder.handle for coder in plan.coders.values()))
    note = f"{len(plan.codings)} ({handles})"
    action = Action(Verb.SETS_MERGED, coder_id, done, note=note)
    journal.record(connection, action, store.installation_id)
