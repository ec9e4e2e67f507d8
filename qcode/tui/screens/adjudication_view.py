"""What the adjudication screen shows; what it does stands in `adjudication`."""

import asyncio

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from qcode.model.adjudication import Difference, DifferenceKind, Ruling, Settlement
from qcode.model.codebook import PATH_SEPARATOR
from qcode.model.coding import Coding
from qcode.model.ids import CodeId
from qcode.text.harmless import harmless
from qcode.text.sentences import words
from qcode.tui.adjudication_desk import AdjudicationDesk
from qcode.tui.desk import Desk
from qcode.tui.screens.keys import active_keys
from qcode.tui.widgets.dossier import Case, Dossier, OtherCode, Voice
from qcode.tui.widgets.progress import Progress, ProgressLine
from qcode.tui.widgets.sided import Side, SidedTranscript
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
            setting.document, self.desk.marks(), current.difference.span
        )
        self.show_words()
        self.dossier.begin()
        self._measure(current.difference.code_id)

    def show_words(self) -> None:
        """Draw what is said of the difference in view, and how far one has come."""
        self.dossier.show(self._case())
        self.query_one(ProgressLine).show(self.progress())
        self.show_status()

    def _nothing_differs(self) -> str:
        docket = self.desk.docket
        assert docket is not None
        names = f"{docket.pair.first.handle} and {docket.pair.second.handle}"
        if not docket.finished:
            return (
                f"{names} have finished no document in common; `qcode finish "
                "DOCUMENT` says that one is coded to the end.\n\nEsc goes back."
            )
        alike = len(docket.alike)
        take = f" {alike} places are coded alike; a takes them." if alike else ""
        which = (
            "the document" if docket.finished == 1 else f"{docket.finished} documents"
        )
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

    # The case in words

    def _case(self) -> Case:
        desk, current, setting = self.desk, self.desk.current, self.desk.setting
        assert current is not None
        assert setting is not None
        difference = current.difference
        code = desk.codebook.code(difference.code_id)
        above = [it.name for it in desk.codebook.ancestors(code.id)]
        settled = current.settlement
        return Case(
            code=code,
            above=PATH_SEPARATOR.join(above),
            colour=desk.colour(code.id),
            decided="" if settled is None else self.told(settled),
            why=desk.why,
            kind=self._kind(difference),
            voices=[
                self._voice(Side.FIRST, difference.first),
                self._voice(Side.SECOND, difference.second),
            ],
            agreement=self._agreement(code.id),
            notes=[f"{desk.handle(it.coder_id)}: {it.text}" for it in setting.notes],
        )

    def _voice(self, side: Side, own: tuple[Coding, ...]) -> Voice:
        desk, setting, current = self.desk, self.desk.setting, self.desk.current
        assert setting is not None
        assert current is not None
        coder = desk.pair.first if side is Side.FIRST else desk.pair.second
        others = dict.fromkeys(it.code_id for it in setting.others[coder.id])
        return Voice(
            side=side,
            handle=coder.handle,
            segments=[current.segments[it.id] for it in own],
            memos=[memo.text for it in own for memo in setting.memos.get(it.id, ())],
            others=[
                OtherCode(desk.colour(it), desk.codebook.code(it).name) for it in others
            ],
        )

    def _kind(self, difference: Difference) -> str:
        first, second = self.desk.pair.first.handle, self.desk.pair.second.handle
        return harmless(
            {
                DifferenceKind.FIRST_ONLY: f"{first} alone gave this code here.",
                DifferenceKind.SECOND_ONLY: f"{second} alone gave this code here.",
                DifferenceKind.BOUNDARIES: (
                    "Both gave it, with other boundaries; underlined is what both have."
                ),
            }[difference.kind]
        )

    def told(self, settlement: Settlement) -> str:
        """Return what was decided, by whom and when."""
        who = self.desk.handle(settlement.coder_id)
        when = settlement.settled_at.astimezone().strftime("%Y-%m-%d %H:%M")
        first = self.desk.handle(settlement.first)
        second = self.desk.handle(settlement.second)
        return f"{ruling_in_words(settlement.ruling, first, second)} ({who}, {when})"

    def _agreement(self, code_id: CodeId) -> str:
        found = self.desk.agreements.get(code_id)
        if found is None:
            return "being computed …"
        if isinstance(found, str):
            return found
        figures = found.figures.figures
        percent, kappa = figures["percent"], figures["kappa"]
        told = f"{percent.value:.0%} of {found.figures.units} sentences"
        if kappa.undefined is not None:
            return f"{told}, kappa undefined ({kappa.undefined.value})"
        between = kappa.interval
        within = f" ({between[0]:.2f} to {between[1]:.2f})" if between else ""
        return f"{told}, kappa {kappa.value:.2f}{within}"

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
            alike=len(docket.alike),
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
        )
        self.query_one(Status).show(place, self._hints(selection is not None))

    def _hints(self, is_selecting: bool) -> list[Hint]:
        current = self.desk.current
        if current is None:
            wanted = [("back", "back to coding")]
            if self.desk.docket is not None and self.desk.docket.alike:
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


def ruling_in_words(ruling: Ruling, first: str, second: str) -> str:
    """Return what was decided, with the coders' handles."""
    return {
        Ruling.FIRST: f"{first} taken",
        Ruling.SECOND: f"{second} taken",
        Ruling.BOTH: "Both taken",
        Ruling.NEITHER: "Neither taken",
        Ruling.REDRAWN: "Drawn anew",
        Ruling.SENT_BACK: "Sent back to the codebook",
    }[ruling]
