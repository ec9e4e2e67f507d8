"""What lies before those who write recommendations: the list, and its evidence.

Calls operations and keeps what they give; knows no widget. The methods that read or
change the study block for it, so screens run them in a thread.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qcode.model.codebook import Code
from qcode.model.evidence import Candidate, Evidence, Passage, Portfolio
from qcode.model.ids import CodeId, RecommendationId
from qcode.model.journal import Entry
from qcode.model.recommendation import KeyQuotation, Recommendation
from qcode.operations import history, recommendations
from qcode.operations.evidence import EvidenceQuestion, portfolio
from qcode.operations.quotation_candidates import quotation_candidates
from qcode.operations.quotations import choose_quotation, drop_quotation
from qcode.operations.reading import load_codebook
from qcode.operations.recommendation_files import write_recommendations
from qcode.operations.recommendation_finding import list_recommendations
from qcode.operations.recommendations import NewWords
from qcode.tui.desk import Desk
from qcode.tui.widgets.passage_list import Line


class RecommendationDesk:
    """One coder at work on the recommendations."""

    def __init__(self, desk: Desk) -> None:
        self.store = desk.store
        self.coder = desk.coder
        self.codebook = desk.codebook
        self.colour = desk.colour
        self._study = desk.workspace.project
        self.recommendations: list[Recommendation] = []
        self.at: RecommendationId | None = None
        self.question = EvidenceQuestion()
        self.is_changed = False
        self._found: dict[RecommendationId, Evidence] = {}
        self._candidates: dict[RecommendationId, list[Candidate]] = {}

    # What is there

    @property
    def current(self) -> Recommendation | None:
        """The recommendation in view, `None` where there is none."""
        known = {it.id: it for it in self.recommendations}
        first = next(iter(self.recommendations), None)
        return first if self.at is None else known.get(self.at, first)

    def evidence(self, of: RecommendationId) -> Evidence | None:
        """Return what stands under a recommendation, `None` until it is gathered."""
        return self._found.get(of)

    def lines(self, of: RecommendationId) -> list[Line]:
        """Return the quotations, then the candidates, then all other passages.

        Candidates are proposed by what was gathered before; there are none until then.
        """
        evidence = self.evidence(of)
        if evidence is None:
            return []
        quoted = [Line(it.passage, quotation=it) for it in evidence.quotations]
        proposed = [
            Line(it.passage, candidate=it) for it in self._candidates.get(of, ())
        ]
        known = {it.key for it in (*quoted, *proposed)}
        others = [Line(it) for it in evidence.passages]
        return [*quoted, *proposed, *(it for it in others if it.key not in known)]

    def is_proposed(self, of: RecommendationId) -> bool:
        """Whether it is known what can be proposed for a recommendation."""
        return of in self._candidates

    def families(self) -> list[Code]:
        """Return the codes that have others below them."""
        return [it for it in self.codebook.codes if self.codebook.children(it.id)]

    @property
    def root(self) -> Path:
        """The study's folder, from which files are named."""
        return self._study.root

    @property
    def likely_survey(self) -> Path | None:
        """The file that holds a survey most probably, named from the study's folder."""
        found = sorted(self._study.corpus.glob("**/*survey*/**/*.csv"))
        return found[0].relative_to(self.root) if found else None

    # Looking

    def load(self) -> None:
        """Read the recommendations, which is done at once."""
        codebook, found = load_codebook(self.store), list_recommendations(self.store)
        self.codebook, self.recommendations = codebook, found

    def gather(self, of: RecommendationId | None = None) -> Portfolio:
        """Return all evidence, or that of one; raises what `portfolio` raises."""
        return portfolio(self.store, self.question, of)

    def propose(self, of: RecommendationId) -> list[Candidate]:
        """Return candidates; raises what `quotation_candidates` raises."""
        return quotation_candidates(self.store, of, self.question)

    def take_in(self, found: Portfolio) -> None:
        """Let this be the evidence; what was proposed for it is to be asked anew."""
        for it in found.evidence:
            self._found[it.recommendation.id] = it
            self._candidates.pop(it.recommendation.id, None)

    def take_candidates(self, of: RecommendationId, found: list[Candidate]) -> None:
        """Let these be the candidates for a recommendation."""
        self._candidates[of] = found

    # What is done

    def start(self, family: Code) -> int:
        """Make a recommendation for each code below one; return how many."""
        made = recommendations.start_recommendations(self.store, family, self.coder.id)
        self._done(made[0].id)
        return len(made)

    def add(self, title: str, code_ids: Sequence[CodeId]) -> None:
        """Make a recommendation behind the others, and take it into view."""
        made = recommendations.add_recommendation(
            self.store, title, code_ids, self.coder.id
        )
        self._done(made.id)

    def revise(self, seen: Recommendation, new: NewWords) -> None:
        """Change a recommendation as it was seen; raises what the operation raises."""
        made = recommendations.revise_recommendation(
            self.store, seen, new, self.coder.id
        )
        self._done(made.id)

    def remove(self, seen: Recommendation) -> None:
        """Take a recommendation away as it was seen."""
        recommendations.remove_as_seen(self.store, seen, self.coder.id)
        order = [it.id for it in self.recommendations]
        place = order.index(seen.id)
        rest = [it for it in order if it != seen.id]
        self._done(rest[min(place, len(rest) - 1)] if rest else None)

    def choose(
        self, of: Recommendation, passage: Passage, note: str = ""
    ) -> KeyQuotation:
        """Let a passage stand for a recommendation."""
        coding = passage.codings[0]
        made = choose_quotation(self.store, of.id, coding.id, self.coder.id, note)
        self._done(self.at)
        return made

    def drop(self, quotation: KeyQuotation) -> None:
        """Let a quotation stand for its recommendation no more."""
        of = quotation.recommendation_id
        drop_quotation(self.store, of, str(quotation.coding_id), self.coder.id)
        self._done(self.at)

    def undo(self) -> Entry:
        """Turn the coder's latest action around; raises what `undo` raises."""
        entry = history.undo(self.store, self.coder.id)
        self._done(self.at)
        return entry

    def redo(self) -> Entry:
        """Turn the coder's latest undo around; raises what `redo` raises."""
        entry = history.redo(self.store, self.coder.id)
        self._done(self.at)
        return entry

    def write(self, ending: str) -> Path:
        """Write all recommendations into exports/; return the file."""
        path = self._study.exports / f"recommendations{ending}"
        write_recommendations(self.gather(), path)
        return path

    def ask_survey(self, path: Path | None, keep: tuple[str, str] | None) -> None:
        """Let evidence stand beside these answers of a survey, or beside none."""
        self.question = replace(self.question, survey=path, keep=keep)

    def _done(self, at: RecommendationId | None) -> None:
        self.is_changed = True
        self.at = at
        self.load()
