"""The summary grid: counting behind its cells, and what stands in them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qcode.analysis.stretches import Numbers
from qcode.model.adjudication import CONSENSUS
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coder
from qcode.model.document import Case
from qcode.model.evidence import Choice, Chosen
from qcode.model.ids import CaseId, CodeId, CoderId, coder_id
from qcode.model.matrix import Category, Homeless, Matrix, MatrixCell, MatrixRow
from qcode.model.summary import Summary
from qcode.operations.selecting import Material, Selection
from qcode.operations.summaries import read_summaries
from qcode.store import Store, cases, codings, documents, study
from qcode.store import coders as coders_store

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class GridQuestion:
    """Which categories stand across, in their order, and which segments count.

    Without codes the families of the codebook that were used stand there, and every
    code that has a summary. Without a coder in the selection the consensus set's
    segments count where there is one, else everybody's, what is alike once.
    """

    code_ids: Sequence[CodeId] = ()
    selection: Selection = Selection()


def summary_grid(store: Store, question: GridQuestion) -> Matrix:
    """Return the grid, cases by name.

    Cases come that have a document among those selected; without a selection of
    documents also those that have only a summary. Raises UnknownCodeError,
    UnknownAttributeError.
    """
    with store.read() as connection:
        return _Grid(connection, question).matrix()


def counting(
    connection: "Connection", selection: Selection
) -> tuple[Selection, Chosen]:
    """Return the selection with whose segments count, and how that was settled."""
    if selection.coder is not None:
        return selection, Chosen(Choice.CODER, [selection.coder.handle])
    consensus = coder_id(study.get(connection).id, CONSENSUS)
    if not selection.distinct and codings.documents_coded(connection, [consensus]):
        coder = Coder(consensus, coders_store.get(connection, consensus).handle)
        whose = Chosen(Choice.CONSENSUS, [coder.handle])
        return replace(selection, coder=coder), whose
    return replace(selection, distinct=True), Chosen(Choice.EVERYONE, [])


def families(book: Codebook) -> list[Code]:
    """Return the codes that sum up a codebook: its topmost ones.

    In the place of one that is not coded itself and whose codes are divided further
    stand those.
    """
    found: list[Code] = []
    for top in book.children(None):
        below = book.children(top.id)
        is_frame = not top.codable and any(book.children(it.id) for it in below)
        found += below if is_frame else [top]
    return found


def categories_of(book: Codebook, codes: Sequence[Code]) -> list[Category]:
    """Return codes as categories, each under a name that no other one has."""
    often = Counter(code.name for code in codes)
    return [
        Category(it, it.name if often[it.name] == 1 else book.path(it.id), path)
        for it in codes
        for path in (book.path(it.id),)
    ]


class _Grid:
    """The study as the grid needs it, looked at in one transaction."""

    def __init__(self, connection: "Connection", question: GridQuestion) -> None:
        self._connection, self._question = connection, question
        selection, self._chosen = counting(connection, question.selection)
        self._material = Material(connection, selection)
        self._tree = self._material.tree
        self._book = self._tree.codebook
        self._written = read_summaries(connection, self._book)
        self._counted = self._counts()
        every = coders_store.every(connection)
        self._handles: Mapping[CoderId, str] = {it.id: it.handle for it in every}

    def matrix(self) -> Matrix:
        categories = categories_of(self._book, self._codes())
        rows = [
            self._row(case, numbers, categories)
            for case, numbers in self._cases(categories)
        ]
        names = {case.id: case.name for case in cases.every(self._connection)}
        keys = [it.code.key for it in categories]
        return Matrix(
            language=study.get(self._connection).language,
            categories=categories,
            rows=rows,
            chosen=self._chosen,
            homeless=[
                Homeless(names[it.case_id], it.text) for it in self._written.homeless
            ],
            provenance=self._material.provenance(
                "segments", {"cases": len(rows)}, {"categories": keys}
            ),
        )

    def _counts(self) -> Numbers:
        """Return how many segments each document has (row) of each code (column).

        Of the code and all below it, each segment once.
        """
        shape = len(self._material.ids), len(self._book.codes)
        counted = np.zeros(shape, dtype=np.int64)
        for part in self._material.parts():
            lifted = part.lifted(self._tree)
            np.add.at(counted, (lifted.document, lifted.code), 1)
        return counted

    def _codes(self) -> list[Code]:
        if self._question.code_ids:
            return [
                self._book.code(it) for it in dict.fromkeys(self._question.code_ids)
            ]
        used = self._counted.sum(axis=0)
        written = {code_id for _, code_id in self._written.cells}
        top = families(self._book)
        wanted = {it.id for it in top if used[self._tree.numbers[it.key]]} | written
        return [it for it in self._book.codes if it.id in wanted] or top

    def _cases(self, categories: Sequence[Category]) -> list[tuple[Case, list[int]]]:
        """Return the cases by name, each with the numbers of its documents."""
        selected = set(self._material.documents)
        number = {it: place for place, it in enumerate(self._material.ids)}
        of_case: dict[CaseId, list[int]] = {}
        for it in documents.summaries(self._connection):
            if it.id in selected:
                of_case.setdefault(it.case_id, []).append(number[it.id])
        if len(selected) == len(number):
            across = {it.code.id for it in categories}
            for case_id, code_id in self._written.cells:
                if code_id in across:
                    of_case.setdefault(case_id, [])
        every = cases.every(self._connection)
        return [(it, of_case[it.id]) for it in every if it.id in of_case]

    def _row(
        self, case: Case, numbers: Sequence[int], categories: Sequence[Category]
    ) -> MatrixRow:
        counted = self._counted[list(numbers)].sum(axis=0)
        cells = [
            cell_of(
                int(counted[self._tree.numbers[it.code.key]]),
                self._written.cells.get((case.id, it.code.id)),
                self._handles,
            )
            for it in categories
        ]
        names = [self._material.names[it] for it in numbers]
        return MatrixRow(case, names, cells)


def cell_of(
    segments: int, summary: Summary | None, handles: Mapping[CoderId, str]
) -> MatrixCell:
    """Return a cell; `handles` are those of all coders."""
    writer = "" if summary is None else handles[summary.coder_id]
    return MatrixCell(segments, summary, writer)
