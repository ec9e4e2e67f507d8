"""Taking in plain tables: codings a row, and finished marks a row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qcode.comparison.merging import Ground, MergePlan, Passed, Place, plan_merge
from qcode.comparison.outcomes import Outcome, Outcomes
from qcode.model.codebook import Code
from qcode.model.coded_set import CodedPassage, FinishedRow
from qcode.model.coding import Coder, Subject, segment_digest
from qcode.model.finished import FinishedMark
from qcode.model.ids import CodingId, StudyId, coder_id
from qcode.model.journal import Change, JsonObject, ObjectKind
from qcode.store import coders, codes, codings, documents, finished_marks, memos
from qcode.store.records import record_of

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy import Connection


@dataclass(slots=True)
class Done:
    """What taking a table in changed, and what became of its rows."""

    outcomes: Outcomes = field(default_factory=Outcomes)
    changes: list[Change] = field(default_factory=list)


def merge_passages(
    connection: "Connection",
    passages: Sequence[CodedPassage],
    study_id: StudyId,
    *,
    leaves_unknown: bool = False,
) -> Done:
    """Store the passages that are new here; nothing where one is hindered.

    With `leaves_unknown` what is hindered is left out.
    """
    ground = _ground(connection, passages, study_id)
    plan = plan_merge(passages, ground)
    done = Done(_outcomes(plan))
    if leaves_unknown:
        done.outcomes.leave_out()
    if not done.outcomes.hindrances and plan.codings + plan.memos:
        _store(connection, plan, ground)
        done.changes = [
            *(_made(ObjectKind.CODING, it.id, record_of(it)) for it in plan.codings),
            *(_made(ObjectKind.MEMO, it.id, record_of(it)) for it in plan.memos),
        ]
    return done


def _made(kind: ObjectKind, thing: "UUID", record: JsonObject) -> Change:
    return Change(kind, thing, None, record)


def _outcomes(plan: MergePlan) -> Outcomes:
    return Outcomes(
        new=_told(plan.new),
        same=_told(plan.same),
        moved=_told(plan.moved),
        conflicts=_told(plan.conflicts),
        unknown=_told(plan.unknown),
        hindrances=_told(plan.hindrances),
    )


def _told(passed: Iterable[Passed]) -> list[Outcome]:
    return [
        Outcome(
            kind=ObjectKind.CODING,
            document=it.passage.document,
            start=it.passage.start if it.span is None else it.span.start,
            end=it.passage.end if it.span is None else it.span.end,
            code=it.passage.code,
            coder=it.passage.coder,
            place=it.passage.place,
            reason=it.reason,
        )
        for it in passed
    ]


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


def _store(connection: "Connection", plan: MergePlan, ground: Ground) -> None:
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
    memos.insert_many(connection, plan.memos)


def merge_marks(
    connection: "Connection",
    rows: Sequence[FinishedRow],
    study_id: StudyId,
    *,
    leaves_unknown: bool = False,
) -> Done:
    """Store the finished marks that are new here; nothing where one is hindered.

    With `leaves_unknown` what is hindered is left out. A mark needs the codes of the
    codebook's revision that it names: those that this study has met.
    """
    done = Done()
    named = {name: found for found, name in documents.names(connection).items()}
    for row in rows:
        reason = _why_not(connection, row, named)
        if reason:
            done.outcomes.hinder(_told_of(row, reason), is_unknown=True)
            continue
        coder = Coder(coder_id(study_id, row.coder), row.coder)
        document = documents.get(connection, named[row.document])
        known = finished_marks.revision(connection, row.codebook_revision)
        assert known is not None
        mark = FinishedMark(
            document.id, coder.id, document.revision, row.codebook_revision, known
        )
        if finished_marks.find(connection, mark.id) is not None:
            done.outcomes.same.append(_told_of(row, ""))
            continue
        coders.ensure(connection, coder)
        finished_marks.save(connection, mark)
        done.outcomes.new.append(_told_of(row, ""))
        done.changes.append(_made(ObjectKind.FINISHED_MARK, mark.id, record_of(mark)))
    if leaves_unknown:
        done.outcomes.leave_out()
    return done


def _why_not(
    connection: "Connection", row: FinishedRow, named: Mapping[str, object]
) -> str:
    if row.document not in named:
        return f"no document is called '{row.document}'"
    if finished_marks.revision(connection, row.codebook_revision) is None:
        return (
            f"the codebook's revision {row.codebook_revision[:12]}… is not known here, "
            "so that nobody can say which codes were known"
        )
    return ""


def _told_of(row: FinishedRow, reason: str) -> Outcome:
    kind = ObjectKind.FINISHED_MARK
    return Outcome(kind, row.document, None, None, "", row.coder, row.place, reason)
