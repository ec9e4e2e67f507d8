"""The quotations that may be read in public, and what keeps others back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coding, segment_digest
from qcode.model.document import Document
from qcode.model.evidence import Evidence, Passage, SeenQuotation
from qcode.model.ids import CoderId, DocumentId
from qcode.model.publishing import KeptBack, Piece, PublishedQuotation, Why
from qcode.model.recommendation import MarkKind
from qcode.model.span import Span
from qcode.model.vouch import Vouch
from qcode.operations.publishing_gate import repeated_of_private
from qcode.store import codings, documents
from qcode.text.identifying import Identifying
from qcode.text.segments import masked_spans

if TYPE_CHECKING:
    from sqlalchemy import Connection

Item = TypeVar("Item")

_REFERENCE = 8
# Fewer words in a row, or a shorter sentence, two people say without each other.
_RUN = 8
_STANDING = {MarkKind.LOST: Why.LOST, MarkKind.CHANGED: Why.CHANGED}
_STANDING |= {MarkKind.OUTSIDE: Why.OUTSIDE}


@dataclass
class Quotations:
    """Chosen quotations, each either fit to be read or kept back with the reason.

    `released` are the documents that may be quoted, `private` the names of all others,
    `vouches` are by passage. With
    which codes a quotation is found says also what those who are `counted` coded in
    the same place.
    """

    connection: "Connection"
    book: Codebook
    released: Collection[DocumentId]
    identifying: Identifying
    vouches: Mapping[tuple[DocumentId, Span], Vouch]
    counted: Collection[CoderId]
    private: Mapping[DocumentId, str]
    fit: dict[str, PublishedQuotation] = field(default_factory=dict)
    kept_back: list[KeptBack] = field(default_factory=list)
    _documents: dict[DocumentId, Document] = field(default_factory=dict)
    _codings: dict[DocumentId, list[Coding]] = field(default_factory=dict)
    _roles: dict[str, str] = field(default_factory=dict)
    _references: dict[tuple[DocumentId, Span, bool], str] = field(default_factory=dict)
    _repeats: dict[tuple[DocumentId, Span], tuple[str, str]] = field(
        default_factory=dict
    )

    def compare(self, chosen: Iterable[Evidence]) -> None:
        """Find which of their quotations repeat what a private document says."""
        texts = {
            (it.passage.source.id, it.passage.span): self._text(it.passage)
            for evidence in chosen
            for it in evidence.quotations
            if it.passage is not None and it.passage.source.id in self.released
        }
        self._repeats = repeated_of_private(
            self.connection, texts, self.private, _RUN, sentence=_RUN
        )

    def take(self, evidence: Evidence, *, has_sizes: bool) -> list[str]:
        """Judge a recommendation's quotations; return the references of the fit ones.

        A passage that several recommendations chose is one quotation.
        """
        own = evidence.recommendation
        references = []
        for seen in evidence.quotations:
            kept = self._judged(seen, own.title)
            if kept is not None:
                self.kept_back.append(kept)
                continue
            assert seen.passage is not None
            made = self._made(seen.passage, own.position, has_sizes=has_sizes)
            known = self.fit.get(made.reference)
            self.fit[made.reference] = made if known is None else _joined(known, made)
            references.append(made.reference)
        return list(dict.fromkeys(references))

    def _judged(self, seen: SeenQuotation, title: str) -> KeptBack | None:
        """Return why a quotation is kept back, `None` if it may be read."""
        kept = KeptBack(
            Piece.QUOTATION,
            title,
            Why.PRIVATE,
            seen.document,
            str(seen.quotation.coding_id),
        )
        for mark in seen.marks:
            if mark.kind in _STANDING:
                return replace(kept, why=_STANDING[mark.kind])
        passage = seen.passage
        if passage is None or passage.source.id not in self.released:
            return kept
        repeated = self._repeats.get((passage.source.id, passage.span))
        if repeated is not None:
            return replace(kept, why=Why.REPEATS, document=repeated[0])
        named = self.identifying.find(self._text(passage))
        looked_at = self._looked_at(passage)
        left = [it for it in named if it.words not in looked_at]
        return replace(kept, why=Why.NAMES, named=left) if left else None

    def _looked_at(self, passage: Passage) -> Collection[str]:
        """Return the words that somebody has looked at in a passage and let through."""
        said = self.vouches.get((passage.source.id, passage.span))
        if said is None or said.digest != segment_digest(passage.text):
            return ()
        return said.words

    def _made(
        self, passage: Passage, position: int, *, has_sizes: bool
    ) -> PublishedQuotation:
        codes = self._codes(passage)
        families = [(self.book.ancestors(it.id) or [it])[0].key for it in codes]
        return PublishedQuotation(
            reference=self._reference(passage),
            text=self._text(passage),
            kind=passage.source.kind,
            role=self._role(passage),
            size=passage.source.city if has_sizes else "",
            opposes=passage.opposes,
            codes=_once(it.key for it in codes),
            families=_once(families),
            recommendations=(position,),
        )

    def _reference(self, passage: Passage) -> str:
        """Return the passage's reference; it has one, whichever coding was chosen."""
        place = passage.source.id, passage.span, passage.opposes
        if place not in self._references:
            taken, whole = set(self._references.values()), str(passage.codings[0].id)
            lengths = range(_REFERENCE, len(whole) + 1)
            fresh = next(whole[:it] for it in lengths if whole[:it] not in taken)
            self._references[place] = fresh
        return self._references[place]

    def _codes(self, passage: Passage) -> list[Code]:
        """Return its own codes, then those of codings that contain it or lie in it."""
        document_id, span = passage.source.id, passage.span
        held = self._codings.get(document_id)
        if held is None:
            held = codings.in_document(self.connection, document_id)
            self._codings[document_id] = held
        beside = {
            it.code_id
            for it in held
            if it.coder_id in self.counted
            and (it.span.contains(span) or span.contains(it.span))
        }
        own = [self.book.code(it.code_id) for it in passage.codings]
        return [*own, *(it for it in self.book.codes if it.id in beside)]

    def _role(self, passage: Passage) -> str:
        """Return who speaks, "" where that would name a person or place."""
        role = passage.source.role
        if role not in self._roles:
            named = self.identifying.find(role)
            if named:
                kept = KeptBack(
                    Piece.ROLE, role, Why.NAMES, passage.source.name, named=named
                )
                self.kept_back.append(kept)
            self._roles[role] = "" if named else role
        return self._roles[role]

    def _text(self, passage: Passage) -> str:
        document = self._documents.get(passage.source.id)
        if document is None:
            document = documents.get(self.connection, passage.source.id)
            self._documents[document.id] = document
        return spoken(document, passage.span)


def spoken(document: Document, span: Span) -> str:
    """Return what is said in a span, without labels and time stamps.

    Where another one begins to speak, a new line begins with a dash.
    """
    starts = {turn.span.start for turn in document.turns if turn.speaker}
    parts, at = [], span.start
    for masked in masked_spans(document.text, document.turns):
        if masked.end <= span.start or masked.start >= span.end:
            continue
        parts.append(document.text[at : max(at, masked.start)])
        is_label = bool(starts.intersection(range(masked.start, masked.end)))
        parts.append("\n– " if is_label and "".join(parts).strip() else " ")
        at = min(masked.end, span.end)
    parts.append(document.text[at : span.end])
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line.strip("–\n "))


def _joined(known: PublishedQuotation, made: PublishedQuotation) -> PublishedQuotation:
    return replace(
        known,
        recommendations=_once((*known.recommendations, *made.recommendations)),
        codes=_once((*known.codes, *made.codes)),
        families=_once((*known.families, *made.families)),
    )


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(items))
