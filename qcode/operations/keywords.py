"""New keywords for codes, from what a coder has coded; changes nothing.

Loads spaCy; front ends import it only when it is asked for.
"""

from collections.abc import Collection

from qcode.model.ids import CodeId, CoderId
from qcode.operations.coded_work import CodedWork, read_work
from qcode.operations.judging import USUAL
from qcode.project import SuggestionSettings
from qcode.store import Store
from qcode.suggest.held_out import teach
from qcode.suggest.new_keywords import (
    KeywordProposal,
    PassageWords,
    propose_keywords,
    words_of_codebook,
    words_of_names,
)

MOST = 6
"""A code does well with four to six keywords."""


def new_keywords(
    store: Store,
    coder_id: CoderId,
    settings: SuggestionSettings = USUAL,
    *,
    code_ids: Collection[CodeId] | None = None,
    most: int = MOST,
) -> list[KeywordProposal]:
    """Return words that codes may take up, in the order of the codebook.

    So many of a code at most, the most telling first; `None` asks for all codes.
    Left out are words of the codebook's names and keywords, words of speakers'
    labels and of placeholders, stop words, and words of a single passage.
    """
    work = read_work(store, coder_id, settings)
    engine = work.engine()
    teach(engine, list(work.coded.values()))
    coded = _coded_passages(work)
    words = PassageWords(work.texts, work.wording.lemma)
    codes = work.reading.codebook.codes
    named = words_of_codebook(codes) | words_of_names(work.reading.documents)
    left_out = {words.same(word) for word in named}
    return [
        proposal
        for code in codes
        if code.codable and code.id in coded
        if code_ids is None or code.id in code_ids
        for proposal in propose_keywords(
            code.id, engine, words, coded[code.id], left_out=left_out, most=most
        )
    ]


def _coded_passages(work: CodedWork) -> dict[CodeId, set[int]]:
    """Return the numbers of each code's passages, in the order of the study's texts."""
    every = [it for found in work.passages.values() for it in found]
    numbers = {(it.document_id, it.span): number for number, it in enumerate(every)}
    coded: dict[CodeId, set[int]] = {}
    for document in work.coded.values():
        for it in document.read:
            number = numbers[it.passage.document_id, it.passage.span]
            for code in it.codes:
                coded.setdefault(code, set()).add(number)
    return coded
