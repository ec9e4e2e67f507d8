"""The screen with recommendations: keys, and what they do.

`recommending` changes them, `recommendation_making` makes and quotes,
`recommendation_following` takes in what others do, `recommendations_view` does the
drawing.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList

from qcode.errors import QcodeError
from qcode.model.journal import Entry
from qcode.tui.background import in_background
from qcode.tui.screens.asking import OneOf, Sentence
from qcode.tui.screens.keys import KeysHelp, rows_of
from qcode.tui.screens.recommendation_following import FollowingRecommendations
from qcode.tui.screens.recommendations_keys import RECOMMENDATION_KEYS

_ENDINGS = {".docx": "DOCX, for a word processor", ".html": "HTML", ".md": "Markdown"}
_PANELS = ("recommendations", "dossier", "passages")


class RecommendationsScreen(FollowingRecommendations):
    """What the team recommends; gives the passage that one wants to read, if any."""

    BINDINGS: ClassVar[list[BindingType]] = [*RECOMMENDATION_KEYS]

    def on_mount(self) -> None:
        """Show the recommendations while their evidence is gathered."""
        self.desk.is_changed = False
        self.listed.focus()
        self.run_worker(self._begin(), group="begin")

    async def _begin(self) -> None:
        try:
            await in_background(self.desk.load)
        except QcodeError as error:
            self.say(str(error), "error")
            return
        self.show_all()
        self.gather()

    # Where one is

    @on(OptionList.OptionHighlighted, "#recommendations")
    def look_at(self, event: OptionList.OptionHighlighted) -> None:
        """Show the recommendation under the list's cursor."""
        self._go(event.option_index)

    @on(OptionList.OptionSelected, "#recommendations")
    def go_into(self) -> None:
        """Go on to its passages."""
        self._focus("passages")

    @on(OptionList.OptionHighlighted, "#passages")
    def look_at_passage(self) -> None:
        """Show the keys that matter for the passage."""
        self.show_status()

    @on(OptionList.OptionSelected, "#passages")
    def read_passage(self) -> None:
        """Go to the sentence of the passage that was chosen."""
        self.action_go_to_sentence()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show what the focus went to, and its keys."""
        if event.widget.id == "passages":
            self.add_class("-at-passages")
        elif event.widget.id != "recommendations":
            self.remove_class("-at-passages")
        self.show_status()

    def on_resize(self) -> None:
        """Show as many keys as the line holds now."""
        self.call_after_refresh(self.show_status)

    def action_panel(self, step: int) -> None:
        """Go to the next panel, or the one before."""
        if self.statement.is_writing or not self.desk.recommendations:
            return
        focused = self.focused.id if self.focused else None
        at = _PANELS.index(focused) if focused in _PANELS else 0
        self._focus(_PANELS[(at + step) % len(_PANELS)])

    def _focus(self, panel: str) -> None:
        self.set_class(panel == "passages", "-at-passages")
        # Only what is displayed can have the focus.
        self.call_after_refresh(self.query_one(f"#{panel}").focus)

    def action_step(self, step: int) -> None:
        """Go to the next or the previous recommendation."""
        current = self.desk.current
        if current is not None and not self.statement.is_writing:
            goal = self.desk.recommendations.index(current) + step
            if 0 <= goal < len(self.desk.recommendations):
                self.listed.highlighted = goal

    def _go(self, index: int) -> None:
        found = self.desk.recommendations
        if self.statement.is_writing or not 0 <= index < len(found):
            return
        self.desk.at = found[index].id
        self.query_one("#dossier").scroll_home(animate=False)
        self.show_current()
        self.propose()

    # Back to the text

    def action_go_to_sentence(self) -> None:
        """Go back to coding, to the sentence of the passage under the cursor."""
        line = self.passages.chosen
        if self.statement.is_writing or line is None:
            return
        if line.passage is None:
            self.say("Its coding is gone; there is no place to go to.", "error")
        else:
            self.dismiss(line.passage)

    def action_back(self) -> None:
        """Go back to coding."""
        self.dismiss(None)

    # Undo

    async def action_undo(self) -> None:
        """Turn the latest action around."""
        await self._turn_around(self.desk.undo, "Undone")

    async def action_redo(self) -> None:
        """Turn the latest undo around."""
        await self._turn_around(self.desk.redo, "Redone")

    async def _turn_around(self, turn: Callable[[], Entry], done: str) -> None:
        if self.statement.is_writing:
            return
        try:
            entry = await asyncio.to_thread(turn)
        except QcodeError as error:
            self.say(str(error), "error")
            return
        self.say(f"{done}: {entry.action.note}")
        self.show_all()
        self.gather()

    # The survey, and files

    async def action_survey(self) -> None:
        """Ask which answers of a survey are laid beside the evidence."""
        if self.statement.is_writing:
            return
        question = self.desk.question
        path = question.survey or self.desk.likely_survey
        kept = "" if question.keep is None else f" {'='.join(question.keep)}"

        async def lay(text: str | None) -> None:
            if text is not None:
                self.lay_beside(*_survey_meant(text, self.desk.root))

        hint = (
            "A CSV whose columns are keys of codes; behind it COLUMN=VALUE keeps only "
            "such answers (wave=2024) · nothing: no survey · Enter, Esc"
        )
        asked = Sentence("Which survey?", f"{path or ''}{kept}", hint)
        await self.app.push_screen(asked, lay)

    async def action_write(self) -> None:
        """Ask for a format and write all recommendations into exports/."""
        if self.statement.is_writing or not self.desk.recommendations:
            return
        endings = list(_ENDINGS)

        def write(index: int | None) -> None:
            if index is not None:
                self._write(endings[index])

        options = [Content(f"{it:<7}{says}") for it, says in _ENDINGS.items()]
        title = "Write all recommendations with their evidence as"
        await self.app.push_screen(OneOf(title, options, "writes it"), write)

    @work(exclusive=True, group="write")
    async def _write(self, ending: str) -> None:
        try:
            path = await in_background(lambda: self.desk.write(ending))
        except QcodeError as error:
            self.say(str(error), "error")
        else:
            self.say(f"Wrote {path}")

    def action_keys(self) -> None:
        """Show all keys."""
        self.app.push_screen(KeysHelp([("Recommendations", rows_of(self))]))


def _survey_meant(text: str, root: Path) -> tuple[Path | None, tuple[str, str] | None]:
    """Return the file that is named, and which answers are kept of it."""
    name, kept = text.strip(), None
    first, _, last = name.rpartition(" ")
    if "=" in last and first:
        column, _, value = last.partition("=")
        name, kept = first.strip(), (column, value)
    return (root / name if name else None), kept
