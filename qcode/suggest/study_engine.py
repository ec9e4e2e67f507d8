"""The suggestion engine as a study uses it: codes by id, passages in documents."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from spacy.lang.de.stop_words import STOP_WORDS as GERMAN
from spacy.lang.en.stop_words import STOP_WORDS as ENGLISH

from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId
from qcode.suggest.candidates import Scored
from qcode.suggest.coded_passages import passage_key
from qcode.suggest.engine import SuggestionEngine
from qcode.suggest.lessons import Lesson
from qcode.suggest.proposals import CodeEntry, SegmentReason, WordReason
from qcode.suggest.study_passages import Passage, ReadPassage
from qcode.suggest.versions import ENGINE
from qcode.suggest.wording import Wording, plain_wording
from qcode.text.language import primary

_REMEMBERED = 256
"""So many passages, those of a long document, are rated once while nothing is learned.

With many passages decisions wait to be learned: then 5 ms a passage are saved."""

_STOP_WORDS = {"de": frozenset(GERMAN), "en": frozenset(ENGLISH)}


class StudyEngine:
    """An engine that knows a study's codebook and has seen its texts, uncoded."""

    def __init__(
        self, codebook: Codebook, texts: Sequence[str], wording: Wording | None = None
    ) -> None:
        """Take in the codes that can be given, and all passages of the study.

        Without a `wording` lemmas come from the dictionary.
        """
        codes = [code for code in codebook.codes if code.codable]
        self._ids = {code.key: code.id for code in codes}
        self._keys = {code.id: code.key for code in codes}
        self._places: dict[str, Passage] = {}
        self._rated = lru_cache(_REMEMBERED)(self._rate)
        language = primary(codebook.language)
        self._wording = wording or plain_wording(language)
        self._engine = SuggestionEngine(
            stop_words=_STOP_WORDS.get(language, frozenset()),
            lemma=self._wording.lemma,
        )
        self._engine.fit([self._entry(code, codebook) for code in codes])
        self._engine.observe([self._wording.topic(text) for text in texts])

    @property
    def name(self) -> str:
        """Engine and version, as written into every suggestion."""
        return ENGINE

    def key(self, text: str) -> str:
        """Return what makes two passages the same for this engine."""
        return passage_key(self._wording.topic(text))

    def learn(self, read: Sequence[ReadPassage]) -> None:
        """Learn from passages that a coder has read."""
        self._rated.cache_clear()
        self._places |= {self.key(it.passage.text): it.passage for it in read}
        self._engine.learn(
            [self._wording.topic(it.passage.text) for it in read],
            [self._known(it.codes) for it in read],
            [[self._known(codes) for codes in it.context] for it in read],
        )

    def reject(self, text: str, code: CodeId) -> None:
        """Learn that a code does not belong to a text."""
        self._rated.cache_clear()
        if code in self._keys:
            self._engine.reject(self._wording.topic(text), self._keys[code])

    def change(self, gone: Collection[Lesson], new: Collection[Lesson]) -> None:
        """Take lessons back, then learn others, all in one go."""
        self._rated.cache_clear()
        with self._engine.at_once():
            self._engine.forget([self.key(it.passage.text) for it in gone])
            self.learn([it.read for it in new if it.read is not None])
            for it in new:
                for code in sorted(it.refused):
                    self.reject(it.passage.text, code)

    def rate(self, text: str, context: Sequence[frozenset[CodeId]]) -> Sequence[Scored]:
        """Return the codes for a text, the most probable first.

        The latest are remembered until something is learned.
        """
        return self._rated(text, tuple(context))

    def _rate(
        self, text: str, context: tuple[frozenset[CodeId], ...]
    ) -> Sequence[Scored]:
        near = [self._known(codes) for codes in context]
        return [
            Scored(
                self._ids[it.code_key],
                it.probability,
                [why.word for why in it.reasons if isinstance(why, WordReason)],
                [
                    self._places[passage_key(why.text)]
                    for why in it.reasons
                    if isinstance(why, SegmentReason)
                ],
            )
            for it in self._engine.suggest(self._wording.topic(text), near)
        ]

    def telling_words(self, code: CodeId, number: int) -> list[str]:
        """Return so many words that may become keywords, the most telling first."""
        return self._engine.telling_words(self._keys[code], number)

    def _known(self, codes: frozenset[CodeId]) -> list[str]:
        """Return the keys of the codes that can be given, others passed over."""
        return sorted(self._keys[code] for code in codes if code in self._keys)

    def _entry(self, code: Code, codebook: Codebook) -> CodeEntry:
        parent = code.parent_id
        above = codebook.code(parent).name if parent is not None else ""
        relatives: dict[str, float] = {}
        for keyword in code.keywords:
            for word, weight in self._wording.relatives(keyword):
                relatives[word] = max(weight, relatives.get(word, 0.0))
        return CodeEntry(
            code.key,
            code.name,
            above,
            code.definition,
            code.keywords,
            tuple(relatives.items()),
        )
