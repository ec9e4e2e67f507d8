"""A study to count in, and a second way to count it: sets, one thing at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from qcode.model.coding import Coding, Origin, segment_digest
from qcode.model.counting import Unit
from qcode.model.document import Document, Kind
from qcode.model.span import Span
from qcode.store import Store, cases, coders, codes, codings, documents, study
from qcode.text.segments import masked_spans
from qcode.text.sentences import words
from tests.builders import (
    NOON,
    STUDY,
    a_case,
    a_code,
    a_coder,
    a_document,
    a_source,
)

# Code and parent, in the codebook's order. "family" only groups.
PARENTS = {
    "family": "",
    "helped": "family",
    "trust": "helped",
    "team": "helped",
    "money": "family",
    "need": "",
    "staff": "need",
}


@dataclass(frozen=True)
class Material:
    """A document and its case."""

    name: str
    text: str
    kind: Kind = Kind.INTERVIEW
    attributes: Mapping[str, str] = field(default_factory=dict)
    case: str = ""


@dataclass(frozen=True, order=True)
class Mark:
    """A coding by names."""

    code: str
    document: str
    coder: str
    start: int
    end: int
    origin: Origin = Origin.HAND


def document_of(material: Material) -> Document:
    case = a_case(material.case or material.name)
    return a_document(material.name, material.text, material.kind, case)


def fill_counted(
    store: Store, materials: Sequence[Material], marks: Sequence[Mark]
) -> None:
    """Put the codes above, these documents and these codings into a new store."""
    made = {material.name: document_of(material) for material in materials}
    with store.begin() as connection:
        study.create(connection, study.StudyRow(STUDY, "Gezählt", "de"))
        for place, (key, parent) in enumerate(PARENTS.items()):
            parent_id = a_code(parent).id if parent else None
            code = a_code(key, parent_id=parent_id, codable=key != "family")
            codes.save(connection, code, place)
        for material in materials:
            case = a_case(material.case or material.name, material.attributes)
            cases.ensure(connection, case)
            cases.set_attributes(connection, case.id, case.attributes)
            source = a_source(material.name, material.text)
            documents.insert_document(connection, made[material.name], source)
        for handle in sorted({mark.coder for mark in marks}):
            coders.ensure(connection, a_coder(handle))
        codings.insert_many(
            connection, (_coding(mark, made[mark.document]) for mark in marks)
        )


def _coding(mark: Mark, document: Document) -> tuple[Coding, bytes]:
    span = Span(mark.start, mark.end)
    coding = Coding(
        document.id,
        a_code(mark.code).id,
        a_coder(mark.coder).id,
        span,
        mark.origin,
        created_at=NOON,
    )
    return coding, segment_digest(document.segment(span))


def counted_by_hand(
    materials: Sequence[Material],
    marks: Sequence[Mark],
    by: Sequence[str],
    unit: Unit,
) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return own and total of each code and combination that is not zero.

    Every thing that is counted goes into a set, once for the code itself and
    once for each code above it; no two coders may be left to be told apart.
    """
    own: dict[tuple[str, ...], set[object]] = defaultdict(set)
    total: dict[tuple[str, ...], set[object]] = defaultdict(set)
    known = {material.name: (material, document_of(material)) for material in materials}
    for mark in marks:
        for speaker, thing in _things(mark, known[mark.document][1], by, unit):
            place = tuple(
                _value(dimension, mark, known[mark.document][0], speaker)
                for dimension in by
            )
            own[mark.code, *place].add(thing)
            code = mark.code
            while code:
                total[code, *place].add(thing)
                code = PARENTS[code]
    return {cell: (len(own[cell]), len(things)) for cell, things in total.items()}


def _things(
    mark: Mark, document: Document, by: Sequence[str], unit: Unit
) -> Iterator[tuple[str, object]]:
    """Yield each thing that the coding adds, with the speaker it belongs to."""
    span = Span(mark.start, mark.end)
    if unit is not Unit.WORDS:
        speakers = {t.speaker for t in document.turns if t.span.overlaps(span)}
        place = (mark.start, mark.end) if unit is not Unit.DOCUMENTS else ()
        for speaker in sorted(speakers) if "speaker" in by else [""]:
            yield speaker, (mark.document, *place)
        return
    masks = masked_spans(document.text, document.turns)
    for word, turn in product(words(document.text), document.turns):
        is_hidden = any(mask.contains(word) for mask in masks)
        is_here = turn.span.start <= word.start < turn.span.end
        if is_here and not is_hidden and word.overlaps(span):
            yield turn.speaker, (mark.document, word)


def _value(dimension: str, mark: Mark, material: Material, speaker: str) -> str:
    match dimension:
        case "document":
            return mark.document
        case "kind":
            return material.kind
        case "case":
            return material.case or material.name
        case "coder":
            return mark.coder
        case "speaker":
            return speaker
    return material.attributes.get(dimension.removeprefix("attribute:"), "")
