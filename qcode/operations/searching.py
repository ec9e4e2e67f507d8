"""Searching the texts: words in their context."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Protocol

from qcode.errors import UnknownAttributeError, WrongUsageError
from qcode.model.coded import Wanted
from qcode.model.document import Document, Turn
from qcode.model.ids import DocumentId
from qcode.model.search import Hit, How, SearchQuestion
from qcode.model.span import Span
from qcode.operations.passages import Page
from qcode.operations.speakers import interviewers, label_named
from qcode.operations.times import Clock
from qcode.store import Store, coded, documents, facts, study, texts
from qcode.text.folded import folded
from qcode.text.graphemes import whole
from qcode.text.patterns import LIMIT_S, PatternSearch
from qcode.text.phrases import Phrase
from qcode.text.searched import Searched
from qcode.text.speakers import folded_label
from qcode.text.word_search import (
    Near,
    Row,
    Test,
    WordSearch,
    holding,
    like,
    sharing,
    words_of_query,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Search(Protocol):
    """What finds something in a text."""

    def spans(self, searched: Searched) -> Iterator[Span]:
        """Yield where it stands, in the order of the text."""


class FoundIn:
    """A document in which something was found, and where."""

    def __init__(
        self,
        document: Document,
        turns: Sequence[Turn],
        spans: Sequence[Span],
        clock: Clock,
    ) -> None:
        self.document = replace(document, turns=tuple(turns))
        self.spans = spans
        self._clock = clock

    @cached_property
    def page(self) -> Page:
        """The document, ready to be told of."""
        return Page(self.document, self._clock)


def hits(
    store: Store, question: SearchQuestion, limit_s: float = LIMIT_S
) -> Iterator[Hit]:
    """Yield what is found, documents by name, each in the order of its text.

    Few texts are held at a time. A regular expression may take `limit_s` for each
    document. Raises RefusedError for a query that means nothing or takes too long,
    WrongUsageError for `near` with a regular expression or fewer than two words,
    UnknownAttributeError, and RefusedError for a speaker nobody has.
    """
    with store.read() as connection:
        for found in found_in(connection, question, limit_s):
            for span in found.spans:
                yield hit_of(found, span, question.context)


def found_in(
    connection: "Connection", question: SearchQuestion, limit_s: float = LIMIT_S
) -> Iterator[FoundIn]:
    """Yield the documents in which something is found; raises what `hits` raises."""
    wanted, is_heard = _wanted(connection, question), _heard(connection, question)
    clock = Clock(connection)
    with _search(connection, question, limit_s) as search:
        for document in texts.documents_without_turns(connection, wanted):
            turns = _Turns(connection, document.id)
            spans = list(search.spans(Searched(document.text, turns)))
            if not spans:
                continue
            found = FoundIn(document, turns(), spans, clock)
            if is_heard is not None:
                found.spans = [it for it in spans if is_heard(found.page.speaker(it))]
            if found.spans:
                yield found


def hit_of(found: FoundIn, span: Span, context: int) -> Hit:
    """Return what is told of a place; the context ends at whole characters."""
    text, page = found.document.text, found.page
    before, after = max(0, span.start - context), min(len(text), span.end + context)
    around = whole(text, Span(before, after))
    return Hit(
        document_id=found.document.id,
        document=found.document.name,
        span=span,
        text=text[span.start : span.end],
        before=text[around.start : span.start],
        after=text[span.end : around.end],
        speaker=page.speaker(span),
        line=page.line(span),
        time=page.time(span),
    )


class _Turns:
    """A document's turns, read once and only if somebody asks."""

    def __init__(self, connection: "Connection", document_id: DocumentId) -> None:
        self._read = partial(documents.turns_in, connection, document_id)

    @cached_property
    def _turns(self) -> tuple[Turn, ...]:
        return self._read()

    def __call__(self) -> tuple[Turn, ...]:
        return self._turns


def _wanted(connection: "Connection", question: SearchQuestion) -> list[DocumentId]:
    if question.attribute is not None:
        known = facts.attribute_names(connection)
        if question.attribute[0] not in known:
            raise UnknownAttributeError(question.attribute[0], known)
    wanted = Wanted(
        kind=question.kind,
        attribute=question.attribute,
        document_id=question.document_id,
    )
    return coded.wanted_documents(connection, wanted)


def _heard(
    connection: "Connection", question: SearchQuestion
) -> Callable[[str], bool] | None:
    """Return what tells by a label whether a turn counts, `None` where all do."""
    tests: list[Callable[[str], bool]] = []
    if question.speaker is not None:
        wanted = folded_label(label_named(connection, question.speaker))
        tests.append(lambda label: folded_label(label) == wanted)
    if question.without_interviewer:
        asks = interviewers(connection)
        tests.append(lambda label: not (label and asks(label)))
    return (lambda label: all(test(label) for test in tests)) if tests else None


def _search(
    connection: "Connection", question: SearchQuestion, limit_s: float
) -> AbstractContextManager[Search]:
    query, near = question.query, question.near
    if question.how is How.REGEX:
        if near is not None:
            raise WrongUsageError("A regular expression has no words to be near.")
        return PatternSearch(query, limit_s)
    if question.how is How.WORDS and near is None:
        return nullcontext(Phrase(query))
    words = words_of_query(query)
    if near is None:
        return nullcontext(WordSearch(_tests(connection, words, question.how), Row()))
    different = list({folded(word): word for word in words}.values())
    if len(different) < 2:
        raise WrongUsageError("Name two different words at least that are to be near.")
    tests = _tests(connection, different, question.how)
    return nullcontext(WordSearch(tests, Near(near)))


def _tests(connection: "Connection", words: Sequence[str], how: How) -> list[Test]:
    """Return what each of the query's words may be in a text."""
    match how:
        case How.LEMMA:
            # The dictionaries take a tenth of a second that other searches spare.
            from qcode.suggest.lemmas import Lemmatiser

            forms = Lemmatiser(study.get(connection).language).forms
            return [sharing(forms, word) for word in words]
        case How.FUZZY:
            return list(map(like, words))
        case _:
            return list(map(holding, words))
