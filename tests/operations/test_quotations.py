import pytest

from qcode.errors import RefusedError, RoundOpenError, UnknownCodingError
from qcode.model.evidence import Former, SeenQuotation
from qcode.model.journal import Verb
from qcode.model.recommendation import MarkKind, Recommendation
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.evidence import EvidenceQuestion, portfolio
from qcode.operations.finishing import reopen
from qcode.operations.quotations import choose_quotation, drop_quotation
from qcode.operations.recommendations import (
    NewWords,
    add_recommendation,
    change_recommendation,
    remove_recommendation,
)
from qcode.operations.rounds import open_round
from qcode.store import codings, journal
from qcode.store.schema import revisions
from tests.builders import Study, a_coding
from tests.operations.recommending import HELP, TIRED, Talk, talked


@pytest.fixture
def talk(study: Study) -> Talk:
    return talked(study)


@pytest.fixture
def recommendation(talk: Talk) -> Recommendation:
    study = talk.study
    return add_recommendation(study.store, "Helfen", [study.family.id], study.anna.id)


def seen(talk: Talk) -> list[SeenQuotation]:
    (evidence,) = portfolio(talk.study.store, EvidenceQuestion()).evidence
    return list(evidence.quotations)


def marks(talk: Talk) -> list[MarkKind]:
    (one,) = seen(talk)
    return [it.kind for it in one.marks]


