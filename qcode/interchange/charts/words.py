"""The words on charts, in the languages that charts can be in."""

from collections.abc import Mapping
from dataclasses import dataclass

from qcode.model.counting import Unit
from qcode.model.document import Kind


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What stands on a chart that no study says: units, titles, the line below.

    `base`, `spoken` and `rated` have places for what is counted; `decimal` is the
    sign between whole and part.
    """

    decimal: str
    units: Mapping[Unit, str]
    kinds: Mapping[str, str]
    codes: str
    codes_by: str
    share_of_codes: str
    missing: str
    base: str
    state: str
    joint: str
    spoken: str
    rated: str


GERMAN = ChartWords(
    decimal=",",
    units={
        Unit.DOCUMENTS: "Dokumente",
        Unit.CASES: "Fälle",
        Unit.SEGMENTS: "codierte Segmente",
        Unit.CODINGS: "Codierungen",
        Unit.WORDS: "codierte Wörter",
        Unit.SHARE: "Anteil an den Wörtern",
        Unit.RATE: "Segmente je 1.000 Wörter",
    },
    kinds={
        Kind.INTERVIEW: "Interviews",
        Kind.WORKSHOP: "Workshops",
        Kind.EXAMPLE: "Praxisbeispiele",
        Kind.SURVEY: "Umfrageantworten",
        Kind.OTHER: "Sonstiges",
    },
    codes="Häufigkeit der Codes",
    codes_by="Häufigkeit der Codes nach {by}",
    share_of_codes="Anteile der Codes",
    missing="(keine Angabe)",
    base="Basis: {coded} codierte von {documents} Dokumenten, {coders}.",
    state="{program}, Stand {at}.",
    joint="Interviews und Umfrage nebeneinander",
    spoken="{kind}, in denen davon die Rede ist",
    rated="Mittel der Umfrage mit Standardabweichung",
)
ENGLISH = ChartWords(
    decimal=".",
    units={
        Unit.DOCUMENTS: "documents",
        Unit.CASES: "cases",
        Unit.SEGMENTS: "coded segments",
        Unit.CODINGS: "codings",
        Unit.WORDS: "coded words",
        Unit.SHARE: "share of the words",
        Unit.RATE: "segments per 1,000 words",
    },
    kinds={
        Kind.INTERVIEW: "interviews",
        Kind.WORKSHOP: "workshops",
        Kind.EXAMPLE: "practice examples",
        Kind.SURVEY: "survey answers",
        Kind.OTHER: "other",
    },
    codes="Frequencies of codes",
    codes_by="Frequencies of codes by {by}",
    share_of_codes="Shares of codes",
    missing="(missing)",
    base="Base: {coded} coded of {documents} documents, {coders}.",
    state="{program}, as of {at}.",
    joint="Interviews beside the survey",
    spoken="{kind} that speak of it",
    rated="Mean of the survey with standard deviation",
)
_LANGUAGES = {"de": GERMAN, "en": ENGLISH}
LANGUAGES = tuple(_LANGUAGES)


def words_in(language: str) -> ChartWords:
    """Return the words of a language, English where it has none."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), ENGLISH)
