"""The talk (an interview, B, Leitung), anna-01 without attributes, bodo-02 of A.

Engagement: anna and Bea alike on HELP, Bea on TIRED; nets: anna, opposing, on NOTHING.
In bodo-02 anna gave engagement. Needs: cash by anna beside HELP, by Bea beside TIRED.
"""

import json
from pathlib import Path

import pytest
from sqlalchemy import event

from qcode.errors import RefusedError, UnknownAttributeError
from qcode.model.coding import Coding, Stance
from qcode.model.document import Kind
from qcode.model.evidence import Choice, Evidence, Reason
from qcode.model.ids import coder_id
from qcode.operations.codings import apply_code
from qcode.operations.evidence import EvidenceQuestion, portfolio
from qcode.operations.memos import write_memo
from qcode.operations.quotation_candidates import quotation_candidates
from qcode.operations.quotations import choose_quotation
from qcode.operations.recommendation_files import (
    candidate_json,
    evidence_json,
    summary_json,
)
from qcode.operations.recommendations import add_recommendation
from qcode.store import coders, codes
from tests.builders import STUDY, Study, a_code, a_coder, a_coding, a_memo
from tests.operations.recommending import HELP, NOTHING, TIRED, Talk, talked

SURVEY = """\
city,wave,money,nets,needs
S1,2023,1,1,
S1,2024,7,3,
S2,2024,9,,
"""


@pytest.fixture
def talk(study: Study) -> Talk:
    made = talked(study)
    bea = study.bea.id
    made.coding(HELP)
    made.coding(HELP, coder_id=bea)
    made.coding(TIRED, coder_id=bea)
    made.coding(NOTHING, study.nets, stance=Stance.OPPOSES)
    made.coding("Wir kannten uns.", made.cash)
    made.coding("Niemand fragte.", made.cash, coder_id=bea)
    apply_code(study.store, a_coding(3, 7, document_id=study.hebrew.id))
    add_recommendation(study.store, "Helfen", [study.family.id], study.anna.id)
    return made


def seen(talk: Talk, question: EvidenceQuestion | None = None) -> Evidence:
    found = portfolio(talk.study.store, question or EvidenceQuestion())
    (evidence,) = found.evidence
    return evidence


def texts(evidence: Evidence) -> list[str]:
    return [it.text for it in evidence.passages]


def consensus(talk: Talk, coding: Coding) -> Coding:
    """Put a coding into the consensus set."""
    made = a_coder("consensus")
    with talk.study.store.begin() as connection:
        coders.ensure(connection, made)
    copy = a_coding(
        document_id=coding.document_id,
        span=coding.span,
        code_id=coding.code_id,
        coder_id=coder_id(STUDY, "consensus"),
    )
    apply_code(talk.study.store, copy)
    return copy


def test_what_several_coded_alike_is_one_passage(talk: Talk) -> None:
    found = seen(talk)
    assert found.chosen.how is Choice.EVERYONE
    assert found.chosen.coders == ["Bea", "anna"]
    assert [(it.text, it.coders, it.line) for it in found.speaking[1:]] == [
        (HELP, ("Bea", "anna"), 2),
        (TIRED, ("Bea",), 4),
    ]
    assert [(it.text, it.time) for it in found.opposing] == [(NOTHING, "00:01:02")]
    assert [it.source.name for it in found.passages] == ["bodo-02"] + ["talk"] * 3


def test_documents_are_counted_without_what_opposes(talk: Talk) -> None:
    talk.coding("Und dann?", talk.study.nets, stance=Stance.OPPOSES)
    kinds = {it.kind: it for it in seen(talk).kinds}
    interviews = kinds[Kind.INTERVIEW]
    assert [it.name for it in interviews.sources] == ["talk"]
    assert (interviews.coded, interviews.documents) == (1, 2)
    assert kinds[Kind.WORKSHOP].documents == len(kinds[Kind.WORKSHOP].sources) == 1
    assert kinds[Kind.EXAMPLE].documents == 0


def test_a_document_that_only_opposes_is_not_counted(talk: Talk) -> None:
    text = talk.study.document.text
    start = text.index("Gut")
    apply_code(talk.study.store, a_coding(start, start + 3, stance=Stance.OPPOSES))
    found = seen(talk)
    interviews = next(it for it in found.kinds if it.kind is Kind.INTERVIEW)
    assert [it.name for it in interviews.sources] == ["talk"]
    assert interviews.coded == 2
    assert {it.source.name for it in found.opposing} == {"anna-01", "talk"}


