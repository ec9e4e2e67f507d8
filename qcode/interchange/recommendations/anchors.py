"""Where each number and quotation of a recommendation leads to in its file."""

from qcode.model.evidence import Evidence, Passage
from qcode.model.ids import CodingId, DocumentId

AGREEMENT, SURVEY = "agreement", "survey"


class Anchors:
    """The places of one recommendation, by names that begin with its number."""

    def __init__(self, evidence: Evidence) -> None:
        """Name the passages; `further` are quoted ones that are not counted."""
        self.own = f"r{evidence.recommendation.position}"
        self._by_coding: dict[CodingId, str] = {}
        for index, passage in enumerate(evidence.passages, start=1):
            for coding in passage.codings:
                self._by_coding[coding.id] = f"{self.own}-p{index}"
        self.further: list[Passage] = []
        for quotation in evidence.quotations:
            passage_now = quotation.passage
            if passage_now is not None and not self._knows(passage_now):
                self.further.append(passage_now)
                name = f"{self.own}-q{len(self.further)}"
                self._by_coding[passage_now.codings[0].id] = name
        documents = dict.fromkeys(it.source.id for it in evidence.passages)
        self._documents = {
            it: f"{self.own}-d{index}" for index, it in enumerate(documents, start=1)
        }

    def _knows(self, passage: Passage) -> bool:
        return passage.codings[0].id in self._by_coding

    def passage(self, passage: Passage) -> str:
        """Return where a passage stands in the appendix."""
        return self._by_coding[passage.codings[0].id]

    def document(self, document_id: DocumentId) -> str:
        """Return where a document's passages begin."""
        return self._documents[document_id]

    def part(self, name: str) -> str:
        """Return the place of a part of the recommendation's evidence."""
        return f"{self.own}-{name}"
