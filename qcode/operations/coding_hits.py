"""Coding what a search finds: foreseen first, then done as one step."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import TYPE_CHECKING

from qcode.errors import NotCodableError, RefusedError
from qcode.model.codebook import Code
from qcode.model.coding import Coding, segment_digest
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.model.search import Extent, Hit, SearchQuestion
from qcode.model.span import Span
from qcode.operations.searching import FoundIn, found_in, hit_of
from qcode.store import Store, coders, codes, codings, documents, journal
from qcode.store.records import record_of
from qcode.text.contributions import contributions, overlapped
from qcode.text.patterns import LIMIT_S
from qcode.text.units import Unit, Units

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class HitsToCode:
    """What coding all hits means: the passages that are new, each once.

    `hits` counts what was found, `known` the passages that the coder has coded so
    already; these are left out.
    """

    question: SearchQuestion
    code: Code
    new: tuple[Hit, ...]
    hits: int
    known: int


def foresee_hits(
    store: Store,
    question: SearchQuestion,
    extent: Extent,
    *,
    code_id: CodeId,
    coder_id: CoderId,
    limit_s: float = LIMIT_S,
) -> HitsToCode:
    """Return what coding all hits would do; changes nothing.

    Several hits in one sentence or turn are one passage. Raises NotCodableError,
    UnknownCodeError and what `hits` raises.
    """
    new: list[Hit] = []
    number = known = 0
    with store.read() as connection:
        code = _codable(connection, code_id)
        for found in found_in(connection, question, limit_s):
            passages = dict.fromkeys(_passages(found, extent))
            there = codings.spans_coded(
                connection, found.document.id, coder_id, code_id
            )
            number += len(found.spans)
            known += sum(span in there for span in passages)
            new += [
                hit_of(found, span, question.context)
                for span in passages
                if span not in there
            ]
    return HitsToCode(question, code, tuple(new), number, known)


def code_hits(store: Store, foreseen: HitsToCode, coder_id: CoderId) -> list[Coding]:
    """Put the code on all that was foreseen, as one step that undo takes back.

    What the coder has coded so meanwhile is left out. Raises RefusedError where a
    text is another now, NotCodableError, UnknownCodeError, UnknownDocumentError;
    then nothing is done.
    """
    made: list[Coding] = []
    with store.begin() as connection:
        code = _codable(connection, foreseen.code.id)
        coders.lock(connection, coder_id)
        spans: dict[DocumentId, list[Hit]] = {}
        for hit in foreseen.new:
            spans.setdefault(hit.document_id, []).append(hit)
        for document_id, there in spans.items():
            made += _code_in(connection, document_id, there, code.id, coder_id)
        if made:
            query = foreseen.question.query
            note = f"{code.name}: {len(made)} codings from the search '{query}'"
            done = [
                Change(ObjectKind.CODING, it.id, None, record_of(it)) for it in made
            ]
            action = Action(Verb.CODING_APPLIED, coder_id, tuple(done), note=note)
            journal.record(connection, action, store.installation_id)
    return made


def _code_in(
    connection: "Connection",
    document_id: DocumentId,
    passages: list[Hit],
    code_id: CodeId,
    coder_id: CoderId,
) -> list[Coding]:
    """Code one document's passages but those that are coded so meanwhile."""
    text = documents.text(connection, document_id)
    there = codings.spans_coded(connection, document_id, coder_id, code_id)
    made: list[tuple[Coding, bytes]] = []
    for it in passages:
        if it.span.cut(text) != it.text:
            raise RefusedError(
                f"The text of {it.document} is another now. Nothing was coded; search "
                "again."
            )
        if it.span not in there:
            coding = Coding(document_id, code_id, coder_id, it.span)
            made.append((coding, segment_digest(it.text)))
    codings.insert_many(connection, made)
    return [coding for coding, _ in made]


def _codable(connection: "Connection", code_id: CodeId) -> Code:
    code = codes.get(connection, code_id)
    if not code.codable:
        raise NotCodableError(code.name)
    return code


def _passages(found: FoundIn, extent: Extent) -> Iterator[Span]:
    """Yield what is coded for each hit, from its first sentence or turn to its last."""
    parts = _Parts(found, extent)
    for span in found.spans:
        ends = parts.around(span.start), parts.around(span.end - 1)
        yield reduce(Span.hull, filter(None, ends), span)


class _Parts:
    """What a hit is part of in one document: a sentence or a turn."""

    def __init__(self, found: FoundIn, extent: Extent) -> None:
        self._found = found
        self._extent = extent
        self._units = Units(found.document.text, found.document.turns)

    def around(self, offset: int) -> Span | None:
        """Return the sentence or turn at an offset, `None` for no more than the hit.

        What nobody speaks has no turns; there it is the paragraph.
        """
        match self._extent:
            case Extent.HIT:
                return None
            case Extent.SENTENCE:
                return self._units.at(Unit.SENTENCE, offset)
            case Extent.TURN:
                here = Span(offset, offset + 1)
                if self._found.page.speaker(here):
                    return self._units.at(Unit.TURN, offset)
                there = overlapped(here, self._stretches)
                return self._stretches[there[0]] if there else None

    @cached_property
    def _stretches(self) -> list[Span]:
        return contributions(self._found.document.text, self._found.document.turns)
