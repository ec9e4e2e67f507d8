"""Which coded segments are meant, by the names that people type."""

from collections.abc import Collection, Iterator

from qcode.errors import UnknownAttributeError
from qcode.model.codebook import Codebook
from qcode.model.coding import Origin
from qcode.model.ids import CodeId
from qcode.model.segment import CodedSegment
from qcode.operations.coders import list_coders
from qcode.operations.naming import code_named, coder_named, document_named
from qcode.operations.reading import list_cases, list_documents, load_codebook
from qcode.operations.retrieval import coded_segments
from qcode.store import Store


def segments_named(
    store: Store,
    *,
    document: str | None,
    code: str | None,
    coder: str | None,
    attribute: tuple[str, str] | None = None,
    origins: Collection[Origin] = (),
    query: str | None = None,
) -> Iterator[CodedSegment]:
    """Return the segments of what is named; `None` and no origin ask for all.

    A code stands for all below it too. Raises QueryError,
    UnknownDocumentError,
    UnknownCodeError, UnknownCoderError, UnknownAttributeError, AmbiguousError.
    """
    document_id = coder_id = None
    if document is not None:
        document_id = document_named(document, list_documents(store)).id
    code_ids = None if code is None else codes_below(code, load_codebook(store))
    if coder is not None:
        every = [count.coder for count in list_coders(store)]
        coder_id = coder_named(coder, every).id
    if attribute is not None:
        known = {name for case in list_cases(store) for name in case.attributes}
        if attribute[0] not in known:
            raise UnknownAttributeError(attribute[0], sorted(known))
    return coded_segments(
        store,
        code_ids=code_ids,
        document_id=document_id,
        coder_id=coder_id,
        attribute=attribute,
        origins=origins or None,
        query=query,
    )


def codes_below(code: str, book: Codebook) -> list[CodeId]:
    """Return the code that is named and all below it.

    Raises UnknownCodeError, AmbiguousError.
    """
    return [it.id for it in book.subtree(code_named(code, book).id)]
