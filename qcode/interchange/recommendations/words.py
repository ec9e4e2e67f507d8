"""The words of a file of recommendations, in the languages that it can be in."""

from collections.abc import Mapping
from dataclasses import dataclass

from qcode.model.document import Kind
from qcode.model.evidence import Choice
from qcode.model.recommendation import MarkKind, Status


@dataclass(frozen=True, slots=True)
class RecommendationWords:
    """What stands in the file that neither the study nor its team says.

    Some have places in braces for what is counted; `decimal` is the sign between
    whole and part.
    """

    decimal: str
    until: str
    title: str
    contents: str
    state: str
    reading: str
    recommendations: str
    status: str
    statuses: Mapping[Status, str]
    no_statement: str
    codes: str
    missing_codes: str
    whose: Mapping[Choice, str]
    nobody: str
    evidence: str
    kinds: Mapping[Kind, str]
    of_kind: str
    of_which_coded: str
    coded: str
    passages: str
    opposing: str
    values: str
    without: str
    agreement: str
    agreement_columns: tuple[str, str, str, str]
    undefined: Mapping[str, str]
    voices: str
    no_voices: str
    neighbours: str
    no_neighbours: str
    neighbour_columns: tuple[str, str, str, str]
    survey: str
    no_survey: str
    survey_columns: tuple[str, str, str, str, str]
    survey_note: str
    quotations: str
    no_quotations: str
    chosen: str
    marks: Mapping[MarkKind, str]
    memos: str
    memo_on: str
    number_of_memos: str
    appendix: str
    evidence_for: str
    further: str
    line: str
    beside: str
    compared: str
    not_compared: str
    nothing: str


