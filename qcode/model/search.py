"""What is searched for in the texts, and what was found."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from qcode.errors import RefusedError
from qcode.model.document import Kind
from qcode.model.ids import DocumentId
from qcode.model.span import Span

CONTEXT = 80


class How(StrEnum):
    """How a query is meant: as it is written, or otherwise."""

    WORDS = "words"
    REGEX = "regular expression"
    LEMMA = "lemmas"
    FUZZY = "with typing errors"


@dataclass(frozen=True, slots=True)
class SearchQuestion:
    """A query and where to search; `None` asks for all.

    With `near` the query's words may stand apart, the last at most so many words
    behind the first. `speaker` is a label, in any spelling. `attribute` is a name and
    the value that the document's case must have. `context` counts the codepoints
    wanted before and behind each hit. Raises RefusedError for a query that is no text,
    as when a terminal sends bytes that are no UTF-8.
    """

    query: str
    how: How = How.WORDS
    near: int | None = None
    speaker: str | None = None
    kind: Kind | None = None
    attribute: tuple[str, str] | None = None
    document_id: DocumentId | None = None
    without_interviewer: bool = False
    context: int = CONTEXT

    def __post_init__(self) -> None:
        if any("\ud800" <= char <= "\udfff" for char in self.query):
            raise RefusedError("The query is no text in UTF-8. Type it again.")


class Hit(NamedTuple):
    """Words in their context.

    `document` is the name, `line` counts the lines of the stored text from 1; `speaker`
    is whose turn the hit begins in, `time` when it was said by the document's time
    stamps ("" without).
    """

    document_id: DocumentId
    document: str
    span: Span
    text: str
    before: str
    after: str
    speaker: str
    line: int
    time: str


class Extent(StrEnum):
    """How much is coded where something was found."""

    HIT = "hit"
    SENTENCE = "sentence"
    TURN = "turn"
