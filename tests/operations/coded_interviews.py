"""Interviews whose sentences are coded by the words that stand in them."""

from collections.abc import Iterable

from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.ids import CoderId
from qcode.model.span import Span
from qcode.operations.codings import apply_code
from qcode.text.sentences import sentences
from tests.builders import Study, a_coding
from tests.operations.interviews import SUBJECTS, code_of, interviewed


def said(document: Document) -> list[Span]:
    """Return the sentences of the one who answers."""
    text = document.text
    return [it for it in sentences(text) if it.cut(text).startswith("Wir ")]


def subject_of(sentence: str) -> str:
    """Return the one subject of which words stand in a sentence."""
    words = set(sentence.rstrip(".").split())
    (found,) = (key for key, own in SUBJECTS.items() if words.intersection(own))
    return found


def coded_by_words(documents: Iterable[Document], coder_id: CoderId) -> list[Coding]:
    """Return a coding of each sentence with its subject."""
    return [
        a_coding(
            document_id=document.id,
            code_id=code_of(subject_of(span.cut(document.text))).id,
            coder_id=coder_id,
            span=span,
        )
        for document in documents
        for span in said(document)
    ]


def coded_interviews(study: Study, number: int) -> list[Document]:
    """Put so many interviews into a study, all coded by anna."""
    made = interviewed(study.store, number)
    for coding in coded_by_words(made, study.anna.id):
        apply_code(study.store, coding)
    return made
