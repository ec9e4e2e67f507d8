"""What the screen with recommendations shows; what it does stands in `recommendations`.

Evidence is gathered in the background; what is there already is shown meanwhile.
"""

from pathlib import Path

from textual import work
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qcode.errors import QcodeError, UnknownRecommendationError
from qcode.model.evidence import Passage
from qcode.model.ids import RecommendationId
from qcode.model.recommendation import Recommendation, Status
from qcode.text.harmless import harmless
from qcode.tui.background import in_background
from qcode.tui.recommendation_desk import RecommendationDesk
from qcode.tui.screens.keys import active_keys
from qcode.tui.widgets.evidence_view import EvidenceView
from qcode.tui.widgets.passage_list import PassageList
from qcode.tui.widgets.statement import Statement
from qcode.tui.widgets.status import Hint, keys_line

_STATUS_COLOURS = {
    Status.DRAFT: "$text-muted",
    Status.DISCUSSED: "$text-warning",
    Status.AGREED: "$text-success",
    Status.DROPPED: "$text-muted strike",
}
_NOTHING = (
    "There are no recommendations yet.\n\n"
    "f  makes one for each code below a code, named as it is\n"
    "n  makes one of your own\n\n"
    "The team writes titles and statements and chooses quotations; the program counts, "
    "ranks, and proposes quotations with the reason for each."
)


