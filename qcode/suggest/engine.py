"""The suggestion engine: from a codebook and coders' decisions to proposals.

It joins the scores and holds what was learned; it stores nothing, knows no study, no
network and no clock. Same calls, same proposals.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from qcode.suggest.arrays import Floats, csr_matrix, expit
from qcode.suggest.coded_passages import CodedPassages
from qcode.suggest.cold_start import (
    FEWEST_TEXTS,
    keyword_weights,
    self_trained_weights,
    spread,
)
from qcode.suggest.explaining import explain
from qcode.suggest.features import Analyser, FeatureSpace
from qcode.suggest.fusion import Evidence, learn_fusion, untaught
from qcode.suggest.neighbourhood import context_columns, kinship
from qcode.suggest.proposals import CodeEntry, Proposal

Context = Sequence[Collection[str]]


class SuggestionEngine:
    """Proposes codes for passages and learns from what coders decide.

    A context is the codes of up to three preceding passages of the same document,
    the nearest first; `None` where it is not known. Codes that the codebook does not
    have are passed over in contexts and are a KeyError anywhere else.
    """

    def __init__(
        self,
        *,
        stop_words: Collection[str] = (),
        lemma: Callable[[str], str] | None = None,
    ) -> None:
        """Take the language's stop words, in small letters, and lemmas if there are."""
        self._analyser = Analyser(stop_words, lemma)
        self._is_waiting = False
        self.fit(())

    def fit(self, codebook: Sequence[CodeEntry]) -> None:
        """Begin anew with a codebook; all that was observed or learned is forgotten."""
        self._codes = tuple(codebook)
        self._numbers = {code.key: i for i, code in enumerate(self._codes)}
        self._kin = kinship(self._codes)
        self._observed: list[str] = []
        self._described_with = 0
        self._fusion = untaught()
        self._space = self._space_of(())
        self._coded = CodedPassages(len(self._codes), self._space)
        self._score(self._space.vectors(()))

    def observe(self, texts: Sequence[str]) -> None:
        """Take in uncoded passages of the study: how rare words are, what goes along.

        Calling it again replaces what was observed before. It takes about a second
        per thousand passages.
        """
        self._observed = list(texts)
        self._describe(self._observed)
        self._relearn()

    def learn(
        self,
        texts: Sequence[str],
        code_keys: Sequence[Collection[str]],
        contexts: Sequence[Context | None] | None = None,
    ) -> None:
        """Learn the codes given to passages; none at all means read and not coded.

        What was known of the same passages before is replaced, a rejection by a code
        that is given now. Raises KeyError for an unknown code, ValueError if the
        lengths differ.
        """
        if not len(texts) == len(code_keys) == len(contexts or texts):
            raise ValueError("texts, code keys and contexts differ in length")
        if not texts:
            return
        given = [sorted(self._numbers[key] for key in set(it)) for it in code_keys]
        near = [self._near(context) for context in contexts or [None] * len(texts)]
        self._coded.put(texts, given, np.stack(near))
        self._relearn()

    def reject(self, text: str, code_key: str) -> None:
        """Learn that a code is wrong for a passage, and never propose it there again.

        Nothing is learned of the other codes. Raises KeyError for an unknown code.
        """
        self._coded.reject(text, self._numbers[code_key])
        self._relearn()

    def withdraw(self, text: str, code_key: str) -> None:
        """Take a rejection back: it teaches no more, and the code may be proposed.

        Nothing happens where there is none. Raises KeyError for an unknown code.
        """
        self._coded.withdraw(text, self._numbers[code_key])
        self._relearn()

    def forget(self, texts: Sequence[str]) -> None:
        """Take back all that was said of passages, as if nobody had read them."""
        self._coded.forget(texts)
        self._relearn()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Learn what is said in between in one go, at its end."""
        self._is_waiting = True
        try:
            yield
        finally:
            self._is_waiting = False
            self._relearn()

    def suggest(self, text: str, context: Context | None = None) -> list[Proposal]:
        """Return a proposal for each code but those rejected here, the best first.

        Where probabilities tie, the codebook's order holds.
        """
        if not self._codes:
            return []
        reading = self._space.read(text)
        evidence = self._evidence(reading.vector, self._near(context)[None])
        odds = self._fusion.log_odds(evidence, reading.vector @ self._residual)[0]
        features = reading.vector.indices
        weights = self._fusion.word_weights(
            self._cold[features] / self._cold_spread,
            self._trained[features] / self._trained_spread,
            self._residual[features],
        )
        reasons = explain(reading, weights, self._coded)
        refused = self._coded.refused(text)
        return [
            Proposal(self._codes[code].key, float(expit(odds[code])), reasons[code])
            for code in np.argsort(-odds, kind="stable")
            if code not in refused
        ]

    def _space_of(self, texts: Sequence[str]) -> FeatureSpace:
        entries = (
            " ".join((code.name, code.definition, *code.keywords, code.parent))
            for code in self._codes
        )
        return FeatureSpace([*texts, *entries], self._analyser)

    def _describe(self, texts: Sequence[str]) -> None:
        """Build the feature space and the cold scores from texts of the study."""
        self._described_with = len(texts)
        self._space = self._space_of(texts)
        self._coded.embed(self._space)
        self._score(self._space.vectors(texts))

    def _score(self, texts: csr_matrix) -> None:
        self._cold: Floats = keyword_weights(self._codes, self._space)
        scores = texts @ self._cold
        self._cold_spread = spread(scores)
        self._trained: Floats = self_trained_weights(texts, scores)
        self._trained_spread = spread(texts @ self._trained)
        self._residual: Floats = np.zeros_like(self._cold)

    def _relearn(self) -> None:
        """Fit all weights to what is coded.

        Where nothing was observed, the coded passages stand in for the study's texts
        each time that they have doubled.
        """
        if self._is_waiting:
            return
        count = len(self._coded)
        doubled = count >= max(FEWEST_TEXTS, 2 * self._described_with)
        if not self._observed and doubled:
            self._describe(self._coded.texts)
        if not self._codes:
            return
        if not count:
            self._fusion, self._residual = untaught(), np.zeros_like(self._cold)
            return
        self._fusion, ridge = learn_fusion(
            self._evidence(self._coded.vectors, self._coded.context),
            self._coded.gram,
            self._coded.labels,
            judged=self._coded.judged,
            start=self._fusion,
        )
        # In any other order each passage would cost a copy of all weights: 5 ms.
        self._residual = np.ascontiguousarray(self._coded.vectors.T @ ridge.dual)

    def _evidence(self, vectors: csr_matrix, context: Floats) -> Evidence:
        cold = vectors @ self._cold / self._cold_spread
        return Evidence(cold, vectors @ self._trained / self._trained_spread, context)

    def _near(self, context: Context | None) -> Floats:
        if context is None:
            return context_columns(None, self._kin)
        known = [
            [self._numbers[key] for key in codes if key in self._numbers]
            for codes in context
        ]
        return context_columns(known, self._kin)
