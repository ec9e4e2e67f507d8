"""Checking that the study's data are what they were: texts, spans, journal."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qcode.model.coding import segment_digest
from qcode.store import Store, chain, checks, codings, documents, rounds

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at, and what is damaged, in words; nothing if all is well.

    All of the study is looked at; the numbers are of what may be seen of it.
    `withheld` are the blind rounds of which the server keeps others' work from this
    account; whether journal and codings fit together cannot be said then.
    """

    documents: int
    codings: int
    entries: int
    damages: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)


def examine(store: Store) -> Diagnosis:
    """Check every text, source, span, reference and journal entry; change nothing."""
    with store.read() as connection:
        number = checks.numbers(connection)
    with store.whole.read() as connection:
        withheld = [it.name for it in rounds.withheld(connection)]
        damages = [
            *checks.structure(connection),
            *checks.texts(connection),
            *_codings(connection),
            *chain.altered(connection),
        ]
        if not withheld:
            damages += [*chain.torn(connection), *_unjournaled(connection)]
    counted = number.documents, number.codings, number.entries
    return Diagnosis(*counted, damages, withheld)


def _codings(connection: "Connection") -> Iterator[str]:
    names = documents.names(connection)
    text, at = "", None
    for coding, digest in codings.with_digests(connection):
        if coding.document_id not in names:
            continue
        if coding.document_id != at:
            at, text = (
                coding.document_id,
                documents.text(connection, coding.document_id),
            )
        where = f"coding {coding.id} in '{names[coding.document_id]}' at {coding.span}"
        if coding.span.end > len(text):
            yield f"{where} reaches beyond the text's {len(text)} characters"
        elif segment_digest(coding.span.cut(text)) != digest:
            yield f"{where} no longer marks the text that was coded"


def _unjournaled(connection: "Connection") -> Iterator[str]:
    """Compare the codings with what the journal says must be there."""
    expected = chain.live_codings(connection)
    if expected is None:
        return
    found = codings.ids(connection)
    for coding_id in sorted(expected - found, key=str):
        yield f"coding {coding_id} was made according to the journal and is missing"
    for coding_id in sorted(found - expected, key=str):
        yield f"coding {coding_id} is there and the journal does not know of it"
