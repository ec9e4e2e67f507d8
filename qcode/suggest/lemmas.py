"""Lemmas of spoken German and English, word by word.

It alone knows simplemma. It sees single words and no sentence, so separated verbs
("guckt ... an") stay apart, and a form of two words has the likelier lemma.
"""

from functools import lru_cache
from unicodedata import normalize

from simplemma import Lemmatizer, is_known

from qcode.text.folding import fold
from qcode.text.language import primary

_CACHED_WORDS = 65_536
_CLITICS = {
    "de": frozenset(("m", "ma", "n", "ne", "nem", "nen", "ner", "r", "s", "se", "ste")),
    "en": frozenset(("d", "ll", "m", "re", "s", "ve")),
}
# What is said, as transcripts write it, and dictionaries do not have or misread.
_SPOKEN = {
    "de": {
        **dict.fromkeys(("nich", "ned", "net"), "nicht"),
        **dict.fromkeys(("nix", "nüscht"), "nichts"),
        **dict.fromkeys(("hab", "habs", "hats", "hamse", "hamma", "haste"), "haben"),
        **dict.fromkeys(("is", "iss", "isses", "wars"), "sein"),
        **dict.fromkeys(("ne", "nen", "nem", "ner"), "ein"),
        "gehts": "gehen",
        "gibts": "geben",
        "kannste": "können",
        "weißte": "wissen",
    },
    "en": {"can't": "can", "won't": "will", "shan't": "shall", "ain't": "be"},
}
_INFINITIVE_ENDS = ("en", "ern", "eln", "sein", "tun")
_TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def spelling(word: str) -> str:
    """Return what spellings of a word share: case, composition, ä as ae, ß as ss."""
    return fold(word).translate(_TRANSCRIBED)


class Lemmatiser:
    """The lemmas of one language's words, each looked up once.

    Languages without a dictionary are allowed: there each word is its own lemma.
    """

    def __init__(self, language: str) -> None:
        self.language = primary(language)
        self._dictionary = self.language if _has_dictionary(self.language) else ""
        self._clitics = _CLITICS.get(self.language, frozenset())
        self._spoken = _SPOKEN.get(self.language, {})
        self._simplemma = Lemmatizer()
        self._lemma = lru_cache(_CACHED_WORDS)(self._look_up)
        self._forms = lru_cache(_CACHED_WORDS)(self._collect_forms)

    def lemma(self, word: str) -> str:
        """Return the word's lemma, composed (NFC), as a dictionary writes it.

        A contraction gives the lemma of its first word: "hab's" is "haben", "don't"
        is "do". A word that is not known is its own lemma. Raises ValueError if the
        word is empty.
        """
        if not word:
            raise ValueError("an empty word has no lemma")
        return self._lemma(word)

    def is_known(self, word: str) -> bool:
        """Whether the dictionary has the word, in this or the other case."""
        if not self._dictionary:
            return False
        composed = normalize("NFC", word)
        cases = (composed, composed.lower(), composed.capitalize())
        return any(case and is_known(case, self._dictionary) for case in cases)

    def may_be_verb(self, word: str) -> bool:
        """Whether a word looks like a German verb's form: its lemma is an infinitive.

        Without a look at the sentence, some adverbs and prepositions do, too. Raises
        ValueError if the word is empty.
        """
        lemma = self.lemma(word)
        is_infinitive = lemma.islower() and lemma.endswith(_INFINITIVE_ENDS)
        return self.language == "de" and word[0].islower() and is_infinitive

    def forms(self, word: str) -> frozenset[str]:
        """Return the spellings under which a word of a text may be meant.

        They are its own and those of its lemmas, read as it stands and in the other
        case: first words of sentences are large, chat messages often all small.
        Raises ValueError if the word is empty.
        """
        if not word:
            raise ValueError("an empty word has no forms")
        return self._forms(word)

    def _collect_forms(self, word: str) -> frozenset[str]:
        cases = (word, word.lower(), word.capitalize())
        return frozenset(
            [spelling(word), *(spelling(self._lemma(case)) for case in cases)]
        )

    def _look_up(self, word: str) -> str:
        composed = normalize("NFC", word).replace("’", "'")
        spoken = self._spoken.get(composed.lower())
        if spoken is not None:
            return spoken
        if "'" in composed and (first := self._uncontracted(composed)) != composed:
            return self._lemma(first)
        if not self._dictionary:
            return composed
        if len(composed) > 3 and composed.isupper():
            composed = composed.capitalize()
        return self._simplemma.lemmatize(composed, self._dictionary)

    def _uncontracted(self, word: str) -> str:
        """Return the word that stands before an apostrophe, or around it."""
        if word.lower().endswith("n't"):
            return word[:-3] or word
        head, _, tail = word.partition("'")
        if tail.lower() in self._clitics and tail.lower() != "n":
            return head or word
        # "geseh'n" leaves a letter out, "für'n" is two words.
        whole = (word.replace("'", "e"), word.replace("'", ""))
        known = next((form for form in whole if self.is_known(form)), None)
        return known or (head if tail.lower() in self._clitics else "") or word


def _has_dictionary(language: str) -> bool:
    """Whether simplemma has a dictionary of the language."""
    try:
        is_known("a", language)
    except ValueError:
        return False
    return True
