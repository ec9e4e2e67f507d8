"""Where in the study something stands, as people find it: document and line."""

from qcode.model.ids import DocumentId
from qcode.operations.suggesting import Place
from qcode.store import Store, documents
from qcode.text.offsets import LineIndex


def place_in(store: Store, document_id: DocumentId, offset: int) -> Place:
    """Return the document's name and the line of an offset in it.

    Raises UnknownDocumentError.
    """
    with store.read() as connection:
        name = documents.name(connection, document_id)
        text = documents.text(connection, document_id)
    return Place(name, LineIndex(text).row_of(offset) + 1)
