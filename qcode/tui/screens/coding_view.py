"""What the coding screen shows; what it does stands in `coding`."""

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qcode.model.coding import Coding
from qcode.model.document import DocumentSummary
from qcode.model.ids import CodeId, CodingId, DocumentId
from qcode.model.span import Span
from qcode.text.harmless import harmless
from qcode.text.sentences import words
from qcode.tui.desk import Desk, innermost_first
from qcode.tui.screens.keys import active_keys
from qcode.tui.widgets.code_tree import CodeTree
from qcode.tui.widgets.details import Details, Seen
from qcode.tui.widgets.status import Hint, Place, Status
from qcode.tui.widgets.suggestion_list import SuggestionList
from qcode.tui.widgets.transcript import Transcript


class CodingView(Screen[None]):
    """Draws what the desk holds: panels, codings, status line."""

    CSS_PATH = "coding.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide"), (150, "-roomy")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.chosen_coding: CodingId | None = None
        self._listed: dict[DocumentId, DocumentSummary] = {}

    def compose(self) -> ComposeResult:
        """Lay out the panels."""
        with Horizontal(id="panels"):
            with Vertical(id="side"):
                yield Static("Documents", classes="heading")
                yield OptionList(id="documents")
                yield Static("Codes", classes="heading", id="codes-heading")
                yield CodeTree(id="codes")
            with Vertical(id="middle"):
                if not self.desk.documents:
                    yield Static(Content(_NO_DOCUMENTS), id="no-documents")
                yield Transcript(id="transcript")
            with Vertical(id="aside"):
                yield SuggestionList(id="suggestions")
                yield Details(id="details")
        yield Status(id="status")

    def on_mount(self) -> None:
        """Show the study, and the first document."""
        self.show_study()
        self.query_one(Transcript).focus()
        if self.desk.open is not None:
            self.show_document()
        else:
            self.show_here()

    @property
    def transcript(self) -> Transcript:
        """The transcript's widget."""
        return self.query_one(Transcript)

    def show_study(self) -> None:
        """Draw documents and codes with their counts."""
        desk, documents = self.desk, self.query_one("#documents", OptionList)
        opened = desk.open.document.id if desk.open else None
        if list(self._listed) != [summary.id for summary in desk.documents]:
            documents.clear_options()
            documents.add_options(
                [Option(_document_line(summary)) for summary in desk.documents]
            )
        for index, summary in enumerate(desk.documents):
            # Somebody's work and an undo may concern documents that are not open.
            if self._listed.get(summary.id) != summary:
                documents.replace_option_prompt_at_index(index, _document_line(summary))
            if summary.id == opened:
                documents.highlighted = index
        self._listed = {summary.id: summary for summary in desk.documents}
        self.query_one(CodeTree).show_codebook(desk.codebook, desk.counts, desk.colour)

    def show_document(self) -> None:
        """Draw the open document, at the place where reading ended."""
        assert self.desk.open is not None
        self.chosen_coding = None
        self.transcript.show_document(
            self.desk.open.document,
            self.desk.marks(),
            offset=self.desk.offset,
            moments=self.desk.open.moments,
        )

    def show_work(self) -> None:
        """Draw the document's codings, and all that depends on them, anew."""
        self.transcript.show_marks(self.desk.marks())
        self.show_study()
        self.show_here()

    def codings_here(self) -> list[Coding]:
        """Return the codings under the cursor, the innermost first."""
        marks = self.transcript.marking.at(self.transcript.reader.cursor)
        found = (self.desk.coding(mark.id) for mark in innermost_first(marks))
        return [coding for coding in found if coding is not None]

    def current_coding(self) -> Coding | None:
        """Return the coding that keys act upon."""
        here = self.codings_here()
        chosen = [coding for coding in here if coding.id == self.chosen_coding]
        return next(iter(chosen or here), None)

    def show_here(self) -> None:
        """Draw what is under the cursor, and where that is."""
        self.desk.offset = self.transcript.reader.cursor
        desk, here, current = self.desk, self.codings_here(), self.current_coding()
        self.transcript.show_current(current.id if current else None)
        texts: dict[object, list[str]] = {}
        for memo in desk.memos:
            texts.setdefault(memo.subject_id, []).append(memo.text)
        seen = [
            Seen(
                colour=desk.colour(coding.code_id),
                path=desk.codebook.path(coding.code_id),
                coder=desk.coder_of(coding).handle,
                memos=texts.get(coding.id, ()),
                is_current=coding == current,
            )
            for coding in here
        ]
        about = texts.get(desk.open.document.id, []) if desk.open else []
        details = self.query_one(Details)
        details.show_here(seen, about)
        shown = self.code_in_view()
        if shown is None:
            details.show_code(None, "", "", None)
        else:
            code = desk.codebook.code(shown)
            path = "" if self.is_named(shown) else desk.codebook.path(shown)
            own = desk.code_memo(shown)
            details.show_code(code, path, desk.colour(shown), own.text if own else None)
        self._show_status(len(here))

    def code_in_view(self) -> CodeId | None:
        """Return the code in question: the tree's, the coding's here, or the last."""
        tree = self.query_one(CodeTree)
        if tree.has_focus and tree.chosen in self.desk.codebook:
            return tree.chosen
        current = self.current_coding()
        if current is not None:
            return current.code_id
        last = self.desk.last_code
        return last.id if last else None

    def is_named(self, code_id: CodeId) -> bool:
        """Whether the details name a code already, above its definition."""
        current = self.current_coding()
        return current is not None and current.code_id == code_id

    def _show_status(self, codings: int) -> None:
        transcript, selection = self.transcript, self.transcript.reader.selection
        length = max(len(transcript.reader.text), 1)
        place = Place(
            document=self.desk.open.document.name if self.desk.open else "no document",
            coder=self.desk.coder.handle,
            line=transcript.line,
            part=transcript.reader.cursor / length,
            codings=codings,
            selected_words=len(words(transcript.reader.text, selection))
            if selection
            else 0,
            suggestions=self.suggestions_in_words(),
            time=transcript.time,
        )
        keys = active_keys(self)
        hints = [
            Hint(keys[name][0], says, keys[name][1])
            for name, says in self.hints(codings, selection)
            if name in keys
        ]
        self.query_one(Status).show(place, hints)

    def hints(self, codings: int, selection: Span | None) -> list[tuple[str, str]]:
        """Return the keys that matter now by the names of their bindings."""
        wanted = [("find-code", "code"), ("repeat", "again")]
        if selection:
            wanted.append(("clear", "unselect"))
        else:
            wanted += [("next-sentence", "sentence"), ("extend-sentence", "select")]
        if codings:
            wanted += [("remove", "remove"), ("memo", "memo")]
        return [*wanted, ("undo", "undo"), ("next-document", "next"), ("keys", "keys")]

    def suggestions_in_words(self) -> str:
        """Return what the status line says of suggestions, empty for nothing."""
        return ""


_NO_DOCUMENTS = (
    "This study has no documents yet.\n\n"
    "Put transcripts into corpus/, run `qcode import corpus`, and open qcode again."
)


def _document_line(summary: DocumentSummary) -> Content:
    count = f" {summary.codings}" if summary.codings else ""
    return Content.assemble(harmless(summary.name), (count, "dim"))