GERMAN = RecommendationWords(
    decimal=",",
    until=" bis ",
    title="Empfehlungen und ihre Belege",
    contents="Inhalt",
    state="{study}. {program}, Stand {at}.",
    reading="Aussagen, Status und Zitate hat das Team geschrieben und ausgewählt; "
    "gezählt hat das Programm. Jede Zahl führt zu den Stellen, für die sie steht. "
    "Stellen, die einer Empfehlung widersprechen, zählen nicht als Belege und "
    "stehen gesondert.",
    recommendations="Empfehlungen",
    status="Status",
    statuses={
        Status.DRAFT: "Entwurf",
        Status.DISCUSSED: "besprochen",
        Status.AGREED: "beschlossen",
        Status.DROPPED: "verworfen",
    },
    no_statement="Eine Aussage hat das Team noch nicht geschrieben.",
    codes="Codes",
    missing_codes="{number} Code(s) dieser Empfehlung gibt es nicht mehr.",
    whose={
        Choice.CODER: "Gezählt sind die Codierungen von {coders}.",
        Choice.CONSENSUS: "Gezählt ist das Konsens-Set ({coders}).",
        Choice.EVERYONE: "Gezählt sind die Codierungen von {coders}; was mehrere "
        "gleich codiert haben, zählt einmal.",
    },
    nobody="Mit diesen Codes hat noch niemand codiert.",
    evidence="Belege",
    kinds={
        Kind.INTERVIEW: "Interviews",
        Kind.WORKSHOP: "Workshops",
        Kind.EXAMPLE: "Praxisbeispielen",
        Kind.SURVEY: "Umfrageantworten",
        Kind.OTHER: "sonstigen Dokumenten",
    },
    of_kind=" von {documents} {kind}; ",
    of_which_coded=" davon codiert",
    coded="{kind}, codiert",
    passages=" Stellen",
    opposing=" Stellen widersprechen",
    values=" von {known} Werten von „{attribute}“",
    without="ohne Angabe",
    agreement="Übereinstimmung der Codierenden",
    agreement_columns=("Code", "Alpha", "95 %", "Sätze"),
    undefined={
        "no-comparison": "unbestimmt: keine zwei haben dasselbe Dokument abgeschlossen",
        "nothing-compared": "unbestimmt: kein Satz wurde von zweien beurteilt",
        "one-category": "unbestimmt: alle Sätze gleich beurteilt",
        "nothing-coded": "unbestimmt: der Code wurde nicht vergeben",
    },
    voices="Gegenstimmen",
    no_voices="Keine Codierung mit der Haltung „widerspricht“.",
    neighbours="Codes anderer Familien im selben Redebeitrag",
    no_neighbours="Keine.",
    neighbour_columns=("Familie", "Code", "Dokumente", "Stellen"),
    survey="Priorität in der Umfrage",
    no_survey="Keinen dieser Codes bewertet die Umfrage.",
    survey_columns=("Code", "Rang", "Mittel", "SD", "n"),
    survey_note="{name}, {kept}: {items} bewertete Codes, Rang 1 ist der höchste "
    "Mittelwert.",
    quotations="Schlüsselzitate",
    no_quotations="Noch keine ausgewählt.",
    chosen="ausgewählt von {coder} am {day}, Alpha {alpha}",
    marks={
        MarkKind.LOST: "Die Codierung dieses Zitats gibt es nicht mehr.",
        MarkKind.CHANGED: "Der Wortlaut hat sich seit der Auswahl geändert.",
        MarkKind.OUTSIDE: "Sein Code steht nicht mehr unter dieser Empfehlung.",
        MarkKind.DROPPED: "Die Übereinstimmung ist seit der Auswahl um {drop} gefallen "
        "(Alpha {before}, jetzt {after}).",
        MarkKind.UNDEFINED: "Die Übereinstimmung ist nicht mehr bestimmbar (Alpha war "
        "{before}).",
    },
    memos="Memos",
    memo_on="zum Code {code}",
    number_of_memos=" Memos zu diesen Codes und Stellen",
    appendix="Anhang",
    evidence_for="Belege zu {title}",
    further="Zitierte Stellen, die nicht mitgezählt sind",
    line="Zeile {line}",
    beside="dort Zeile {lines}",
    compared="Krippendorffs Alpha je Code über die Sätze der Befragten; verglichen "
    "sind {coders} in {number} Dokumenten, die alle abgeschlossen haben: {documents}.",
    not_compared="Es gibt kein Dokument, das zwei Codierende abgeschlossen haben.",
    nothing="Es gibt noch keine Empfehlungen.",
)
ENGLISH = RecommendationWords(
    decimal=".",
    until=" to ",
    title="Recommendations and their evidence",
    contents="Contents",
    state="{study}. {program}, as of {at}.",
    reading="Statements, status and quotations were written and chosen by the team; "
    "the program counted. Each number leads to the passages that it stands for. "
    "Passages that oppose a recommendation are not counted as evidence and stand "
    "apart.",
    recommendations="Recommendations",
    status="Status",
    statuses={
        Status.DRAFT: "draft",
        Status.DISCUSSED: "discussed",
        Status.AGREED: "agreed",
        Status.DROPPED: "dropped",
    },
    no_statement="The team has written no statement yet.",
    codes="Codes",
    missing_codes="{number} code(s) of this recommendation are gone.",
    whose={
        Choice.CODER: "Counted are the codings of {coders}.",
        Choice.CONSENSUS: "Counted is the consensus set ({coders}).",
        Choice.EVERYONE: "Counted are the codings of {coders}; what several coded "
        "alike counts once.",
    },
    nobody="Nobody has coded with these codes yet.",
    evidence="Evidence",
    kinds={
        Kind.INTERVIEW: "interviews",
        Kind.WORKSHOP: "workshops",
        Kind.EXAMPLE: "practice examples",
        Kind.SURVEY: "survey answers",
        Kind.OTHER: "other documents",
    },
    of_kind=" of {documents} {kind}; ",
    of_which_coded=" of these coded",
    coded="{kind}, coded",
    passages=" passages",
    opposing=" passages oppose it",
    values=" of {known} values of “{attribute}”",
    without="no value",
    agreement="Agreement of the coders",
    agreement_columns=("Code", "Alpha", "95 %", "Sentences"),
    undefined={
        "no-comparison": "undefined: no two have finished the same document",
        "nothing-compared": "undefined: no sentence was judged by two",
        "one-category": "undefined: all sentences judged alike",
        "nothing-coded": "undefined: the code was not given",
    },
    voices="Opposing voices",
    no_voices="No coding with the stance “opposes”.",
    neighbours="Codes of other families in the same turn",
    no_neighbours="None.",
    neighbour_columns=("Family", "Code", "Documents", "Passages"),
    survey="Priority in the survey",
    no_survey="The survey rates none of these codes.",
    survey_columns=("Code", "Rank", "Mean", "SD", "n"),
    survey_note="{name}, {kept}: {items} codes rated, rank 1 is the highest mean.",
    quotations="Key quotations",
    no_quotations="None chosen yet.",
    chosen="chosen by {coder} on {day}, alpha {alpha}",
    marks={
        MarkKind.LOST: "The coding of this quotation is gone.",
        MarkKind.CHANGED: "The words have changed since it was chosen.",
        MarkKind.OUTSIDE: "Its code stands under this recommendation no more.",
        MarkKind.DROPPED: "Agreement has fallen by {drop} since it was chosen (alpha "
        "{before}, now {after}).",
        MarkKind.UNDEFINED: "Agreement cannot be told any more (alpha was {before}).",
    },
    memos="Memos",
    memo_on="on the code {code}",
    number_of_memos=" memos on these codes and passages",
    appendix="Appendix",
    evidence_for="Evidence for {title}",
    further="Passages quoted that are not counted",
    line="line {line}",
    beside="there line {lines}",
    compared="Krippendorff's alpha per code over the sentences of those interviewed; "
    "compared are {coders} in {number} documents that all have finished: {documents}.",
    not_compared="There is no document that two coders have finished.",
    nothing="There are no recommendations yet.",
)
_LANGUAGES = {"de": GERMAN, "en": ENGLISH}
LANGUAGES = tuple(_LANGUAGES)


def words_in(language: str) -> RecommendationWords:
    """Return the words of a language, English where it has none."""
    return _LANGUAGES.get(language.partition("-")[0].lower(), ENGLISH)
