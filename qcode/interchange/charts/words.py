"""The words on charts, in the languages that charts can be in."""

from collections.abc import Mapping
from dataclasses import dataclass

from qcode.model.coding import Origin
from qcode.model.counting import CASE, CODER, DOCUMENT, KIND, ROUND, SPEAKER, Unit
from qcode.model.document import Kind
from qcode.model.relation import Nearness


@dataclass(frozen=True, slots=True)
class ChartWords:
    """What stands on a chart that no study says: units, titles, the line below.

    `base`, `spoken`, `rated` and the like have places for what is counted; `decimal`
    is the sign between whole and part. `together` says by relation what joins codes
    in a network, `sorts` which codes a curve is of.
    """

    decimal: str
    units: Mapping[Unit, str]
    kinds: Mapping[str, str]
    codes: str
    codes_by: str
    dimensions: Mapping[str, str]
    share_of_codes: str
    missing: str
    base: str
    state: str
    asked: str
    only: str
    origins: Mapping[Origin, str]
    without_interviewer: str
    joint: str
    answers: str
    spoken: str
    rated: str
    everyone: str
    pooled: str
    documents: str
    network: str
    together: Mapping[Nearness, str]
    joined_from: str
    curve: str
    codes_so_far: str
    order: str
    order_by: str
    sorts: Mapping[str, str]
    median: str
    band: str
    reached: str
    not_reached: str
    portrait: str
    coded_by: str
    characters: str


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
    dimensions={
        DOCUMENT: "Dokument",
        KIND: "Art des Dokuments",
        CASE: "Fall",
        CODER: "Codierenden",
        SPEAKER: "Sprechenden",
        ROUND: "Runde",
    },
    share_of_codes="Anteile der Codes",
    missing="(keine Angabe)",
    base="Basis: {coded} codierte von {documents} Dokumenten, {coders}.",
    state="{program}, Stand {at}.",
    asked="Nur, was die Abfrage findet: {query}.",
    only="Nur {what}.",
    origins={
        Origin.HAND: "von Hand Codiertes",
        Origin.SUGGESTION: "angenommene Vorschläge",
        Origin.ADJUDICATION: "gemeinsam Entschiedenes",
    },
    without_interviewer="Ohne die Redebeiträge derer, die fragen.",
    joint="Interviews und Umfrage nebeneinander",
    answers="Antworten in {file}: {answers}",
    spoken="{kind}, in denen davon die Rede ist",
    rated="Mittel der Umfrage mit Standardabweichung",
    everyone="alle Codierenden zusammen",
    pooled="{coders} zusammen, jede Stelle einmal",
    documents="Basis: {documents} Dokumente, {who}.",
    network="Codes, die zusammen auftreten",
    together={
        Nearness.OVERLAP: "Paaren von Segmenten, die sich überschneiden",
        Nearness.SENTENCE: "Sätzen mit beiden Codes",
        Nearness.TURN: "Redebeiträgen mit beiden Codes",
        Nearness.TURNS: "Paaren von Segmenten, höchstens {distance} Redebeiträge "
        "auseinander",
        Nearness.WORDS: "Paaren von Segmenten, höchstens {distance} Wörter auseinander",
    },
    joined_from="Punkte nach codierten Segmenten, Linien nach {what}, ab {least}.",
    curve="Neue Codes mit jedem weiteren Dokument",
    codes_so_far="Codes bis hierher",
    order="Dokumente nach Namen",
    order_by="Dokumente nach {attribute}",
    sorts={"all": "alle Codes", "deductive": "deduktive Codes", "in vivo": "in vivo"},
    median="alle Codes, Median von {orders} zufälligen Reihenfolgen",
    band="neun von zehn zufälligen Reihenfolgen",
    reached="Sättigung nach {reached} + {run} Dokumenten (Basis {base}, Schwelle "
    "{threshold} %; Guest, Namey und Chen 2020).",
    not_reached="Sättigung nicht erreicht (Basis {base}, Lauf {run}, Schwelle "
    "{threshold} %; Guest, Namey und Chen 2020).",
    portrait="Codes im Verlauf von {document}",
    coded_by="Codiert: {who}.",
    characters="Zeichen",
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
    dimensions={KIND: "kind of document"},
    share_of_codes="Shares of codes",
    missing="(missing)",
    base="Base: {coded} coded of {documents} documents, {coders}.",
    state="{program}, as of {at}.",
    asked="Only what the query finds: {query}.",
    only="Only {what}.",
    origins={
        Origin.HAND: "codings made by hand",
        Origin.SUGGESTION: "accepted suggestions",
        Origin.ADJUDICATION: "what was settled together",
    },
    without_interviewer="Without the turns of those who ask.",
    joint="Interviews beside the survey",
    answers="Answers in {file}: {answers}",
    spoken="{kind} that speak of it",
    rated="Mean of the survey with standard deviation",
    everyone="all coders together",
    pooled="{coders} together, each passage once",
    documents="Base: {documents} documents, {who}.",
    network="Codes that occur together",
    together={
        Nearness.OVERLAP: "pairs of segments that overlap",
        Nearness.SENTENCE: "sentences with both codes",
        Nearness.TURN: "turns with both codes",
        Nearness.TURNS: "pairs of segments at most {distance} turns apart",
        Nearness.WORDS: "pairs of segments at most {distance} words apart",
    },
    joined_from="Points by coded segments, lines by {what}, from {least} on.",
    curve="New codes with each further document",
    codes_so_far="codes so far",
    order="documents by name",
    order_by="documents by {attribute}",
    sorts={"all": "all codes", "deductive": "deductive codes", "in vivo": "in vivo"},
    median="all codes, median of {orders} random orders",
    band="nine of ten random orders",
    reached="Saturation after {reached} + {run} documents (base {base}, threshold "
    "{threshold}%; Guest, Namey and Chen 2020).",
    not_reached="Saturation is not reached (base {base}, run {run}, threshold "
    "{threshold}%; Guest, Namey and Chen 2020).",
    portrait="Codes along {document}",
    coded_by="Coded by: {who}.",
    characters="characters",
)
_LANGUAGES = {"de": GERMAN, "en": ENGLISH}
LANGUAGES = tuple(_LANGUAGES)


def words_in(language: str) -> ChartWords:
    """Return the words of a language, English where it has none."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), ENGLISH)
