"""What must not be read in public: names in quotations, and words of private texts."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from qcode.model.ids import DocumentId
from qcode.model.publishing import Hidden, Sign
from qcode.project import PublishSettings
from qcode.store import cases, coders, documents, releases, speakers
from qcode.text.identifying import Identifying, is_addressed, parts_of_name
from qcode.text.overlaps import SHORTEST_SENTENCE, Key, Overlaps
from qcode.text.segments import is_code_or_role
from qcode.text.speakers import is_interviewer

if TYPE_CHECKING:
    from sqlalchemy import Connection


def identifying(connection: "Connection", settings: PublishSettings) -> Identifying:
    """Return what finds in texts whom this study must not name.

    These are speakers by their labels and names, coders by their handles, the values
    of the attributes that tell who or where, and the words that the team lists.
    """
    return Identifying(_hidden(connection, settings))


def _hidden(connection: "Connection", settings: PublishSettings) -> Iterator[Hidden]:
    every = cases.every(connection)
    open_words = _open_words(connection, settings)
    for word in settings.words:
        yield Hidden(Sign.WORD, word)
    for said in speakers.every(connection):
        yield from _person(said.name, open_words)
    for label, _, _ in speakers.labels(connection):
        if is_addressed(label):
            yield from _person(label, frozenset())
        elif not _names_nobody(label, open_words):
            yield Hidden(Sign.SPEAKER, label)
    for coder in coders.every(connection):
        yield Hidden(Sign.CODER, coder.handle)
    for case in every:
        for name, value in case.attributes.items():
            if name in settings.hide:
                yield Hidden(Sign.ATTRIBUTE, value)


def _open_words(connection: "Connection", settings: PublishSettings) -> frozenset[str]:
    """Return the words that readers are told of sources anyway, case-folded."""
    known = releases.every(connection)
    quoted = {
        it.case_id
        for it in documents.summaries(connection)
        if it.id in known and known[it.id].revision == it.revision
    }
    return frozenset(
        word.casefold()
        for case in cases.every(connection)
        if case.id in quoted
        for name in (settings.role, settings.size)
        for word in parts_of_name(case.attributes.get(name, ""))
    )


def _names_nobody(label: str, open_words: frozenset[str]) -> bool:
    """Whether a label is a code or a role, or says what readers are told anyway."""
    words = {word.casefold() for word in parts_of_name(label)}
    return is_code_or_role(label) or is_interviewer(label) or words <= open_words


def _person(name: str, open_words: frozenset[str]) -> Iterator[Hidden]:
    if name:
        yield Hidden(Sign.SPEAKER, name)
    for word in parts_of_name(name):
        if word.casefold() not in open_words:
            yield Hidden(Sign.SPEAKER, word)


def repeated_of_private(
    connection: "Connection",
    texts: Mapping[Key, str],
    private: Mapping[DocumentId, str],
    run: int,
    sentence: int = SHORTEST_SENTENCE,
) -> dict[Key, tuple[str, str]]:
    """Return which texts repeat a private document: its name, and the words of both.

    `private` are the names of those documents, which are read one after the other;
    `run` is how many words in a row are a repetition, `sentence` how many of a whole
    sentence.
    """
    overlaps = Overlaps(texts, run, sentence)
    found: dict[Key, tuple[str, str]] = {}
    for document_id, name in private.items():
        for repeated in overlaps.find(documents.text(connection, document_id)):
            found.setdefault(repeated.key, (name, repeated.words))
    return found