def test_roles_and_cities_are_those_of_the_cases(talk: Talk) -> None:
    found = seen(talk)
    assert {name: len(it) for name, it in found.cities.sources.items()} == {
        "A": 1,
        "B": 1,
    }
    assert (found.cities.known, found.cities.without) == (2, [])
    assert list(found.roles.sources) == ["Leitung"]
    assert [it.name for it in found.roles.without] == ["bodo-02"]


def test_attributes_of_other_names_can_be_chosen(talk: Talk) -> None:
    found = seen(talk, EvidenceQuestion(role="city"))
    assert list(found.roles.sources) == ["A", "B"]
    with pytest.raises(UnknownAttributeError, match="mood"):
        seen(talk, EvidenceQuestion(city="mood"))


def test_codes_of_other_families_count_in_the_same_turn(talk: Talk) -> None:
    """Cash is told as money, which stands first below its family."""
    (money,) = seen(talk).neighbours
    assert (money.code.key, money.family.key) == ("money", "needs")
    assert [it.text for it in money.passages] == [HELP, TIRED]
    assert (money.documents, money.lines) == (1, [(2,), (4,)])


def test_one_coder_has_only_their_own_neighbours(talk: Talk) -> None:
    talk.coding(TIRED)
    found = seen(talk, EvidenceQuestion(coder=talk.study.anna))
    assert (found.chosen.how, found.chosen.coders) == (Choice.CODER, ["anna"])
    (money,) = found.neighbours
    assert [it.text for it in money.passages] == [HELP]


def test_a_consensus_set_counts_alone_where_it_has_the_codes(talk: Talk) -> None:
    consensus(talk, talk.coding("Erst im Herbst wieder."))
    found = seen(talk)
    assert (found.chosen.how, found.chosen.coders) == (
        Choice.CONSENSUS,
        ["consensus"],
    )
    assert texts(found) == ["Erst im Herbst wieder."]
    interviews = next(it for it in found.kinds if it.kind is Kind.INTERVIEW)
    assert (len(interviews.sources), interviews.coded) == (1, 1)
    workshops = next(it for it in found.kinds if it.kind is Kind.WORKSHOP)
    assert (len(workshops.sources), workshops.coded, workshops.documents) == (0, 0, 1)


def test_a_coder_who_is_named_goes_before_the_consensus_set(talk: Talk) -> None:
    consensus(talk, talk.coding("Erst im Herbst wieder."))
    found = seen(talk, EvidenceQuestion(coder=talk.study.bea))
    assert texts(found) == [HELP, TIRED]
    everyone = seen(talk, EvidenceQuestion(distinct=True))
    assert everyone.chosen.coders == ["Bea", "anna"]
    assert len(everyone.passages) == 5


def test_a_consensus_set_without_the_codes_counts_nothing(talk: Talk) -> None:
    consensus(talk, talk.coding("Niemand fragte.", talk.money))
    assert seen(talk).chosen.how is Choice.EVERYONE


def test_agreement_is_of_the_coders_without_the_consensus_set(talk: Talk) -> None:
    """Engagement: anna 1 and Bea 2 of six sentences, one of them the same."""
    before = {it.code.key: it.value for it in seen(talk).alphas}
    # 12 judgements, 3 "present": 12 * 11 - 3 * 2 - 9 * 8 unlike pairs of all.
    assert before["engagement"] == pytest.approx(1 - 11 * 2 / (2 * 3 * 9))
    consensus(talk, talk.coding("Erst im Herbst wieder.", talk.study.nets))
    found = portfolio(talk.study.store, EvidenceQuestion())
    assert found.agreement.coders == ["anna", "Bea"]
    assert found.agreement.documents == ["talk"]


def test_a_code_that_nobody_gave_is_undefined(talk: Talk) -> None:
    empty = a_code("empty")
    with talk.study.store.begin() as connection:
        codes.save(connection, empty, 9)
    add_recommendation(talk.study.store, "Leer", [empty.id], talk.study.anna.id)
    _, found = portfolio(talk.study.store, EvidenceQuestion()).evidence
    (alpha,) = found.alphas
    assert alpha.value is None
    assert alpha.undefined in ("one-category", "nothing-compared")
    assert (found.passages, found.neighbours) == ([], [])


def test_a_code_that_is_gone_is_told(talk: Talk) -> None:
    empty = a_code("empty")
    with talk.study.store.begin() as connection:
        codes.save(connection, empty, 9)
    add_recommendation(talk.study.store, "Leer", [empty.id], talk.study.anna.id)
    with talk.study.store.begin() as connection:
        codes.remove(connection, empty.id)
    _, found = portfolio(talk.study.store, EvidenceQuestion()).evidence
    assert (found.missing_codes, found.codes) == (1, [])


