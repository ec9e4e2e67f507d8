"""Which texts repeat words of others: a sentence, or a run of words in a row."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from qcode.model.span import Span
from qcode.text.folding import fold
from qcode.text.sentences import sentences, words

SHORTEST_SENTENCE = 5
"""Sentences of fewer words belong to nobody."""

Key = TypeVar("Key", bound=Hashable)
_Run = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeated(Generic[Key]):
    """A text that repeats another, by its key, and the words that both have."""

    key: Key
    words: str


class Overlaps(Generic[Key]):
    """Texts that are looked for in others; only these are held in memory.

    A text repeats another that has a sentence of `sentence` words or more in common
    with it, or `run` words in a row, both five or more. Case, width and composition
    make no difference, nor does what stands between words.
    """

    def __init__(
        self, texts: Mapping[Key, str], run: int, sentence: int = SHORTEST_SENTENCE
    ) -> None:
        self._run = max(run, SHORTEST_SENTENCE)
        self._sentence = max(sentence, SHORTEST_SENTENCE)
        self._texts = {key: _words(text) for key, text in texts.items()}
        self._places: dict[_Run, list[Key]] = {}
        for key, held in self._texts.items():
            for piece in set(_runs(held, SHORTEST_SENTENCE)):
                self._places.setdefault(piece, []).append(key)

    def find(self, text: str) -> list[Repeated[Key]]:
        """Return which of the texts repeat this one, in their order."""
        held = _words(text)
        suspects = {
            key
            for piece in _runs(held, SHORTEST_SENTENCE)
            for key in self._places.get(piece, ())
        }
        if not suspects:
            return []
        pieces = set(_runs(held, self._run))
        pieces |= {
            sentence
            for span in sentences(text)
            if len(sentence := tuple(_words(text, span))) >= self._sentence
        }
        found = []
        for key in self._texts:
            if key in suspects:
                common = _common(self._texts[key], pieces)
                if common:
                    found.append(Repeated(key, " ".join(common)))
        return found


def _common(held: list[str], pieces: set[_Run]) -> _Run:
    lengths = sorted({len(piece) for piece in pieces if len(piece) <= len(held)})
    for length in lengths:
        for run in _runs(held, length):
            if run in pieces:
                return run
    return ()


def _words(text: str, within: Span | None = None) -> list[str]:
    return [fold(span.cut(text)) for span in words(text, within)]


def _runs(held: list[str], length: int) -> Iterator[_Run]:
    return (tuple(held[at : at + length]) for at in range(len(held) - length + 1))
