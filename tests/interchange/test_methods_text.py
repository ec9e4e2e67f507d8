"""The words of a methods appendix for one and for several, in both languages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qcode.interchange.methods import methods_text
from qcode.interchange.prose.markdown_prose import content
from qcode.model.adjudication import Ruling
from qcode.model.agreement import Excluded, Exclusion
from qcode.model.document import Kind
from qcode.model.methods import (
    AgreementFacts,
    AskingFacts,
    CodebookChange,
    CodebookFacts,
    CoderFacts,
    CorpusFacts,
    Estimate,
    KindFacts,
    Methods,
    NotCompared,
    Parameter,
    RoundFacts,
    SettlingFacts,
    SuggestionFacts,
    SurveyFacts,
    TakenFrom,
)

MAY = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
JUNE = datetime(2026, 6, 12, tzinfo=UTC)
ONE = Methods(
    study="S",
    coder="",
    corpus=CorpusFacts([KindFacts(Kind.OTHER, 1, 1)], 1, {}, [], AskingFacts()),
    codebook=CodebookFacts("0123456789abcdef", 1, 1, 1, 1, {}),
    coders=[CoderFacts("K1", 1, 1, 1)],
    rounds=[],
    agreement=NotCompared.FEW_CODERS,
    not_counted=[],
    settling=None,
    suggestions=SuggestionFacts(1, 1, 1, ["qcode 2"]),
    survey=None,
    parameters=dict.fromkeys(Parameter, 1.0),
    hidden=[],
    left_out=[],
    program="qcode 1",
)
ALPHA = Estimate("alpha", 0.5, (0.4, 0.6), float("nan"), None)
MANY = replace(
    ONE,
    coder="K1",
    corpus=CorpusFacts(
        [KindFacts(Kind.INTERVIEW, 2, 12_345), KindFacts(Kind.EXAMPLE, 1, 1)],
        1,
        {"anna-01": 2, "bodo-02": 3},
        ["bodo-02"],
        AskingFacts(["I", "M"], [], 1),
    ),
    codebook=CodebookFacts(
        "0123456789abcdef",
        1_000,
        1,
        2,
        2,
        {CodebookChange.CREATED: 2, CodebookChange.MERGED: 1},
        {"0123456789abcdef": 3, "fedcba9876543210": 1},
        MAY,
        JUNE,
    ),
    rounds=[
        RoundFacts("R1", ["K1", "K2"], 1, "K1", MAY, "K2", JUNE, 1, 2),
        RoundFacts("R2", ["K1", "K2", "K3"], 4, "K1", JUNE, "", None, None, 12),
    ],
    agreement=AgreementFacts(
        ["K1", "K2"],
        3,
        1_000,
        [],
        0.25,
        [Estimate("percent", 0.9, None, 0.9, None), ALPHA],
        3,
        {"nothing-coded": 1, "nothing-compared": 2},
        ["Nets"],
    ),
    not_counted=[
        Excluded("a", Exclusion.NO_UNITS),
        Excluded("b", Exclusion.OTHER_REVISION, ("K1", "K2")),
        Excluded("c", Exclusion.OTHER_REVISION, ("K1", "K2")),
    ],
    settling=SettlingFacts(
        [
            TakenFrom(Ruling.FIRST, "K1", 1),
            TakenFrom(Ruling.FIRST, "K2", 2),
            TakenFrom(Ruling.SENT_BACK, "", 1),
        ],
        ["KM"],
        3,
        1,
    ),
    suggestions=SuggestionFacts(250, 1_000, 2, []),
    survey=SurveyFacts("answers.csv", "wave=2024", 101, 9),
)


def text(methods: Methods, language: str) -> str:
    return content(methods_text(methods, language)).decode()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "de",
            [
                "Das Korpus besteht aus einem Dokument mit einem Wort: ein sonstiges "
                "Dokument (ein Wort). Als Wort",
                "Das Codebuch umfasst einen Code in einer Familie auf einer Ebene. "
                "Alle können vergeben werden. Seine Fassung trägt die Prüfsumme "
                "0123456789ab (Anfang des SHA-256). Seit Anlage der Studie wurde es "
                "nicht geändert.",
                "Codiert hat eine Person: K1.",
                "Verblindete Runden gab es nicht.",
                "Von einer Codierung ging eine (100,0 %) aus einem Vorschlag des "
                "Programms hervor, den jemand geprüft und angenommen hat (qcode 2). "
                "Abgelehnt wurde ein Vorschlag.",
                "- Niemand gilt als jemand, der fragt; alle Redebeiträge zählen.",
            ],
        ),
        (
            "en",
            [
                "The corpus consists of one document with one word: one other "
                "document (one word). A word",
                "The codebook comprises one code in one family on one level. All of "
                "them can be given.",
                "The coding was done by one person: K1.",
                "In addition one suggestion was rejected.",
            ],
        ),
    ],
)
def test_one_is_said_as_one(language: str, sentences: list[str]) -> None:
    written = text(ONE, language)
    for sentence in sentences:
        assert sentence in written


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "de",
            [
                "beruhen allein auf den Codierungen von K1",
                "3 Dokumente mit zusammen 12.346 Wörtern: 2 Interviews (12.345 Wörter) "
                "und ein Praxisbeispiel (ein Wort). Die Dokumente gehören zu einem "
                "Fall.",
                "Nach dem Import wurden 2 Texte berichtigt: anna-01 (Fassung 2) und "
                "bodo-02 (Fassung 3).",
                "die Umfrage answers.csv mit 101 Antworten (nur wave=2024); sie "
                "bewertet 9 Codes",
                "umfasst 1.000 Codes in 2 Familien auf 2 Ebenen. Davon kann einer "
                "vergeben werden, die übrigen gliedern.",
                "Von 4 Abschlussvermerken (je eine Person, ein Dokument) gehören 3 zu "
                "ihr und die übrigen zu einer anderen (fedcba987654). Seit Anlage",
                "wurde es 3-mal geändert, zwischen dem 1. Mai 2026 und dem 12. Juni "
                "2026: 2-mal ein Code neu angelegt und einmal Codes zusammengelegt.",
                "In der verblindeten Runde „R1“ codierten K1 und K2 ein Dokument, "
                "ohne die Arbeit der anderen zu sehen; K1 eröffnete sie am 1. Mai "
                "2026, K2 schloss sie am 12. Juni 2026, nachdem 1 von 2 Dokumenten",
                "„R2“ codierten K1, K2 und K3 4 Dokumente, ohne die Arbeit der "
                "anderen zu sehen; K1 eröffnete sie am 12. Juni 2026; sie ist noch "
                "offen.",
                "Alpha 0,50 (95-%-Intervall 0,40 bis 0,60) bei einer prozentualen "
                "Übereinstimmung von 90,0 %. Die Intervalle",
                "| 0,500 | \\[0,400;\u00a00,600\\] | – |  |",
                "Von den verglichenen Codierungen gingen 25,0 % aus",
                "Für 2 Codes ist Alpha unbestimmt, weil sie nicht zwei Personen "
                "kannten, als sie abschlossen. Für einen Code ist Alpha unbestimmt, "
                "weil er nicht vergeben wurde. Nicht alle kannten einen Code, als sie "
                "abschlossen (Nets); für ihn",
                "Über 4 Unterschiede zwischen Codierenden wurde entschieden (von KM): "
                "einmal galt, was K1 codiert hatte, 2-mal galt, was K2 codiert hatte "
                "und einmal ging die Frage an das Codebuch zurück. Das Konsens-Set, "
                "das daraus entstand, enthält 3 Codierungen in einem Dokument.",
                "Von 1.000 Codierungen gingen 250 (25,0 %) aus Vorschlägen des "
                "Programms hervor, die jemand geprüft und angenommen hat. Abgelehnt "
                "wurden 2 Vorschläge.",
                "- Bei der Übereinstimmung zählt ein Dokument nicht (ohne einen Satz "
                "von Befragten): a.\n- Bei der Übereinstimmung zählen 2 Dokumente "
                "nicht (mit anderem Text abgeschlossen von K1 und K2): b und c.",
                "(Sprecherkürzel „I“ und „M“; ein Wort)",
                "- In einem Dokument ist nichts codiert: bodo-02.",
            ],
        ),
        (
            "en",
            [
                "3 documents with 12,346 words in total: 2 interviews (12,345 words) "
                "and one practice example (one word). The documents belong to one "
                "case.",
                "Of these one can be given; the others give structure.",
                "changed 3 times, between 1 May 2026 and 12 June 2026: 2 times a code "
                "was added and once codes were merged.",
                "opened it on 12 June 2026; it is still open.",
                "alpha is 0.50 (95% interval 0.40 to 0.60), with 90.0% agreement. "
                "Intervals",
                "Decisions were made (by KM) on 4 differences between coders: once "
                "for what K1 had coded, 2 times for what K2 had coded and once the "
                "question went back to the codebook. The consensus set that came of "
                "it holds 3 codings in one document.",
                "Of 1,000 codings 250 (25.0%) began as suggestions",
                "- For agreement one document does not count (without a sentence of "
                "those interviewed): a.",
            ],
        ),
    ],
)
def test_several_are_said_as_several(language: str, sentences: list[str]) -> None:
    written = text(MANY, language)
    for sentence in sentences:
        assert sentence in written


def test_every_measure_has_words_in_both_languages() -> None:
    from qcode.interchange.methods.languages import LANGUAGES, words_in

    names = [set(words_in(it).agreement.coefficients) for it in LANGUAGES]
    assert names[0] == names[1]
    assert {"percent", "alpha", "u_alpha", "dice"} <= names[0]


def test_a_study_that_holds_nothing_yet_is_said_to_be_empty() -> None:
    empty = CorpusFacts([], 0, {}, [], AskingFacts())
    none = replace(ONE, corpus=empty, coders=[])
    assert "Das Korpus ist noch leer." in text(none, "de")
    assert "The corpus is still empty." in text(none, "en")
    assert "Codiert hat noch niemand." in text(none, "de")
    assert "Nobody has coded yet." in text(none, "en")
    uncoded = replace(ONE.corpus, uncoded=["a"])
    assert "In keinem Dokument ist" in text(replace(ONE, corpus=uncoded), "de")
