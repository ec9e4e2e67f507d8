"""Which 8-bit code page a European text was written in.

Owns the guess; the sure cases (byte order marks, UTF-8, UTF-16) are settled in
`encoding`. Code pages decode almost anything, and charset-normalizer, made for
pages of text, takes "Wir müssen" in mac_roman for Polish. So each reading is
priced here by what German and its neighbours write: a letter of the language
is cheap, a symbol inside a word is dear. Only where no reading convinces,
charset-normalizer searches further code pages.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from charset_normalizer import from_bytes

# Of equally cheap readings the first wins, so cp1252 before its look-alikes.
CODE_PAGES = ("cp1252", "iso8859_15", "cp1250", "cp1254", "mac_roman", "cp850")
FURTHER_CODE_PAGES = [
    *("cp1251", "cp1253", "cp1257", "cp437", "cp852", "cp866", "iso8859_2"),
    *("iso8859_5", "iso8859_7", "iso8859_9", "iso8859_13", "koi8_r", "koi8_u"),
    *("mac_cyrillic", "mac_greek", "mac_latin2"),
]

_GERMAN = "äöüß"
_WESTERN = (
    "àâæçéèêëîïôœùû",  # French
    "áéíñóúü",  # Spanish
    "áâãàçéêíóôõú",  # Portuguese
    "àéèìíîòóùú",  # Italian
    "àçèéíïòóúü",  # Catalan
    "æøåéäö",  # Danish, Norwegian, Swedish, Finnish
    "éëïèöü",  # Dutch
    "áéíóúýþæðö",  # Icelandic
)
_ALPHABETS = (
    *_WESTERN,
    "ąćęłńóśźż",  # Polish
    "áčďéěíňóřšťúůýž",  # Czech
    "áäčďéíĺľňóôŕšťúýž",  # Slovak
    "áéíóöőúüű",  # Hungarian
    "ăâîşţ",  # Romanian
    "čćđšž",  # Croatian, Slovene
    "çğıöşüâîû",  # Turkish
)
_KNOWN_LETTERS = frozenset(_GERMAN.join(_ALPHABETS))
_WESTERN_LETTERS = frozenset("".join(_WESTERN))
_CLOSING = "”»›“‘’«‹"
_OPENING = "„‚“‘»«›‹¿¡"
_AMID = "’–—…\N{SOFT HYPHEN}"
_BEFORE_NUMBERS = "§€£±≈×•©"
_AFTER_WORDS = "²³°½¼¾€®™"

_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_SIGNS = _CLOSING + _OPENING + _AMID + _BEFORE_NUMBERS + _AFTER_WORDS + _NO_BREAK_SPACE
_BEFORE_SHARP_S = "aeiouyäöü"

_MARKED = re.compile(r"[^\x00-\x7f]")
_C1_CONTROL = re.compile(r"[\x80-\x9f]")
_SAMPLE = 20_000
_EXPECTED, _OF_LANGUAGE, _OF_NEIGHBOUR, _FOREIGN = 0.5, 1.0, 2.0, 3.0
_MISPLACED, _ODD = 3.0, 4.0
_CONVINCING = 2.0


def decode_code_page(content: bytes) -> str:
    """Return the text by its likeliest code page.

    `content` holds no NUL and is not UTF-8. Whether it is text at all is not
    judged here.
    """
    cost, text = min(_readings(content), key=lambda reading: reading[0])
    if cost <= _CONVINCING:
        return text
    found = from_bytes(
        content, cp_isolation=FURTHER_CODE_PAGES, enable_fallback=False
    ).best()
    return str(found) if found is not None and found.coherence > 0 else text


def _readings(content: bytes) -> Iterator[tuple[float, str]]:
    """Yield (cost per character outside ASCII, text) by each page that can read it.

    Never empty: mac_roman and cp850 give every byte a character.
    """
    for code_page in CODE_PAGES:
        try:
            text = content.decode(code_page)
        except UnicodeDecodeError:
            continue
        if not _C1_CONTROL.search(text):
            yield _cost(text), text


def _cost(text: str) -> float:
    """Return the mean price of the text's characters outside ASCII (a sample)."""
    price = 0.0
    letters = Counter[str]()
    marked = list(islice(_MARKED.finditer(text), _SAMPLE))
    for match in marked:
        character = match.group()
        before = text[max(match.start() - 2, 0) : match.start()]
        after = text[match.end() : match.end() + 1]
        if character.lower() in _KNOWN_LETTERS:
            letters[character.lower()] += 1
            price += _letter_surcharge(before, character, after)
        else:
            price += _sign_price(before[-1:], character, after)
    return (price + _letter_price(letters)) / max(len(marked), 1)


def _letter_price(letters: Counter[str]) -> float:
    """Return what the letters cost in German and the one other language they fit."""
    return min(
        sum(count * _price_in(alphabet, letter) for letter, count in letters.items())
        for alphabet in _ALPHABETS
    )


def _price_in(alphabet: str, letter: str) -> float:
    if letter in _GERMAN:
        return _EXPECTED
    if letter in alphabet:
        return _OF_LANGUAGE
    return _OF_NEIGHBOUR if letter in _WESTERN_LETTERS else _FOREIGN


def _letter_surcharge(before: str, letter: str, after: str) -> float:
    """Return what is added for a place where the letter hardly ever stands.

    `before` has up to two characters: three letters outside ASCII in a row are
    another script read wrongly.
    """
    previous = before[-1:]
    if letter == "ß":
        return 0.0 if previous.lower() in _BEFORE_SHARP_S and previous else _MISPLACED
    if len(before) == 2 and before.isalpha() and not _MARKED.sub("", before):
        return _MISPLACED
    if letter.isupper() and previous.islower():
        return _MISPLACED
    if letter.islower() and after.isupper() and after.isascii():
        return _MISPLACED
    return 0.0


def _sign_price(before: str, sign: str, after: str) -> float:
    if before.isalpha() and after.isalpha():
        fits = sign in _AMID or (sign == _NO_BREAK_SPACE and not after.islower())
    elif after.isalnum():
        fits = sign in _OPENING + _AMID + _NO_BREAK_SPACE
        fits = fits or (sign in _BEFORE_NUMBERS and after.isdigit())
        fits = fits or (sign == "°" and after in "CF")
    elif before.isalnum():
        fits = sign in _CLOSING + _AMID + _AFTER_WORDS + _NO_BREAK_SPACE
    else:
        fits = sign in _SIGNS
    return _EXPECTED if fits else _ODD
