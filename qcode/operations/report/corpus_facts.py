"""What is told of the documents and of the codebook."""

from collections import Counter
from typing import TYPE_CHECKING

from qcode.model.adjudication import CONSENSUS
from qcode.model.document import Kind
from qcode.model.ids import coder_id
from qcode.model.journal import Verb
from qcode.model.methods import (
    AskingFacts,
    CodebookChange,
    CodebookFacts,
    CorpusFacts,
    KindFacts,
)
from qcode.model.speaker import Part
from qcode.operations.finishing import codebook_revision
from qcode.operations.speakers import list_speakers
from qcode.store import (
    Store,
    coders,
    codings,
    documents,
    finished_marks,
    histories,
    journal,
    study,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CHANGES = {
    Verb.CODEBOOK_APPLIED: CodebookChange.APPLIED,
    Verb.CODE_CREATED: CodebookChange.CREATED,
    Verb.CODE_CHANGED: CodebookChange.CHANGED,
    Verb.CODES_MERGED: CodebookChange.MERGED,
}


def corpus_facts(connection: "Connection", store: Store) -> CorpusFacts:
    """Return what there is to be coded."""
    every = documents.summaries(connection)
    number = Counter(it.kind for it in every)
    words: Counter[Kind] = Counter()
    for it in every:
        words[it.kind] += it.words
    everybody = [it.id for it in coders.every(connection)]
    coded = codings.documents_coded(connection, everybody)
    return CorpusFacts(
        kinds=[KindFacts(it, number[it], words[it]) for it in Kind if number[it]],
        cases=len({it.case_id for it in every}),
        revised=dict(sorted((it.name, it.revision) for it in every if it.revision > 1)),
        uncoded=sorted(it.name for it in every if it.id not in coded),
        asking=_asking(store),
    )


def _asking(store: Store) -> AskingFacts:
    every = sorted(list_speakers(store), key=lambda it: it.label.casefold())
    found = [it for it in every if it.part is Part.INTERVIEWER]
    return AskingFacts(
        labels=[it.label for it in found],
        said=[it.label for it in found if it.is_set],
        words=sum(it.words for it in found),
    )


def codebook_facts(connection: "Connection") -> CodebookFacts:
    """Return what the codebook is and how it came to be so.

    What was undone does not count as a change.
    """
    book = study.codebook(connection)
    undone = histories.undone(connection)
    entries = journal.local_entries(connection, of=list(_CHANGES))
    done = [it for it in entries if it.hash not in undone]
    depths = [len(book.ancestors(it.id)) + 1 for it in book.codes]
    times = [it.at for it in done]
    return CodebookFacts(
        revision=codebook_revision(connection)[0],
        codes=len(book.codes),
        codable=sum(it.codable for it in book.codes),
        families=len(book.children(None)),
        levels=max(depths, default=0),
        finished_with=_finished_with(connection),
        changes=Counter(_CHANGES[it.action.verb] for it in done),
        first=min(times, default=None),
        last=max(times, default=None),
    )


def _finished_with(connection: "Connection") -> dict[str, int]:
    consensus = coder_id(study.get(connection).id, CONSENSUS)
    marks = finished_marks.every(connection)
    found = Counter(it.codebook_revision for it in marks if it.coder_id != consensus)
    return dict(sorted(found.items()))
