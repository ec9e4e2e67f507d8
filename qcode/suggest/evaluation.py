"""The engine in the protocol of the evaluation that is handed out beside the project.

It alone knows that protocol: plain dictionaries in, pairs of key and probability out.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import TypedDict

from spacy.lang.de.stop_words import STOP_WORDS as GERMAN
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH

from qcode.suggest.engine import SuggestionEngine
from qcode.suggest.lemmas import Lemmatiser
from qcode.suggest.proposals import CodeEntry

_STOP_WORDS: dict[str, frozenset[str]] = {
    "de": frozenset(GERMAN),
    "en": frozenset(ENGLISH),
}
# A codebook has few stop words; the study's first passages have enough.
_TEXTS_FOR_LANGUAGE = 300


class CodebookRow(TypedDict):
    """A code as the evaluation hands it over."""

    code: str
    parent: str
    name: str
    description: str
    keywords: list[str]


class EvaluationEngine:
    """The suggestion engine as the evaluation's script calls it."""

    uses_context = True

    def fit(self, codebook: Sequence[CodebookRow]) -> None:
        """Begin with a codebook."""
        self._codes = [
            CodeEntry(
                row["code"],
                row["name"],
                row["parent"] or "",
                row["description"],
                tuple(row["keywords"]),
            )
            for row in codebook
        ]
        self._engine = self._engine_for(())

    def observe(self, passages: Sequence[str]) -> None:
        """Take in the study's uncoded passages; called once, before anything else."""
        self._engine = self._engine_for(passages[:_TEXTS_FOR_LANGUAGE])
        self._engine.observe(passages)

    def learn(
        self,
        passages: Sequence[str],
        labels: Sequence[Collection[str]],
        contexts: Sequence[Sequence[Collection[str]]] | None = None,
    ) -> None:
        """Learn newly coded passages."""
        self._engine.learn(passages, labels, contexts)

    def suggest(
        self, passage: str, context: Sequence[Collection[str]] | None = None
    ) -> list[tuple[str, float]]:
        """Return each code's key and probability, the best first."""
        proposals = self._engine.suggest(passage, context)
        return [(proposal.code_key, proposal.probability) for proposal in proposals]

    def _engine_for(self, texts: Sequence[str]) -> SuggestionEngine:
        entries = [f"{code.name} {code.definition}" for code in self._codes]
        language = prevailing_language([*texts, *entries])
        engine = SuggestionEngine(
            stop_words=_STOP_WORDS[language], lemma=Lemmatiser(language).lemma
        )
        engine.fit(self._codes)
        return engine


def prevailing_language(texts: Sequence[str]) -> str:
    """Return "en" where English stop words are the more frequent, otherwise "de"."""
    words = Counter(word for text in texts for word in re.findall(r"\w+", text.lower()))
    share = {
        language: sum(words[word] for word in stop_words)
        for language, stop_words in _STOP_WORDS.items()
    }
    return "en" if share["en"] > share["de"] else "de"
