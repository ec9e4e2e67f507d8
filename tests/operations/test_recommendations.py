import pytest

from qcode.errors import (
    AmbiguousError,
    RefusedError,
    UnknownCodeError,
    UnknownRecommendationError,
)
from qcode.model.ids import CodeId
from qcode.model.journal import Verb
from qcode.model.recommendation import (
    Recommendation,
    Status,
    new_recommendation_id,
)
from qcode.operations.history import undo
from qcode.operations.merging_codes import merge_codes
from qcode.operations.recommendation_finding import find_recommendation
from qcode.operations.recommendations import (
    NewWords,
    add_recommendation,
    change_recommendation,
    remove_recommendation,
    start_recommendations,
)
from qcode.store import journal, recommendations
from tests.builders import STUDY, Study


def every(study: Study) -> list[Recommendation]:
    with study.store.read() as connection:
        return recommendations.every(connection)


def verbs(study: Study) -> list[Verb]:
    with study.store.read() as connection:
        return [it.action.verb for it in reversed(journal.entries(connection))]


def test_a_family_starts_a_recommendation_for_each_child(study: Study) -> None:
    made = start_recommendations(study.store, study.family, study.anna.id)
    assert [(it.position, it.title, it.code_ids) for it in made] == [
        (1, "Engagement", (study.engagement.id,)),
        (2, "Nets", (study.nets.id,)),
    ]
    assert every(study) == made
    assert verbs(study) == [Verb.RECOMMENDATIONS_STARTED]


def test_starting_again_takes_only_what_is_not_there(study: Study) -> None:
    add_recommendation(study.store, "Netze", [study.nets.id], study.anna.id)
    made = start_recommendations(study.store, study.family, study.anna.id)
    assert [(it.position, it.title) for it in made] == [(2, "Engagement")]
    with pytest.raises(RefusedError, match="no code below it"):
        start_recommendations(study.store, study.family, study.anna.id)


def test_words_status_and_codes_can_be_changed(study: Study) -> None:
    made = add_recommendation(
        study.store, " Netze  halten", [study.nets.id] * 2, study.anna.id
    )
    assert (made.title, made.code_ids) == ("Netze halten", (study.nets.id,))
    codes = [study.engagement.id, study.nets.id]
    new = NewWords(statement=" Ja 😀. ", status=Status.AGREED, code_ids=codes)
    change_recommendation(study.store, made.id, new, study.bea.id)
    (now,) = every(study)
    assert (now.title, now.statement, now.status) == (
        "Netze halten",
        "Ja 😀.",
        Status.AGREED,
    )
    assert now.code_ids == tuple(codes)
    assert verbs(study) == [Verb.RECOMMENDATION_ADDED, Verb.RECOMMENDATION_CHANGED]
    with pytest.raises(RefusedError, match="nothing was changed"):
        change_recommendation(study.store, made.id, new, study.bea.id)


@pytest.mark.parametrize(
    ("position", "order"),
    [(1, ["c", "a", "b"]), (2, ["a", "c", "b"]), (9, ["a", "b", "c"])],
)
def test_places_are_counted_through(
    study: Study, position: int, order: list[str]
) -> None:
    for title in ("a", "b", "c"):
        made = add_recommendation(study.store, title, [study.nets.id], study.anna.id)
    if position != 9:
        new = NewWords(position=position)
        change_recommendation(study.store, made.id, new, study.anna.id)
    assert [it.title for it in every(study)] == order
    assert [it.position for it in every(study)] == [1, 2, 3]


def test_taking_one_away_closes_the_gap(study: Study) -> None:
    for title in ("a", "b", "c"):
        add_recommendation(study.store, title, [study.nets.id], study.anna.id)
    middle = find_recommendation(study.store, "2")
    remove_recommendation(study.store, middle.id, study.anna.id)
    assert [(it.position, it.title) for it in every(study)] == [(1, "a"), (2, "c")]
    with pytest.raises(UnknownRecommendationError):
        remove_recommendation(study.store, middle.id, study.anna.id)


def test_one_is_found_by_number_title_and_id(study: Study) -> None:
    one = add_recommendation(
        study.store, "Netze halten", [study.nets.id], study.anna.id
    )
    add_recommendation(study.store, "Netze knüpfen", [study.nets.id], study.anna.id)
    for wanted in ("1", "netze HALTEN", "halt", str(one.id), str(one.id)[:13]):
        assert find_recommendation(study.store, wanted) == one
    with pytest.raises(AmbiguousError):
        find_recommendation(study.store, "netze")
    for wanted in ("3", "nirgends", ""):
        with pytest.raises(UnknownRecommendationError):
            find_recommendation(study.store, wanted)


def test_it_needs_a_title_of_its_own_and_codes_that_there_are(study: Study) -> None:
    made = add_recommendation(study.store, "Netze", [study.nets.id], study.anna.id)
    for title in ("", " ", "NETZE"):
        with pytest.raises(RefusedError, match="title of its own"):
            add_recommendation(study.store, title, [study.nets.id], study.anna.id)
    with pytest.raises(RefusedError, match="--code K"):
        add_recommendation(study.store, "Anderes", [], study.anna.id)
    with pytest.raises(UnknownCodeError):
        add_recommendation(study.store, "Anderes", [CodeId(STUDY)], study.anna.id)
    with pytest.raises(UnknownRecommendationError):
        change_recommendation(
            study.store, new_recommendation_id(), NewWords(title="x"), study.anna.id
        )
    assert every(study) == [made]


def test_a_code_that_was_merged_stands_as_the_one_in_its_place(study: Study) -> None:
    both = [study.nets.id, study.engagement.id]
    add_recommendation(study.store, "Netze halten", both, study.anna.id)
    merge_codes(study.store, study.nets.id, study.engagement.id, study.anna.id)
    (seen,) = every(study)
    assert seen.code_ids == (study.engagement.id,)
    undo(study.store, study.anna.id)
    (seen,) = every(study)
    assert list(seen.code_ids) == both
