"""What the adjudication screen shows; what it does stands in `adjudication`."""

import asyncio

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from qcode.model.ids import CodeId
from qcode.text.harmless import harmless
from qcode.text.sentences import words
from qcode.tui.adjudication_desk import AdjudicationDesk
from qcode.tui.desk import Desk
from qcode.tui.screens.adjudication_case import case_in_words
from qcode.tui.screens.keys import active_keys
from qcode.tui.widgets.dossier import Dossier
from qcode.tui.widgets.progress import Progress, ProgressLine
from qcode.tui.widgets.sided import SidedTranscript
from qcode.tui.widgets.status import Hint, Place, Status


class AdjudicationView(Screen[bool]):
    """Draws what the desk holds: progress, both codings on the text, the case."""

    CSS_PATH = "adjudication.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-roomy")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = AdjudicationDesk(desk)
        self._measured: set[CodeId] = set()

    def compose(self) -> ComposeResult:
        """Lay out the panels."""
        yield ProgressLine(id="progress")
        yield Static(id="empty")
        with Horizontal(id="panels"):
            yield SidedTranscript(id="transcript")
            yield Dossier(id="dossier")
        yield Status(id="status")

    @property
    def transcript(self) -> SidedTranscript:
        """The transcript's widget."""
        return self.query_one(SidedTranscript)

    @property
    def dossier(self) -> Dossier:
        """The widget that holds the case in words."""
        return self.query_one(Dossier)

    def say(self, text: str, severity: str = "information") -> None:
        """Tell what was done for a moment, or what hindered it for longer."""
        if severity == "error":
            self.notify(harmless(text), severity="error", markup=False)
        else:
            # Deciding quickly, one on the other would cover the definition.
            self.app.clear_notifications()
            self.notify(harmless(text), timeout=3, markup=False)

    def show_nothing(self, why: str) -> None:
        """Say that there is nothing to settle, and why."""
        self.add_class("-empty")
        lines = [Content(harmless(line)) for line in why.splitlines()]
        self.query_one("#empty", Static).update(Content("\n").join(lines))
        self.show_status()

    def show_case(self) -> None:
        """Draw the difference in view anew, with its place in the text."""
        current, setting = self.desk.current, self.desk.setting
        if current is None or setting is None:
            self.show_nothing(self._nothing_differs())
            return
        self.remove_class("-empty")
        self.transcript.show_passage(
            setting.document,
            self.desk.marks(),
            current.difference.span,
            setting.moments,
        )
        self.show_words()
        self.dossier.begin()
        self._measure(current.difference.code_id)

    def show_words(self) -> None:
        """Draw what is said of the difference in view, and how far one has come."""
        self.dossier.show(case_in_words(self.desk))
        self.query_one(ProgressLine).show(self.progress())
        self.show_status()

    def _nothing_differs(self) -> str:
        docket = self.desk.docket
        assert docket is not None
        names = f"{docket.pair.first.handle} and {docket.pair.second.handle}"
        if not docket.counted:
            return (
                f"{names} have finished no document in common; `qcode finish "
                "DOCUMENT` says that one is coded to the end.\n\nEsc goes back."
            )
        alike = len(docket.alike_waiting)
        take = f" {alike} places are coded alike; a takes them." if alike else ""
        count = len(docket.counted)
        which = "the document" if count == 1 else f"{count} documents"
        return (
            f"{names} do not differ in {which} that both have finished.{take}"
            "\n\nEsc goes back."
        )

    def _measure(self, code_id: CodeId) -> None:
        """Have agreement on a code computed, once, while one reads on."""
        if code_id in self._measured:
            return
        self._measured.add(code_id)

        async def measure() -> None:
            await asyncio.to_thread(self.desk.measure, code_id)
            current = self.desk.current
            if current is not None and current.difference.code_id == code_id:
                self.show_words()

        self.run_worker(measure(), group="agreement")

    # Progress and status

    def progress(self) -> Progress:
        """Return how far settling has come."""
        desk, docket, current = self.desk, self.desk.docket, self.desk.current
        assert docket is not None
        assert current is not None
        every = desk.count()
        code_id = current.difference.code_id
        own = desk.counts_by_code()[code_id]
        return Progress(
            settled=every.settled,
            of=every.of,
            code=desk.codebook.code(code_id).name,
            code_settled=own.settled,
            code_of=own.of,
            place=desk.place_in_code(),
            alike=len(docket.alike_waiting),
            outdated=len(docket.outdated),
        )

    def show_status(self) -> None:
        """Draw where one is in the text, and the keys that matter now."""
        reader, setting = self.transcript.reader, self.desk.setting
        selection = reader.selection
        place = Place(
            document=setting.document.name if setting else "no document",
            coder=self.desk.coder.handle,
            line=self.transcript.line,
            part=reader.cursor / max(len(reader.text), 1),
            codings=len(self.transcript.marking.at(reader.cursor)),
            selected_words=len(words(reader.text, selection)) if selection else 0,
            time=self.transcript.time,
        )
        self.query_one(Status).show(place, self._hints(selection is not None))

    def _hints(self, is_selecting: bool) -> list[Hint]:
        current = self.desk.current
        if current is None:
            wanted = [("back", "back to coding")]
            if self.desk.docket is not None and self.desk.docket.alike_waiting:
                wanted.insert(0, ("take-alike", "take alike"))
        elif current.settlement is not None:
            wanted = [
                ("next-open", "next open"),
                ("reopen", "reopen"),
                ("why", "why"),
                ("next", "next"),
                ("previous", "previous"),
                ("undo", "undo"),
            ]
        else:
            wanted = [
                ("take-first", "first"),
                ("take-second", "second"),
                ("take-both", "both"),
                ("take-neither", "neither"),
                ("redraw", "draw so" if is_selecting else "draw"),
                ("send-back", "send back"),
                ("next-open", "next open"),
                ("why", "why"),
                ("codes", "codes"),
                ("take-alike", "alike"),
                ("undo", "undo"),
            ]
        keys = active_keys(self)
        return [
            Hint(keys[name][0], says, keys[name][1])
            for name, says in [*wanted, ("keys", "keys")]
            if name in keys
        ]
