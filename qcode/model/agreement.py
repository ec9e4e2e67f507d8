"""How coders are to be compared: what is asked, and what could not be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from qcode.model.coding import Coder
from qcode.model.ids import DocumentId


class JudgedUnit(StrEnum):
    """What is judged to carry a code or not."""

    SENTENCE = "sentence"
    TURN = "turn"
    PARAGRAPH = "paragraph"
    SEGMENT = "segment"


@dataclass(frozen=True, slots=True)
class ComparisonQuestion:
    """Who is compared on what.

    `documents` `None` means all. `is_any` lets one coded word be enough for a unit,
    else half of its words. Two codings are the same segment from `least_overlap` of
    what both cover on, the same span where each end is at most `tolerance` words
    apart. With `unit` SEGMENT the units are what `segments_of` coded.
    """

    coders: Sequence[Coder]
    unit: JudgedUnit = JudgedUnit.SENTENCE
    documents: frozenset[DocumentId] | None = None
    is_any: bool = False
    least_overlap: float = 0.9
    tolerance: int = 2
    with_suggested: bool = True
    with_interviewer: bool = False
    segments_of: Coder | None = None


class Exclusion(StrEnum):
    """Why a document is not counted."""

    NOT_FINISHED = "not finished"
    OTHER_REVISION = "another text"
    NO_UNITS = "no units"


@dataclass(frozen=True, slots=True)
class Excluded:
    """A document that is not counted, why, and because of which coders' handles."""

    document: str
    reason: Exclusion
    coders: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """Why, without the document: "not finished by K1, K2"."""
        return f"{_IN_WORDS[self.reason]} {', '.join(self.coders)}".strip()


_IN_WORDS = {
    Exclusion.NOT_FINISHED: "not finished by",
    Exclusion.OTHER_REVISION: "another text was finished by",
    Exclusion.NO_UNITS: "nothing to judge",
}
