"""Finding what in a text tells who or where somebody is.

Names are found in any case, width and composition, with German endings, as the
beginning of a compound, with ae for ä, and with a slip in a long one. What has a form
of its own (e-mail, telephone, web address, IBAN) is found by that. What names somebody
without a name ("der einzige Kinderarzt am Ort") is for people to see.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from qcode.model.publishing import Hidden, Named, Sign
from qcode.text.abbreviations import STARTERS
from qcode.text.folding import fold

SHORTEST = 3
"""Names of fewer letters are not looked for: they stand in too many words."""

_COMPOUND_FROM = 5
_COMPOUNDED = frozenset({Sign.WORD, Sign.ATTRIBUTE})
_SLIP_FROM, _TWO_SLIPS_FROM = 6, 14
_ENDINGS = frozenset({"s", "es", "n", "en", "ens", "ns", "e", "er", "ern", "sche"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Soft hyphen, joiners and the like are not seen, and would part a name.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")
_TITLES = frozenset({"herr", "herrn", "frau", "fr", "hr", "dr", "prof", "professor"})
_SMALL = frozenset({"von", "van", "der", "den", "die", "das", "und", "zu", "zur", "de"})

# "Frau Schneider", but neither "meine Frau Angst hatte" nor "Frau Bürgermeisterin".
_ADDRESSED = re.compile(
    r"(?P<before>\b\w+\s+)?\b(?P<person>(?:Frau|Herrn?|Fr\.|Hr\.|Dr\.|Prof\.)"
    r"(?:\s+(?:Dr\.|Prof\.|von(?: der)?|van(?: de[rn]?)?|zu))*"
    r"\s+(?P<name>(?!(?:Dr|Prof)\.)[A-ZÄÖÜ][^\W\d_]{2,}))"
)
_WIVES = frozenset(
    form + ending
    for form in ("mein", "dein", "sein", "ihr", "unser", "eur", "ein", "kein", "jed")
    for ending in ("e", "er")
)
_OFFICES = (
    *("ober", "buergerm", "landr", "minister", "kanzler", "praesident", "direktor"),
    *("dokt", "prof", "kolleg", "dezernent", "kaemmer", "vorsitz", "rat", "amts"),
    *("staat", "general", "kommissar", "pfarr", "haupt", "bundes", "landes"),
)
_EMAIL = re.compile(r"[^\s@<>()\[\],;]+@[^\s@<>()\[\],;]+\.[^\W\d_]{2,}")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|(?<![\w@.-])[\w-]+(?:\.[\w-]+)*\.(?:de|com|org|net|eu|info|at|ch|nl|fr|gov)"
    r"(?![\w.-]*\w@|\w)(?:/\S*)?",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<![\w.,:])(?:\+|\(?0)[\d\s()/.–-]{5,}\d(?!\w)")
_DATE = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}")
_FEWEST_DIGITS = 7
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\s?\d{2}(?:\s?[A-Z\d]){11,30}(?!\w)", re.IGNORECASE)
_IBAN_DIGITS = 10


class Identifying:
    """Knows the names that must not be read, and finds them in texts."""

    def __init__(self, hidden: Iterable[Hidden]) -> None:
        known: dict[tuple[str, ...], Hidden] = {}
        for one in hidden:
            words = tuple(_words(one.name))
            # "alle" in the place of a city names none.
            says = one.sign is Sign.WORD or not STARTERS.issuperset(words)
            if says and len("".join(words)) >= SHORTEST:
                known.setdefault(words, one)
        # Whatever its form, a name begins with its first letter.
        self._known: dict[str, list[tuple[tuple[str, ...], Hidden]]] = {}
        for words, one in sorted(known.items(), key=lambda it: (-len(it[0]), it[0])):
            self._known.setdefault(words[0][0], []).append((words, one))

    def find(self, text: str) -> list[Named]:
        """Return what tells too much in a text: names first in its order, each once."""
        plain = normalize("NFC", _UNSEEN.sub("", text))
        names = list(self._names(plain))
        told = {fold(word) for it in names for word in _WORD.findall(it.words)}
        persons = (it for it in _persons(plain) if not told & {*_folded(it.words)})
        return list(dict.fromkeys((*names, *persons, *_forms(plain))))

    def _names(self, text: str) -> Iterator[Named]:
        written = _WORD.findall(text)
        words = [_plain(word) for word in written]
        for at, word in enumerate(words):
            for name, hidden in self._known.get(word[0], ()):
                end = at + len(name)
                if end <= len(words) and _stands(name, words[at:end], hidden.sign):
                    found = " ".join(written[at:end])
                    yield Named(hidden.sign, found, hidden.name)


def parts_of_name(name: str) -> list[str]:
    """Return the words of a person's name that tell who it is, each for itself.

    Titles and small words ("Dr.", "von") do not, nor does what is shorter than three
    letters.
    """
    return [
        word
        for word in _WORD.findall(normalize("NFC", name))
        if len(word) >= SHORTEST and fold(word) not in _TITLES | _SMALL
    ]


def is_addressed(label: str) -> bool:
    """Whether a label begins as one addresses a person: Frau, Herr, Dr., Prof."""
    first = _WORD.match(label)
    return first is not None and fold(first[0]) in _TITLES


def _folded(text: str) -> Iterator[str]:
    return map(fold, _WORD.findall(text))


def _persons(text: str) -> Iterator[Named]:
    """Yield where a person is addressed by a name, whoever it is."""
    for match in _ADDRESSED.finditer(text):
        is_wife = fold((match["before"] or "").strip()) in _WIVES
        if is_wife and match["person"].startswith("Frau"):
            continue
        if not _plain(match["name"]).startswith(_OFFICES):
            yield Named(Sign.PERSON, match["person"])


def _words(text: str) -> Iterator[str]:
    return map(_plain, _WORD.findall(normalize("NFC", _UNSEEN.sub("", text))))


def _plain(word: str) -> str:
    return fold(word).translate(_UMLAUTS)


def _stands(name: Sequence[str], words: Sequence[str], sign: Sign) -> bool:
    *others, (last, word) = zip(name, words, strict=True)
    # In "Königlichen Klinik" every word may have an ending of its own.
    return all(_is_form(*pair) for pair in others) and (
        _is_form(last, word) or (sign in _COMPOUNDED and _is_compound(last, word))
    )


def _is_form(name: str, word: str) -> bool:
    """Whether a word is a name, inflected or with a slip."""
    if word == name:
        return True
    if len(name) < SHORTEST or word[0] != name[0]:
        return False
    if word.startswith(name) and word[len(name) :] in _ENDINGS:
        return True
    slips = (len(name) >= _SLIP_FROM) + (len(name) >= _TWO_SLIPS_FROM)
    return slips > 0 and any(
        Levenshtein.distance(name, form, score_cutoff=slips) <= slips
        for form in {word, word.removesuffix("s")}
    )


def _is_compound(name: str, word: str) -> bool:
    return len(name) >= _COMPOUND_FROM and word.startswith(name)


def _forms(text: str) -> Iterator[Named]:
    for sign, form in ((Sign.EMAIL, _EMAIL), (Sign.ADDRESS, _ADDRESS)):
        for match in form.finditer(text):
            yield Named(sign, match[0])
    rest = text
    for match in _IBAN.finditer(text):
        if _digits(match[0]) >= _IBAN_DIGITS:
            yield Named(Sign.IBAN, match[0])
            rest = rest.replace(match[0], "\n")
    for match in _TELEPHONE.finditer(rest):
        number = match[0].strip()
        if _digits(number) >= _FEWEST_DIGITS and not _DATE.fullmatch(number):
            yield Named(Sign.TELEPHONE, number)


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))
