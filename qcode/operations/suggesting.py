"""Proposing codes: what a coder's own codings teach, kept until something changes.

Loads spaCy; front ends import it only when suggestions are asked for. Learned
from are the acting coder's codings and decisions alone, so that coders stay
independent of each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from qcode.errors import RefusedError
from qcode.model.codebook import Codebook
from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.ids import CoderId, DocumentId
from qcode.model.suggestion import Decision, Suggestion, Verdict
from qcode.store import Store, codings, documents, study, suggestions
from qcode.suggest.held_out import Evaluation, evaluate
from qcode.suggest.pipeline import Pipelines
from qcode.suggest.proposing import Engine, Proposer
from qcode.suggest.study_engine import ENGINE, StudyEngine
from qcode.suggest.study_passages import (
    Passage,
    ReadPassage,
    habit,
    passages_of,
    read_passages,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Reading:
    """What one coder has before them: the study, and what they did in it."""

    language: str
    codebook: Codebook
    documents: Sequence[Document]
    codings: Mapping[DocumentId, Sequence[Coding]]
    decisions: Sequence[Decision]
    coder_id: CoderId

    @property
    def state(self) -> str:
        """A digest of everything that suggestions follow from."""
        parts = [ENGINE, str(self.coder_id), self.language]
        for code in self.codebook.codes:
            parts += [code.key, code.name, code.definition, *code.keywords]
        parts += [str(document.id) for document in self.documents]
        parts += sorted(
            f"{it.document_id} {it.code_id} {it.span}"
            for made in self.codings.values()
            for it in made
        )
        parts += sorted(str(decision.id) for decision in self.decisions)
        return sha256("\x1f".join(parts).encode()).hexdigest()


class Suggester:
    """An engine that has read the study and learned what one coder did."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._lengths = habit(reading.documents, reading.codings)
        self._passages: dict[DocumentId, list[Passage]] = {
            document.id: passages_of(document, self._lengths)
            for document in reading.documents
        }
        self._proposer: Proposer | None = None

    def suggestions(self, document_id: DocumentId) -> list[Suggestion]:
        """Return what is proposed for a document, the best first."""
        if self._proposer is None:
            self._proposer = self._taught()
        return self._proposer.suggestions(
            self._passages[document_id],
            self.reading.codings.get(document_id, ()),
            self.reading.decisions,
            self.reading.coder_id,
        )

    def evaluation(self) -> Evaluation:
        """Return how good the engine is on documents it has not learned from.

        Raises RefusedError unless the coder has coded two documents.
        """
        read = [passages for passages in self._read().values() if passages]
        if len(read) < 2:
            raise RefusedError(
                "Suggestions are judged on documents that were held out; code two "
                "documents first."
            )
        return evaluate(read, self._engine)

    def _read(self) -> dict[DocumentId, list[ReadPassage]]:
        return {
            document_id: read_passages(found, self.reading.codings.get(document_id, ()))
            for document_id, found in self._passages.items()
        }

    def _engine(self) -> Engine:
        texts = [it.text for found in self._passages.values() for it in found]
        return StudyEngine(self.reading.codebook, texts)

    def _taught(self) -> Proposer:
        engine = self._engine()
        engine.learn([it for read in self._read().values() for it in read])
        texts = {document.id: document.text for document in self.reading.documents}
        for decision in self.reading.decisions:
            if decision.verdict is Verdict.REJECTED:
                text = decision.span.cut(texts[decision.document_id])
                engine.reject(text, decision.code_id)
        pipeline = Pipelines({}).of(self.reading.language)
        learned = sum(len(made) for made in self.reading.codings.values())
        codes = self.reading.codebook.codes
        return Proposer(engine, codes, pipeline, learned=learned)


def read_study(store: Store, coder_id: CoderId) -> Reading:
    """Return what suggestions for a coder follow from."""
    with store.read() as connection:
        return _reading(connection, coder_id)


def refresh(
    store: Store, coder_id: CoderId, wanted: Sequence[DocumentId]
) -> Iterator[DocumentId]:
    """Compute suggestions for documents anew where something changed, and keep them.

    Yields each document when its suggestions hold; what is kept stays when the
    rest is interrupted.
    """
    reading = read_study(store, coder_id)
    state, suggester = reading.state, None
    for document_id in wanted:
        with store.read() as connection:
            known = suggestions.state_of(connection, document_id, coder_id)
        if known != state:
            suggester = suggester or Suggester(reading)
            found = suggester.suggestions(document_id)
            with store.begin() as connection:
                suggestions.replace(connection, document_id, coder_id, found, state)
        yield document_id


@dataclass(frozen=True, slots=True)
class Shown:
    """A suggestion with its document's name and the text it is made for."""

    suggestion: Suggestion
    document_name: str
    segment: str


def list_suggestions(
    store: Store, coder_id: CoderId, wanted: Sequence[DocumentId]
) -> list[Shown]:
    """Return a coder's kept suggestions in these documents, the best first."""
    with store.read() as connection:
        names = documents.names(connection)
        shown = []
        for document_id in wanted:
            text = documents.text(connection, document_id)
            shown += [
                Shown(it, names[document_id], it.span.cut(text))
                for it in suggestions.kept(connection, coder_id, document_id)
            ]
    return sorted(shown, key=lambda it: (-it.suggestion.score, str(it.suggestion.id)))


def judge(store: Store, coder_id: CoderId) -> Evaluation:
    """Return how good suggestions are on this coder's own held-out documents."""
    return Suggester(read_study(store, coder_id)).evaluation()


def _reading(connection: "Connection", coder_id: CoderId) -> Reading:
    texts = [documents.get(connection, it.id) for it in documents.summaries(connection)]
    own = {
        document.id: [
            coding
            for coding in codings.in_document(connection, document.id)
            if coding.coder_id == coder_id
        ]
        for document in texts
    }
    return Reading(
        language=study.get(connection).language,
        codebook=study.codebook(connection),
        documents=texts,
        codings=own,
        decisions=suggestions.decided(connection, coder_id),
        coder_id=coder_id,
    )
