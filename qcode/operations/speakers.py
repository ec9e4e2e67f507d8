"""Who asks and who is asked in a study: by their labels, or because somebody said so.

What is said of a label holds in all documents, for everybody who works on the study.
Documents that come in are the business of `speakers_arriving`.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.errors import RefusedError
from qcode.model.ids import CoderId
from qcode.model.journal import Action, Verb
from qcode.model.speaker import Part, Speaker
from qcode.store import Store, coders, documents, journal, speakers, study
from qcode.text.speakers import folded_label, interviewers_where, words_by_speaker

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class SpeakerLine:
    """A label as it stands in documents, how much it says, and which part it takes.

    `is_set` where somebody said so, not the label itself.
    """

    label: str
    documents: int
    turns: int
    words: int
    part: Part
    is_set: bool
    name: str


def interviewers(connection: "Connection") -> Callable[[str], bool]:
    """Return what tells by a label whether it is one of those who ask here."""
    said = speakers.every(connection)
    return interviewers_where({it.label: it.part for it in said if it.part})


def list_speakers(store: Store) -> list[SpeakerLine]:
    """Return every label in the study's documents, in order; reads their texts."""
    with store.read() as connection:
        words: Counter[str] = Counter()
        for document_id in speakers.documents_with_labels(connection):
            document = documents.get(connection, document_id)
            words += words_by_speaker(document.text, document.turns)
        asks = interviewers(connection)
        said = {folded_label(it.label): it for it in speakers.every(connection)}
        found = speakers.labels(connection)
    return [
        SpeakerLine(
            label=label,
            documents=number,
            turns=turns,
            words=words[label],
            part=Part.INTERVIEWER if asks(label) else Part.INTERVIEWEE,
            is_set=known is not None and known.part is not None,
            name="" if known is None else known.name,
        )
        for label, number, turns in found
        for known in [said.get(folded_label(label))]
    ]


def set_part(store: Store, label: str, part: Part | None, who: CoderId) -> Speaker:
    """Say which part a label takes in this study; `None` lets the label tell again.

    Raises RefusedError where no document has such a label.
    """
    return _set(store, label, who, lambda known: replace(known, part=part))


def set_name(store: Store, label: str, name: str, who: CoderId) -> Speaker:
    """Say who is meant by a label in this study; "" takes that back.

    Raises RefusedError where no document has such a label, and for control characters.
    """
    written = " ".join(name.split())
    if written and not written.isprintable():
        raise RefusedError("A speaker's name consists of letters that can be printed.")
    return _set(store, label, who, lambda known: replace(known, name=written))


def _set(
    store: Store, label: str, who: CoderId, change: Callable[[Speaker], Speaker]
) -> Speaker:
    with store.begin() as connection:
        study.lock(connection)
        coders.lock(connection, who)
        known = _known(connection, label, who)
        said = change(Speaker(known.label, known.part, known.name, who))
        if (said.part, said.name) != (known.part, known.name):
            write_down(connection, store, said)
    return said


def write_down(connection: "Connection", store: Store, said: Speaker) -> None:
    """Store what is said of a label, with its entry in the journal."""
    speakers.save(connection, said)
    details = {"part": said.part, "name": said.name}
    action = Action(Verb.SPEAKER_SET, said.set_by, details=details, note=said.label)
    journal.record(connection, action, store.installation_id)


def _known(connection: "Connection", label: str, who: CoderId) -> Speaker:
    """Return what is said of a label now, in whatever spelling."""
    wanted = folded_label(label)
    for said in speakers.every(connection):
        if folded_label(said.label) == wanted:
            return said
    return Speaker(label_named(connection, label), None, "", who)


def label_named(connection: "Connection", label: str) -> str:
    """Return the label as a document has it; raises RefusedError where none has."""
    wanted = folded_label(label)
    there = [name for name, _, _ in speakers.labels(connection)]
    for name in there:
        if folded_label(name) == wanted:
            return name
    raise RefusedError(f"No document has the speaker '{label}'. {_named(there)}")


def _named(labels: Sequence[str]) -> str:
    if not labels:
        return "None has speakers' labels."
    more = "" if len(labels) <= _MOST_NAMED else " and others: `qcode speakers`"
    return f"There are {', '.join(labels[:_MOST_NAMED])}{more}."
