"""One cell of the summary grid, with the segments behind it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from qcode.model.coding import Coding, Stance
from qcode.model.document import DocumentSummary
from qcode.model.ids import CaseId, CodeId, CoderId
from qcode.model.matrix import CellSegment, CellView
from qcode.operations.grid import categories_of, cell_of, counting
from qcode.operations.passages import Page
from qcode.operations.selecting import Material, Selection
from qcode.operations.summaries import read_summaries
from qcode.operations.times import Clock
from qcode.store import Store, cases, coders, documents, segments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from qcode.model.span import Span


def grid_cell(
    store: Store, selection: Selection, case_id: CaseId, code_id: CodeId
) -> CellView:
    """Return a cell as the grid has it, with its segments.

    Documents come by name, segments in the order of the text, the longer first where
    two begin at once. Raises UnknownCaseError, UnknownCodeError,
    UnknownAttributeError.
    """
    with store.read() as connection:
        cases.name(connection, case_id)
        behind = _Behind(connection, selection, code_id)
        found = [
            it
            for document in documents.summaries(connection)
            if document.case_id == case_id and document.id in behind.selected
            for it in behind.segments(document)
        ]
        book = behind.material.tree.codebook
        written = read_summaries(connection, book).cells.get((case_id, code_id))
        return CellView(
            case=cases.get(connection, case_id),
            category=categories_of(book, [book.code(code_id)])[0],
            cell=cell_of(len(found), written, behind.handles),
            segments=found,
        )


class _Behind:
    """What was coded with a category and the codes below it, document by document."""

    def __init__(
        self, connection: "Connection", selection: Selection, code_id: CodeId
    ) -> None:
        self._connection = connection
        self._clock = Clock(connection)
        chosen, _ = counting(connection, selection)
        self.material = Material(connection, chosen)
        self.selected = set(self.material.documents)
        self._number = {it: place for place, it in enumerate(self.material.ids)}
        self._chosen = chosen
        self._codes = {it.id: it for it in self.material.tree.codebook.subtree(code_id)}
        every = coders.every(connection)
        self.handles: Mapping[CoderId, str] = {it.id: it.handle for it in every}

    def segments(self, document: DocumentSummary) -> Iterator[CellSegment]:
        """Yield the distinct segments in one document."""
        together: dict[Span, list[Coding]] = {}
        for coding in self._codings(document):
            together.setdefault(coding.span, []).append(coding)
        if not together:
            return
        page = Page(documents.get(self._connection, document.id), self._clock)
        for span, joined in together.items():
            codes = {it.code_id for it in joined}
            yield CellSegment(
                document_id=document.id,
                document=document.name,
                span=span,
                text=page.text(span),
                line=page.line(span),
                time=page.time(span),
                speaker=page.speaker(span),
                codes=[it.name for it in self._codes.values() if it.id in codes],
                coders=sorted({self.handles[it.coder_id] for it in joined}),
                opposes=any(it.stance is Stance.OPPOSES for it in joined),
            )

    def _codings(self, document: DocumentSummary) -> list[Coding]:
        chosen = self._chosen
        wanted = segments.Wanted(
            code_ids=list(self._codes),
            document_id=document.id,
            coder_id=None if chosen.coder is None else chosen.coder.id,
            origins=chosen.origins or None,
        )
        found = [
            it.coding
            for it in segments.wanted(self._connection, wanted)
            if it.coding.coder_id in self.material.whose
        ]
        if not chosen.without_interviewer or not found:
            return found
        places = self.material.places(self._number[document.id])
        starts = np.array([it.span.start for it in found], dtype=np.int64)
        ends = np.array([it.span.end for it in found], dtype=np.int64)
        said = places.is_said(starts, ends).tolist()
        return [it for it, is_said in zip(found, said, strict=True) if is_said]
