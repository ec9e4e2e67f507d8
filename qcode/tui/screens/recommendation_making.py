"""Making recommendations, taking them away, and choosing their quotations."""

import asyncio
from functools import partial

from textual import work
from textual.content import Content

from qcode.errors import QcodeError, RecommendationChangedError
from qcode.model.evidence import Passage
from qcode.model.ids import CodeId
from qcode.model.recommendation import Recommendation
from qcode.text.harmless import harmless
from qcode.tui.recommendation_desk import RecommendationDesk
from qcode.tui.screens.asking import OneOf, Question, Sentence
from qcode.tui.screens.recommending import Recommending


class RecommendationMaking(Recommending):
    """What the keys for what comes and goes do."""

    def __init__(self, desk: RecommendationDesk) -> None:
        super().__init__(desk)
        self._being_taken: set[str] = set()

    # New, and away

    async def action_new(self) -> None:
        """Make a recommendation of one's own: its title, then its codes."""
        if self.statement.is_writing:
            return

        async def name(title: str | None) -> None:
            if title is None or not title.strip():
                return

            async def add(code_ids: list[CodeId] | None) -> None:
                if code_ids is not None:
                    act = partial(self.desk.add, title, code_ids)
                    await self.do(act, f"Added: {title.strip()}")

            await self.ask_codes(f"Codes under: {title}", (), add)

        hint = "Enter goes on to its codes · Esc cancels"
        await self.app.push_screen(
            Sentence("Title of the recommendation", "", hint), name
        )

    async def action_start(self) -> None:
        """Make a recommendation for each code below one."""
        if self.statement.is_writing:
            return
        families = self.desk.families()
        book = self.desk.codebook
        options = [
            Content.assemble(
                f"{'  ' * len(book.ancestors(it.id))}{harmless(it.name)}",
                (f"  {len(book.children(it.id))} below it", "dim"),
            )
            for it in families
        ]

        async def start(index: int | None) -> None:
            if index is not None:
                family = families[index]
                act = partial(self.desk.start, family)
                if await self.do(act, f"Started from: {family.name}"):
                    self.gather()

        title = "A recommendation for each code below which code?"
        await self.app.push_screen(OneOf(title, options, "makes them"), start)

    async def action_remove(self) -> None:
        """Take the recommendation in view away, after asking."""
        current = self.desk.current
        if current is not None and not self.statement.is_writing:
            await self._ask_removal(current, "Take this recommendation away?")

    async def _ask_removal(self, seen: Recommendation, title: str) -> None:
        async def remove(is_wanted: bool | None) -> None:
            if not is_wanted:
                return
            try:
                await asyncio.to_thread(self.desk.remove, seen)
            except RecommendationChangedError as error:
                await self.look_again("")
                by = error.by or "Somebody"
                await self._ask_removal(error.present, f"{by} changed it meanwhile.")
            except QcodeError as error:
                await self.look_again(str(error))
            else:
                self.say(f"Taken away: {seen.title}; u brings it back")
                self.show_stored()

        lines = [f"{seen.title} ({seen.status.value})", seen.statement]
        lines += ["", "Its quotations go with it; the codings stay."]
        await self.app.push_screen(Question(title, lines, "takes it away"), remove)

    # Quotations

    async def action_take(self) -> None:
        """Let the passage under the cursor stand for the recommendation."""
        self._take("")

    async def action_take_why(self) -> None:
        """Do the same, and say why this one."""

        async def take(note: str | None) -> None:
            if note is not None:
                self._take(note)

        line = self.passages.chosen
        if line is not None and line.quotation is None:
            hint = "Enter takes it, also without a reason · Esc cancels"
            await self.app.push_screen(Sentence("Why this one?", "", hint), take)

    def _take(self, note: str) -> None:
        current, line = self.desk.current, self.passages.chosen
        if current is None or line is None or self.statement.is_writing:
            return
        if line.quotation is not None or line.passage is None:
            self.say("It is a key quotation already; x takes it out.")
            return
        # Agreement is kept with a quotation; no key waits until it is computed.
        if line.key not in self._being_taken:
            self._being_taken.add(line.key)
            self._choose(current, line.key, line.passage, note)

    @work(group="choosing")
    async def _choose(
        self, of: Recommendation, key: str, passage: Passage, note: str
    ) -> None:
        act = partial(self.desk.choose, of, passage, note)
        await self.do(act, "Taken as a key quotation", of.id)
        self._being_taken.discard(key)

    async def action_take_out(self) -> None:
        """Let the quotation under the cursor stand for it no more."""
        line = self.passages.chosen
        if line is None or self.statement.is_writing:
            return
        if line.quotation is None:
            self.say("It is no key quotation; a takes it as one.")
            return
        quotation = line.quotation.quotation
        act = partial(self.desk.drop, quotation)
        await self.do(act, "Taken out; its coding stays", quotation.recommendation_id)
