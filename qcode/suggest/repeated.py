"""What a coder gave to segments whose words nearly come again in a passage.

Joins the index of repetitions with what was coded; knows no scores.
"""

from collections.abc import Mapping, Sequence

from qcode.model.coding import Coding
from qcode.model.ids import CodeId, DocumentId
from qcode.suggest.repetitions import RepetitionIndex
from qcode.suggest.study_passages import Passage


class RepeatedSegments:
    """The segments that a coder has coded, to be recognised in other places."""

    def __init__(
        self, codings: Sequence[Coding], texts: Mapping[DocumentId, str]
    ) -> None:
        """Take in the codings of one coder, and the texts of their documents."""
        self._codings = {coding.id: coding for coding in codings}
        self._segments = {
            coding.id: coding.span.cut(texts[coding.document_id]) for coding in codings
        }
        self._index = RepetitionIndex(self._segments)

    def of(self, passage: Passage) -> Mapping[CodeId, Passage]:
        """Return by code the most similar segment that stands elsewhere."""
        found: dict[CodeId, Passage] = {}
        for repetition in self._index.repetitions(passage.text):
            coding = self._codings[repetition.coding_id]
            is_here = coding.document_id == passage.document_id
            if not (is_here and coding.span.overlaps(passage.span)):
                text = self._segments[coding.id]
                segment = Passage(coding.document_id, coding.span, text)
                found.setdefault(coding.code_id, segment)
        return found
