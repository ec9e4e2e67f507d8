"""Finding things by what people type: any unambiguous part of a name."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from qcode.errors import (
    AmbiguousError,
    UnknownCaseError,
    UnknownCodeError,
    UnknownCoderError,
    UnknownDocumentError,
)
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coder
from qcode.model.document import Case, DocumentSummary
from qcode.text.find import unambiguous

Thing = TypeVar("Thing")


def document_named(
    wanted: str, documents: Sequence[DocumentSummary]
) -> DocumentSummary:
    """Return the one document that is meant by its id or a part of its name.

    Raises UnknownDocumentError or AmbiguousError.
    """
    for document in documents:
        if str(document.id) == wanted:
            return document
    names = [document.name for document in documents]
    return _the_one(wanted, documents, names, UnknownDocumentError)


def code_named(wanted: str, codebook: Codebook) -> Code:
    """Return the one code that is meant by id, key, former key, path or name part.

    Raises UnknownCodeError or AmbiguousError.
    """
    for code in codebook.codes:
        if wanted in (code.key, str(code.id)) or wanted in code.formerly:
            return code
    codes = codebook.codes
    if not unambiguous(wanted, [code.name for code in codes]):
        paths = [codebook.path(code.id) for code in codes]
        return _the_one(wanted, codes, paths, UnknownCodeError)
    return _the_one(wanted, codes, [code.name for code in codes], UnknownCodeError)


def case_named(wanted: str, cases: Sequence[Case]) -> Case:
    """Return the one case that is meant by its name or a part of it.

    Raises UnknownCaseError or AmbiguousError.
    """
    return _the_one(wanted, cases, [case.name for case in cases], UnknownCaseError)


def coder_named(wanted: str, coders: Sequence[Coder]) -> Coder:
    """Return the coder with this handle, whatever its case, or part of it.

    Raises UnknownCoderError or AmbiguousError.
    """
    return _the_one(wanted, coders, [c.handle for c in coders], UnknownCoderError)


def _the_one(
    wanted: str,
    things: Sequence[Thing],
    names: Sequence[str],
    unknown: Callable[[str], Exception],
) -> Thing:
    found = unambiguous(wanted, names)
    if not found:
        raise unknown(wanted)
    if len(found) > 1:
        raise AmbiguousError(wanted, [names[index] for index in found])
    return things[found[0]]


def with_beginning(wanted: str, ids: Iterable[str]) -> str | None:
    """Return the one id that begins so, `None` if none does.

    Raises AmbiguousError where several do.
    """
    start = wanted.strip().lower()
    found = sorted(text for text in ids if start and text.startswith(start))
    if len(found) > 1:
        raise AmbiguousError(wanted, found)
    return found[0] if found else None
