"""How the small study of `reported` was done, against counts by hand.

Words: 17 in anna-01 (5 of who asks), 3 in bodo-02 (1), 26 in the talk (6). Of B in the
talk: six sentences. Over four codes anna and Bea agree on 22 of 24 judgements; of 48
single ones 4 say "present": alpha is 1 - (2/24) / (2*4*44 / (48*47)) = 0.466.
Engagement alone: 1 - (1/6) / (2*3*9 / (12*11)) = 0.593; nets: 0; mean: 0.296.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from qcode.interchange.methods import methods_text
from qcode.interchange.prose.markdown_prose import content
from qcode.model.basis import Basis
from qcode.model.document import Kind
from qcode.model.methods import (
    AgreementFacts,
    CoderFacts,
    KindFacts,
    Methods,
    NotCompared,
    SuggestionFacts,
)
from qcode.operations.finishing import reopen
from qcode.operations.report.methods import methods
from qcode.operations.report.reporting import gathered
from qcode.operations.report.sources import LeftOut, ReportQuestion
from qcode.operations.rounds import close_round, open_round
from qcode.store import Store
from tests.builders import Study
from tests.operations.reported import Reported, reported


@pytest.fixture
def made(study: Study, tmp_path: Path) -> Reported:
    return reported(study, tmp_path)


def told(made: Reported, store: Store | None = None) -> Methods:
    sources = gathered(made.workspace(store), ReportQuestion())
    left_out = [LeftOut("charts/shares", "Several have coded.")]
    return methods(replace(sources, left_out=left_out).telling_of(frozenset(Basis)))


def paragraphs(found: Methods, language: str) -> list[str]:
    return content(methods_text(found, language)).decode().split("\n\n")


def test_the_numbers_are_those_counted_by_hand(made: Reported) -> None:
    study = made.talk.study
    both, talk = [study.anna.id, study.bea.id], [made.talk.document.id]
    open_round(study.store, "R1", both, talk, study.anna.id)
    close_round(study.store, "R1", study.bea.id)
    found = told(made)
    assert found.corpus.kinds == [
        KindFacts(Kind.INTERVIEW, 2, 43),
        KindFacts(Kind.WORKSHOP, 1, 3),
    ]
    assert (found.corpus.cases, found.corpus.uncoded) == (3, ["anna-01", "bodo-02"])
    assert (found.corpus.asking.labels, found.corpus.asking.words) == (["I"], 12)
    book = found.codebook
    assert (book.codes, book.codable, book.families, book.levels) == (6, 4, 2, 3)
    assert book.finished_with == {book.revision: 2}
    assert found.coders == [CoderFacts("anna", 2, 1, 1), CoderFacts("Bea", 2, 1, 1)]
    (closed,) = found.rounds
    assert (closed.finished, closed.needed, closed.closed_by) == (2, 2, "Bea")
    assert found.suggestions == SuggestionFacts(0, 4, 0, [])
    assert found.settling is None
    agreed = found.agreement
    assert isinstance(agreed, AgreementFacts)
    assert (agreed.documents, agreed.units, agreed.codes) == (1, 6, 4)
    assert sum(agreed.undefined.values()) == 2
    alpha = next(it for it in agreed.estimates if it.name == "alpha")
    assert (alpha.pooled, alpha.mean) == pytest.approx((0.46591, 0.29630), abs=5e-6)
    assert alpha.pooled_interval is None


GERMAN = (
    "Das Korpus umfasst 3 Dokumente mit zusammen 46 Wörtern: 2 Interviews (43 Wörter) "
    "und ein Workshop (3 Wörter). Die Dokumente gehören zu 3 Fällen. Als Wort zählt "
    "jede Folge von Buchstaben oder Ziffern; Sprecherkürzel und Zeitmarken zählen "
    "nicht. Kein Text wurde nach dem Import geändert.",
    "Codiert haben 2 Personen: anna und Bea.",
    "Verglichen wurden anna und Bea in einem Dokument, die alle Genannten "
    "abgeschlossen haben: 6 Sätze von Befragten.",
    "Über alle Codes zusammen beträgt Krippendorffs Alpha 0,47 bei einer prozentualen "
    "Übereinstimmung von 91,7 %; das Mittel der Alphas der einzelnen Codes beträgt "
    "0,30. Bei weniger als 3 Dokumenten werden keine Intervalle angegeben.",
    "Für 2 Codes ist Alpha unbestimmt, weil alle Sätze gleich beurteilt sind.",
    "Keine Codierung ging aus einem Vorschlag des Programms hervor.",
    "- Bei der Übereinstimmung zählen 2 Dokumente nicht (nicht abgeschlossen von anna "
    "und Bea): anna-01 und bodo-02.",
    "- Was Fragende sagen (Sprecherkürzel „I“; 12 Wörter), zählt bei Übereinstimmung "
    "und typischen Wörtern nicht; in Häufigkeiten zählt es mit.",
    "- In 2 Dokumenten ist nichts codiert: anna-01 und bodo-02.",
    "- charts/shares: Several have coded.",
)
ENGLISH = (
    "The corpus comprises 3 documents with 46 words in total: 2 interviews (43 words) "
    "and one workshop (3 words). The documents belong to 3 cases. A word is any run of "
    "letters or digits; speakers' labels and time stamps do not count. No text was "
    "changed after import.",
    "The coding was done by 2 people: anna and Bea.",
    "anna and Bea were compared in one document that all of them have finished: 6 "
    "sentences of those interviewed.",
    "Over all codes together Krippendorff's alpha is 0.47, with 91.7% agreement; the "
    "mean of the single codes' alphas is 0.30. For fewer than 3 documents no intervals "
    "are given.",
    "For 2 codes alpha is undefined, because all sentences are judged alike.",
    "No coding began as a suggestion of the program.",
    "- For agreement 2 documents do not count (not finished by anna and Bea): anna-01 "
    "and bodo-02.",
    "- What those say who ask (labels “I”; 12 words) does not count for agreement and "
    "typical words; it counts in frequencies.",
    "- In 2 documents nothing is coded: anna-01 and bodo-02.",
    "- charts/shares: Several have coded.",
)


def test_the_sentences_say_these_numbers(made: Reported) -> None:
    found = told(made)
    for language, sentences in (("de", GERMAN), ("en", ENGLISH)):
        text = content(methods_text(found, language)).decode()
        for sentence in sentences:
            assert sentence in text


def test_why_there_is_no_agreement_is_said(made: Reported) -> None:
    study = made.talk.study
    reopen(study.store, made.talk.document.id, study.bea.id)
    found = told(made)
    assert found.agreement is NotCompared.FEW_CODERS
    assert any(it.startswith("Eine Übereinstimmung") for it in paragraphs(found, "de"))


def test_who_codes_blind_is_told_of_what_they_may_see(made: Reported) -> None:
    study = made.talk.study
    # Of two documents Bea has finished none but the talk: the round hides.
    both, blind = (
        [study.anna.id, study.bea.id],
        [made.talk.document.id, study.hebrew.id],
    )
    open_round(study.store, "R1", both, blind, study.anna.id)
    found = told(made, study.store.seen_by(study.anna.id))
    assert found.agreement is NotCompared.BLIND
    # That somebody has finished is no secret, what they coded is.
    assert found.coders == [CoderFacts("anna", 2, 1, 1), CoderFacts("Bea", 0, 0, 1)]
    assert found.suggestions.all_codings == 2
    said = (
        "The blind round “R1” hides others' work from the person who made this report; "
        "only what they may see is counted."
    )
    assert said in paragraphs(found, "en")
