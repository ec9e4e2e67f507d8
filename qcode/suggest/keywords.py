"""Where the keywords of a codebook stand in a text, and how each was found.

It puts together the rules for one word (`keyword_words`), for several
(`keyword_orders`) and for "not" (`negation`). It knows no scores.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.model.span import Span
from qcode.suggest.keyword_orders import Meanings, Order, chains, orders
from qcode.suggest.keyword_words import How, KeywordWords
from qcode.suggest.lemmas import Lemmatiser
from qcode.suggest.negation import Negation, ends_clause
from qcode.text.folding import fold
from qcode.text.sentences import words

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class KeywordMatch:
    """A keyword in a text.

    `span` runs from the first to the last matched word, whole words, as codepoint
    offsets of the text. `how` is that of the least sure word; a keyword with words
    in between or in another order is LEMMA at best. `code_keys` are the codes that
    have the keyword, in the order of the codebook.
    """

    span: Span
    keyword: str
    how: How
    is_negated: bool
    code_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A keyword with the orders in which its words may come, the usual one first."""

    keyword: str
    code_keys: tuple[str, ...]
    orders: Sequence[Order]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence as tokens: folded words and the signs between them.

    `spans` are those of the words in the text, `places` their indices in `tokens`,
    `clauses` count the clauses they stand in from 0. `negating` are the indices of
    the tokens that negate.
    """

    tokens: Sequence[str]
    spans: Sequence[Span]
    places: Sequence[int]
    clauses: Sequence[int]
    negating: Sequence[int]


class KeywordRules:
    """Rules made from keywords, ready to be looked for in many texts."""

    def __init__(
        self, keywords: Mapping[str, Sequence[str]], lemmatiser: Lemmatiser
    ) -> None:
        """Make the rules; `keywords` are those of each code, by the code's key.

        A keyword without a letter or digit is never found.
        """
        owners: dict[str, list[str]] = {}
        for code_key, its_keywords in keywords.items():
            for keyword in dict.fromkeys(its_keywords):
                owners.setdefault(keyword, []).append(code_key)
        parts = {
            keyword: [span.cut(keyword) for span in words(keyword)]
            for keyword in owners
        }
        several = [word for its_words in parts.values() for word in its_words]
        self._words = KeywordWords(several, lemmatiser)
        self._negation = Negation(lemmatiser.language)
        self._rules: dict[int, list[_Rule]] = {}
        indices = {word: index for index, word in enumerate(self._words.words)}
        for keyword, code_keys in owners.items():
            if its_words := parts[keyword]:
                possible = orders(its_words, indices, lemmatiser)
                rule = _Rule(keyword, tuple(code_keys), possible)
                rarest = max(its_words, key=len)
                self._rules.setdefault(indices[rarest], []).append(rule)

    def matches(self, doc: "Doc") -> list[KeywordMatch]:
        """Return the keywords in a text that a `Pipeline` has read, by their spans.

        Stretches of one keyword are disjoint; where two overlap the surer one is
        given, then the shorter. The same words may be several keywords. Labels and
        time stamps are not looked at, and no match crosses the end of a sentence.
        """
        lemmas = {token.idx: token.lemma_ for token in doc}
        found: list[KeywordMatch] = []
        for place in doc._.sentences:
            spans = words(doc.text, place)
            meanings = self._meanings(doc.text, spans, lemmas)
            rules = [rule for index in meanings for rule in self._rules.get(index, ())]
            if rules:
                sentence = self._sentence(doc.text, spans)
                for rule in rules:
                    found += self._apply(rule, sentence, meanings)
        return sorted(found, key=lambda it: (it.span, it.how, it.keyword))

    def _meanings(
        self, text: str, spans: Sequence[Span], lemmas: Mapping[int, str]
    ) -> Meanings:
        """Return which words of keywords the words of a sentence may stand for."""
        cuts = [span.cut(text) for span in spans]
        has_capitals = not all(map(str.islower, cuts))
        found: dict[int, list[tuple[int, How]]] = {}
        for number, (word, span) in enumerate(zip(cuts, spans, strict=True)):
            # A token of a trained pipeline may begin within a word.
            lemma = lemmas.get(span.start) or word
            for index, how in self._words.meanings(word, lemma).items():
                is_mere_verb = has_capitals and self._words.is_mere_verb(word, index)
                if not is_mere_verb:
                    found.setdefault(index, []).append((number, how))
        return found

    def _sentence(self, text: str, spans: Sequence[Span]) -> _Sentence:
        tokens: list[str] = []
        places: list[int] = []
        clauses: list[int] = []
        clause = 0
        end = spans[0].start
        for span in spans:
            if sign := text[end : span.start].strip():
                tokens.append(sign)
                clause += ends_clause(sign)
            places.append(len(tokens))
            clauses.append(clause)
            tokens.append(fold(span.cut(text)))
            end = span.end
        negating = self._negation.places(tokens)
        return _Sentence(tokens, spans, places, clauses, negating)

    def _apply(
        self, rule: _Rule, sentence: _Sentence, meanings: Meanings
    ) -> list[KeywordMatch]:
        candidates = (
            (max(how, How.LEMMA) if place else how, numbers)
            for place, order in enumerate(rule.orders)
            for how, numbers in chains(order, meanings, sentence.clauses)
        )
        best = sorted(candidates, key=lambda it: (it[0], it[1][-1] - it[1][0], it[1]))
        taken: list[KeywordMatch] = []
        for how, numbers in best:
            span = sentence.spans[numbers[0]].hull(sentence.spans[numbers[-1]])
            if not any(span.overlaps(match.span) for match in taken):
                matched = [sentence.places[number] for number in numbers]
                is_negated = self._negation.is_negated(
                    sentence.tokens, sentence.negating, matched
                )
                taken.append(
                    KeywordMatch(span, rule.keyword, how, is_negated, rule.code_keys)
                )
        return taken
