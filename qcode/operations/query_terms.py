"""What the terms of a query mean in a study: which of a document's codings they name.

Names are resolved once, before the first document; a name that is not known or that
several things have is pointed at in the query.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from operator import ge, gt, le, lt
from typing import TypeAlias
from uuid import UUID

from qcode.analysis.query_reading import number
from qcode.errors import QueryError, UnknownAttributeError, UnknownError
from qcode.model.codebook import Codebook
from qcode.model.coding import Coder, Coding, Origin, Stance
from qcode.model.document import DocumentSummary, Kind
from qcode.model.ids import CaseId, CoderId, DocumentId
from qcode.model.query import Comparison, Every, Field, Query, Term
from qcode.operations.naming import code_named, coder_named, document_named
from qcode.text.folding import fold

_ANYTHING = "*"
_COMPARE = {
    Comparison.LEAST: ge,
    Comparison.MOST: le,
    Comparison.MORE: gt,
    Comparison.LESS: lt,
}


@dataclass(frozen=True)
class Known:
    """What the terms of a query can name; `memos` are the texts by coding."""

    book: Codebook
    coders: tuple[Coder, ...]
    documents: Mapping[DocumentId, DocumentSummary]
    cases: Mapping[CaseId, tuple[str, Mapping[str, str]]]
    memos: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A coding that a term may name; text and speaker are asked for when needed."""

    coding: Coding
    text: Callable[[], str]
    speaker: Callable[[], str]


Meaning: TypeAlias = Callable[[Candidate], bool]
# Whether a term names all of a coder's codings in a document, or none of them.
PlaceMeaning: TypeAlias = Callable[[DocumentId, CoderId], bool]


def meaning(term: Term, known: Known, query: str) -> Meaning:
    """Return what says whether the term names a coding.

    Raises QueryError where the term names nothing that there is.
    """
    try:
        return _meaning(term, known)
    except UnknownError as error:
        what = str(error).removesuffix(".")
        place = term.place
        raise QueryError(what, query, place.start, place.end) from error


def place_meaning(term: Term, known: Known) -> PlaceMeaning | None:
    """Return what says of a document and a coder whether the term names all of it.

    `None` for a term that tells codings of one place apart. The term's names are known
    by `meaning` already.
    """
    match term.field:
        case Field.CODER:
            wanted = _coders(term.value, known)
            return lambda _, coder_id: coder_id in wanted
        case Field.CODE | Field.SPEAKER | Field.TEXT | Field.MEMO:
            return None
        case Field.ORIGIN | Field.STANCE:
            return None
    documents = _documents(term, known)
    return lambda document_id, _: document_id in documents


def refuse_two_codes(part: Query, known: Known, query: str) -> None:
    """Raise QueryError where one coding would need two codes, which none has."""
    if isinstance(part, Every):
        seen: frozenset[UUID] | None = None
        for term in part.parts:
            if isinstance(term, Term) and term.field == Field.CODE:
                ids = _codes(term.value, known.book)
                if seen is not None and not seen & ids:
                    what = (
                        "One coding has one code. For passages with both write "
                        "overlaps(code:A, code:B)"
                    )
                    raise QueryError(what, query, term.place.start, term.place.end)
                seen = ids if seen is None else seen & ids


def _meaning(term: Term, known: Known) -> Meaning:
    value, wanted = term.value, fold(term.value).strip()
    match term.field:
        case Field.CODE:
            codes = _codes(value, known.book)
            return lambda it: it.coding.code_id in codes
        case Field.CODER:
            coders = _coders(value, known)
            return lambda it: it.coding.coder_id in coders
        case Field.SPEAKER:
            return lambda it: _fits(it.speaker(), wanted)
        case Field.TEXT:
            return lambda it: wanted in fold(it.text())
        case Field.MEMO:
            return lambda it: _says(known.memos.get(it.coding.id), wanted)
        case Field.ORIGIN:
            origins = _some_of(value, Origin, "origin")
            return lambda it: it.coding.origin in origins
        case Field.STANCE if not value:
            return lambda it: it.coding.stance is None
        case Field.STANCE:
            stances = _some_of(value, Stance, "stance")
            return lambda it: it.coding.stance in stances
    documents = _documents(term, known)
    return lambda it: it.coding.document_id in documents


def _codes(value: str, book: Codebook) -> frozenset[UUID]:
    if value == _ANYTHING:
        return frozenset(it.id for it in book.codes)
    return frozenset(it.id for it in book.subtree(code_named(value, book).id))


def _coders(value: str, known: Known) -> frozenset[CoderId]:
    if value == _ANYTHING:
        return frozenset(it.id for it in known.coders)
    return frozenset({coder_named(value, known.coders).id})


def _documents(term: Term, known: Known) -> set[DocumentId]:
    """Return the documents that a term of document, kind, case or attribute names."""
    value, wanted = term.value, fold(term.value).strip()
    every = list(known.documents.values())
    match term.field:
        case Field.DOCUMENT if "*" not in value:
            return {document_named(value, every).id}
        case Field.DOCUMENT:
            return {it.id for it in every if _fits(it.name, wanted)}
        case Field.KIND:
            kinds = _some_of(value, Kind, "kind")
            return {it.id for it in every if it.kind in kinds}
        case Field.CASE:
            names = {it: fold(name) for it, (name, _) in known.cases.items()}
            cases = {it for it, name in names.items() if _fits(name, wanted)}
            return {it.id for it in every if it.case_id in cases}
    name = _attribute(term.field, known)
    having = {
        case
        for case, (_, values) in known.cases.items()
        if _holds(term, values.get(name, ""))
    }
    return {it.id for it in every if it.case_id in having}


def _attribute(wanted: str, known: Known) -> str:
    names = sorted({name for _, values in known.cases.values() for name in values})
    for name in names:
        if fold(name) == fold(wanted):
            return name
    raise UnknownAttributeError(wanted, [*Field, *names])


def _holds(term: Term, value: str) -> bool:
    if term.comparison is Comparison.IS:
        return _fits(value, fold(term.value).strip())
    present, wanted = number(value), number(term.value)
    if present is None or wanted is None:
        return False
    return bool(_COMPARE[term.comparison](present, wanted))


def _fits(value: str, wanted: str) -> bool:
    """Whether a value is the wanted one, in which * stands for anything."""
    folded = fold(value).strip()
    if "*" not in wanted:
        return folded == wanted
    pattern = wanted.replace("[", "[[]").replace("?", "[?]")
    return bool(folded) and fnmatchcase(folded, pattern)


def _says(memo: str | None, wanted: str) -> bool:
    """Whether a memo has the words in it; * is any memo, nothing is none."""
    if wanted in ("", _ANYTHING):
        return bool(memo) == bool(wanted)
    return memo is not None and wanted in fold(memo)


def _some_of(
    value: str, known: type[Origin] | type[Stance] | type[Kind], what: str
) -> frozenset[str]:
    names = frozenset(str(it) for it in known)
    if value == _ANYTHING:
        return names
    if value.lower() in names:
        return frozenset({value.lower()})
    listed = ", ".join(str(it) for it in known)
    raise UnknownError(f"There is no {what} '{value}'; known are {listed}.")
