"""What became of key quotations since they were chosen."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qcode.analysis.evidence import mark_agreement
from qcode.model.codebook import Code
from qcode.model.coding import Coding, segment_digest
from qcode.model.evidence import CodeAlphas, Former, Passage, SeenQuotation
from qcode.model.ids import CodeId
from qcode.model.recommendation import KeyQuotation, Mark, MarkKind
from qcode.operations.passages import Reader
from qcode.operations.quotations import present_coding

if TYPE_CHECKING:
    from sqlalchemy import Connection

# A quotation with the names of its document, its code, and who chose it.
Named = tuple[KeyQuotation, str, str, str]


def look_at(
    connection: "Connection",
    reader: Reader,
    chosen: Sequence[Named],
    codes: Mapping[CodeId, Code],
    alphas: CodeAlphas,
) -> list[SeenQuotation]:
    """Return quotations as they stand now, with the marks that they have earned.

    `codes` are those under their recommendation.
    """
    seen = []
    for quotation, document, code, chooser in chosen:
        coding = present_coding(connection, quotation)
        passage = None
        if coding is not None:
            (passage,) = reader.passages([coding])
        marks = _marks(quotation, coding, passage, codes, alphas)
        lost = document and passage is None
        former = _former(reader, quotation) if lost else None
        seen.append(
            SeenQuotation(quotation, document, code, chooser, passage, marks, former)
        )
    return seen


def _former(reader: Reader, quotation: KeyQuotation) -> Former | None:
    """Return where the words that were chosen still stand, if they do."""
    page, span = reader.page(quotation.document_id), quotation.span
    if span.end > page.length:
        return None
    text = page.text(span)
    if segment_digest(text) != quotation.digest:
        return None
    return Former(page.line(span), page.time(span), text)


def _marks(
    quotation: KeyQuotation,
    coding: Coding | None,
    passage: Passage | None,
    codes: Mapping[CodeId, Code],
    alphas: CodeAlphas,
) -> list[Mark]:
    found = []
    if coding is None or passage is None:
        found.append(Mark(MarkKind.LOST))
    elif segment_digest(passage.text) != quotation.digest:
        found.append(Mark(MarkKind.CHANGED))
    code_id = quotation.code_id if coding is None else coding.code_id
    if code_id not in codes:
        found.append(Mark(MarkKind.OUTSIDE))
    now = next((it for it in alphas.by_code.values() if it.code.id == code_id), None)
    return found + mark_agreement(quotation, now)
