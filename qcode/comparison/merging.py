"""What a coded set brings to a study, planned before anything is stored.

Owns which coding of a file is new, the same, moved or in conflict. Names are
resolved by exact match only; a text that stands elsewhere, once, is moved there
and reported. Knows no database and no file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from qcode.model.codebook import Code
from qcode.model.coded_set import CodedPassage
from qcode.model.coding import Coder, Coding, Memo, Subject
from qcode.model.ids import CodingId, DocumentId, MemoId, StudyId, coder_id
from qcode.model.span import Span

Place = tuple[UUID, UUID, UUID, Span]
"""Document, code, coder and span: what makes a coding unique."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a coded set refers to, as the study holds it.

    `texts` are the stored texts of the documents by name; `codes` all codes by
    key, former keys too; `twins` the codings that exist; `memos` the texts of
    the memos about each of them.
    """

    study_id: StudyId
    documents: Mapping[str, DocumentId]
    texts: Mapping[str, str]
    codes: Mapping[str, Code]
    twins: Mapping[Place, CodingId]
    memos: Mapping[UUID, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Passed:
    """What becomes of one passage: where it will stand, or why it cannot."""

    passage: CodedPassage
    span: Span | None = None
    reason: str = ""


@dataclass(slots=True)
class MergePlan:
    """What a merge would do, passage by passage in the order of the files.

    `new` and `moved` are what is stored, as `codings` and `memos`; `conflicts`
    and `unknown` keep the whole merge from being done.
    """

    new: list[Passed] = field(default_factory=list)
    same: list[Passed] = field(default_factory=list)
    moved: list[Passed] = field(default_factory=list)
    conflicts: list[Passed] = field(default_factory=list)
    unknown: list[Passed] = field(default_factory=list)
    coders: dict[UUID, Coder] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)

    @property
    def hindrances(self) -> list[Passed]:
        """What keeps the merge from being done, first what is unknown."""
        return [*self.unknown, *self.conflicts]


def plan_merge(passages: Iterable[CodedPassage], ground: Ground) -> MergePlan:
    """Return what taking the passages in would do.

    Coding ids follow from document, code, coder and span, so that two people who
    merge the same table agree. Merging again gives `same` alone.
    """
    plan, twins = MergePlan(), dict(ground.twins)
    told = {about: set(texts) for about, texts in ground.memos.items()}
    handles: dict[str, Coder] = {}
    for passage in passages:
        placed = _placed(passage, ground)
        if placed.span is None:
            is_known = passage.document in ground.documents and not _why_no_code(
                passage, ground
            )
            (plan.conflicts if is_known else plan.unknown).append(placed)
            continue
        coder = handles.get(passage.coder) or Coder(
            coder_id(ground.study_id, passage.coder), passage.coder
        )
        handles[passage.coder] = coder
        plan.coders.setdefault(coder.id, coder)
        drafted = _drafted(passage, placed.span, coder, ground)
        place = (drafted.document_id, drafted.code_id, coder.id, placed.span)
        if place in twins:
            plan.same.append(placed)
        else:
            twins[place] = drafted.id
            plan.codings.append(drafted)
            (plan.moved if placed.reason else plan.new).append(placed)
        _add_memo(plan, passage.memo, coder, twins[place], told)
    return plan


def _placed(passage: CodedPassage, ground: Ground) -> Passed:
    """Return where the passage stands in the study, or why it stands nowhere."""
    if passage.document not in ground.documents:
        return Passed(passage, reason=f"no document is called '{passage.document}'")
    no_code = _why_no_code(passage, ground)
    if no_code:
        return Passed(passage, reason=no_code)
    text, start, end = ground.texts[passage.document], passage.start, passage.end
    is_inside = start < end <= len(text)
    if is_inside and passage.text in (None, text[start:end]):
        return Passed(passage, Span(start, end))
    if passage.text is None:
        reason = f"{start}:{end} is no span of a text of {len(text)} characters"
        return Passed(passage, reason=reason)
    found = text.find(passage.text)
    if found < 0:
        return Passed(passage, reason="its text does not stand in the document")
    if text.find(passage.text, found + 1) >= 0:
        reason = f"its text does not stand at {start}:{end}, but elsewhere twice"
        return Passed(passage, reason=reason)
    span = Span(found, found + len(passage.text))
    return Passed(passage, span, f"its text stands at {span}, not at {start}:{end}")


def _why_no_code(passage: CodedPassage, ground: Ground) -> str:
    """Say why the passage cannot have its code, "" if it can."""
    code = ground.codes.get(passage.code)
    if code is None:
        return f"no code has the key '{passage.code}'"
    return "" if code.codable else f"'{code.name}' only orders the codes below it"


def _drafted(passage: CodedPassage, span: Span, coder: Coder, ground: Ground) -> Coding:
    """Return the passage as a coding, its id derived from what it says."""
    document_id = ground.documents[passage.document]
    code_id = ground.codes[passage.code].id
    name = f"{code_id} {coder.id} {span.start}:{span.end}"
    made = CodingId(uuid5(document_id, name))
    return Coding(document_id, code_id, coder.id, span, id=made)


def _add_memo(
    plan: MergePlan,
    text: str,
    coder: Coder,
    coding_id: CodingId,
    told: dict[UUID, set[str]],
) -> None:
    """Plan the memo unless the coding has one of the same words."""
    known = told.setdefault(coding_id, set())
    if text and text not in known:
        known.add(text)
        memo_id = MemoId(uuid5(coding_id, text))
        memo = Memo(coder.id, Subject.CODING, coding_id, text, id=memo_id)
        plan.memos.append(memo)
