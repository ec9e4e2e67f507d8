from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from qcode.model.ids import MemoId
from qcode.store import memos
from tests.builders import NOON, Study, a_coding, a_memo, put


def test_a_memo_comes_back_as_it_went_in(study: Study) -> None:
    memo = a_memo(study.document, "a\nko\u0308nnen \u05e9 \U0001f600")
    with study.store.begin() as connection:
        memos.save(connection, memo)
        assert memos.find(connection, memo.id) == memo


def test_saving_a_known_memo_changes_it(study: Study) -> None:
    memo = a_memo(study.document)
    with study.store.begin() as connection:
        memos.save(connection, memo)
        memos.save(connection, replace(memo, text="anders"))
        assert memos.every(connection) == [replace(memo, text="anders")]


def test_a_memo_that_was_taken_out_is_not_there(study: Study) -> None:
    memo = a_memo(study.document)
    with study.store.begin() as connection:
        memos.save(connection, memo)
        memos.remove(connection, memo.id)
        assert memos.find(connection, memo.id) is None
        assert memos.find(connection, MemoId(uuid4())) is None


def test_memos_come_the_oldest_first(study: Study) -> None:
    late = a_memo(study.document, "late", written_at=NOON + timedelta(seconds=1))
    early = a_memo(study.document, "early", written_at=NOON - timedelta(days=1))
    other = a_memo(study.hebrew, "other")
    with study.store.begin() as connection:
        for memo in (late, other, early):
            memos.save(connection, memo)
        assert memos.about(connection, study.document.id) == [early, late]
        assert memos.every(connection) == [early, other, late]


def test_a_documents_memos_are_about_it_and_its_codings(study: Study) -> None:
    here, there = a_coding(), a_coding(0, 2, document_id=study.hebrew.id)
    put(study, here)
    put(study, there)
    wanted = [
        a_memo(study.document, "1"),
        a_memo(here, "2", written_at=NOON + timedelta(seconds=1)),
    ]
    with study.store.begin() as connection:
        for memo in (*wanted, a_memo(there), a_memo(study.hebrew), a_memo(study.nets)):
            memos.save(connection, memo)
        assert memos.in_document(connection, study.document.id) == wanted
