import pytest

from qcode.model.document import Document
from qcode.operations.history import history
from qcode.operations.keywords import new_keywords
from tests.builders import Study
from tests.operations.coded_interviews import coded_interviews, said, subject_of
from tests.operations.interviews import SUBJECTS, code_of


@pytest.fixture
def coded(study: Study) -> list[Document]:
    return coded_interviews(study, 4)


def test_words_that_coding_links_to_a_code_are_proposed(
    study: Study, coded: list[Document]
) -> None:
    found = new_keywords(study.store, study.anna.id, most=3)
    for key, words in SUBJECTS.items():
        # The first two words of a subject are its keywords; the others are new.
        proposed = {it.word for it in found if it.code == code_of(key).id}
        assert proposed & set(words[2:])
        assert not proposed & set(words[:2])


def test_it_is_told_where_a_word_stands(study: Study, coded: list[Document]) -> None:
    segments = [span.cut(it.text) for it in coded for span in said(it)]
    for proposal in new_keywords(study.store, study.anna.id, most=1):
        holding = [it for it in segments if proposal.word in it.rstrip(".").split()]
        own = [it for it in holding if code_of(subject_of(it)).id == proposal.code]
        assert (proposal.coded, proposal.others) == (
            len(own),
            len(holding) - len(own),
        )


def test_codes_and_number_can_be_named_and_nothing_is_changed(
    study: Study, coded: list[Document]
) -> None:
    before = len(history(study.store))
    found = new_keywords(
        study.store, study.anna.id, code_ids=[code_of("masks").id], most=2
    )
    assert {it.code for it in found} == {code_of("masks").id}
    assert len(found) == 2
    assert len(history(study.store)) == before


def test_a_coder_who_coded_nothing_gets_none(
    study: Study, coded: list[Document]
) -> None:
    assert new_keywords(study.store, study.bea.id) == []