class RecommendationsView(Screen[Passage | None]):
    """Draws what the desk holds: the list, the current one's evidence, passages."""

    CSS_PATH = "recommendations.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-roomy")]

    def __init__(self, desk: RecommendationDesk) -> None:
        super().__init__()
        self.desk = desk
        self._state = ""
        self._hindrance = ""
        # What is to be gathered anew; a later wish ends the work on an earlier one.
        self._stale: set[RecommendationId | None] = set()

    def compose(self) -> ComposeResult:
        """Lay out the panels."""
        yield Static(Content(_NOTHING), id="empty")
        with Horizontal(id="panels"):
            yield OptionList(id="recommendations")
            with VerticalScroll(id="dossier"):
                yield Static(id="head")
                yield Statement(id="statement")
                yield EvidenceView(id="evidence")
            yield PassageList(id="passages")
        yield Static(id="recommendations-status")

    @property
    def listed(self) -> OptionList:
        """The list of recommendations."""
        return self.query_one("#recommendations", OptionList)

    @property
    def statement(self) -> Statement:
        """The part in which the statement is shown and written."""
        return self.query_one(Statement)

    @property
    def passages(self) -> PassageList:
        """The list of passages."""
        return self.query_one(PassageList)

    @property
    def is_gathering(self) -> bool:
        """Whether evidence is being gathered."""
        return bool(self._state)

    def say(self, text: str, severity: str = "information") -> None:
        """Tell what was done for a moment, or what hindered it for longer."""
        if severity == "error":
            self.notify(harmless(text), severity="error", markup=False)
        else:
            self.app.clear_notifications()
            self.notify(harmless(text), timeout=3, markup=False)

    # Drawing

    def show_all(self) -> None:
        """Draw the list, and the recommendation in view."""
        found, current = self.desk.recommendations, self.desk.current
        self.set_class(not found, "-empty")
        with self.prevent(OptionList.OptionHighlighted):
            self.listed.clear_options()
            self.listed.add_options([Option(self._listed(it)) for it in found])
            if current is not None:
                self.listed.highlighted = found.index(current)
        self.show_current()

    def show_current(self) -> None:
        """Draw the recommendation in view with what is known of its evidence."""
        current = self.desk.current
        if current is not None:
            self.query_one("#head", Static).update(self._head(current))
            self.statement.show(current.statement)
            evidence = self.desk.evidence(current.id)
            shown = self.query_one(EvidenceView)
            if evidence is None:
                shown.tell(self._hindrance or "Gathering the evidence …")
                self.passages.show_nothing()
            else:
                shown.show(evidence, self._survey())
                is_proposed = self.desk.is_proposed(current.id)
                self.passages.show(self.desk.lines(current.id), is_proposed=is_proposed)
        self.show_status()

    def _survey(self) -> str:
        question = self.desk.question
        if question.survey is None:
            return ""
        kept = "" if question.keep is None else f", {'='.join(question.keep)}"
        return f"{question.survey.name}{kept}"

    def _listed(self, one: Recommendation) -> Content:
        evidence = self.desk.evidence(one.id)
        title = Content.assemble(f"{one.position:>2}  ", harmless(one.title))
        parts = [(one.status.value, "dim")]
        if evidence is not None:
            marked = sum(bool(it.marks) for it in evidence.quotations)
            if marked:
                parts.insert(0, (f"⚠ {marked} changed", "bold $text-warning"))
            passages = len(evidence.speaking)
            told = f" · {passages} passage{'s' * (passages != 1)}"
            parts.append((told, "dim"))
            parts.append((f" · {len(evidence.quotations)} quoted", "dim"))
            if marked:
                parts.insert(1, (" · ", "dim"))
        return Content("\n").join([title, Content.assemble("    ", *parts)])

    def _head(self, one: Recommendation) -> Content:
        book = self.desk.codebook
        codes = [
            Content.assemble(("■ ", self.desk.colour(it)), harmless(book.code(it).name))
            for it in one.code_ids
            if it in book
        ]
        status = Content.assemble(
            (one.status.value, f"bold {_STATUS_COLOURS[one.status]}"), "  "
        )
        return Content("\n").join(
            [
                Content.assemble((f"{one.position}. {harmless(one.title)}", "bold")),
                status + Content(" ").join(codes),
            ]
        )

    def show_status(self) -> None:
        """Draw how far gathering is, and the keys that matter now."""
        desk, current = self.desk, self.desk.current
        parts = [
            Content.assemble(("coder ", "$text-muted"), harmless(desk.coder.handle))
        ]
        if current is not None:
            count = len(desk.recommendations)
            parts.append(Content(f"recommendation {current.position} of {count}"))
        if self._state:
            parts.append(Content.assemble((self._state, "$text-warning")))
        keys = keys_line(self._hints(), max(self.app.size.width - 2, 20))
        lines = [Content("   ").join(parts), keys]
        self.query_one("#recommendations-status", Static).update(
            Content("\n").join(lines)
        )

    def _hints(self) -> list[Hint]:
        line = self.passages.chosen
        if self.statement.is_writing:
            wanted = [("save", "stores the statement"), ("cancel", "leaves it")]
        elif self.desk.current is None:
            wanted = [("start", "start from a family"), ("new", "new")]
        elif self.passages.has_focus and line is not None:
            act = ("take-out", "take out") if line.quotation else ("take", "take")
            wanted = [act, ("sentence", "go to the sentence")]
            wanted += [] if line.quotation else [("take-why", "take, say why")]
            wanted += [("statement", "statement"), ("undo", "undo")]
        else:
            wanted = [("statement", "statement"), ("discussed", "discussed")]
            wanted += [("agreed", "agreed"), ("codes", "codes"), ("new", "new")]
            wanted += [("survey", "survey"), ("write", "write"), ("undo", "undo")]
        if not self.statement.is_writing:
            if self.desk.current is not None:
                wanted.insert(0, ("other", "panels"))
            wanted += [("back", "back"), ("keys", "keys")]
        keys = active_keys(self)
        return [
            Hint(keys[name][0], says, keys[name][1])
            for name, says in wanted
            if name in keys
        ]

    # Gathering

    @work(exclusive=True, group="evidence")
    async def gather(self, of: RecommendationId | None = None) -> None:
        """Gather all evidence, or that of one recommendation, then candidates."""
        await self._gather(of)

    @work(exclusive=True, group="evidence")
    async def lay_beside(self, path: Path | None, keep: tuple[str, str] | None) -> None:
        """Gather all evidence beside a survey, and stay with the former if it fails."""
        before = self.desk.question
        self.desk.ask_survey(path, keep)
        if not await self._gather(None):
            self.desk.question = before

    async def _gather(self, of: RecommendationId | None) -> bool:
        self._tell("gathering evidence …")
        self._stale.add(of)
        wanted = of if self._stale == {of} else None
        try:
            found = await in_background(lambda: self.desk.gather(wanted))
        except UnknownRecommendationError:
            found = await in_background(self.desk.gather)
        except QcodeError as error:
            self._hindrance = str(error)
            self.say(self._hindrance, "error")
            self._tell("")
            self.show_current()
            return False
        self._hindrance = ""
        self._stale.clear()
        self.desk.take_in(found)
        self._tell("")
        self.show_all()
        self.propose()
        return True

    @work(exclusive=True, group="candidates")
    async def propose(self) -> None:
        """Look for candidates for the recommendation in view, where not done yet."""
        current = self.desk.current
        if current is None or self.desk.is_proposed(current.id):
            return
        if self.desk.evidence(current.id) is None:
            return
        try:
            found = await in_background(lambda: self.desk.propose(current.id))
        except QcodeError as error:
            self.say(str(error), "error")
            return
        self.desk.take_candidates(current.id, found)
        self.show_current()

    def _tell(self, state: str) -> None:
        self._state = state
        self.show_status()
