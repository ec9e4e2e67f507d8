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
from qcode.suggest.features import Analyser, FeatureSpace, Reading
from qcode.suggest.fusion import Evidence, learn_fusion, untaught
from qcode.suggest.neighbourhood import context_columns, kinship, parentage
from qcode.suggest.proposals import CodeEntry, Proposal
from qcode.suggest.residual import profiles
from qcode.suggest.telling_words import telling_words

Context = Sequence[Collection[str]]


class SuggestionEngine:
    """Proposes codes for passages and learns from what coders decide.

    A context is the codes of up to three preceding passages of the same document,
    the nearest first; `None` where it is not known. Codes that the codebook does not
    have are passed over in contexts and are a KeyError anywhere else.

    All weights are fitted anew with each call that teaches, but for those within
    `at_once`. That takes a twentieth of a second at 500 coded passages and grows with
    their square, so beyond 500 it pays to teach 10 to 25 decisions in one go.
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
        self._parentage = parentage(self._codes)
        self._observed: list[str] = []
        self._described_with = 0
        self._space = self._space_of(())
        self._coded = CodedPassages(len(self._codes), self._space)
        self._score(())

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
        evidence = self._evidence(
            reading.vector, reading.skimmed, self._near(context)[None]
        )
        residual = reading.vector @ self._residual
        residual += profiles(evidence.text) @ self._corrections
        odds = self._fusion.log_odds(evidence, residual)[0]
        reasons = explain(reading, self._by_word(reading), self._coded)
        refused = self._coded.refused(text)
        return [
            Proposal(self._codes[code].key, float(expit(odds[code])), reasons[code])
            for code in np.argsort(-odds, kind="stable")
            if code not in refused
        ]

    def telling_words(self, code_key: str, number: int) -> list[str]:
        """Return words that may become keywords of a code, the most telling first.

        They are words of passages with this code, in the form that stands there most
        often, that decisions and uncoded texts have linked to the code and that its
        name and keywords do not have. Raises KeyError for an unknown code.
        """
        code = self._numbers[code_key]
        given = np.flatnonzero(self._coded.labels[:, code])
        weights = self._fusion.word_weights(
            np.zeros_like(self._cold),
            self._trained,
            self._residual,
        )
        found = telling_words(
            self._codes[code],
            [self._coded.texts[row] for row in given],
            self._analyser,
            self._space,
            weights[:, code] - weights.mean(axis=1),
        )
        return found[:number]

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
        self._score(texts)

    def _score(self, texts: Sequence[str]) -> None:
        vectors = self._space.vectors(texts)
        cold = keyword_weights(self._codes, self._space)
        scores = self._space.skimmed(texts, vectors) @ cold
        trained = self_trained_weights(vectors, scores)
        # In place: on a whole study each is 27 MB.
        cold /= spread(scores)
        trained /= spread(vectors @ trained)
        self._cold: Floats = cold
        self._trained: Floats = trained
        self._begin()

    def _begin(self) -> None:
        """Begin with what is known before anything is coded."""
        self._fusion = untaught()
        self._residual: Floats = np.zeros_like(self._cold)
        self._corrections: Floats = np.zeros((len(self._codes), len(self._codes)))

    def _relearn(self) -> None:
        """Fit all weights to all that was said.

        Where nothing was observed, the coded passages stand in for the study's texts
        each time that they have doubled.
        """
        if self._is_waiting or not self._codes:
            return
        doubled = max(FEWEST_TEXTS, 2 * self._described_with)
        if not self._observed and len(self._coded) >= doubled:
            self._describe(self._coded.texts)
        if not len(self._coded):
            self._begin()
            return
        evidence = self._evidence(
            self._coded.vectors, self._coded.skimmed, self._coded.context
        )
        said = profiles(evidence.text)
        gram = said @ said.T
        gram += self._coded.gram
        self._fusion, ridge = learn_fusion(
            evidence,
            gram,
            self._coded.labels,
            trust=self._coded.trust,
            start=self._fusion,
        )
        self._corrections = said.T @ ridge.dual
        # In any other order each passage would cost a copy of all weights: 5 ms.
        self._residual = np.ascontiguousarray(self._coded.vectors.T @ ridge.dual)

    def _evidence(
        self, vectors: csr_matrix, skimmed: csr_matrix, context: Floats
    ) -> Evidence:
        cold = skimmed @ self._cold
        trained = vectors @ self._trained
        return Evidence(cold, trained, context, self._parentage)

    def _by_word(self, reading: Reading) -> Floats:
        """Return what each word adds to the codes' log-odds, (words, codes)."""
        features = reading.vector.indices
        shares = reading.shares[:, features]
        skimmed = reading.skimmed_shares[:, features]
        return self._fusion.word_weights(
            skimmed @ self._cold[features],
            shares @ self._trained[features],
            shares @ self._residual[features],
        )

    def _near(self, context: Context | None) -> Floats:
        if context is None:
            return context_columns(None, self._kin)
        known = [
            [self._numbers[key] for key in codes if key in self._numbers]
            for codes in context
        ]
        return context_columns(known, self._kin)
