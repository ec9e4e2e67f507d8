"""Files on their way in: finding them, and making documents of them."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from qcode.errors import UnreadableError
from qcode.interchange.attributes import ATTRIBUTES_FILE, AttributesRow, read_attributes
from qcode.interchange.folders import transcripts_in
from qcode.interchange.registry import read_transcript
from qcode.model.document import Case, Document, Kind, Source, text_digest
from qcode.model.ids import StudyId, case_id, document_id
from qcode.text.segments import masked_spans, turns
from qcode.text.sentences import count_words


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
        for file in files:
            name, stem = _form(file.name), _form(file.stem)
            found.append((file, rows.get(name) or rows.get(stem)))
    return found


def _rows(folder: Path) -> Mapping[str, AttributesRow]:
    path = folder / ATTRIBUTES_FILE
    if not path.is_file():
        return {}
    return {_form(row.document): row for row in read_attributes(path).rows}


def _form(name: str) -> str:
    """Return a name with composed umlauts; macOS writes them decomposed."""
    return unicodedata.normalize("NFC", name)


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
        return Kind(written.lower())
    except ValueError:
        known = ", ".join(Kind)
        raise UnreadableError(
            path, f"'{written}' is no kind of document; write one of {known}."
        ) from None
