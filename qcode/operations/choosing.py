"""Which document a coder may code next, so that suggestions learn most from it.

Loads spaCy; front ends import it only when it is asked for.
"""

from collections import Counter
from dataclasses import dataclass

from qcode.model.ids import CoderId
from qcode.operations.coded_work import read_work
from qcode.operations.judging import USUAL
from qcode.project import SuggestionSettings
from qcode.store import Store, documents
from qcode.suggest.held_out import teach
from qcode.suggest.next_document import Worth, rank_documents


@dataclass(frozen=True, slots=True)
class Choice:
    """A document that the coder has not coded, and what coding it may teach."""

    document_name: str
    worth: Worth


def next_documents(
    store: Store, coder_id: CoderId, settings: SuggestionSettings = USUAL
) -> list[Choice]:
    """Return the documents without codings of this coder, the most instructive first.

    Ranked by expected information: how unsure the engine is of their passages' codes
    after all that the coder has taught it, codes without examples counting twice,
    weighted by how typical the passages are of the other uncoded ones. It is a mean,
    so that a long document is not preferred for its length.
    """
    work = read_work(store, coder_id, settings)
    engine = work.engine()
    teach(engine, list(work.coded.values()))
    examples = Counter(
        code for it in work.coded.values() for read in it.read for code in read.codes
    )
    uncoded = {
        document_id: found
        for document_id, found in work.passages.items()
        if document_id not in work.reading.codings
    }
    with store.read() as connection:
        names = documents.names(connection)
    return [
        Choice(names[it.document_id], it)
        for it in rank_documents(engine, uncoded, examples)
    ]
