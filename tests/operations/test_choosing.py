from qcode.operations.choosing import next_documents
from tests.builders import Study
from tests.operations.coded_interviews import coded_interviews
from tests.operations.interviews import interviewed


def test_only_documents_that_the_coder_has_not_coded_are_ranked(study: Study) -> None:
    coded = coded_interviews(study, 2)
    uncoded = interviewed(study.store, 2, first=2)
    names = {it.document_name for it in next_documents(study.store, study.anna.id)}
    assert names == {it.name for it in uncoded} | {study.document.name}
    others = {it.document_name for it in next_documents(study.store, study.bea.id)}
    assert others == names | {it.name for it in coded}


def test_the_most_instructive_comes_first_and_figures_tell_why(study: Study) -> None:
    coded_interviews(study, 2)
    interviewed(study.store, 3, first=2)
    ranked = [it.worth for it in next_documents(study.store, study.anna.id)]
    assert [it.total for it in ranked] == sorted(
        (it.total for it in ranked), reverse=True
    )
    assert all(it.unsure > 0 and it.passages > 0 for it in ranked)


def test_before_anything_is_coded_the_codebook_alone_decides(study: Study) -> None:
    interviewed(study.store, 2)
    ranked = next_documents(study.store, study.anna.id)
    assert len(ranked) == 3
    assert all(it.worth.untried > 0 for it in ranked)


def test_where_all_is_coded_nothing_is_left(study: Study) -> None:
    coded_interviews(study, 2)
    left = next_documents(study.store, study.anna.id)
    assert {it.document_name for it in left} == {study.document.name}