def test_a_quotation_is_kept_with_place_time_and_agreement(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna, bea = talk.study.store, talk.study.anna, talk.study.bea
    coding = talk.coding(HELP)
    talk.coding(HELP, coder_id=bea.id)
    made = choose_quotation(store, recommendation.id, coding.id, anna.id, " Klar. ")
    assert (made.alpha, made.note) == (1.0, "Klar.")
    (one,) = seen(talk)
    assert one.quotation == made
    assert one.passage is not None
    assert (one.passage.text, one.passage.line, one.passage.time) == (
        HELP,
        2,
        "00:01:02",
    )
    assert (one.document, one.chosen_by, one.marks) == ("talk", "anna", [])
    with store.read() as connection:
        last = journal.entries(connection)[0].action
    assert (last.verb, last.details["alpha"]) == (Verb.QUOTATION_CHOSEN, 1.0)


def test_agreement_that_falls_is_told_with_how_much(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna, bea = talk.study.store, talk.study.anna, talk.study.bea
    coding = talk.coding(HELP)
    beas = talk.coding(HELP, coder_id=bea.id)
    choose_quotation(store, recommendation.id, coding.id, anna.id)
    remove_coding(store, beas.id, bea.id)
    (one,) = seen(talk)
    (mark,) = one.marks
    # Of twelve judgements one is "present": as good as chance.
    assert (mark.kind, mark.before, mark.after) == (MarkKind.DROPPED, 1.0, 0.0)
    assert mark.drop == 1.0


def test_agreement_that_cannot_be_told_any_more_is_marked(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna, bea = talk.study.store, talk.study.anna, talk.study.bea
    coding = talk.coding(HELP)
    talk.coding(TIRED, coder_id=bea.id)
    choose_quotation(store, recommendation.id, coding.id, anna.id)
    reopen(store, talk.document.id, bea.id)
    assert marks(talk) == [MarkKind.UNDEFINED]


def test_without_two_who_finished_agreement_is_undefined_and_not_marked(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna = talk.study.store, talk.study.anna
    coding = talk.coding(HELP)
    reopen(store, talk.document.id, anna.id)
    made = choose_quotation(store, recommendation.id, coding.id, anna.id)
    assert made.alpha is None
    assert marks(talk) == []


def test_a_quotation_whose_coding_is_gone_is_marked_and_can_be_dropped(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna = talk.study.store, talk.study.anna
    coding = talk.coding(HELP)
    choose_quotation(store, recommendation.id, coding.id, anna.id)
    remove_coding(store, coding.id, anna.id)
    (one,) = seen(talk)
    assert one.passage is None
    assert one.document == "talk"
    assert one.former == Former(2, "00:01:02", HELP)
    assert MarkKind.LOST in marks(talk)
    drop_quotation(store, recommendation.id, str(coding.id)[:8], anna.id)
    assert seen(talk) == []
    with store.read() as connection:
        last = journal.entries(connection)[0].action
    assert last.verb is Verb.QUOTATION_DROPPED


def test_the_same_coding_under_another_id_is_still_the_quotation(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna = talk.study.store, talk.study.anna
    coding = talk.coding(HELP)
    choose_quotation(store, recommendation.id, coding.id, anna.id)
    remove_coding(store, coding.id, anna.id)
    again = a_coding(document_id=talk.document.id, span=coding.span)
    apply_code(store, again)
    (one,) = seen(talk)
    assert one.passage is not None
    assert one.passage.codings == (again,)
    assert MarkKind.LOST not in marks(talk)


def test_words_that_changed_are_marked(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna = talk.study.store, talk.study.anna
    coding = talk.coding(HELP)
    choose_quotation(store, recommendation.id, coding.id, anna.id)
    other = talk.document.text.replace("sofort", "gleich")
    with store.begin() as connection:
        of_talk = revisions.c.document_id == talk.document.id
        connection.execute(revisions.update().where(of_talk).values(text=other))
    (one,) = seen(talk)
    assert one.passage is not None
    assert one.passage.text == "Die Kollegen halfen gleich."
    assert MarkKind.CHANGED in marks(talk)


def test_a_quotation_outside_the_codes_is_marked(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna = talk.study.store, talk.study.anna
    coding = talk.coding(HELP)
    choose_quotation(store, recommendation.id, coding.id, anna.id)
    new = NewWords(code_ids=[talk.study.nets.id])
    change_recommendation(store, recommendation.id, new, anna.id)
    assert marks(talk) == [MarkKind.OUTSIDE]


def test_what_is_quoted_already_or_coded_otherwise_is_refused(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna = talk.study.store, talk.study.anna
    coding, other = talk.coding(HELP), talk.coding(HELP, talk.money)
    choose_quotation(store, recommendation.id, coding.id, anna.id)
    with pytest.raises(RefusedError, match="chosen already"):
        choose_quotation(store, recommendation.id, coding.id, anna.id)
    with pytest.raises(RefusedError, match="'Money' is no code of 'Helfen'"):
        choose_quotation(store, recommendation.id, other.id, anna.id)
    with pytest.raises(UnknownCodingError):
        drop_quotation(store, recommendation.id, str(other.id), anna.id)
    assert len(seen(talk)) == 1


def test_quotations_go_with_their_recommendation_and_codings_stay(
    talk: Talk, recommendation: Recommendation
) -> None:
    store, anna = talk.study.store, talk.study.anna
    coding = talk.coding(HELP)
    choose_quotation(store, recommendation.id, coding.id, anna.id)
    remove_recommendation(store, recommendation.id, anna.id)
    assert portfolio(store, EvidenceQuestion()).evidence == []
    with store.read() as connection:
        assert codings.find(connection, coding.id) == coding
        details = journal.entries(connection)[0].action.details
    assert details["quotations"] == [str(coding.id)]


def test_nothing_is_quoted_or_counted_while_a_round_is_blind(
    talk: Talk, recommendation: Recommendation
) -> None:
    study = talk.study
    coding = talk.coding(HELP)
    both = [study.anna.id, study.bea.id]
    open_round(study.store, "R", both, [study.hebrew.id], study.anna.id)
    eyes = study.store.seen_by(study.anna.id)
    with pytest.raises(RoundOpenError):
        choose_quotation(eyes, recommendation.id, coding.id, study.anna.id)
    with pytest.raises(RoundOpenError):
        portfolio(eyes, EvidenceQuestion())
