"""Bringing documents in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from qcode.errors import UnreadableError
from qcode.interchange.attributes import ATTRIBUTES_FILE, AttributesRow, read_attributes
from qcode.interchange.folders import transcripts_in
from qcode.interchange.registry import read_transcript
from qcode.model.document import Case, Document, Kind, Source, text_digest
from qcode.model.ids import CoderId, DocumentId, StudyId, case_id, document_id
from qcode.model.journal import Action, JsonObject, Verb
from qcode.store import Store, documents, journal
from qcode.text.segments import masked_spans, turns
from qcode.text.sentences import count_words

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Status(StrEnum):
    """What became of a file."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and why; `document_name` where it is in the study."""

    path: Path
    status: Status
    reason: str = ""
    document_name: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file as it would come in."""

    path: Path
    document: Document
    source: Source
    case: Case


# A file and what attributes.csv says of it.
Listed: TypeAlias = tuple[Path, AttributesRow | None]


def find_files(paths: Iterable[Path]) -> list[Listed]:
    """Return the files meant, folders opened, each with its row of attributes.csv.

    Raises UnreadableError for a damaged attributes.csv.
    """
    found: list[Listed] = []
    for path in paths:
        folder = path if path.is_dir() else path.parent
        files = transcripts_in(path) if path.is_dir() else [path]
        rows = _rows(folder)
        found += [(file, rows.get(file.name) or rows.get(file.stem)) for file in files]
    return found


def _rows(folder: Path) -> Mapping[str, AttributesRow]:
    path = folder / ATTRIBUTES_FILE
    if not path.is_file():
        return {}
    return {row.document: row for row in read_attributes(path).rows}


def prepare(path: Path, row: AttributesRow | None, study_id: StudyId) -> Prepared:
    """Read a file and make the document of it; raises UnreadableError.

    What attributes.csv says goes before what the file's front matter says.
    """
    imported, source = read_transcript(path)
    text = imported.text
    found_turns = turns(text)
    values = dict(imported.metadata)
    kind, case_name = values.pop("kind", ""), values.pop("case", "")
    if row is not None:
        values |= row.attributes
        kind, case_name = row.kind or kind, row.case or case_name
    name = path.stem
    case_name = case_name or name
    document = Document(
        id=document_id(study_id, text_digest(text)),
        name=name,
        kind=_kind(kind, path),
        text=text,
        case_id=case_id(study_id, case_name),
        turns=found_turns,
        words=count_words(text, masked_spans(text, found_turns)),
    )
    case = Case(document.case_id, case_name, values)
    return Prepared(path, document, source, case)


def _kind(written: str, path: Path) -> Kind:
    if not written:
        return Kind.OTHER
    try:
        return Kind(written)
    except ValueError:
        known = ", ".join(Kind)
        raise UnreadableError(
            path, f"'{written}' is no kind of document; write one of {known}."
        ) from None


def import_files(
    store: Store, files: Sequence[Listed], study_id: StudyId, coder_id: CoderId | None
) -> Iterator[Outcome]:
    """Bring files in, one transaction each, and say of each what became of it.

    What is in stays in when the rest is interrupted.
    """
    for path, row in files:
        try:
            prepared = prepare(path, row, study_id)
        except UnreadableError as error:
            yield Outcome(path, Status.REFUSED, error.reason)
            continue
        with store.begin() as connection:
            outcome = take_in(connection, store, prepared, coder_id)
        yield outcome


def foresee(
    store: Store, files: Sequence[Listed], study_id: StudyId
) -> Iterator[Outcome]:
    """Say of each file what importing it would do, and change nothing."""
    coming: dict[str, DocumentId] = {}
    for path, row in files:
        try:
            prepared = prepare(path, row, study_id)
        except UnreadableError as error:
            yield Outcome(path, Status.REFUSED, error.reason)
            continue
        with store.read() as connection:
            yield _foreseen(connection, prepared, coming)
        coming.setdefault(prepared.document.name, prepared.document.id)


def take_in(
    connection: "Connection",
    store: Store,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> Outcome:
    """Store a prepared document unless the study has it, and say what became of it.

    A known document keeps its text and name; its kind and attributes follow
    the file's.
    """
    outcome = _foreseen(connection, prepared, {})
    document, case = prepared.document, prepared.case
    if outcome.status is Status.NEW:
        documents.ensure_case(connection, case)
        documents.insert_document(connection, document, prepared.source)
        documents.set_attributes(connection, case.id, case.attributes)
        _record(connection, store, Verb.DOCUMENT_IMPORTED, prepared, coder_id)
    elif outcome.status is Status.KNOWN and _has_news(connection, prepared):
        documents.set_attributes(connection, case.id, case.attributes)
        documents.set_kind(connection, document.id, document.kind)
        _record(connection, store, Verb.ATTRIBUTES_SET, prepared, coder_id)
        return replace(outcome, reason="its attributes were brought up to date")
    return outcome


def _foreseen(
    connection: "Connection", prepared: Prepared, coming: Mapping[str, DocumentId]
) -> Outcome:
    path, document = prepared.path, prepared.document
    digests = (text_digest(document.text), prepared.source.digest)
    known = documents.known_by(connection, *digests)
    if known is not None:
        return Outcome(path, Status.KNOWN, "", documents.name(connection, known))
    if document.id in coming.values():
        return Outcome(path, Status.KNOWN, "the same text comes twice", document.name)
    if document.name in coming or documents.named(connection, document.name):
        reason = (
            f"another document is called '{document.name}'; rename the file to take "
            "it in beside it"
        )
        return Outcome(path, Status.REFUSED, reason)
    return Outcome(path, Status.NEW, "", document.name)


def _has_news(connection: "Connection", prepared: Prepared) -> bool:
    stored = documents.named(connection, prepared.document.name)
    if stored is None or stored.case_id != prepared.case.id:
        return False
    case = documents.case(connection, stored.case_id)
    return (stored.kind, dict(case.attributes)) != (
        prepared.document.kind,
        dict(prepared.case.attributes),
    )


def _record(
    connection: "Connection",
    store: Store,
    verb: Verb,
    prepared: Prepared,
    coder_id: CoderId | None,
) -> None:
    document = prepared.document
    details: JsonObject = {
        "document": str(document.id),
        "name": document.name,
        "text_digest": text_digest(document.text),
        "file_name": prepared.source.file_name,
        "source_digest": prepared.source.digest,
        "attributes": dict(prepared.case.attributes),
    }
    action = Action(verb, coder_id, details=details, note=document.name)
    journal.record(connection, action, store.installation_id)
