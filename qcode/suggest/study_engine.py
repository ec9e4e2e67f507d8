"""The suggestion engine as a study uses it: codes by id, passages in documents."""

from collections.abc import Sequence

from spacy.lang.de.stop_words import STOP_WORDS as GERMAN
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH

from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId
from qcode.suggest.engine import SuggestionEngine
from qcode.suggest.lemmas import Lemmatiser, primary
from qcode.suggest.proposals import CodeEntry, SegmentReason, WordReason
from qcode.suggest.proposing import Scored
from qcode.suggest.study_passages import ReadPassage

ENGINE = "qcode 2"
"""Engine and version, as written into every suggestion.

A change of what it proposes from the same codings raises the number.
"""

_STOP_WORDS = {"de": frozenset(GERMAN), "en": frozenset(ENGLISH)}


class StudyEngine:
    """An engine that knows a study's codebook and has seen its texts, uncoded."""

    def __init__(self, codebook: Codebook, texts: Sequence[str]) -> None:
        """Take in the codes that can be given, and all passages of the study."""
        codes = [code for code in codebook.codes if code.codable]
        self._ids = {code.key: code.id for code in codes}
        self._keys = {code.id: code.key for code in codes}
        language = primary(codebook.language)
        self._engine = SuggestionEngine(
            stop_words=_STOP_WORDS.get(language, frozenset()),
            lemma=Lemmatiser(language).lemma,
        )
        self._engine.fit([_entry(code, codebook) for code in codes])
        self._engine.observe(texts)

    @property
    def name(self) -> str:
        """Engine and version, as written into every suggestion."""
        return ENGINE

    def learn(self, read: Sequence[ReadPassage]) -> None:
        """Learn from passages that a coder has read."""
        self._engine.learn(
            [it.passage.text for it in read],
            [self._known(it.codes) for it in read],
            [[self._known(codes) for codes in it.context] for it in read],
        )

    def reject(self, text: str, code: CodeId) -> None:
        """Learn that a code does not belong to a text."""
        if code in self._keys:
            self._engine.reject(text, self._keys[code])

    def rate(self, text: str, context: Sequence[frozenset[CodeId]]) -> list[Scored]:
        """Return the codes for a text, the most probable first."""
        near = [self._known(codes) for codes in context]
        return [
            Scored(
                self._ids[it.code_key],
                it.probability,
                [why.word for why in it.reasons if isinstance(why, WordReason)],
                [why.text for why in it.reasons if isinstance(why, SegmentReason)],
            )
            for it in self._engine.suggest(text, near)
        ]

    def _known(self, codes: frozenset[CodeId]) -> list[str]:
        """Return the keys of the codes that can be given, others passed over."""
        return sorted(self._keys[code] for code in codes if code in self._keys)


def _entry(code: Code, codebook: Codebook) -> CodeEntry:
    parent = code.parent_id
    above = codebook.code(parent).name if parent is not None else ""
    return CodeEntry(code.key, code.name, above, code.definition, code.keywords)
