"""What one coder has done in a study, as passages that an engine learns from.

Loads spaCy, a second, and reads every text: import it where that is asked for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qcode.errors import RefusedError
from qcode.model.document import Document
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.operations.suggester import Reading, read_study
from qcode.project import SuggestionSettings
from qcode.store import Store
from qcode.suggest.held_out import CodedDocument, teach
from qcode.suggest.pipeline import Pipelines
from qcode.suggest.study_engine import StudyEngine
from qcode.suggest.study_passages import Passage, habit, passages_of, read_passages
from qcode.suggest.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class CodedWork:
    """A study in passages, and what one coder did there.

    `coded` has the documents with codings, in the order of the study's; `aside` is
    what was refused in others.
    """

    reading: Reading
    wording: Wording
    passages: Mapping[DocumentId, Sequence[Passage]]
    coded: Mapping[DocumentId, CodedDocument]
    aside: CodedDocument

    @property
    def keys(self) -> dict[CodeId, str]:
        """The key of each code, in the codebook's order."""
        return {code.id: code.key for code in self.reading.codebook.codes}

    @property
    def documents(self) -> dict[DocumentId, Document]:
        """The study's documents by id."""
        return {document.id: document for document in self.reading.documents}

    @property
    def texts(self) -> list[str]:
        """The texts of all passages, document by document."""
        return _texts(self.passages)

    def engine(self) -> StudyEngine:
        """Return an engine that has seen the texts and learned no coded document."""
        engine = StudyEngine(self.reading.codebook, self.texts, self.wording)
        teach(engine, [self.aside])
        return engine

    def held_out(self) -> list[CodedDocument]:
        """Return the coded documents, enough of them to hold some out.

        Raises RefusedError unless the coder has coded two documents.
        """
        if len(self.coded) < 2:
            raise RefusedError(
                "Suggestions are judged on documents that were held out; code two "
                "documents first."
            )
        return list(self.coded.values())


def read_work(
    store: Store, coder_id: CoderId, settings: SuggestionSettings
) -> CodedWork:
    """Return the study in passages, and what a coder did there."""
    reading = read_study(store, coder_id, settings)
    lengths = habit(reading.documents, reading.codings)
    passages = {
        document.id: passages_of(document, lengths, is_left_out=reading.is_left_out)
        for document in reading.documents
    }
    done = {
        document.id: _done(reading, document, passages[document.id])
        for document in reading.documents
    }
    coded = {key: it for key, it in done.items() if it.read}
    others = [it for key, it in done.items() if key not in coded]
    aside = CodedDocument((), [refusal for it in others for refusal in it.refused])
    pipeline = Pipelines(settings.pipelines).of(reading.codebook.language)
    known = wording(pipeline, _texts(passages))
    return CodedWork(reading, known, passages, coded, aside)


def _done(
    reading: Reading, document: Document, found: Sequence[Passage]
) -> CodedDocument:
    refused = [
        (Passage(document.id, it.span, it.span.cut(document.text)), it.code_id)
        for it in reading.standing.rejections
        if it.document_id == document.id
    ]
    made = reading.codings.get(document.id, ())
    is_finished = document.id in reading.standing.finished
    read = read_passages(found, made, is_finished=is_finished)
    return CodedDocument(read, refused)


def _texts(passages: Mapping[DocumentId, Sequence[Passage]]) -> list[str]:
    return [it.text for found in passages.values() for it in found]
