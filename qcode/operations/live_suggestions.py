"""Suggestions for one coder at work: at hand at once, brought up to date behind."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qcode.model.ids import CoderId, DocumentId
from qcode.model.suggestion import Suggestion
from qcode.operations.standing import Standing, read_standing
from qcode.operations.suggesting import open_suggestions
from qcode.project import SuggestionSettings
from qcode.store import Store, suggestion_runs, suggestions

if TYPE_CHECKING:
    from qcode.operations.suggester import Suggester


class LiveSuggestions:
    """What is suggested to one coder while they code, following what they do.

    The study is read and the engine taught once; later only what changed is taught,
    so that a decision is learned in a moment. Another codebook or other documents
    make it read the study again.
    """

    def __init__(
        self, store: Store, coder_id: CoderId, settings: SuggestionSettings
    ) -> None:
        self._store = store
        self._coder_id = coder_id
        self._settings = settings
        self._suggester: Suggester | None = None

    def kept(self, document_id: DocumentId) -> Sequence[Suggestion]:
        """Return at once what was computed for a document before, the best first.

        What the coder has since coded or rejected there is left out.
        """
        with self._store.read() as connection:
            return open_suggestions(connection, self._coder_id, document_id)

    def refresh(self, document_id: DocumentId) -> Sequence[Suggestion]:
        """Learn what the coder did since, and return what follows for a document.

        Blocks for seconds at first and for a moment from then on; keeps the result.
        One call at a time.
        """
        now = read_standing(self._store, self._coder_id, self._settings)
        suggester = self._caught_up(now)
        state = suggester.state
        with self._store.read() as connection:
            known = suggestion_runs.states(connection, self._coder_id, [document_id])
        if known.get(document_id) != state or state == suggestion_runs.PENDING:
            found = suggester.suggestions(document_id)
            with self._store.begin() as connection:
                suggestions.replace(
                    connection, document_id, self._coder_id, found, state
                )
        return self.kept(document_id)

    def _caught_up(self, now: Standing) -> "Suggester":
        # spaCy takes a second to load; kept suggestions are there before.
        from qcode.operations.suggester import Suggester, read_study

        if self._suggester is None or self._suggester.ground != now.ground:
            self._suggester = Suggester(
                read_study(self._store, self._coder_id, self._settings)
            )
        else:
            self._suggester.follow(now)
        return self._suggester