def test_memos_on_codes_and_passages_are_told(talk: Talk) -> None:
    write_memo(talk.study.store, a_memo(talk.study.nets, "Zu den Netzen"))
    coding = next(it for it in seen(talk).passages if it.text == TIRED).codings[0]
    write_memo(talk.study.store, a_memo(coding, "Müde", coder_id=talk.study.bea.id))
    write_memo(talk.study.store, a_memo(talk.money, "Nicht hier"))
    told = [
        (it.about, it.coder, it.text, it.passage and it.passage.text)
        for it in seen(talk).remarks
    ]
    assert told == [
        ("Nets", "anna", "Zu den Netzen", None),
        ("Engagement", "Bea", "Müde", TIRED),
    ]


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(SURVEY, "utf-8")
    return path


def test_a_survey_ranks_its_own_codes_and_those_beside(
    talk: Talk, survey: Path
) -> None:
    found = seen(talk, EvidenceQuestion(survey=survey, keep=("wave", "2024")))
    told = [(it.code.key, it.n, it.mean, it.rank) for it in found.ratings]
    assert told == [("money", 2, 8.0, 1.0), ("nets", 1, 3.0, 2.0)]
    assert found.ratings[1].sd is None
    assert seen(talk).ratings == []


def test_a_survey_that_rates_no_code_is_refused(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("city,mood\nS1,3\n", "utf-8")
    with pytest.raises(RefusedError, match="No column of other.csv"):
        seen(talk, EvidenceQuestion(survey=path))


def test_candidates_come_with_their_reasons(talk: Talk) -> None:
    store, anna = talk.study.store, talk.study.anna
    (of,) = (it.recommendation for it in portfolio(store, EvidenceQuestion()).evidence)
    found = quotation_candidates(store, of.id, EvidenceQuestion())
    told = {it.passage.text: it.reasons for it in found}
    assert told[HELP] == [Reason.ALIKE, Reason.NEW_ROLE, Reason.NEW_CITY]
    assert told[NOTHING] == [Reason.OPPOSES, Reason.NEW_ROLE, Reason.NEW_CITY]
    assert told[TIRED] == [Reason.NEW_ROLE, Reason.NEW_CITY]
    assert found[0].passage.text == HELP
    assert candidate_json(found[0])["alike"] == ["Bea", "anna"]
    coding = found[0].passage.codings[0]
    choose_quotation(store, of.id, coding.id, anna.id)
    after = quotation_candidates(store, of.id, EvidenceQuestion())
    # Bodo's document speaks for another city; the talk's role and city are quoted.
    assert [(it.passage.source.name, it.reasons) for it in after] == [
        ("bodo-02", [Reason.NEW_CITY]),
        ("talk", [Reason.OPPOSES]),
    ]


def test_what_the_consensus_set_has_is_a_reason(talk: Talk) -> None:
    consensus(talk, talk.coding("Erst im Herbst wieder."))
    (of,) = (
        it.recommendation
        for it in portfolio(talk.study.store, EvidenceQuestion()).evidence
    )
    (one,) = quotation_candidates(talk.study.store, of.id, EvidenceQuestion())
    assert one.reasons == [Reason.CONSENSUS, Reason.NEW_ROLE, Reason.NEW_CITY]
    assert one.alike == ["anna"]


def test_json_has_the_keys_that_are_promised(talk: Talk, survey: Path) -> None:
    found = seen(talk, EvidenceQuestion(survey=survey))
    told = json.loads(json.dumps(evidence_json(found)))
    summary = json.loads(json.dumps(summary_json(found)))
    assert {key: told[key] for key in summary} == summary
    assert summary["codes"] == ["engagement", "nets"]
    assert told["documents"][0] == {
        "kind": "interview",
        "speaking": ["talk"],
        "coded": 1,
        "all": 2,
    }
    assert told["cities"]["values"] == {"A": 1, "B": 1}
    assert told["neighbours"] == [
        {"code": "money", "family": "needs", "documents": 1, "passages": 2}
    ]
    assert told["survey"][0]["code"] == "money"


def test_all_evidence_is_read_in_one_transaction(talk: Talk) -> None:
    begun: list[object] = []

    def note(connection: object) -> None:
        begun.append(connection)

    engine = talk.study.store.engine
    event.listen(engine, "begin", note)
    try:
        seen(talk)
    finally:
        event.remove(engine, "begin", note)
    assert len(begun) == 1
