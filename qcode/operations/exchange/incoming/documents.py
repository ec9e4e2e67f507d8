"""Sources of a project -> documents of the study."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from qcode.interchange.refi.project import TextSource
from qcode.model.document import Kind, Source, text_digest
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import DocumentId
from qcode.model.span import Span
from qcode.operations.exchange.incoming.cases import (
    CasesTaken,
    add_values,
    case_of,
)
from qcode.operations.exchange.incoming.intake import Intake
from qcode.operations.exchange.naming import distinct, one_line
from qcode.operations.transcripts import draft_document
from qcode.store import documents

KIND = "kind"


@dataclass(frozen=True, slots=True)
class TakenDocument:
    """A source and the document that it is here; `text` is the study's."""

    source: TextSource
    id: DocumentId
    name: str
    text: str
    is_new: bool

    def place(self, span: Span) -> tuple[Span | None, str]:
        """Return where a span of the source stands in the study's text, and why there.

        The reason is empty where it stands at the same place, the span `None` where
        its words stand nowhere or several times.
        """
        if self.text == self.source.text:
            return span, ""
        words = span.cut(self.source.text)
        if span.cut(self.text) == words:
            return span, ""
        found = self.text.find(words)
        if found < 0 or self.text.find(words, found + 1) >= 0:
            where = "do not stand" if found < 0 else "stand several times"
            return None, f"its words {where} in the study's text of the document"
        moved = Span(found, found + len(words))
        return moved, f"its words stand at {moved} in the study's text, not at {span}"


def take_documents(intake: Intake, cases: CasesTaken) -> list[TakenDocument]:
    """Add the documents that the study does not have; return all of them, in order.

    A source is recognised by GUID, then by its text among the documents that were
    here before. A known document keeps its text, name and case.
    """
    connection = intake.connection
    here = documents.names(connection)
    names = set(here.values())
    here_of = {it.id: it.case_id for it in documents.summaries(connection)}
    sources = intake.project.sources
    recognised = {it.guid: _recognised(intake, it, here) for it in sources}
    taken = []
    for source in sources:
        known = recognised[source.guid]
        if known is None:
            taken.append(_let_in(intake, source, cases, names))
            continue
        name, text = (
            documents.name(connection, known),
            documents.text(connection, known),
        )
        taken.append(TakenDocument(source, known, name, text, is_new=False))
        if text != source.text:
            reason = "the study has another text of it, which stays"
            intake.account.changed("TextSource", source.guid, source.name, reason)
        _, values = _kind(source, cases.attributes)
        add_values(intake, here_of[known], values, cases.attributes)
        if known != source.guid or (source.points and text == source.text):
            _keep_identity(intake, source, known, {})
    return taken


def _recognised(
    intake: Intake, source: TextSource, here: Mapping[DocumentId, str]
) -> DocumentId | None:
    subject = intake.identities.subject(IdentityKind.SOURCE, source.guid)
    known = DocumentId(source.guid if subject is None else UUID(subject))
    if known in here:
        return known
    # Empty texts are all alike and say nothing of whose they are.
    if not source.text.strip():
        return None
    return documents.known_by(intake.connection, text_digest(source.text))


def _let_in(
    intake: Intake, source: TextSource, cases: CasesTaken, names: set[str]
) -> TakenDocument:
    plain = one_line(source.name, str(source.guid))
    name = distinct(plain, names.__contains__)
    names.add(name)
    if name != plain:
        reason = f"called '{name}' here, as another document has its name"
        intake.account.changed("TextSource", source.guid, source.name, reason)
    kind, values = _kind(source, cases.attributes)
    case = case_of(intake, source, name, cases)
    drafted = draft_document(
        intake.study.id, name, source.text, kind=kind, case_name=name
    )
    document = replace(drafted, id=DocumentId(source.guid), case_id=case)
    file = Source(source.file_name or f"{name}.txt", source.content)
    documents.insert_document(intake.connection, document, file)
    intake.has_more = True
    otherwise = add_values(intake, case, values, cases.attributes)
    own = {
        "kind": next((str(it) for it in source.values if it not in values), ""),
        "values": {str(it): value for it, value in otherwise.items()},
    }
    _keep_identity(intake, source, document.id, own)
    return TakenDocument(source, document.id, name, source.text, is_new=True)


def _kind(
    source: TextSource, attributes: Mapping[UUID, str]
) -> tuple[Kind, dict[UUID, str]]:
    """Return the document's kind where a value says one, and the other values."""
    kind, values = Kind.OTHER, dict(source.values)
    for variable, value in source.values.items():
        if attributes[variable] == KIND and value in list(Kind):
            kind = Kind(value)
            del values[variable]
    return kind, values


def _keep_identity(
    intake: Intake,
    source: TextSource,
    document_id: DocumentId,
    own: Mapping[str, Any],
) -> None:
    """Keep what the source is there and the document has no place for here.

    `own` has the variable that says the document's kind, and the values that are not
    its case's.
    """
    details: dict[str, Any] = {
        "rich": intake.files.get(source.rich, source.rich),
        "points": [[str(it.guid), it.offset, it.time_ms] for it in source.points],
        "text_digest": text_digest(source.text) if source.rich or source.points else "",
        "by": None if source.made.by is None else str(source.made.by),
        "at": None if source.made.at is None else source.made.at.isoformat(),
        "variables": [str(it) for it in source.values],
        **own,
    }
    details = {field: it for field, it in details.items() if it}
    if details or document_id != source.guid:
        identity = ForeignIdentity(
            IdentityKind.SOURCE, str(document_id), source.guid, details
        )
        intake.identities.add(identity)
