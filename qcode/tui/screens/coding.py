"""The coding screen: keys, and what they do.

Each action is stored before it is drawn; `coding_view` does the drawing.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import ClassVar
from uuid import UUID

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, TextArea, Tree

from qcode.errors import QcodeError
from qcode.model.codebook import Code
from qcode.model.coding import Subject
from qcode.model.ids import CodeId
from qcode.model.journal import Entry, ObjectKind
from qcode.model.span import Span
from qcode.text.harmless import harmless
from qcode.tui.screens.code_editor import CodeEditor
from qcode.tui.screens.code_finder import Choice, CodeFinder, NewCode
from qcode.tui.screens.coding_view import CodingView
from qcode.tui.screens.keys import KeysHelp
from qcode.tui.screens.memo_editor import MemoEditor
from qcode.tui.widgets.code_tree import CodeTree
from qcode.tui.widgets.transcript import Transcript


def _binding(name: str, keys: str, action: str, says: str) -> Binding:
    return Binding(keys, action, says, show=False, id=f"coding.{name}")


class CodingScreen(CodingView):
    """Reading and coding one document after the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _binding("find-code", "c,enter", "find_code", "Find a code and apply it"),
        _binding("repeat", "full_stop", "repeat", "Apply the last code again"),
        _binding("remove", "d,delete", "remove", "Remove the coding here"),
        _binding("next-here", "o", "next_here", "Next of several codings here"),
        _binding("memo", "m", "memo", "Memo on the coding here, else the document"),
        _binding("undo", "u", "undo", "Undo"),
        _binding("redo", "ctrl+r", "redo", "Redo"),
        _binding("edit-code", "e", "edit_code", "Edit a code's definition"),
        _binding(
            "next-document", "right_square_bracket,f8", "document(1)", "Next document"
        ),
        _binding(
            "previous-document",
            "left_square_bracket,f7",
            "document(-1)",
            "Previous document",
        ),
        _binding("side", "z", "toggle_side", "Show or hide documents and codes"),
        _binding("keys", "question_mark,f1", "keys", "All keys"),
        _binding("quit", "q", "app.quit", "Quit"),
    ]

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
            await self._apply(code_id)
            self.transcript.focus()

    @on(OptionList.OptionSelected, "#documents")
    async def open_chosen(self, event: OptionList.OptionSelected) -> None:
        """Open the document that was chosen in the list."""
        await self._open(event.option_index)
        self.transcript.focus()

    async def on_key(self, event: events.Key) -> None:
        """Apply the code whose shortcut was pressed; bindings go first."""
        if event.key in self.active_bindings or event.character is None:
            return
        if isinstance(self.focused, Input | TextArea):
            return
        code = self.desk.code_with_shortcut(event.character)
        if code is not None:
            event.stop()
            await self._apply(code.id)

    # Coding

    async def _act(self, act: Callable[[], object], done: str) -> bool:
        """Run an operation, say that it is done, or what hindered it."""
        try:
            await asyncio.to_thread(act)
        except QcodeError as error:
            self._say(str(error), severity="error")
            return False
        self._say(done)
        return True

    def _say(self, text: str, severity: str = "information") -> None:
        if severity == "error":
            self.notify(harmless(text), severity="error", markup=False)
        elif text:
            self.notify(harmless(text), timeout=3, markup=False)

    async def _apply(self, code_id: CodeId) -> None:
        span = self.transcript.reader.target
        if span is None:
            self._say("There is no text here to code.", "error")
            return
        name = self.desk.codebook.code(code_id).name
        if await self._act(lambda: self.desk.apply(code_id, span), f"Coded: {name}"):
            self._after_coding(span)

    def _after_coding(self, span: Span) -> None:
        reader = self.transcript.reader
        # A label before the sentence is no place from which to see its coding.
        if reader.selection or not span.start <= reader.cursor < span.end:
            self.transcript.go(span.start)
        self.chosen_coding = None
        self.show_work()

    async def action_find_code(self) -> None:
        """Ask for a code and put it on the selection, or the sentence here."""
        span = self.transcript.reader.target
        if span is None or self.desk.open is None:
            self._say("There is no text here to code.", "error")
            return
        tree = self.query_one(CodeTree)
        below = tree.chosen if tree.has_focus else None
        segment = span.cut(self.desk.open.document.text)
        finder = CodeFinder(self.desk, segment, below)
        # Waiting for it keeps the letters that are typed meanwhile.
        await self.app.push_screen(finder, self._apply_choice)

    async def _apply_choice(self, choice: Choice | None) -> None:
        span = self.transcript.reader.target
        if choice is None or span is None:
            return
        if not isinstance(choice, NewCode):
            await self._apply(choice)
            return
        done = await self._act(
            lambda: self.desk.apply_new_code(choice.name, choice.parent_id, span),
            f"New code: {choice.name}",
        )
        if done:
            self._after_coding(span)
            self._write_codebook()

    async def action_repeat(self) -> None:
        """Apply the code that was applied last."""
        last = self.desk.last_code
        if last is None:
            self._say("No code was applied yet; c finds one.", "error")
        else:
            await self._apply(last.id)

    async def action_remove(self) -> None:
        """Take the coding here away."""
        coding = self.current_coding()
        if coding is None:
            self._say("There is no coding here to remove.", "error")
            return
        name = self.desk.codebook.code(coding.code_id).name
        if await self._act(lambda: self.desk.remove(coding), f"Removed: {name}"):
            self.show_work()

    def action_next_here(self) -> None:
        """Let keys act on the next of the codings here."""
        here, current = self.codings_here(), self.current_coding()
        if current is not None:
            self.chosen_coding = here[(here.index(current) + 1) % len(here)].id
            self.show_here()

    # Memos, history, codes, documents

    async def action_memo(self) -> None:
        """Write a memo: on the chosen code, the coding here, or the document."""
        if self.desk.open is None:
            return
        subject, subject_id, about = self._subject()
        known = self.desk.memo_about(subject_id)

        async def write(text: str | None) -> None:
            if text is None or text.strip() == (known.text if known else ""):
                return
            memo = self.desk.draft_memo(subject, subject_id, text)
            if await self._act(lambda: self.desk.write_memo(memo), "Memo stored"):
                self.show_work()

        editor = MemoEditor(about, known.text if known else "")
        await self.app.push_screen(editor, write)

    def _subject(self) -> tuple[Subject, UUID, str]:
        """Return what a memo would be about now, and its name."""
        assert self.desk.open is not None
        tree, current = self.query_one(CodeTree), self.current_coding()
        if tree.has_focus and tree.chosen is not None:
            return Subject.CODE, tree.chosen, self.desk.codebook.path(tree.chosen)
        if current is not None:
            path = self.desk.codebook.path(current.code_id)
            return Subject.CODING, current.id, path
        document = self.desk.open.document
        return Subject.DOCUMENT, document.id, document.name

    async def action_undo(self) -> None:
        """Turn the latest action around."""
        await self._turn_around(self.desk.undo, "Undone")

    async def action_redo(self) -> None:
        """Turn the latest undo around."""
        await self._turn_around(self.desk.redo, "Redone")

    async def _turn_around(self, turn: Callable[[], Entry], done: str) -> None:
        try:
            entry = await asyncio.to_thread(turn)
        except QcodeError as error:
            self._say(str(error), "error")
            return
        self._say(f"{done}: {entry.action.note}")
        self.show_work()
        if any(change.kind is ObjectKind.CODE for change in entry.action.changes):
            self._write_codebook()

    async def action_edit_code(self) -> None:
        """Edit the code in view: the tree's, the coding's here, or the last one."""
        code_id = self.code_in_view()
        if code_id is None:
            self._say("Choose a code in the tree to edit it.", "error")
            return
        code = self.desk.codebook.code(code_id)

        async def change(edited: Code | None) -> None:
            if edited is None:
                return
            act = partial(self.desk.change_code, edited)
            if await self._act(act, f"Changed: {edited.name}"):
                self.show_work()
                self._write_codebook()

        editor = CodeEditor(code, self.desk.codebook.path(code_id))
        await self.app.push_screen(editor, change)

    @work(thread=True, exclusive=True, group="codebook")
    def _write_codebook(self) -> None:
        """Write codes that were made or changed here back to codebook.yaml."""
        # pydantic and ruamel.yaml take 0.3 s to load, which no start should pay.
        from qcode.operations.codebook_file import write_back

        try:
            write_back(self.desk.workspace)
        except QcodeError as error:
            self.app.call_from_thread(self._say, str(error), "error")

    async def action_document(self, step: int) -> None:
        """Open the next or previous document in the list."""
        documents, opened = self.desk.documents, self.desk.open
        if not documents:
            return
        at = [s.id for s in documents].index(opened.document.id) if opened else 0
        await self._open((at + step) % len(documents))

    async def _open(self, index: int) -> None:
        summary = self.desk.documents[index]
        opening = partial(self.desk.open_document, summary.id)
        if await self._act(opening, ""):
            self.show_document()
            self.show_study()

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

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(KeysHelp(self._key_groups()))

    def _key_groups(self) -> list[tuple[str, list[tuple[str, str, str]]]]:
        groups = []
        for title, node in (
            ("Coding", self),
            ("Reading and selecting", self.transcript),
        ):
            rows: dict[str, tuple[list[str], str]] = {}
            own_keys = node._bindings.copy()
            own_keys.apply_keymap(self.app._keymap)
            for bindings in own_keys.key_to_bindings.values():
                for one in bindings:
                    keys, _ = rows.setdefault(one.id or "", ([], one.description))
                    keys.append(self.app.get_key_display(one))
            listed = [
                (" ".join(keys), says, name) for name, (keys, says) in rows.items()
            ]
            groups.append((title, [row for row in listed if row[2]]))
        shortcuts = [
            (code.shortcut, code.name, code.key)
            for code in self.desk.codebook.codes
            if code.shortcut
        ]
        return [*groups, ("Codes", sorted(shortcuts))]
