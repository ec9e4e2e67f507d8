"""Writing memos and changing codes from the coding screen.

What was typed is never lost: where it cannot be stored the editor comes back with
it, and where somebody else was faster, both are shown.
"""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from qcode.errors import CodeChangedError, MemoChangedError
from qcode.model.codebook import Code
from qcode.model.coding import Memo, Subject
from qcode.model.revising import Meanwhile, came_between, carried_over
from qcode.tui.screens.applying import Applying
from qcode.tui.screens.code_editor import CodeEditor
from qcode.tui.screens.memo_editor import MemoEditor
from qcode.tui.screens.overtaken import Holds, Overtaken
from qcode.tui.widgets.code_tree import CodeTree


@dataclass(frozen=True, slots=True)
class Topic:
    """What a memo is about, and its name."""

    subject: Subject
    id: UUID
    name: str


class Writing(Applying):
    """What the keys for memos and for a code's texts do."""

    # Memos

    async def action_memo(self) -> None:
        """Write a memo: on the chosen code, the coding here, or the document."""
        if self.desk.open is not None:
            topic = self._topic()
            await self._edit_memo(topic, self.desk.memo_about(topic.id))

    def _topic(self) -> Topic:
        """Return what a memo would be about now."""
        assert self.desk.open is not None
        tree, current = self.query_one(CodeTree), self.current_coding()
        if tree.has_focus and tree.chosen is not None:
            path = self.desk.codebook.path(tree.chosen)
            return Topic(Subject.CODE, tree.chosen, path)
        if current is not None:
            path = self.desk.codebook.path(current.code_id)
            return Topic(Subject.CODING, current.id, path)
        document = self.desk.open.document
        return Topic(Subject.DOCUMENT, document.id, document.name)

    async def _edit_memo(
        self, topic: Topic, seen: Memo | None, draft: str | None = None
    ) -> None:
        before = seen.text if seen else ""

        async def write(text: str | None) -> None:
            if text is not None and text.strip() != before:
                await self._store_memo(topic, seen, text)

        await self.app.push_screen(MemoEditor(topic.name, before, draft), write)

    async def _store_memo(self, topic: Topic, seen: Memo | None, text: str) -> None:
        act = partial(self.desk.write_memo, topic.subject, topic.id, text, seen)
        try:
            is_stored = await self.act(act, "Memo stored")
        except MemoChangedError as error:
            await self._settle_memo(topic, seen, text, error)
            return
        if is_stored:
            self.show_work()
        else:
            await self._edit_memo(topic, seen, text)

    async def _settle_memo(
        self, topic: Topic, seen: Memo | None, text: str, error: MemoChangedError
    ) -> None:
        present = error.present

        async def settle(holds: Holds | None) -> None:
            if holds is Holds.MINE:
                await self._store_memo(topic, present, text)
            elif holds is not Holds.THEIRS:
                await self._edit_memo(topic, present, text)

        before, now = (memo.text if memo else "" for memo in (seen, present))
        came = Meanwhile("memo", before, now, text.strip())
        title = f"You changed this memo elsewhere meanwhile: {topic.name}"
        await self.app.push_screen(Overtaken(title, [came]), settle)

    # Codes

    async def action_edit_code(self) -> None:
        """Edit the code in view: the tree's, the coding's here, or the last one."""
        code_id = self.code_in_view()
        if code_id is None:
            self.say("Choose a code in the tree to edit it.", "error")
        else:
            await self._edit_code(self.desk.codebook.code(code_id))

    async def _edit_code(self, seen: Code, draft: Code | None = None) -> None:
        async def change(edited: Code | None) -> None:
            if edited is not None:
                await self._store_code(seen, edited)

        path = self.desk.codebook.path(seen.id)
        await self.app.push_screen(CodeEditor(seen, path, draft), change)

    async def _store_code(self, seen: Code, edited: Code) -> None:
        act = partial(self.desk.change_code, seen, edited)
        try:
            is_stored = await self.act(act, f"Changed: {edited.name}")
        except CodeChangedError as error:
            await self._settle_code(seen, edited, error)
            return
        if is_stored:
            self.show_work()
            self.write_codebook()
        elif seen.id in self.desk.codebook:
            await self._edit_code(seen, edited)

    async def _settle_code(
        self, seen: Code, edited: Code, error: CodeChangedError
    ) -> None:
        present = error.present
        mine = carried_over(seen, edited, present)

        async def settle(holds: Holds | None) -> None:
            if holds is Holds.MINE:
                await self._store_code(present, mine)
            elif holds is not Holds.THEIRS:
                await self._edit_code(present, mine)

        title = f"{error.by or 'Somebody'} changed this code meanwhile: {present.name}"
        came = came_between(seen, present, edited)
        await self.app.push_screen(Overtaken(title, came), settle)
