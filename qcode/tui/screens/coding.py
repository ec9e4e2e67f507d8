"""The coding screen: keys, and what they do.

Each action is stored before it is drawn; `coding_view` does the drawing.
"""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.widgets import Input, OptionList, TextArea, Tree

from qcode.errors import QcodeError
from qcode.model.ids import CodeId, CodingId, DocumentId
from qcode.model.journal import Entry, ObjectKind
from qcode.model.span import Span
from qcode.text.harmless import harmless
from qcode.tui.screens.coding_keys import CODING_KEYS
from qcode.tui.screens.following import Following
from qcode.tui.screens.keys import KeysHelp, Row, rows_of
from qcode.tui.screens.suggesting import Suggesting
from qcode.tui.screens.writing import Writing
from qcode.tui.widgets.code_tree import CodeTree
from qcode.tui.widgets.transcript import Transcript


class CodingScreen(Suggesting, Writing, Following):
    """Reading and coding one document after the other."""

    BINDINGS: ClassVar[list[BindingType]] = [*CODING_KEYS]

    # What widgets say

    @on(Transcript.Moved)
    def look_here(self) -> None:
        """Show what is under the cursor now."""
        self.show_here()

    @on(Transcript.StripeClicked)
    def look_at_stripe(self, event: Transcript.StripeClicked) -> None:
        """Let keys act on the coding whose stripe was clicked."""
        self.chosen_coding = event.coding_id
        self.show_here()

    def on_resize(self) -> None:
        """Show as many keys as the status line holds now."""
        self.call_after_refresh(self.show_here)

    def on_descendant_focus(self) -> None:
        """Show the keys and the code that matter where the focus went."""
        if self.is_mounted:
            self.show_here()

    @on(Tree.NodeHighlighted)
    def look_at_code(self) -> None:
        """Show the definition of the code under the tree's cursor."""
        if self.query_one(CodeTree).has_focus:
            self.show_here()

    @on(Tree.NodeSelected)
    async def apply_from_tree(self, event: Tree.NodeSelected[CodeId | None]) -> None:
        """Apply the code that was clicked, where text is selected."""
        code_id = event.node.data
        selection = self.transcript.reader.selection
        if code_id is None or selection is None:
            return
        if self.desk.codebook.code(code_id).codable:
            await self.apply(code_id)
            self.transcript.focus()

    @on(OptionList.OptionSelected, "#documents")
    async def open_chosen(self, event: OptionList.OptionSelected) -> None:
        """Open the document that was chosen in the list."""
        await self._open(event.option_index)
        self.transcript.focus()

    async def press_shortcut(self, event: events.Key) -> None:
        """Apply the code whose shortcut was pressed; bindings go first."""
        if event.key in self.active_bindings or event.character is None:
            return
        if isinstance(self.focused, Input | TextArea):
            return
        code = self.desk.code_with_shortcut(event.character)
        if code is not None:
            event.stop()
            await self.apply(code.id)

    # History, documents

    async def action_undo(self) -> None:
        """Turn the latest action around."""
        await self._turn_around(self.desk.undo, "Undone")

    async def action_redo(self) -> None:
        """Turn the latest undo around."""
        await self._turn_around(self.desk.redo, "Redone")

    async def _turn_around(self, turn: Callable[[], Entry], done: str) -> None:
        try:
            async with self.desk.turn:
                entry = await asyncio.to_thread(turn)
        except QcodeError as error:
            self.say(str(error), "error")
            return
        self.say(f"{done}: {entry.action.note}")
        self.await_undone(entry)
        self.show_work()
        if any(change.kind is ObjectKind.CODE for change in entry.action.changes):
            self.write_codebook()

    async def action_document(self, step: int) -> None:
        """Open the next or previous document in the list."""
        documents, opened = self.desk.documents, self.desk.open
        if not documents:
            return
        at = [s.id for s in documents].index(opened.document.id) if opened else 0
        await self._open((at + step) % len(documents))

    async def go_to(self, document: str, start: int) -> None:
        """Open a document, by its name, at an offset of its text."""
        names = [summary.name for summary in self.desk.documents]
        if document not in names:
            self.say(f"There is no document {document} any more.", "error")
            return
        await self._open(names.index(document))
        self.transcript.go(start)
        self.transcript.focus()

    async def _open(self, index: int) -> None:
        summary = self.desk.documents[index]
        opening = partial(self.desk.open_document, summary.id)
        if await self.act(opening, ""):
            self.show_document()
            self.show_study()

    async def show_place(
        self, document_id: DocumentId, span: Span, coding_id: CodingId | None = None
    ) -> None:
        """Go to a passage, or to one coding of it, opening its document if need be."""
        known = [it.id for it in self.desk.documents]
        if document_id not in known:
            return
        if self.desk.open is None or self.desk.open.document.id != document_id:
            await self._open(known.index(document_id))
        self.transcript.go(span.start)
        self.chosen_coding = coding_id
        self.transcript.focus()
        self.show_here()

    def action_toggle_side(self) -> None:
        """Show or hide documents and codes."""
        side = self.query_one("#side")
        is_narrow = self.has_class("-narrow")
        name = "-shown" if is_narrow else "-hidden"
        side.toggle_class(name)
        if side.has_class(name) is is_narrow:
            self.query_one(CodeTree).focus()
        else:
            self.transcript.focus()

    def palette(self) -> Iterator[SystemCommand]:
        """Yield what the command palette can do here: all actions, all documents."""
        for one in CODING_KEYS:
            act = partial(self.run_action, one.action)
            yield SystemCommand(one.description, f"Coding: {one.id}", act)
        for index, summary in enumerate(self.desk.documents):
            name = harmless(summary.name)
            act = partial(self._open, index)
            yield SystemCommand(f"Open {name}", f"{summary.words} words", act)

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(KeysHelp(self._key_groups()))

    def _key_groups(self) -> list[tuple[str, list[Row]]]:
        groups = [
            ("Coding", rows_of(self)),
            ("Reading and selecting", rows_of(self.transcript)),
        ]
        shortcuts = [
            (code.shortcut, code.name, code.key)
            for code in self.desk.codebook.codes
            if code.shortcut
        ]
        return [*groups, ("Codes", sorted(shortcuts))]
