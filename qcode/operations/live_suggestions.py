"""Suggestions for one coder at work: at hand at once, brought up to date behind.

Loads spaCy; front ends import it only when suggestions are asked for.
"""

from collections.abc import Sequence

from qcode.model.ids import CoderId, DocumentId
from qcode.model.suggestion import Suggestion
from qcode.operations.suggesting import list_suggestions, refresh
from qcode.project import SuggestionSettings
from qcode.store import Store


class LiveSuggestions:
    """What is suggested to one coder while they code, following what they do."""

    def __init__(
        self, store: Store, coder_id: CoderId, settings: SuggestionSettings
    ) -> None:
        self._store = store
        self._coder_id = coder_id
        self._settings = settings

    def kept(self, document_id: DocumentId) -> Sequence[Suggestion]:
        """Return at once what was computed for a document before, the best first.

        What the coder has since coded or rejected there is left out.
        """
        shown = list_suggestions(self._store, self._coder_id, [document_id])
        return [it.suggestion for it in shown]

    def refresh(self, document_id: DocumentId) -> Sequence[Suggestion]:
        """Learn what the coder did since, and return what follows for a document.

        Blocks for seconds at first and for a moment from then on; keeps the result.
        One call at a time.
        """
        for _ in refresh(self._store, self._coder_id, [document_id]):
            pass
        return self.kept(document_id)
