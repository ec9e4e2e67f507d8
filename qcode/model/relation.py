"""How two codings can stand to each other in a text."""

from dataclasses import dataclass
from enum import StrEnum


class Nearness(StrEnum):
    """What makes two codes occur together."""

    OVERLAP = "overlap"
    CONTAINMENT = "containment"
    SENTENCE = "sentence"
    TURN = "turn"
    TURNS = "turns"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Relation:
    """A nearness; TURNS and WORDS with the greatest distance that still counts.

    A distance in turns is 0 within one turn and 1 to the next; one in words is how
    many words stand between, 0 also where segments overlap.
    """

    nearness: Nearness
    distance: int = 0

    @property
    def is_directed(self) -> bool:
        """Whether it matters which of the two comes first: the one that contains."""
        return self.nearness is Nearness.CONTAINMENT

    @property
    def is_of_places(self) -> bool:
        """Whether places that both codes share are counted, not pairs of segments."""
        return self.nearness in (Nearness.SENTENCE, Nearness.TURN)

    @property
    def unit(self) -> str:
        """What the numbers are numbers of."""
        return f"{self.nearness}s" if self.is_of_places else "pairs of segments"

    @property
    def jaccard_of(self) -> str:
        """What a Jaccard coefficient under this relation is a share of."""
        if self.is_of_places:
            return self.unit
        return "characters" if self.nearness is Nearness.OVERLAP else "documents"

    def __str__(self) -> str:
        if self.nearness in (Nearness.TURNS, Nearness.WORDS):
            return f"{self.nearness}:{self.distance}"
        return self.nearness.value
