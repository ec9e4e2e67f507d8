"""Two coders who differ on the small study, and the screen to settle that."""

from dataclasses import replace
from pathlib import Path

from qcode.model.adjudication import Difference, Ruling, Settlement, Verdict
from qcode.model.coding import Coder, Coding, Memo, Subject
from qcode.model.span import Span
from qcode.operations.adjudication import explain, reopen, settle, what_stands
from qcode.operations.coders import enter
from qcode.operations.codings import apply_code
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_docket
from qcode.operations.finishing import finish
from qcode.operations.memos import write_memo
from qcode.operations.reading import list_documents, load_codebook, open_document
from qcode.operations.workspace import Workspace, open_workspace
from qcode.store import settlements
from qcode.tui.screens.adjudication import AdjudicationScreen
from tests.builders import NOON
from tests.tui.bench import Bench

BOTH, ALONE = "Wir waren engagiert. Alle halfen mit!", "Danach kam der Alltag."
ALIKE = "Ende."
OF_K2 = "Alle halfen mit! Niemand ging."
CODED = [
    ("K1", "engagement", BOTH),
    ("K2", "engagement", OF_K2),
    ("K1", "engagement", ALONE),
    ("K2", "netze", ALONE),
    ("K1", "presse", ALIKE),
    ("K2", "presse", ALIKE),
]
"""By hand: three differences, two of engagement, and one place coded alike."""


class Desk:
    """The small study as two coders left it."""

    def __init__(self, workspace: Workspace) -> None:
        self.store = workspace.store
        self.workspace = workspace
        self.document = list_documents(self.store)[0].id
        self.text = open_document(self.store, self.document).document.text
        self.codes = {code.key: code.id for code in load_codebook(self.store).codes}
        self.pair = Pair(self.coder("K1"), self.coder("K2"))

    def coder(self, handle: str) -> Coder:
        return enter(self.workspace, handle)

    def code(self, handle: str, key: str, words: str) -> Coding:
        start = self.text.index(words)
        span = Span(start, start + len(words))
        coder = self.coder(handle)
        coding = Coding(self.document, self.codes[key], coder.id, span)
        apply_code(self.store, coding)
        return coding

    def settle(self, words: str, ruling: Ruling, handle: str, why: str = "") -> None:
        """Settle the first difference that begins with these words."""
        difference = self._difference(words)
        verdict = Verdict(ruling, self.coder(handle).id, why)
        made = settle(self.store, Scope(self.pair), difference, verdict)
        with self.store.begin() as connection:
            settlements.save(connection, replace(made, settled_at=NOON))

    def take_back(self, words: str) -> None:
        """Reopen, as Bea, what was decided about the first such difference."""
        reopen(self.store, self._stands(words), self.coder("Bea").id)

    def explain(self, words: str, handle: str, why: str) -> None:
        """Say anew why the first such difference was decided so."""
        explain(self.store, self._stands(words), self.coder(handle).id, why)

    def _difference(self, words: str) -> Difference:
        start = self.text.index(words)
        return next(
            it.difference
            for it in open_docket(self.store, Scope(self.pair)).differences
            if it.difference.span.start == start
        )

    def _stands(self, words: str) -> Settlement:
        found = what_stands(self.store, self._difference(words).id)
        assert found is not None
        return found.settlement


def prepare(folder: Path, *finishers: str) -> None:
    """Let two coders code, and let some finish the first document."""
    with open_workspace(folder) as workspace:
        desk = Desk(workspace)
        first, *_ = [desk.code(*coded) for coded in CODED]
        memo = Memo(first.coder_id, Subject.CODING, first.id, "Einsatz aller?")
        write_memo(desk.store, memo)
        for handle in finishers:
            finish(desk.store, desk.document, desk.coder(handle).id)


async def open_screen(bench: Bench) -> AdjudicationScreen:
    """Open the screen, and wait until it has read what there is to settle.

    It does not follow others: what they do comes when a key of the test asks for it.
    """
    screen = await open_following(bench)
    await screen.follower.end()
    return screen


async def open_following(bench: Bench) -> AdjudicationScreen:
    """Open the screen as it is, following others."""
    await bench.press("D")
    return await settled(bench)


async def settled(bench: Bench) -> AdjudicationScreen:
    """Wait for what is done in threads; return the screen."""
    await bench.app.workers.wait_for_complete()
    await bench.settle()
    found = [it for it in bench.app.screen_stack if isinstance(it, AdjudicationScreen)]
    return found[0]


def screen_of(bench: Bench) -> AdjudicationScreen:
    """Return the screen, which is before all others."""
    screen = bench.app.screen
    assert isinstance(screen, AdjudicationScreen)
    return screen


def consensus(bench: Bench) -> list[tuple[str, str]]:
    """Return what stands in the consensus set, as code and segment."""
    return [(code, text) for code, who, text in bench.stored() if who == "consensus"]


def in_view(bench: Bench) -> str:
    """Return the text of the difference in view."""
    screen = screen_of(bench)
    current = screen.desk.current
    assert current is not None
    return current.difference.span.cut(screen.transcript.reader.text)
