"""Proposing codes from a study that was read, following what one coder does.

Loads spaCy, a second, and reads every text: import it where suggestions are
computed, and not to look at kept ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from qcode.model.codebook import Codebook
from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.ids import CoderId, DocumentId
from qcode.model.span import Span
from qcode.model.suggestion import Suggestion
from qcode.operations.speakers import interviewers
from qcode.operations.standing import Standing, standing
from qcode.project import SuggestionSettings
from qcode.store import Store, documents, study, suggestion_runs
from qcode.suggest.lessons import Lesson, lessons
from qcode.suggest.passages import usual_length
from qcode.suggest.pipeline import Pipelines
from qcode.suggest.proposing import Proposer
from qcode.suggest.repeated import RepeatedSegments
from qcode.suggest.study_engine import StudyEngine
from qcode.suggest.study_passages import (
    Passage,
    ReadPassage,
    habit,
    habitual,
    passages_of,
    read_passages,
)
from qcode.suggest.teaching import Teaching
from qcode.suggest.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Reading:
    """What one coder has before them: the study, and what they did in it.

    `is_left_out` tells by a speaker's label whether codes are proposed for their turns.
    """

    codebook: Codebook
    documents: Sequence[Document]
    standing: Standing
    settings: SuggestionSettings
    is_left_out: Callable[[str], bool]

    @property
    def codings(self) -> Mapping[DocumentId, Sequence[Coding]]:
        """The coder's codings by document; documents without any are left out."""
        return self.standing.by_document


def read_study(
    store: Store, coder_id: CoderId, settings: SuggestionSettings | None = None
) -> Reading:
    """Return what suggestions for a coder follow from, texts and all."""
    chosen = settings or SuggestionSettings()
    with store.read() as connection:
        every = documents.summaries(connection)
        return Reading(
            codebook=study.codebook(connection),
            documents=[documents.get(connection, it.id) for it in every],
            standing=standing(connection, coder_id, chosen),
            settings=chosen,
            is_left_out=_nobody if chosen.interviewer else interviewers(connection),
        )


class Suggester:
    """An engine that has read a study and learned what one coder did.

    The texts are read once; what the coder does later is followed. From the same
    work follow the same suggestions, whatever was followed before; `state` tells
    while some of it waits to be learned.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._standing = reading.standing
        self._documents = {document.id: document for document in reading.documents}
        pipelines = Pipelines(reading.settings.pipelines)
        self._pipeline = pipelines.of(reading.codebook.language)
        self._cut()

    @property
    def ground(self) -> str:
        """What must stay the same for this suggester to be of use."""
        return self.reading.standing.ground

    def follow(self, now: Standing) -> None:
        """Take in what the coder has done; `now` must stand on the same ground."""
        shown = habitual(self._standing.codings)
        self._standing = now
        if habitual(now.codings) != shown and self._usual_length() != self._length:
            self._cut()

    def suggestions(self, document_id: DocumentId) -> list[Suggestion]:
        """Return what is proposed for a document, the best first."""
        proposer = self._taught()
        tried = {coding.code_id for coding in self._standing.codings}
        codes = {code.id for code in self.reading.codebook.codes}
        return proposer.suggestions(
            self._passages[document_id],
            self._standing.by_document.get(document_id, ()),
            self._standing.decisions,
            self._standing.coder_id,
            # Before the first coding every code is untried, and none stands out.
            untried=codes - tried if tried else (),
            repeated=self._repeated,
        )

    @property
    def state(self) -> str:
        """From what suggestions are made; empty while some work waits to be learned.

        Learns first where there is something to learn.
        """
        self._taught()
        return self._standing.state if self._is_level else suggestion_runs.PENDING

    def _usual_length(self) -> float:
        return usual_length(habit(self.reading.documents, self._standing.by_document))

    def _cut(self) -> None:
        """Cut documents into passages by the coder's habit; learning begins anew."""
        lengths = habit(self.reading.documents, self._standing.by_document)
        self._length = usual_length(lengths)
        self._passages: dict[DocumentId, list[Passage]] = {
            document.id: passages_of(
                document, lengths, is_left_out=self.reading.is_left_out
            )
            for document in self.reading.documents
        }
        self._wording: Wording | None = None
        self._reads: dict[DocumentId, _Read] = {}
        self._teaching: Teaching | None = None
        self._proposer: Proposer | None = None
        self._followed: Standing | None = None

    def _read(self) -> list[list[ReadPassage]]:
        """Return the passages read in each document, computed anew where it changed."""
        for document_id, passages in self._passages.items():
            made = self._standing.by_document.get(document_id, ())
            is_finished = document_id in self._standing.finished
            known = self._reads.get(document_id)
            if known is None or (known.codings, known.is_finished) != (
                made,
                is_finished,
            ):
                found = read_passages(passages, made, is_finished=is_finished)
                self._reads[document_id] = _Read(made, is_finished, found)
        return [self._reads[document_id].passages for document_id in self._passages]

    def _engine(self) -> StudyEngine:
        texts = [it.text for found in self._passages.values() for it in found]
        if self._wording is None:
            self._wording = wording(self._pipeline, texts)
        return StudyEngine(self.reading.codebook, texts, self._wording)

    def _taught(self) -> Proposer:
        """Return the proposer after it has caught up with the coder."""
        if self._proposer is None or self._teaching is None:
            engine, codes = self._engine(), self.reading.codebook.codes
            self._key_of = engine.key
            self._teaching = Teaching(engine)
            self._proposer = Proposer(
                engine,
                codes,
                self._pipeline,
                learned=0,
                least=self.reading.settings.least,
            )
        if self._followed is not self._standing:
            self._is_level = self._teaching.follow(self._lessons())
            self._proposer.learned = len(self._standing.codings)
            texts = {document.id: document.text for document in self.reading.documents}
            self._repeated = RepeatedSegments(self._standing.codings, texts)
            self._followed = self._standing
        return self._proposer

    def _lessons(self) -> dict[str, Lesson]:
        refused = [
            (self._passage(it.document_id, it.span), it.code_id)
            for it in self._standing.rejections
        ]
        return lessons(self._read(), refused, self._key_of)

    def _passage(self, document_id: DocumentId, span: Span) -> Passage:
        text = span.cut(self._documents[document_id].text)
        return Passage(document_id, span, text)


@dataclass(frozen=True, slots=True)
class _Read:
    codings: Sequence[Coding]
    is_finished: bool
    passages: list[ReadPassage]


def _nobody(speaker: str) -> bool:
    return False
