from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from qcode.model.codebook import Codebook
from qcode.store import Store, study
from tests.builders import STUDY, Study, a_code, fill


@pytest.fixture
def filled(store: Store) -> Study:
    return fill(store)


def test_a_new_database_holds_no_study(store: Store) -> None:
    with store.read() as connection:
        assert study.find(connection) is None


def test_a_database_says_which_study_it_holds(filled: Study) -> None:
    with filled.store.read() as connection:
        assert study.get(connection) == study.StudyRow(STUDY, "Kleine Studie", "de")


def test_the_codebook_comes_back_in_tree_order(filled: Study) -> None:
    with filled.store.read() as connection:
        assert study.codebook(connection) == Codebook(
            STUDY,
            "Kleine Studie",
            "de",
            (filled.family, filled.engagement, filled.nets),
        )


def test_nothing_has_met_at_first(filled: Study) -> None:
    with filled.store.read() as connection:
        assert study.last_meeting(connection) == study.Meeting((), (), "")


def test_a_meeting_is_remembered_on_both_sides(filled: Study) -> None:
    in_file = (filled.family, a_code("other", keywords=("ö", "\U0001f600")))
    met = Codebook(STUDY, "Neuer Name", "en", in_file)
    with filled.store.begin() as connection:
        study.meet(connection, met, "f" * 64)
        assert study.last_meeting(connection) == study.Meeting(
            in_file, (filled.family, filled.engagement, filled.nets), "f" * 64
        )
        assert study.get(connection) == study.StudyRow(STUDY, "Neuer Name", "en")


def test_a_database_holds_one_study_of_an_id(filled: Study) -> None:
    with filled.store.read() as connection:
        row = study.get(connection)
    with pytest.raises(IntegrityError), filled.store.begin() as connection:
        study.create(connection, replace(row, name="again"))
