"""A study to count in, and a second way to count it: sets, one thing at a time."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import product

from qcode.model.coding import Coding, Origin, segment_digest
from qcode.model.counting import Unit
from qcode.model.document import Document, Kind, Turn
from qcode.model.round import Round
from qcode.model.span import Span
from qcode.store import Store, cases, coders, codes, codings, documents, study
from qcode.store import rounds as rounds_store
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

    @property
    def hour(self) -> int:
        """When it was made, in hours after noon."""
        return (self.start + len(self.code)) % 4


@dataclass(frozen=True)
class BlindRound:
    """A round by names, open from one hour after noon until before another."""

    name: str
    coders: frozenset[str]
    documents: frozenset[str]
    opened: int
    closed: int | None = None

    def has(self, mark: Mark) -> bool:
        is_here = mark.coder in self.coders and mark.document in self.documents
        is_before_end = self.closed is None or mark.hour < self.closed
        return is_here and self.opened <= mark.hour and is_before_end


def document_of(material: Material) -> Document:
    case = a_case(material.case or material.name)
    return a_document(material.name, material.text, material.kind, case)


def fill_counted(
    store: Store,
    materials: Sequence[Material],
    marks: Sequence[Mark],
    rounds: Sequence[BlindRound] = (),
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
        for it in rounds:
            for handle in sorted(it.coders):
                coders.ensure(connection, a_coder(handle))
            rounds_store.save_new(connection, _round(it, made))


def _round(blind: BlindRound, made: Mapping[str, Document]) -> Round:
    whose = frozenset(a_coder(handle).id for handle in blind.coders)
    closed = None if blind.closed is None else NOON + timedelta(hours=blind.closed)
    lead = sorted(whose)[0]
    return Round(
        name=blind.name,
        coder_ids=whose,
        document_ids=frozenset(made[name].id for name in blind.documents),
        opened_by=lead,
        opened_at=NOON + timedelta(hours=blind.opened),
        closed_by=None if closed is None else lead,
        closed_at=closed,
    )


def _coding(mark: Mark, document: Document) -> tuple[Coding, bytes]:
    span = Span(mark.start, mark.end)
    coding = Coding(
        document.id,
        a_code(mark.code).id,
        a_coder(mark.coder).id,
        span,
        mark.origin,
        created_at=NOON + timedelta(hours=mark.hour),
    )
    return coding, segment_digest(document.segment(span))


@dataclass
class ByHand:
    """A second way to answer a question: sets, one thing at a time.

    Every thing that is counted goes into a set, once for the code itself and once for
    each code above it; no two coders may be left to be told apart.
    """

    materials: Sequence[Material]
    marks: Sequence[Mark]
    by: Sequence[str]
    unit: Unit
    rounds: Sequence[BlindRound] = ()
    interviewer: bool = True
    zero: bool = False
    totals: bool = False
    is_found: Callable[[Mark], bool] = lambda _: True

    def rows(self) -> dict[tuple[str, ...], tuple[float | None, float | None]]:
        """Return own and total of each code and combination."""
        known = {it.name: (it, document_of(it)) for it in self.materials}
        own: dict[tuple[str, ...], set[object]] = defaultdict(set)
        total: dict[tuple[str, ...], set[object]] = defaultdict(set)
        heard: dict[tuple[str, ...], set[Span | tuple[str, Span]]] = defaultdict(set)
        for mark in self.marks:
            material, document = known[mark.document]
            things = list(self._things(mark, document))
            if things:
                for speaker, word in self._words(document):
                    place = self._place(mark, material, speaker)
                    heard[place].add((document.name, word))
                for speaker in self._speakers(document):
                    heard[self._place(mark, material, speaker)] |= set()
            for speaker, thing in things if self.is_found(mark) else ():
                place = self._place(mark, material, speaker)
                if self.unit is Unit.CASES:
                    thing = material.case or material.name
                own[mark.code, *place].add(thing)
                for code in self._line(mark.code):
                    total[code, *place].add(thing)
        codes = [*PARENTS, *([""] if self.totals else [])]
        cells = list(product(codes, heard)) if self.zero else []
        every = dict.fromkeys([*total, *((code, *place) for code, place in cells)])
        return {
            self._with_family(cell): (
                self._number(own.get(cell, set()), heard[cell[1:]]),
                self._number(total.get(cell, set()), heard[cell[1:]]),
            )
            for cell in every
            if "family" not in self.by or not PARENTS.get(cell[0])
        }

    def _line(self, code: str) -> list[str]:
        line = []
        while code:
            line.append(code)
            code = PARENTS[code]
        return [*line, ""] if self.totals else line

    def _number(self, things: set[object], words: Sized) -> float | None:
        if self.unit not in (Unit.SHARE, Unit.RATE):
            return len(things)
        per = 1_000 if self.unit is Unit.RATE else 1
        return len(things) / len(words) * per if len(words) else None

    def _with_family(self, cell: tuple[str, ...]) -> tuple[str, ...]:
        code, *values = cell
        if "family" in self.by:
            values[list(self.by).index("family")] = code.capitalize()
        return (code, *values)

    def _speakers(self, document: Document) -> set[str]:
        if "speaker" not in self.by:
            return {""}
        return {it.speaker for it in document.turns if self._counts(it)}

    def _counts(self, turn: Turn) -> bool:
        return self.interviewer or turn.speaker != "I"

    def _words(self, document: Document) -> Iterator[tuple[str, Span]]:
        masks = masked_spans(document.text, document.turns)
        for word, turn in product(words(document.text), document.turns):
            is_hidden = any(mask.contains(word) for mask in masks)
            is_here = turn.span.start <= word.start < turn.span.end
            if is_here and not is_hidden and self._counts(turn):
                yield (turn.speaker if "speaker" in self.by else ""), word

    def _things(self, mark: Mark, document: Document) -> Iterator[tuple[str, object]]:
        """Yield each thing that the coding adds, with the speaker it belongs to."""
        span = Span(mark.start, mark.end)
        if self.unit in (Unit.WORDS, Unit.SHARE):
            for speaker, word in self._words(document):
                if word.overlaps(span):
                    yield speaker, (mark.document, word)
            return
        touched = [t for t in document.turns if t.span.overlaps(span)]
        speakers = {t.speaker for t in touched if self._counts(t)}
        place = () if self.unit is Unit.DOCUMENTS else (mark.start, mark.end)
        if "speaker" not in self.by:
            speakers = {""} if speakers else set()
        for speaker in sorted(speakers):
            yield speaker, (mark.document, *place)

    def _place(self, mark: Mark, material: Material, speaker: str) -> tuple[str, ...]:
        return tuple(self._value(name, mark, material, speaker) for name in self.by)

    def _value(
        self, dimension: str, mark: Mark, material: Material, speaker: str
    ) -> str:
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
            case "round":
                open_then = [it for it in self.rounds if it.has(mark)]
                return (
                    max(open_then, key=lambda it: it.opened).name if open_then else ""
                )
            case "family":
                return ""
        return material.attributes.get(dimension.removeprefix("attribute:"), "")


def counted_by_hand(
    materials: Sequence[Material],
    marks: Sequence[Mark],
    by: Sequence[str],
    unit: Unit,
) -> dict[tuple[str, ...], tuple[float | None, float | None]]:
    """Return own and total of each code and combination that is not zero."""
    return ByHand(materials, marks, by, unit).rows()
