"""How an engine reads passages: the lemmas of words, and which of them are topics.

With a trained pipeline lemmas come from whole sentences, and names of people and
places are left out: who speaks of what says nothing about a code. Where it has
vectors, words that are near a keyword stand in for it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.suggest.lemmas import Lemmatiser
from qcode.suggest.pipeline import Pipeline
from qcode.suggest.relatives import Relative, Relatives

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NAMES = frozenset(("PER", "PERSON", "LOC", "GPE"))


@dataclass(frozen=True, slots=True)
class Wording:
    """The lemma of a word as it is written, and a passage without mere names.

    `relatives` are the study's words that mean about the same as a keyword.
    """

    lemma: Callable[[str], str]
    topic: Callable[[str], str]
    relatives: Callable[[str], Sequence[Relative]]


def plain_wording(language: str) -> Wording:
    """Return lemmas from the dictionary, and passages as they are."""
    return Wording(Lemmatiser(language).lemma, str, lambda _: ())


def wording(pipeline: Pipeline, texts: Sequence[str]) -> Wording:
    """Return how a study's passages are read with a pipeline.

    A trained one reads all of them first, some milliseconds each.
    """
    if not pipeline.is_trained:
        return plain_wording(pipeline.language)
    reading = _TrainedReading(pipeline, texts)
    return Wording(reading.lemma, reading.topic, reading.relatives.of)


class _TrainedReading:
    """What a trained pipeline has seen in a study's passages."""

    def __init__(self, pipeline: Pipeline, texts: Sequence[str]) -> None:
        self._pipeline = pipeline
        self._topics: dict[str, str] = {}
        seen: dict[str, Counter[str]] = {}
        for text in dict.fromkeys(texts):
            doc = pipeline.read(text)
            self._topics[text] = _without_names(doc)
            for token in doc:
                seen.setdefault(token.text, Counter())[token.lemma_] += 1
        self._lemmas = {word: _most_frequent(its) for word, its in seen.items()}
        self.relatives = Relatives(pipeline.nlp.vocab, seen)

    def lemma(self, word: str) -> str:
        """Return the lemma that a word has most often, else the dictionary's."""
        return self._lemmas.get(word) or self._pipeline.lemmatiser.lemma(word)

    def topic(self, text: str) -> str:
        """Return a text without the names of people and places."""
        if text not in self._topics:
            self._topics[text] = _without_names(self._pipeline.read(text))
        return self._topics[text]


def _most_frequent(lemmas: Counter[str]) -> str:
    """Return the most frequent of them, where they tie the first in the alphabet."""
    return min(lemmas, key=lambda lemma: (-lemmas[lemma], lemma))


def _without_names(doc: "Doc") -> str:
    parts, end = [], 0
    for entity in doc.ents:
        if entity.label_ in _NAMES:
            parts.append(doc.text[end : entity.start_char])
            end = entity.end_char
    return "".join([*parts, doc.text[end:]])
