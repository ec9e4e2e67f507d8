"""What stands beside the evidence of a recommendation: other codes, and memos."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from qcode.analysis.neighbourhood import in_same_places
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coding, Memo
from qcode.model.evidence import Neighbour, Passage, Remark
from qcode.model.ids import CodeId, CoderId
from qcode.operations.passages import Reader
from qcode.store import codings

if TYPE_CHECKING:
    from sqlalchemy import Connection


def find_neighbours(
    connection: "Connection",
    reader: Reader,
    book: Codebook,
    passages: Sequence[Passage],
    whose: Collection[CoderId],
) -> list[Neighbour]:
    """Return the codes of other families in the same turns, the most passages first.

    They are told at the first level below their family. `whose` codings count.
    The families are those in which the passages have no code.
    """
    own = {_family(book, coding.code_id).id for it in passages for coding in it.codings}
    found: dict[CodeId, list[tuple[Passage, tuple[int, ...]]]] = {}
    for document_id in dict.fromkeys(it.source.id for it in passages):
        page = reader.page(document_id)
        here = [it for it in passages if it.source.id == document_id]
        others = [
            it
            for it in codings.in_document(connection, document_id)
            if it.coder_id in whose and _family(book, it.code_id).id not in own
        ]
        beside = in_same_places(
            [page.places(it.span) for it in here],
            [
                (_below_family(book, it.code_id).id, page.places(it.span))
                for it in others
            ],
        )
        for code_id, meeting in beside.items():
            for number, theirs in meeting.items():
                lines = sorted({page.line(others[it].span) for it in theirs})
                found.setdefault(code_id, []).append((here[number], tuple(lines)))
    made = [_neighbour(book, code_id, met) for code_id, met in found.items()]
    places = {code.id: place for place, code in enumerate(book.codes)}
    made.sort(key=lambda it: (-len(it.passages), places[it.code.id]))
    return made


def _neighbour(
    book: Codebook, code_id: CodeId, met: Sequence[tuple[Passage, tuple[int, ...]]]
) -> Neighbour:
    return Neighbour(
        code=book.code(code_id),
        family=_family(book, code_id),
        passages=[passage for passage, _ in met],
        lines=[lines for _, lines in met],
    )


def _family(book: Codebook, code_id: CodeId) -> Code:
    return [*book.ancestors(code_id), book.code(code_id)][0]


def _below_family(book: Codebook, code_id: CodeId) -> Code:
    way = [*book.ancestors(code_id), book.code(code_id)]
    return way[min(1, len(way) - 1)]


def find_remarks(
    reader: Reader,
    written: Sequence[Memo],
    codes: Mapping[CodeId, Code],
    coded: Sequence[Coding],
    handles: Mapping[CoderId, str],
) -> list[Remark]:
    """Return the memos on codes and on what anybody coded with them.

    Those on codes come first, then those on codings in the order of `coded`.
    """
    about: dict[UUID, list[Memo]] = {}
    for memo in written:
        about.setdefault(memo.subject_id, []).append(memo)

    def told(name: str, subject: UUID, passage: Passage | None) -> Iterator[Remark]:
        for it in about.get(subject, ()):
            yield Remark(name, handles[it.coder_id], it.text, it.written_at, passage)

    found = [it for code in codes.values() for it in told(code.name, code.id, None)]
    for coding in coded:
        if coding.id in about:
            (passage,) = reader.passages([coding])
            found += told(codes[coding.code_id].name, coding.id, passage)
    return found
