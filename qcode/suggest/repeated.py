"""What a coder gave to segments whose words nearly come again in a passage.

Joins the index of repetitions with what was coded; knows no scores.
"""

from collections.abc import Mapping, Sequence

from qcode.model.coding import Coding
from qcode.model.ids import CodeId, DocumentId
from qcode.suggest.repetitions import RepetitionIndex
from qcode.suggest.study_passages import Passage
from qcode.text.sentences import words

# Fewer words come again by chance, and part of a statement is not the statement.
_FEWEST_WORDS = 6
_LEAST_SHARE = 0.6


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
        self._sizes = {key: len(words(it)) for key, it in self._segments.items()}
        self._index = RepetitionIndex(self._segments)

    def of(self, passage: Passage) -> Mapping[CodeId, Passage]:
        """Return by code the most similar segment that stands elsewhere.

        It comes again as a whole or for the most part, in six words at least.
        """
        found: dict[CodeId, Passage] = {}
        for repetition in self._index.repetitions(passage.text):
            coding = self._codings[repetition.coding_id]
            is_here = coding.document_id == passage.document_id
            if is_here and coding.span.overlaps(passage.span):
                continue
            size = len(words(repetition.span.cut(passage.text)))
            if size >= max(_FEWEST_WORDS, _LEAST_SHARE * self._sizes[coding.id]):
                text = self._segments[coding.id]
                segment = Passage(coding.document_id, coding.span, text)
                found.setdefault(coding.code_id, segment)
        return found
