"""Documents of the study -> text sources of a project."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from qcode.interchange.refi.project import (
    ProjectCoding,
    Selection,
    SyncPoint,
    TextSource,
)
from qcode.model.document import DocumentSummary, Kind, text_digest
from qcode.model.foreign import IdentityKind
from qcode.operations.exchange.incoming.documents import KIND
from qcode.operations.exchange.outgoing.codings import CodedSource
from qcode.operations.exchange.outgoing.notes import Notes
from qcode.operations.exchange.outgoing.outlet import Outlet, made_of


def source_of(
    outlet: Outlet,
    document: DocumentSummary,
    coded: CodedSource,
    attributes: Mapping[str, str],
    notes: Notes,
) -> TextSource:
    """Return a document as a source; `attributes` are its case's."""
    known = outlet.identities.of(IdentityKind.SOURCE, document.id)
    details: Mapping[str, Any] = known[0].details if known else {}
    return TextSource(
        document.id,
        document.name,
        coded.text,
        coded.text.encode(),
        f"{document.id}.txt",
        rich=_rich(outlet, document, coded.text, details),
        description=notes.described.get(known[0].guid if known else document.id, ""),
        selections=tuple(_noted(it, notes) for it in coded.selections.values()),
        codings=_with_notes(coded.whole, notes),
        notes=notes.about.get(document.id, ()),
        values=_values(outlet, document, details, attributes),
        made=made_of(details),
        points=_points(outlet, document, coded.text, details),
    )


def _points(
    outlet: Outlet, document: DocumentSummary, text: str, details: Mapping[str, Any]
) -> tuple[SyncPoint, ...]:
    """Return the sync points of a transcript, unless the text is another now."""
    points = details.get("points", ())
    if points and details["text_digest"] != text_digest(text):
        reason = "without its sync points, which are of an earlier text"
        outlet.account.changed("Transcript", document.id, document.name, reason)
        return ()
    return tuple(SyncPoint(UUID(it), offset, time) for it, offset, time in points)


def _noted(selection: Selection, notes: Notes) -> Selection:
    return replace(
        selection,
        codings=_with_notes(selection.codings, notes),
        notes=notes.about.get(selection.guid, ()),
    )


def _with_notes(
    codings: Iterable[ProjectCoding], notes: Notes
) -> tuple[ProjectCoding, ...]:
    return tuple(replace(it, notes=notes.about.get(it.guid, ())) for it in codings)


def _rich(
    outlet: Outlet, document: DocumentSummary, text: str, details: Mapping[str, Any]
) -> str:
    """Return the file with its formatted text, unless the text is another now."""
    rich = str(details.get("rich", ""))
    if rich and details["text_digest"] != text_digest(text):
        reason = "without its formatted text, which is of an earlier text"
        outlet.account.changed("TextSource", document.id, document.name, reason)
        return ""
    return rich


def _values(
    outlet: Outlet,
    document: DocumentSummary,
    details: Mapping[str, Any],
    attributes: Mapping[str, str],
) -> dict[UUID, str]:
    """Return the values that are the source's own, and those it has from its case."""
    kept = {UUID(it): value for it, value in details.get("values", {}).items()}
    by_variable = {outlet.attribute(name): it for name, it in attributes.items()}
    values: dict[UUID, str] = {}
    for text in details.get("variables", ()):
        variable = UUID(text)
        value = kept.get(variable, by_variable.get(variable))
        if value is not None:
            values[variable] = value
    if document.kind is not Kind.OTHER or "kind" in details:
        guid = details.get("kind")
        kind = outlet.attribute(KIND) if guid is None else UUID(guid)
        values[kind] = document.kind.value
    return values
