"""Files on their way in: finding them, and making documents of them."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from qcode.errors import UnreadableError
from qcode.interchange.attributes import ATTRIBUTES_FILE, AttributesRow, read_attributes
from qcode.interchange.folders import left_out_of, transcripts_in
from qcode.interchange.registry import Comment, ImportedText, read_transcript
from qcode.interchange.survey_answers import AnswerColumns
from qcode.model.document import Case, Document, Kind, Source, text_digest
from qcode.model.ids import StudyId, case_id, document_id
from qcode.model.speaker import Part
from qcode.operations.outcomes import Outcome, Status
from qcode.project import ImportLimits
from qcode.text.segments import masked_spans, turns
from qcode.text.sentences import count_words


@dataclass(frozen=True, slots=True)
class Manner:
    """How files are read.

    `answers` are the columns of tables with open answers; `without_repeated` leaves
    out the lines that every page of a PDF repeats.
    """

    limits: ImportLimits = ImportLimits()
    answers: AnswerColumns = AnswerColumns(())
    without_repeated: bool = False


USUAL = Manner()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as it would come in.

    `is_answer` tells those that are known by their id alone, since many respondents
    write the same words. `notices` say what did not come along. `parts` are those of
    speakers' labels, as far as attributes.csv says them.
    """

    path: Path
    document: Document
    source: Source
    case: Case
    comments: tuple[Comment, ...] = ()
    notices: tuple[str, ...] = ()
    is_answer: bool = False
    parts: Mapping[str, Part] = field(default_factory=dict)


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
        for file in files:
            name, stem = _form(file.name), _form(file.stem)
            found.append((file, rows.get(name) or rows.get(stem)))
    return found


def skipped_files(paths: Iterable[Path]) -> list[Outcome]:
    """Return the files of the folders among these that nobody takes for transcripts."""
    return [
        Outcome(path, Status.SKIPPED, reason)
        for folder in paths
        if folder.is_dir()
        for path, reason in left_out_of(folder)
    ]


def _rows(folder: Path) -> Mapping[str, AttributesRow]:
    path = folder / ATTRIBUTES_FILE
    if not path.is_file():
        return {}
    return {_form(row.document): row for row in read_attributes(path).rows}


def _form(name: str) -> str:
    """Return a name with composed umlauts; macOS writes them decomposed."""
    return unicodedata.normalize("NFC", name)


def prepare(
    path: Path, row: AttributesRow | None, study_id: StudyId, manner: Manner = USUAL
) -> Prepared:
    """Read a file and make the document of it; raises UnreadableError.

    What attributes.csv says goes before what the file's front matter says.
    """
    imported, source = read_transcript(
        path, manner.limits, without_repeated=manner.without_repeated
    )
    values = dict(imported.metadata)
    kind, case_name = values.pop("kind", ""), values.pop("case", "")
    if row is not None:
        values |= row.attributes
        kind, case_name = row.kind or kind, row.case or case_name
    name = path.stem
    case_name = case_name or name
    document = draft_document(
        study_id,
        name,
        imported.text,
        kind=_kind(kind, path),
        case_name=case_name,
    )
    case = Case(document.case_id, case_name, values)
    return Prepared(
        path,
        document,
        source,
        case,
        imported.comments,
        _notices(imported, manner),
        parts={} if row is None else row.parts,
    )


def _notices(imported: ImportedText, manner: Manner) -> tuple[str, ...]:
    """Return what the file did not bring along, and what could be left out."""
    if not imported.repeated_lines:
        return imported.notices
    lines = ", ".join(f"'{line}'" for line in imported.repeated_lines)
    told = (
        f"left out what its pages repeat: {lines}"
        if manner.without_repeated
        else f"its pages repeat {lines}; --without-headers would leave that out"
    )
    return (*imported.notices, told)


def draft_document(
    study_id: StudyId,
    name: str,
    text: str,
    *,
    kind: Kind,
    case_name: str,
    external_key: str = "",
) -> Document:
    """Return the document of a normalised text, with its turns and words."""
    found_turns = turns(text)
    return Document(
        id=document_id(study_id, text_digest(text), external_key),
        name=name,
        kind=kind,
        text=text,
        case_id=case_id(study_id, case_name),
        turns=found_turns,
        words=count_words(text, masked_spans(text, found_turns)),
    )


def _kind(written: str, path: Path) -> Kind:
    if not written:
        return Kind.OTHER
    try:
        return Kind(written.lower())
    except ValueError:
        known = ", ".join(Kind)
        raise UnreadableError(
            path, f"'{written}' is no kind of document; write one of {known}."
        ) from None
