"""What is suggested to a coder for the open document, and whether they see it.

Knows no widget. Its methods that compute block, so screens run them in a thread.
"""

from collections.abc import Container, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.suggestion import Suggestion
from qcode.operations.deciding import note_shown
from qcode.operations.places import place_in
from qcode.operations.suggesting import Place
from qcode.operations.visibility import Visibility, visibility
from qcode.operations.workspace import Workspace

if TYPE_CHECKING:
    from qcode.operations.live_suggestions import LiveSuggestions


class Suggested:
    """The suggestions that lie before one coder; `waiting` is the best first."""

    def __init__(self, workspace: Workspace, coder_id: CoderId) -> None:
        self.settings = workspace.project.settings.suggestions
        self.waiting: list[Suggestion] = []
        self._store = workspace.store
        self._coder_id = coder_id
        self._document_id: DocumentId | None = None
        self._codes: Container[CodeId] = ()
        self._rule = Visibility.NOT_YET
        self._wish: bool | None = None
        self._places: dict[tuple[DocumentId, int], Place] = {}
        self._settled: dict[UUID, Suggestion] = {}
        self._live: LiveSuggestions | None = None
        self._one_makes_it = Lock()

    def turn_to(self, document_id: DocumentId, codes: Container[CodeId]) -> None:
        """Follow the coder to a document, with the codes that there are now."""
        if document_id != self._document_id:
            self.waiting = []
        self._document_id, self._codes = document_id, codes
        self.waiting = self._known(self.waiting)
        self._places = {}
        self._rule = visibility(
            self._store, self._coder_id, document_id, self.settings.show
        )

    # Whether they are seen

    @property
    def is_switched_off(self) -> bool:
        """Whether the study wants no suggestions at all."""
        return self._rule is Visibility.SWITCHED_OFF

    @property
    def is_held_back(self) -> bool:
        """Whether they are hidden only because no first document was coded yet."""
        return self._wish is None and self._rule is Visibility.NOT_YET

    @property
    def is_shown(self) -> bool:
        """Whether the coder sees suggestions: by the rule, or by their own wish."""
        if self.is_switched_off or self._document_id is None:
            return False
        return self._rule is Visibility.SHOWN if self._wish is None else self._wish

    def toggle(self) -> None:
        """Show suggestions for this session, or hide them."""
        self._wish = not self.is_shown

    # What there is

    @property
    def shown(self) -> Sequence[Suggestion]:
        """The suggestions that are seen, the best first."""
        return self.waiting if self.is_shown else ()

    def in_text_order(self) -> list[Suggestion]:
        """Return those that are seen in the order of the text, the better first."""
        return sorted(self.shown, key=lambda it: (it.span, -it.score, it.id.bytes))

    def place(self, document_id: DocumentId, offset: int) -> Place:
        """Return where a similar coded segment stands, read once."""
        key = (document_id, offset)
        if key not in self._places:
            self._places[key] = place_in(self._store, document_id, offset)
        return self._places[key]

    def take(self, document_id: DocumentId, found: Sequence[Suggestion]) -> bool:
        """Lay computed suggestions before the coder, unless they have gone on."""
        known = self._known(found)
        if document_id != self._document_id or known == self.waiting:
            return False
        self.waiting = known
        return True

    def settle(self, settled: Mapping[UUID, Suggestion]) -> None:
        """Leave out what became codings and decisions of these ids.

        That is before it is computed anew.
        """
        self._settled |= settled
        gone = {it.id for it in settled.values()}
        self.waiting = [it for it in self.waiting if it.id not in gone]

    def settled_by(self, made: UUID) -> Suggestion | None:
        """Return what a coding or decision of this session was made of, if anything."""
        return self._settled.get(made)

    def _known(self, found: Sequence[Suggestion]) -> list[Suggestion]:
        return [it for it in found if it.code_id in self._codes]

    # Computing and keeping

    def note_shown(self, suggestion: Suggestion) -> None:
        """Remember that the coder has seen a suggestion."""
        note_shown(self._store, [suggestion])

    def kept(self, document_id: DocumentId) -> Sequence[Suggestion]:
        """Return what was computed for a document before."""
        return self._at_work().kept(document_id)

    def refresh(self, document_id: DocumentId) -> Sequence[Suggestion]:
        """Return what follows from all that was done; takes seconds at first."""
        return self._at_work().refresh(document_id)

    def _at_work(self) -> "LiveSuggestions":
        # What computes takes a second to load, which no start should pay.
        from qcode.operations.live_suggestions import LiveSuggestions

        with self._one_makes_it:
            if self._live is None:
                self._live = LiveSuggestions(self._store, self._coder_id, self.settings)
            return self._live
