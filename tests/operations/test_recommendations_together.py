"""Taking back what was done to recommendations, and two who change the same."""

import pytest

from qcode.errors import (
    NothingToUndoError,
    RecommendationChangedError,
    UndoBlockedError,
    UnknownRecommendationError,
)
from qcode.model.recommendation import KeyQuotation, Recommendation, Status
from qcode.operations.evidence import EvidenceQuestion, portfolio
from qcode.operations.history import redo, undo
from qcode.operations.quotations import choose_quotation, drop_quotation
from qcode.operations.recommendation_finding import list_recommendations
from qcode.operations.recommendations import (
    NewWords,
    add_recommendation,
    change_recommendation,
    remove_as_seen,
    remove_recommendation,
    revise_recommendation,
    start_recommendations,
)
from tests.builders import Study
from tests.operations.recommending import HELP, Talk, talked

FIRST = NewWords(statement="Erst 😀.")


def words(study: Study) -> list[tuple[int, str, str, str]]:
    return [
        (it.position, it.title, it.statement, it.status.value)
        for it in list_recommendations(study.store)
    ]


def started(study: Study) -> Recommendation:
    return start_recommendations(study.store, study.family, study.anna.id)[0]


def quoted(talk: Talk) -> list[KeyQuotation]:
    (evidence,) = portfolio(talk.study.store, EvidenceQuestion()).evidence
    return [it.quotation for it in evidence.quotations]


def test_each_step_is_taken_back_and_done_again(study: Study) -> None:
    store, anna = study.store, study.anna.id
    one = started(study)
    change_recommendation(store, one.id, NewWords(status=Status.AGREED), anna)
    change_recommendation(store, one.id, NewWords(position=2), anna)
    changed = words(study)
    assert changed == [(1, "Nets", "", "draft"), (2, "Engagement", "", "agreed")]
    for _ in range(2):
        undo(store, anna)
    first = [(1, "Engagement", "", "draft"), (2, "Nets", "", "draft")]
    assert words(study) == first
    undo(store, anna)
    assert words(study) == []
    for _ in range(3):
        redo(store, anna)
    assert words(study) == changed
    with pytest.raises(NothingToUndoError):
        redo(store, anna)


def test_what_was_taken_away_comes_back_with_its_quotations(study: Study) -> None:
    talk = talked(study)
    store, anna = study.store, study.anna.id
    made = add_recommendation(store, "Helfen", [study.family.id], anna)
    coding = talk.coding(HELP)
    chosen = choose_quotation(store, made.id, coding.id, anna, "Klar.")
    remove_recommendation(store, made.id, anna)
    undo(store, anna)
    assert list_recommendations(store) == [made]
    assert quoted(talk) == [chosen]
    drop_quotation(store, made.id, str(coding.id), anna)
    undo(store, anna)
    assert quoted(talk) == [chosen]
    # The last that is left of choosing: the quotation was never dropped.
    undo(store, anna)
    assert quoted(talk) == []
    redo(store, anna)
    assert quoted(talk) == [chosen]


def test_undo_leaves_what_others_did_beside_it(study: Study) -> None:
    store, anna, bea = study.store, study.anna.id, study.bea.id
    one = started(study)
    change_recommendation(store, one.id, FIRST, anna)
    change_recommendation(store, one.id, NewWords(status=Status.AGREED), bea)
    undo(store, anna)
    assert words(study)[0] == (1, "Engagement", "", "agreed")
    redo(store, anna)
    change_recommendation(store, one.id, NewWords(statement="Dann."), bea)
    with pytest.raises(UndoBlockedError, match="was changed since"):
        undo(store, anna)
    assert words(study)[0] == (1, "Engagement", "Dann.", "agreed")


def test_what_is_quoted_or_named_anew_hinders_undo(study: Study) -> None:
    talk = talked(study)
    store, anna, bea = study.store, study.anna.id, study.bea.id
    made = add_recommendation(store, "Helfen", [study.family.id], anna)
    coding = talk.coding(HELP, coder_id=bea)
    choose_quotation(store, made.id, coding.id, bea)
    with pytest.raises(UndoBlockedError, match="1 key quotation"):
        undo(store, anna)
    remove_recommendation(store, made.id, anna)
    add_recommendation(store, "helfen", [study.nets.id], bea)
    with pytest.raises(UndoBlockedError, match="another recommendation has its title"):
        undo(store, anna)


def test_the_later_is_told_what_came_in_between(study: Study) -> None:
    store, anna, bea = study.store, study.anna.id, study.bea.id
    seen = started(study)
    present = revise_recommendation(store, seen, FIRST, bea)
    with pytest.raises(RecommendationChangedError) as caught:
        revise_recommendation(store, seen, NewWords(statement="Später."), anna)
    assert (caught.value.present, caught.value.by) == (present, "Bea")
    with pytest.raises(RecommendationChangedError):
        remove_as_seen(store, seen, anna)
    # Another field is nobody's loss, and both stand.
    revise_recommendation(store, seen, NewWords(status=Status.DISCUSSED), anna)
    assert words(study)[0] == (1, "Engagement", "Erst 😀.", "discussed")
    (now, _) = list_recommendations(store)
    remove_as_seen(store, now, anna)
    assert words(study) == [(1, "Nets", "", "draft")]
    with pytest.raises(UnknownRecommendationError):
        revise_recommendation(store, now, FIRST, bea)
