"""The words of a file with a summary grid, in the languages that it can be in."""

from collections.abc import Mapping
from dataclasses import dataclass

from qcode.model.evidence import Choice


@dataclass(frozen=True, slots=True)
class MatrixWords:
    """What stands in the file that neither the study nor its team says.

    Some have places in braces for what is counted.
    """

    title: str
    state: str
    whose: Mapping[Choice, str]
    reading: str
    part: str
    case: str
    segment: str
    segments: str
    is_open: str
    selected: str
    of_kind: str
    of_origin: str
    without_interviewer: str
    nothing: str
    no_cases: str
    homeless: str


_ENGLISH = MatrixWords(
    title="Summary grid",
    state="{study}. {cases} cases, {categories} categories. As of {at}, {program}.",
    whose={
        Choice.CODER: "Counted are segments that {coders} coded.",
        Choice.CONSENSUS: "Counted are segments of the consensus set.",
        Choice.EVERYONE: "Counted are segments of all coders; what several coded alike "
        "counts once.",
    },
    reading="The summaries are the team's own words. Beneath each stands how many "
    "distinct segments were coded in the case with the category or a code below it; "
    "where it says “open”, nobody has summarised them yet.",
    part="Categories {first} to {last} of {of}",
    case="Case",
    segment="1 segment",
    segments="{number} segments",
    is_open="open",
    selected="Selected: {what}.",
    of_kind="documents of the kind {kind}",
    of_origin="codings of the origin {origins}",
    without_interviewer="without the turns of those who ask",
    nothing="–",
    no_cases="There are no cases to show.",
    homeless="Summaries whose code has left the codebook",
)
_GERMAN = MatrixWords(
    title="Framework-Matrix",
    state="{study}. {cases} Fälle, {categories} Kategorien. Stand {at}, {program}.",
    whose={
        Choice.CODER: "Gezählt sind Segmente, die {coders} codiert hat.",
        Choice.CONSENSUS: "Gezählt sind Segmente des Konsenses.",
        Choice.EVERYONE: "Gezählt sind Segmente aller Codierenden; was mehrere gleich "
        "codiert haben, zählt einmal.",
    },
    reading="Die Zusammenfassungen sind Worte des Teams. Unter jeder steht, wie viele "
    "verschiedene Segmente im Fall mit der Kategorie oder einem Code darunter codiert "
    "sind; „offen“ heißt, dass sie noch niemand zusammengefasst hat.",
    part="Kategorien {first} bis {last} von {of}",
    case="Fall",
    segment="1 Segment",
    segments="{number} Segmente",
    is_open="offen",
    selected="Ausgewählt: {what}.",
    of_kind="Dokumente der Art {kind}",
    of_origin="Codierungen der Herkunft {origins}",
    without_interviewer="ohne die Beiträge der Fragenden",
    nothing="–",
    no_cases="Es gibt keine Fälle zu zeigen.",
    homeless="Zusammenfassungen, deren Code nicht mehr im Codebuch steht",
)


def matrix_words(language: str) -> MatrixWords:
    """Return the words in a language; English where there are none in it."""
    return _GERMAN if language.lower().startswith("de") else _ENGLISH
