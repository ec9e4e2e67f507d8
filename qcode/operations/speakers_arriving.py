"""The speakers of documents that come in: who of them asks, as far as anybody says it.

attributes.csv may say it of labels, once for the whole study; what was said of a label
before stays.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from qcode.model.document import Document
from qcode.model.ids import CoderId
from qcode.model.speaker import Part, Speaker
from qcode.operations.outcomes import Outcome
from qcode.operations.speakers import interviewers, write_down
from qcode.store import Store, speakers
from qcode.text.speakers import folded_label

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MOST_NAMED = 3


def take_parts(
    connection: "Connection",
    store: Store,
    parts: Mapping[str, Part],
    document: Document,
    coder_id: CoderId | None,
) -> list[str]:
    """Say of labels what attributes.csv does; return what is told of the others.

    Left out are labels that nobody in the document has, those of which the study says
    something else, and all of them where no coder is there to say it.
    """
    here = {folded_label(label): label for label in _labels(document)}
    known = {folded_label(it.label): it for it in speakers.every(connection)}
    told, unsaid = [], []
    for label, part in parts.items():
        form = folded_label(label)
        said = known.get(form)
        if why := _why_not(here, said, form, part):
            told.append(f"attributes.csv has '{label}' as {part}, but {why}")
        elif said is not None and said.part is part:
            continue
        elif coder_id is None:
            unsaid.append(label)
        else:
            saying = said or Speaker(here[form], None, "", coder_id)
            spoken = Speaker(saying.label, part, saying.name, coder_id)
            write_down(connection, store, spoken)
    if unsaid:
        told.append(
            f"what attributes.csv says of {_shown(unsaid)} was left out, for it needs "
            "a coder who says it: import it again with --coder"
        )
    return told


def _why_not(
    here: Mapping[str, str], said: Speaker | None, form: str, part: Part
) -> str:
    """Return why a label does not get a part, "" if it does or has it already."""
    if form not in here:
        speaking = _shown(here.values()) or "nobody with a label"
        return f"who speaks in it is {speaking}"
    if said is not None and said.part not in (None, part):
        stays = "which stays: `qcode speakers set` changes it"
        return f"the study said {said.part} before, {stays}"
    return ""


def asks_nobody(connection: "Connection", document: Document) -> str:
    """Return what is told of a document in which nobody seems to ask, else "".

    Nothing is told where only one speaks, or where something was said of them all.
    """
    labels = _labels(document)
    if len(labels) < 2 or any(map(interviewers(connection), labels)):
        return ""
    said = {folded_label(it.label) for it in speakers.every(connection) if it.part}
    if all(folded_label(label) in said for label in labels):
        return ""
    return f"nobody in it counts as one who asks (of {_shown(labels)})"


def hint_of_speakers(outcomes: Iterable[Outcome]) -> str:
    """Return how to say who asks in documents where nobody seems to; "" for none."""
    number = sum(outcome.asks_nobody for outcome in outcomes)
    if not number:
        return ""
    where = "one document" if number == 1 else f"{number} documents"
    return (
        f"In {where} nobody counts as one who asks. If somebody does: `qcode speakers` "
        "lists who speaks, `qcode speakers set LABEL --interviewer` says it for all."
    )


def _labels(document: Document) -> list[str]:
    return list(dict.fromkeys(it.speaker for it in document.turns if it.speaker))


def _shown(labels: Iterable[str]) -> str:
    every = list(labels)
    more = len(every) - _MOST_NAMED
    shown = ", ".join(every[:_MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
