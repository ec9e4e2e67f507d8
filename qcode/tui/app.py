"""The terminal program: who codes, which study, which screen."""

import getpass
from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from qcode.errors import QcodeError
from qcode.model.codebook_diff import Difference
from qcode.operations import coders
from qcode.operations.codebook import Side, may_be_apart
from qcode.operations.risky_places import place_warning
from qcode.operations.workspace import Workspace
from qcode.text.harmless import harmless
from qcode.tui.desk import Desk
from qcode.tui.screens.codebook_changes import CodebookChanges
from qcode.tui.screens.coder_entry import CoderEntry
from qcode.tui.screens.coding import CodingScreen
from qcode.tui.side_screens import SideScreens


class QcodeApp(SideScreens):
    """One coder's session with one study."""

    CSS_PATH = "app.tcss"
    TITLE = "qcode"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="app.quit"),
    ]

    def __init__(self, workspace: Workspace, handle: str | None) -> None:
        super().__init__()
        self.workspace = workspace
        # Scrolling step by step costs 0.7 s and 340 KB of output for every page.
        self.animation_level = "none"
        self.set_keymap(workspace.project.settings.keymap)
        self._desk = None if handle is None else _desk(workspace, handle)

    def on_mount(self) -> None:
        """Open the coding screen, after asking who codes where nobody said."""
        theme = self.workspace.project.settings.theme
        if theme in self.available_themes:
            self.theme = theme
        if self._desk is not None:
            self._open(self._desk)
        else:
            self.push_screen(CoderEntry(_login_name()), self._enter)

    async def on_key(self, event: events.Key) -> None:
        """Let a shortcut apply its code.

        Here and not in the screen: keys that are bound act when they arrive here,
        and what is typed ahead must be done in the order in which it was typed.
        """
        if isinstance(self.screen, CodingScreen):
            await self.screen.press_shortcut(event)

    def _enter(self, handle: str | None) -> None:
        if handle is None:
            self.exit()
            return
        try:
            self._open(_desk(self.workspace, handle))
        except QcodeError as error:
            self._complain(error)
            self.push_screen(CoderEntry(handle), self._enter)

    def _open(self, desk: Desk) -> None:
        self._desk = desk
        self.push_screen(CodingScreen(desk))
        self._warn_of_place()
        self.set_timer(0.3, self._look_at_codebook)

    def _warn_of_place(self) -> None:
        """Say once a day where the database's place endangers it."""
        warning = place_warning(self.workspace, date.today())
        if warning is not None:
            text = harmless(warning)
            self.notify(text, severity="warning", markup=False, timeout=20)

    def get_system_commands(self, screen: Screen[Any]) -> Iterator[SystemCommand]:
        """Yield what the command palette offers on this screen."""
        yield from super().get_system_commands(screen)
        if isinstance(screen, CodingScreen):
            yield from screen.palette()

    def on_unmount(self) -> None:
        """Remember where reading ended."""
        desk, workspace = self._desk, self.workspace
        if desk is not None and desk.open is not None:
            document = str(desk.open.document.id)
            workspace.state.remember_place(workspace.study_id, document, desk.offset)

    def _look_at_codebook(self) -> None:
        """Ask what holds where codebook.yaml and the study have grown apart."""
        project, store = self.workspace.project, self.workspace.store
        if may_be_apart(project, store):
            self.run_worker(self._compare_codebooks, thread=True, group="codebook")

    def _compare_codebooks(self) -> None:
        # pydantic and ruamel.yaml take 0.3 s to load; most starts do not need them.
        from qcode.operations.codebook_file import write_back
        from qcode.operations.codebook_standing import Standing, compare

        try:
            found = compare(self.workspace.project, self.workspace.store)
            if found.standing in (Standing.IN_STEP, Standing.DATABASE_CHANGED):
                write_back(self.workspace)
                return
        except QcodeError as error:
            self.call_from_thread(self._complain, error)
            return
        title = {
            Standing.FILE_CHANGED: "codebook.yaml was changed.",
            Standing.BOTH_CHANGED: "codebook.yaml and the study's codes both changed.",
        }[found.standing]
        self.call_from_thread(self._ask_about_codebook, title, found.differences)

    def _ask_about_codebook(self, title: str, differences: list[Difference]) -> None:
        self.push_screen(CodebookChanges(title, differences), self._take)

    def _take(self, side: Side | None) -> None:
        if side is not None:
            self.run_worker(partial(self._bring_together, side), thread=True)

    def _bring_together(self, side: Side) -> None:
        from qcode.operations.codebook_file import apply_file  # as above

        try:
            applied = apply_file(self.workspace, None, side)
        except QcodeError as error:
            self.call_from_thread(self._complain, error)
            return
        self.call_from_thread(self._show_codebook, [code.name for code in applied.kept])

    def _show_codebook(self, kept: list[str]) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, CodingScreen):
                screen.desk.reload()
                screen.show_work()
        if kept:
            text = f"Kept, because codings need them: {', '.join(kept)}"
            self.notify(harmless(text), severity="warning", markup=False, timeout=10)

    def _complain(self, error: QcodeError) -> None:
        self.notify(harmless(str(error)), severity="error", markup=False, timeout=10)


def _desk(workspace: Workspace, handle: str) -> Desk:
    """Lay the study before the coder, with the document that was open last."""
    desk = Desk(workspace, coders.enter(workspace, handle))
    place = workspace.state.last_place(workspace.study_id)
    known = {str(summary.id): summary.id for summary in desk.documents}
    if place is not None and place[0] in known:
        desk.open_document(known[place[0]])
        desk.offset = place[1]
    elif desk.documents:
        desk.open_document(desk.documents[0].id)
    return desk


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def run_app(workspace: Workspace, handle: str | None) -> None:
    """Open the screens on a study that is set up, and come back when they close.

    Without a handle the coder is asked for one.
    """
    QcodeApp(workspace, handle).run()
