"""Selections of a project: their codings, and those that have none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from qcode.interchange.refi.project import (
    Made,
    ProjectCoding,
    Selection,
    TextSource,
)
from qcode.model.coding import segment_digest
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.operations.exchange.incoming.documents import TakenDocument
from qcode.operations.exchange.incoming.intake import Intake
from qcode.operations.exchange.remarks import own_description


@dataclass(frozen=True, slots=True)
class Given:
    """A coding as the project has it; without a selection it is of the whole source."""

    coding: ProjectCoding
    selection: Selection | None

    @property
    def name(self) -> str:
        """What the project calls its selection."""
        return "" if self.selection is None else self.selection.name


def given_codings(source: TextSource) -> Iterator[Given]:
    """Yield the codings of a source, those of the whole source at the end."""
    for selection in source.selections:
        for coding in selection.codings:
            yield Given(coding, selection)
    for coding in source.codings:
        yield Given(coding, None)


def keep_bare_selections(intake: Intake, documents: Iterable[TakenDocument]) -> None:
    """Keep the selections that nobody coded; they are not shown."""
    for document in documents:
        for selection in document.source.selections:
            if not selection.codings:
                _keep_bare(intake, document, selection)


def _keep_bare(intake: Intake, document: TakenDocument, selection: Selection) -> None:
    span, reason = document.place(selection.span)
    said = (selection.guid, selection.name)
    if span is None:
        intake.account.left("PlainTextSelection", *said, reason)
        return
    reason = "a passage without a code is not shown"
    intake.account.carried("PlainTextSelection", *said, reason)
    details = _details(document, selection, selection.description) | {
        "span": [span.start, span.end],
        "digest": segment_digest(span.cut(document.text)).hex(),
        **made_details(selection.made),
    }
    identity = ForeignIdentity(
        IdentityKind.SELECTION, str(document.id), selection.guid, details
    )
    intake.identities.add(identity)


def selection_details(document: TakenDocument, given: Given) -> dict[str, Any]:
    """Return what a coding's selection is besides its span and its coding."""
    assert given.selection is not None
    description = own_description(given.selection.description)
    details = _details(document, given.selection, description)
    own = made_details(given.selection.made)
    theirs = made_details(given.coding.made)
    return details | {it: own[it] for it in own if own[it] != theirs.get(it)}


def made_details(made: Made) -> dict[str, str]:
    """Return who made a thing and when, as far as it is known."""
    details = {} if made.by is None else {"by": str(made.by)}
    return details if made.at is None else {**details, "at": made.at.isoformat()}


def _details(
    document: TakenDocument, selection: Selection, description: str
) -> dict[str, Any]:
    details: dict[str, Any] = {}
    if selection.name != selection.span.cut(document.source.text):
        details["name"] = selection.name
    if description:
        details["description"] = description
    return details
