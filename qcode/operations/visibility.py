"""Whether suggestions are shown to a coder: the one place where that is decided."""

from enum import Enum

from qcode.model.ids import CoderId, DocumentId
from qcode.project import SuggestionsShown
from qcode.store import Store, finished_marks, recall


class Visibility(Enum):
    """Whether suggestions are shown, and if not, what hides them."""

    SHOWN = "shown"
    NOT_YET = "not yet"
    SWITCHED_OFF = "switched off"


def visibility(
    store: Store, coder_id: CoderId, document_id: DocumentId, show: SuggestionsShown
) -> Visibility:
    """Return whether a coder is shown suggestions in the document that is open.

    `show` is the study's setting. Unless it says otherwise, suggestions stay hidden
    until the coder has coded a first document, so that the machine does not lead the
    reading: until they have said of a document that it is finished, or have codings
    by hand in another document than this one. So the first document is read without
    them to its end, also when it is opened again before the second one.
    """
    match show:
        case SuggestionsShown.NEVER:
            return Visibility.SWITCHED_OFF
        case SuggestionsShown.ALWAYS:
            return Visibility.SHOWN
    with store.read() as connection:
        has_finished = any(
            mark.coder_id == coder_id for mark in finished_marks.every(connection)
        )
        has_coded = has_finished or recall.has_coded_beside(
            connection, coder_id, document_id
        )
    return Visibility.SHOWN if has_coded else Visibility.NOT_YET
