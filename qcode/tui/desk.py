"""What lies before a coder: the study, an open document, and what was done to it.

Calls operations and keeps what they give; knows no widget. Its methods that
change the study block for a commit, so screens run them in a thread.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coder, Coding, Memo, Subject
from qcode.model.ids import CodeId, CodingId, DocumentId
from qcode.model.journal import Entry
from qcode.model.span import Span
from qcode.model.suggestion import Suggestion
from qcode.operations import codebook, codings, deciding, history, memos, reading
from qcode.operations.workspace import Workspace
from qcode.tui.suggested import Suggested
from qcode.tui.widgets.marking import Mark

if TYPE_CHECKING:
    from qcode.model.document import DocumentSummary

_NO_COLOUR = "#8a8a8a"


class Desk:
    """One coder at work on one study."""

    def __init__(self, workspace: Workspace, coder: Coder) -> None:
        self.store = workspace.store.seen_by(coder.id)
        # Who opened the study may not have been known yet.
        self.workspace = workspace = replace(workspace, store=self.store)
        self.coder = coder
        self.codebook: Codebook = reading.load_codebook(self.store)
        self.counts = dict(reading.code_counts(self.store))
        self.documents: list[DocumentSummary] = reading.list_documents(self.store)
        self.used_last = [
            code_id
            for code_id in reading.codes_used_last(self.store, coder.id)
            if code_id in self.codebook
        ]
        self.open: reading.OpenDocument | None = None
        self._coloured: Codebook | None = None
        self._colours: dict[CodeId, str] = {}
        self.offset = 0
        self.newest: CodingId | None = None
        self.codings: list[Coding] = []
        self.memos: list[Memo] = []
        self._code_memos: dict[CodeId, Memo | None] = {}
        # Held by whoever changes what lies here, so that nothing gets lost between.
        self.turn = asyncio.Lock()
        self.suggested = Suggested(workspace, coder.id)

    def open_document(self, document_id: DocumentId) -> None:
        """Lay a document before the coder; raises UnknownDocumentError."""
        opened = self.open.document.id if self.open else None
        if opened != document_id:
            self.offset = 0
        now = reading.open_document(self.store, document_id)
        if any(coding.code_id not in self.codebook for coding in now.codings):
            # Somebody made a code since, and used it here.
            self.codebook = reading.load_codebook(self.store)
        self._lay_open(now)

    def reload(self) -> None:
        """Take in what the study says now, after an undo."""
        self.take_in(self.look())

    def look(self) -> reading.StudyNow:
        """Return what the study says now of all that lies here."""
        opened = self.open.document.id if self.open else None
        return reading.study_now(self.store, opened)

    def take_in(self, now: reading.StudyNow) -> None:
        """Let what lies here be as it was seen; the place in the text stays."""
        if now.codebook != self.codebook:
            self.codebook = now.codebook
        self.counts = dict(now.counts)
        self.documents = list(now.documents)
        self.used_last = [used for used in self.used_last if used in self.codebook]
        self._code_memos = {}
        if now.opened is not None:
            self._lay_open(now.opened)

    def _lay_open(self, opened: reading.OpenDocument) -> None:
        self.open = opened
        self.codings = list(opened.codings)
        self.memos = list(opened.memos)
        self.suggested.turn_to(opened.document.id, self.codebook)

    # What is there

    def marks(self) -> list[Mark]:
        """Return the open document's codings as the transcript draws them."""
        return [
            Mark(coding.id, coding.span, self.colour(coding.code_id))
            for coding in self.codings
        ]

    def colour(self, code_id: CodeId) -> str:
        """Return the colour that a code is drawn in."""
        if self._coloured is not self.codebook:
            self._coloured, self._colours = self.codebook, {}
        if code_id not in self._colours:
            self._colours[code_id] = self.codebook.colour(code_id) or _NO_COLOUR
        return self._colours[code_id]

    def coding(self, coding_id: CodingId) -> Coding | None:
        """Return a coding of the open document, `None` if it was just removed."""
        return next((c for c in self.codings if c.id == coding_id), None)

    def coder_of(self, coding: Coding) -> Coder:
        """Return whose coding it is."""
        if self.open and coding.coder_id in self.open.coders:
            return self.open.coders[coding.coder_id]
        return self.coder

    def memo_about(self, subject_id: UUID) -> Memo | None:
        """Return the coder's own latest memo about a thing, if any."""
        return memos.own_memo(self.store, self.coder.id, subject_id)

    def code_memo(self, code_id: CodeId) -> Memo | None:
        """Return the coder's memo about a code, read once, since it is often shown."""
        if code_id not in self._code_memos:
            self._code_memos[code_id] = self.memo_about(code_id)
        return self._code_memos[code_id]

    def code_with_shortcut(self, key: str) -> Code | None:
        """Return the code that this key of the keyboard applies, if any."""
        return next(
            (code for code in self.codebook.codes if code.shortcut == key), None
        )

    @property
    def last_code(self) -> Code | None:
        """The code that was applied last, `None` before the first."""
        return self.codebook.code(self.used_last[0]) if self.used_last else None

    # What is done

    def apply(self, code_id: CodeId, span: Span) -> Coding:
        """Put a code on a span; raises what `apply_code` raises."""
        coding = self._draft(code_id, span)
        codings.apply_code(self.store, coding)
        self._add(coding)
        return coding

    def apply_new_code(self, name: str, parent_id: CodeId | None, span: Span) -> Coding:
        """Make a code and put it on a span: in-vivo coding."""
        code = codebook.draft_code(self.store, name, parent_id)
        coding = self._draft(code.id, span)
        codebook.create_and_apply(self.store, code, coding)
        self.codebook = reading.load_codebook(self.store)
        self._add(coding)
        return coding

    def change_code(self, seen: Code, code: Code) -> None:
        """Store what became of the code as it was seen; raises CodeChangedError."""
        codebook.revise_code(self.store, seen, code, self.coder.id)
        self.codebook = reading.load_codebook(self.store)

    def remove(self, coding: Coding) -> None:
        """Take one of the coder's own codings away."""
        codings.remove_coding(self.store, coding.id, self.coder.id)
        self.codings = [kept for kept in self.codings if kept.id != coding.id]
        self.memos = [memo for memo in self.memos if memo.subject_id != coding.id]
        self._count(coding.code_id, -1)

    def accept(self, taken: Sequence[deciding.Acceptance]) -> list[Coding]:
        """Make codings of suggestions, as one step; what was coded so is left out."""
        made = deciding.accept_suggestions(self.store, taken)
        for coding in made:
            self._add(coding)
        by_place = {(it.suggestion.code_id, it.span): it.suggestion for it in taken}
        self.suggested.settle({it.id: by_place[it.code_id, it.span] for it in made})
        return made

    def reject(self, suggestion: Suggestion) -> None:
        """Refuse a suggestion."""
        decision = deciding.reject_suggestion(self.store, suggestion)
        self.suggested.settle({decision.id: suggestion})

    def write_memo(
        self, subject: Subject, subject_id: UUID, text: str, seen: Memo | None
    ) -> None:
        """Store the coder's memo about a thing; one without text is taken away.

        Raises MemoChangedError where it is no longer the one that was seen.
        """
        memo = Memo(self.coder.id, subject, subject_id, text)
        if seen is not None:
            memo = replace(memo, id=seen.id)
        memos.revise_memo(self.store, memo, seen)
        self._code_memos = {}
        if self.open is not None:
            self.open_document(self.open.document.id)

    def undo(self) -> Entry:
        """Turn the coder's latest action around; raises what `undo` raises."""
        entry = history.undo(self.store, self.coder.id)
        self.reload()
        return entry

    def redo(self) -> Entry:
        """Turn the coder's latest undo around; raises what `redo` raises."""
        entry = history.redo(self.store, self.coder.id)
        self.reload()
        return entry

    def _draft(self, code_id: CodeId, span: Span) -> Coding:
        assert self.open is not None, "there is no document to code"
        return Coding(self.open.document.id, code_id, self.coder.id, span)

    def _add(self, coding: Coding) -> None:
        self.newest = coding.id
        self.codings.append(coding)
        self.codings.sort(key=lambda c: (c.span.start, -c.span.end))
        self._count(coding.code_id, 1)
        others = [used for used in self.used_last if used != coding.code_id]
        self.used_last = [coding.code_id, *others]

    def _count(self, code_id: CodeId, more: int) -> None:
        self.counts[code_id] = self.counts.get(code_id, 0) + more
        self.documents = [
            replace(summary, codings=summary.codings + more)
            if self.open and summary.id == self.open.document.id
            else summary
            for summary in self.documents
        ]


def innermost_first(found: Sequence[Mark]) -> list[Mark]:
    """Return marks over one place, the shortest first."""
    return sorted(found, key=lambda mark: (mark.span.length, mark.span.start))
