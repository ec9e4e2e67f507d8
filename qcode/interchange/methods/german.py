"""The German words of a methods appendix."""

from qcode.interchange.methods.german_reasons import REASONS
from qcode.interchange.methods.words import (
    AgreementWords,
    CodingWords,
    CorpusWords,
    MethodsWords,
    Nouns,
    Signs,
)
from qcode.model.adjudication import Ruling
from qcode.model.agreement import Exclusion
from qcode.model.document import Kind
from qcode.model.methods import CodebookChange, NotCompared, Parameter

_SIGNS = Signs(
    decimal=",",
    thousands=".",
    percent=" %",
    last=" und ",
    day="{day}. {month} {year}",
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli"),
        *("August", "September", "Oktober", "November", "Dezember"),
    ),
    quoted="„{text}“",
)
_NOUNS = Nouns(
    documents=("ein Dokument", "{n} Dokumente"),
    in_documents=("einem Dokument", "{n} Dokumenten"),
    of_words=("einem Wort", "{n} Wörtern"),
    words=("ein Wort", "{n} Wörter"),
    kinds={
        Kind.INTERVIEW: ("ein Interview", "{n} Interviews"),
        Kind.WORKSHOP: ("ein Workshop", "{n} Workshops"),
        Kind.EXAMPLE: ("ein Praxisbeispiel", "{n} Praxisbeispiele"),
        Kind.SURVEY: ("eine Umfrageantwort", "{n} Umfrageantworten"),
        Kind.OTHER: ("ein sonstiges Dokument", "{n} sonstige Dokumente"),
    },
    codes=("einen Code", "{n} Codes"),
    in_families=("einer Familie", "{n} Familien"),
    on_levels=("einer Ebene", "{n} Ebenen"),
    codings=("eine Codierung", "{n} Codierungen"),
    of_codings=("einer Codierung", "{n} Codierungen"),
    sentences=("ein Satz", "{n} Sätze"),
    answers=("einer Antwort", "{n} Antworten"),
)
_CORPUS = CorpusWords(
    heading="Korpus und Codebuch",
    empty="Das Korpus ist noch leer.",
    corpus=(
        "Das Korpus besteht aus einem Dokument mit {words}: {kinds}.",
        "Das Korpus umfasst {n} Dokumente mit zusammen {words}: {kinds}.",
    ),
    cases=(
        "Die Dokumente gehören zu einem Fall.",
        "Die Dokumente gehören zu {n} Fällen.",
    ),
    what_is_a_word="Als Wort zählt jede Folge von Buchstaben oder Ziffern; "
    "Sprecherkürzel und Zeitmarken zählen nicht.",
    not_revised="Kein Text wurde nach dem Import geändert.",
    revised=(
        "Nach dem Import wurde ein Text berichtigt: {names}.",
        "Nach dem Import wurden {n} Texte berichtigt: {names}.",
    ),
    revision="{name} (Fassung {revision})",
    survey="Daneben liegt die Umfrage {name} mit {answers}{kept}; sie bewertet "
    "{codes} des Codebuchs.",
    kept=" (nur {keep})",
    codebook="Codebuch",
    structure="Das Codebuch umfasst {codes} in {families} auf {levels}.",
    codable=(
        "Davon kann einer vergeben werden, die übrigen gliedern.",
        "Davon können {n} vergeben werden, die übrigen gliedern.",
    ),
    all_codable="Alle können vergeben werden.",
    named="Seine Fassung trägt die Prüfsumme {revision} (Anfang des SHA-256).",
    finished_now=(
        "Der eine Abschlussvermerk (eine Person, ein Dokument) gehört zu ihr.",
        "Alle {n} Abschlussvermerke (je eine Person, ein Dokument) gehören zu ihr.",
    ),
    finished_then=(
        "Der eine Abschlussvermerk (eine Person, ein Dokument) gehört zu einer anderen "
        "({revisions}).",
        "Von {n} Abschlussvermerken (je eine Person, ein Dokument) gehören {now} zu "
        "ihr und die übrigen zu {others} ({revisions}).",
    ),
    other_revisions=("einer anderen", "{n} anderen"),
    unchanged="Seit Anlage der Studie wurde es nicht geändert.",
    changed=(
        "Seit Anlage der Studie wurde es einmal geändert, {when}: {how}.",
        "Seit Anlage der Studie wurde es {n}-mal geändert, {when}: {how}.",
    ),
    on_day="am {first}",
    between_days="zwischen dem {first} und dem {last}",
    changes={
        CodebookChange.APPLIED: (
            "einmal aus codebook.yaml übernommen",
            "{n}-mal aus codebook.yaml übernommen",
        ),
        CodebookChange.CREATED: (
            "einmal ein Code neu angelegt",
            "{n}-mal ein Code neu angelegt",
        ),
        CodebookChange.CHANGED: (
            "einmal ein Code geändert",
            "{n}-mal ein Code geändert",
        ),
        CodebookChange.MERGED: (
            "einmal Codes zusammengelegt",
            "{n}-mal Codes zusammengelegt",
        ),
    },
)
_CODING = CodingWords(
    heading="Codierung",
    nobody="Codiert hat noch niemand.",
    coders=(
        "Codiert hat eine Person: {handles}.",
        "Codiert haben {n} Personen: {handles}.",
    ),
    columns=("Person", "Codierungen", "Dokumente", "abgeschlossen"),
    no_rounds="Verblindete Runden gab es nicht.",
    round="In der verblindeten Runde „{name}“ codierten {coders} {documents}, ohne "
    "die Arbeit der anderen zu sehen; {opener} eröffnete sie am {opened}",
    closed=", {closer} schloss sie am {closed}{when}.",
    closed_after_all=", nachdem alle alles abgeschlossen hatten",
    closed_early=", nachdem {finished} von {needed} Dokumenten abgeschlossen waren "
    "(jedes zählt für jede Person)",
    open="; sie ist noch offen.",
    settling="Entscheidungen über Unterschiede",
    settled=(
        "Über einen Unterschied zwischen Codierenden wurde entschieden (von "
        "{deciders}): {taken}.",
        "Über {n} Unterschiede zwischen Codierenden wurde entschieden (von "
        "{deciders}): {taken}.",
    ),
    taken={
        Ruling.FIRST: (
            "einmal galt, was {handle} codiert hatte",
            "{n}-mal galt, was {handle} codiert hatte",
        ),
        Ruling.BOTH: ("einmal galt beides", "{n}-mal galt beides"),
        Ruling.NEITHER: ("einmal galt keines", "{n}-mal galt keines"),
        Ruling.REDRAWN: (
            "einmal wurde die Stelle neu bestimmt",
            "{n}-mal wurde die Stelle neu bestimmt",
        ),
        Ruling.SENT_BACK: (
            "einmal ging die Frage an das Codebuch zurück",
            "{n}-mal ging die Frage an das Codebuch zurück",
        ),
    },
    consensus="Das Konsens-Set, das daraus entstand, enthält {codings} in {documents}.",
    consensus_alone="Ein Konsens-Set enthält {codings} in {documents}; die "
    "Entscheidungen, aus denen es entstand, sind in der Studie nicht verzeichnet.",
    suggestions="Vorschläge des Programms",
    no_suggestions="Keine Codierung ging aus einem Vorschlag des Programms hervor.",
    suggested=(
        "Von {all} ging eine ({share}) aus einem Vorschlag des Programms "
        "hervor, den jemand geprüft und angenommen hat{engines}.",
        "Von {all} gingen {n} ({share}) aus Vorschlägen des Programms "
        "hervor, die jemand geprüft und angenommen hat{engines}.",
    ),
    rejected=("Abgelehnt wurde ein Vorschlag.", "Abgelehnt wurden {n} Vorschläge."),
)
_AGREEMENT = AgreementWords(
    heading="Übereinstimmung",
    not_compared={
        NotCompared.FEW_CODERS: "Eine Übereinstimmung lässt sich nicht angeben: Es "
        "haben nicht zwei Personen Dokumente als abgeschlossen gekennzeichnet.",
        NotCompared.NO_DOCUMENT: "Eine Übereinstimmung lässt sich nicht angeben: Kein "
        "Dokument haben alle abgeschlossen, die irgendeines abgeschlossen haben.",
        NotCompared.BLIND: "Eine Übereinstimmung lässt sich nicht angeben, solange "
        "eine verblindete Runde offen ist.",
    },
    compared="Verglichen wurden {coders} in {documents}, die alle Genannten "
    "abgeschlossen haben: {sentences} von Befragten.",
    unit="Beurteilt wurde jeder Satz für jeden Code, der vergeben werden kann. Ein "
    "Satz trägt einen Code, wenn mindestens die Hälfte seiner Wörter damit codiert "
    "ist. Was jemand nicht codiert hat, gilt als „kommt nicht vor“.",
    alpha="Über alle Codes zusammen beträgt Krippendorffs Alpha {alpha}{interval} bei "
    "einer prozentualen Übereinstimmung von {percent}",
    alpha_without="Über alle Codes zusammen ist Krippendorffs Alpha unbestimmt",
    interval=" (95-%-Intervall {low} bis {high})",
    mean="; das Mittel der Alphas der einzelnen Codes beträgt {mean}{interval}.",
    columns=(
        *("Maß", "alle Codes", "95-%-Intervall"),
        *("Mittel der Codes", "95-%-Intervall"),
    ),
    coefficients={
        "percent": "Anteil übereinstimmender Urteile (Fleiss 1971)",
        "kappa": "Cohens Kappa (Cohen 1960; Light 1971)",
        "fleiss": "Fleiss’ Kappa (Fleiss 1971)",
        "alpha": "Krippendorffs Alpha, nominal (Krippendorff 2011)",
        "ac1": "Gwets AC1 (Gwet 2008)",
        "brennan_prediger": "Kappa nach Brennan und Prediger (1981)",
        "u_alpha": "Krippendorffs Alpha für freie Textstellen (Krippendorff 2013)",
        "segments": "Anteil der Codierungen, die eine der anderen Person treffen",
        "segments_kappa": "derselbe Anteil, um den Zufall bereinigt",
        "dice": "Anteil der Stellen mit gleichen Enden (Dice 1945)",
    },
    intervals="Die Intervalle sind Perzentilintervalle (Efron & Tibshirani 1993) aus "
    "{draws} Ziehungen ganzer Dokumente mit Zurücklegen (Davison & Hinkley 1997; "
    "Startwert {seed}).",
    few_documents="Bei weniger als {fewest} Dokumenten werden keine Intervalle "
    "angegeben.",
    suggested="Von den verglichenen Codierungen gingen {share} aus Vorschlägen des "
    "Programms hervor.",
    undefined={
        "nothing-compared": (
            "Für einen Code ist Alpha unbestimmt, weil ihn nicht zwei Personen "
            "kannten, als sie abschlossen.",
            "Für {n} Codes ist Alpha unbestimmt, weil sie nicht zwei Personen "
            "kannten, als sie abschlossen.",
        ),
        "one-category": (
            "Für einen Code ist Alpha unbestimmt, weil alle Sätze gleich beurteilt "
            "sind.",
            "Für {n} Codes ist Alpha unbestimmt, weil alle Sätze gleich beurteilt "
            "sind.",
        ),
        "nothing-coded": (
            "Für einen Code ist Alpha unbestimmt, weil er nicht vergeben wurde.",
            "Für {n} Codes ist Alpha unbestimmt, weil sie nicht vergeben wurden.",
        ),
    },
    partly_known=(
        "Nicht alle kannten einen Code, als sie abschlossen ({names}); für ihn zählen "
        "nur Sätze, die zwei Personen mit ihm beurteilen konnten.",
        "Nicht alle kannten {n} Codes, als sie abschlossen ({names}); für diese zählen "
        "nur Sätze, die zwei Personen mit ihnen beurteilen konnten.",
    ),
    saturation="Neue Information",
    new_information="Wie viel Neues jedes weitere Dokument bringt, wird nach Guest, "
    "Namey und Chen (2020) bestimmt: Die ersten {base} Dokumente sind die Grundlage, "
    "Läufe haben {run} Dokumente und rücken um je eines vor, und Sättigung gilt als "
    "erreicht, wo ein Lauf höchstens {threshold} der Codes der Grundlage neu "
    "hinzufügt. Daneben stehen {orders} zufällige Reihenfolgen (Startwert {seed}).",
)
GERMAN = MethodsWords(
    language="de",
    signs=_SIGNS,
    nouns=_NOUNS,
    corpus=_CORPUS,
    coding=_CODING,
    agreement=_AGREEMENT,
    title="Wie die Studie gemacht wurde",
    contents="Inhalt",
    methods="Material und Methoden",
    state="Studie „{study}“, Stand {at}. Alle Zahlen hat {program} aus der Studie "
    "gezählt.",
    limited="Tabellen und Abbildungen dieses Berichts beruhen allein auf den "
    "Codierungen von {coder}; dieser Anhang spricht von allen.",
    hidden=(
        "Die verblindete Runde {names} verbirgt Arbeit anderer vor der Person, die "
        "diesen Bericht gemacht hat; gezählt ist nur, was sie sehen darf.",
        "Die verblindeten Runden {names} verbergen Arbeit anderer vor der Person, die "
        "diesen Bericht gemacht hat; gezählt ist nur, was sie sehen darf.",
    ),
    exclusions="Was nicht gezählt wurde",
    excluded=(
        "Bei der Übereinstimmung zählt ein Dokument nicht ({why}): {names}.",
        "Bei der Übereinstimmung zählen {n} Dokumente nicht ({why}): {names}.",
    ),
    excluded_why={
        Exclusion.NOT_FINISHED: "nicht abgeschlossen von {coders}",
        Exclusion.OTHER_REVISION: "mit anderem Text abgeschlossen von {coders}",
        Exclusion.NO_UNITS: "ohne einen Satz von Befragten",
    },
    asking="Was Fragende sagen (Sprecherkürzel {labels}; {words}), zählt bei "
    "Übereinstimmung und typischen Wörtern nicht; in Häufigkeiten zählt es mit.",
    nobody_asks="Niemand gilt als jemand, der fragt; alle Redebeiträge zählen.",
    nothing_coded="In keinem Dokument ist schon etwas codiert.",
    uncoded=(
        "In einem Dokument ist nichts codiert: {names}.",
        "In {n} Dokumenten ist nichts codiert: {names}.",
    ),
    among="darunter {names}",
    parameters="Kennwerte",
    parameter_columns=("Kennwert", "Wert"),
    parameter_names={
        Parameter.UNIT_SHARE: "Anteil codierter Wörter, ab dem ein Satz einen Code "
        "trägt",
        Parameter.OVERLAP: "Übereinstimmung: gleiche Stelle ab diesem Anteil am "
        "gemeinsam Bedeckten",
        Parameter.TOLERANCE: "Übereinstimmung: gleiche Enden bis zu so vielen Wörtern "
        "Abstand",
        Parameter.LEVEL: "Intervalle: Niveau",
        Parameter.DRAWS: "Intervalle: Ziehungen",
        Parameter.DRAWS_SEED: "Intervalle: Startwert",
        Parameter.FEWEST: "Intervalle: wenigste Dokumente",
        Parameter.BASE: "Neue Information: Dokumente der Grundlage",
        Parameter.RUN: "Neue Information: Dokumente eines Laufs",
        Parameter.THRESHOLD: "Neue Information: Schwelle",
        Parameter.ORDERS: "Neue Information: zufällige Reihenfolgen",
        Parameter.ORDERS_SEED: "Neue Information: Startwert",
        Parameter.SMALL: "Kreuztabellen: Warnung unter dieser erwarteten Häufigkeit "
        "(Cochran 1954)",
        Parameter.LIKELIHOOD: "Typische Wörter: kleinste Log-Likelihood (Rayson & "
        "Garside 2000)",
    },
    program="Programm",
    computed="Gerechnet wurde mit {program}.",
    libraries="Es lief auf {libraries}.",
    left_out="Nicht erstellt",
    left_out_told="Diese Teile hat das Programm nicht erstellt; seine Gründe:",
    reasons=REASONS,
    references="Literatur",
)
