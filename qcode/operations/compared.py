"""What coders are compared on: documents that all have finished, in words and units.

Gathers from the store and knows units of text; computes no coefficient.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qcode.comparison.comparing import DocumentJudgements
from qcode.comparison.units import HALF, Bools, CodedSpan, CodedWords
from qcode.model.agreement import (
    ComparisonQuestion,
    Excluded,
    Exclusion,
    JudgedUnit,
)
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coding, Origin
from qcode.model.document import Document, Turn
from qcode.model.finished import FinishedMark
from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.operations.leaving_out import marks_by_place, why_left_out
from qcode.operations.speakers import interviewers
from qcode.store import codings, documents
from qcode.text.segments import masked_spans, paragraphs
from qcode.text.sentences import sentences, words
from qcode.text.speakers import turns_of_interviewees

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Field:
    """The codes that are judged, each alone or a family of codes as one.

    `members` are the codes that stand for each, itself where it is alone.
    """

    codes: Sequence[Code]
    members: Sequence[frozenset[CodeId]]

    def numbers(self, code_id: CodeId) -> Iterator[int]:
        """Yield the numbers of those that a code stands for."""
        for number, members in enumerate(self.members):
            if code_id in members:
                yield number


def single_codes(codebook: Codebook) -> Field:
    """Return all codes that can be given, each alone."""
    codes = [code for code in codebook.codes if code.codable]
    return Field(codes, [frozenset([code.id]) for code in codes])


def families(codebook: Codebook) -> Field:
    """Return the codes at the top that have others below them, with all of these."""
    tops = [top for top in codebook.children(None) if codebook.children(top.id)]
    members = [
        frozenset(code.id for code in codebook.subtree(top.id) if code.codable)
        for top in tops
    ]
    return Field(tops, members)


@dataclass(frozen=True)
class Material:
    """One document that all coders have finished, and what they coded there.

    `words` are those looked at; `units` the stretches that are judged, in order, each
    with such a word.
    """

    document: Document
    words: Sequence[Span]
    units: Sequence[Span]
    codings: Sequence[Coding]
    marks: Sequence[FinishedMark]

    def judged(self, field: Field, question: ComparisonQuestion) -> DocumentJudgements:
        """Return the coders' judgements of a field's codes, and their free spans."""
        coded, known = self._coded(field, question), self._known(field)
        least = 0.0 if question.is_any else HALF
        numbers = range(len(field.codes))
        return DocumentJudgements(
            coded.carried(self.units, known, least),
            [coded.continuum(number) for number in numbers],
        )

    def _coded(self, field: Field, question: ComparisonQuestion) -> CodedWords:
        places = {coder.id: place for place, coder in enumerate(question.coders)}
        spans = [
            CodedSpan(places[coding.coder_id], number, coding.span)
            for coding in self.codings
            for number in field.numbers(coding.code_id)
        ]
        return CodedWords(self.words, spans, coders=len(places), codes=len(field.codes))

    def _known(self, field: Field) -> Bools:
        """Return which codes each coder knew on finishing, shape (codes, coders)."""
        return np.array(
            [
                [bool(members & mark.codes) for mark in self.marks]
                for members in field.members
            ]
        ).reshape(len(field.members), len(self.marks))


def gather(
    connection: "Connection", question: ComparisonQuestion
) -> tuple[list[Material], list[Excluded]]:
    """Return the documents that all coders have finished, by name, and the others."""
    marks = marks_by_place(connection)
    is_left_out = interviewers(connection)
    counted: list[Material] = []
    excluded: list[Excluded] = []
    for summary in documents.summaries(connection):
        if question.documents is not None and summary.id not in question.documents:
            continue
        hindrance = why_left_out(summary, marks, question.coders)
        if hindrance is not None:
            excluded.append(hindrance)
            continue
        own = [marks[summary.id, coder.id] for coder in question.coders]
        document = documents.get(connection, summary.id)
        spoken = _spoken(document, question, is_left_out)
        material = _material(connection, document, spoken, own, question)
        if material.units:
            counted.append(material)
        else:
            excluded.append(Excluded(summary.name, Exclusion.NO_UNITS))
    return counted, excluded


def _material(
    connection: "Connection",
    document: Document,
    spoken: Sequence[Turn],
    marks: Sequence[FinishedMark],
    question: ComparisonQuestion,
) -> Material:
    found = codings.in_document(connection, document.id)
    compared = {coder.id for coder in question.coders}
    looked_at = _words(document, spoken)
    ends = [word.end for word in looked_at]
    return Material(
        document=document,
        words=looked_at,
        units=[
            unit
            for unit in _units(document, found, question)
            for first in [bisect_right(ends, unit.start)]
            if first < len(ends) and looked_at[first].start < unit.end
        ],
        codings=[
            coding
            for coding in found
            if coding.coder_id in compared
            and (question.with_suggested or coding.origin is Origin.HAND)
        ],
        marks=marks,
    )


def _words(document: Document, spoken: Sequence[Turn]) -> list[Span]:
    """Return the words that are looked at: no labels, no stamps, nobody who asks."""
    text, turns = document.text, document.turns
    starts = [turn.span.start for turn in spoken]
    masks = masked_spans(text, turns)
    mask_starts = [mask.start for mask in masks]
    found = []
    for word in words(text):
        mask = bisect_right(mask_starts, word.start) - 1
        turn = bisect_right(starts, word.start) - 1
        is_masked = mask >= 0 and word.end <= masks[mask].end
        if not is_masked and turn >= 0 and word.start < spoken[turn].span.end:
            found.append(word)
    return found


def _spoken(
    document: Document,
    question: ComparisonQuestion,
    is_left_out: Callable[[str], bool],
) -> Sequence[Turn]:
    if question.with_interviewer:
        return document.turns or [Turn("", Span(0, len(document.text)), 0)]
    return turns_of_interviewees(document.text, document.turns, is_left_out)


def _units(
    document: Document, found: Sequence[Coding], question: ComparisonQuestion
) -> list[Span]:
    match question.unit:
        case JudgedUnit.SENTENCE:
            return sentences(document.text)
        case JudgedUnit.PARAGRAPH:
            return paragraphs(document.text)
        case JudgedUnit.TURN:
            return [turn.span for turn in document.turns]
        case JudgedUnit.SEGMENT:
            owner = question.segments_of
            given = {it.span for it in found if owner and it.coder_id == owner.id}
            return sorted(given)
