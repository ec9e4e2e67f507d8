"""The languages that a methods appendix can be in."""

from qcode.interchange.methods.english import ENGLISH
from qcode.interchange.methods.german import GERMAN
from qcode.interchange.methods.words import MethodsWords

_LANGUAGES = {it.language: it for it in (GERMAN, ENGLISH)}
LANGUAGES = tuple(_LANGUAGES)


def words_in(language: str) -> MethodsWords:
    """Return the words of one of `LANGUAGES`."""
    return _LANGUAGES[language]
