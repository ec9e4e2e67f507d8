from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from qcode.errors import (
    NotYoursError,
    QcodeError,
    RefusedError,
    UnknownCodeError,
    UnknownCodingError,
    UnknownDocumentError,
)
from qcode.model.coding import Subject
from qcode.operations.codings import apply_code
from qcode.operations.history import history, undo
from qcode.operations.memos import list_memos, own_memo, write_memo
from tests.builders import NOON, Study, a_coding, a_memo


def test_memos_are_about_documents_codes_and_codings(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    for about, note in (
        (study.document, "anna-01"),
        (study.nets, "Nets"),
        (coding, "Engagement: anna-01 19:22"),
    ):
        memo = a_memo(about)
        write_memo(study.store, memo)
        assert history(study.store)[0].entry.action.note == note
        assert own_memo(study.store, study.anna.id, about.id) == memo


def test_white_space_around_a_memo_is_left_out(study: Study) -> None:
    write_memo(study.store, a_memo(study.document, "  eins\n\n zwei \n"))
    assert [memo.text for memo in list_memos(study.store)] == ["eins\n\n zwei"]


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_new_memo_needs_a_text(study: Study, text: str) -> None:
    with pytest.raises(RefusedError):
        write_memo(study.store, a_memo(study.document, text))
    assert history(study.store) == []


def test_an_emptied_memo_is_gone_until_that_is_undone(study: Study) -> None:
    memo = a_memo(study.document)
    write_memo(study.store, memo)
    write_memo(study.store, replace(memo, text=" "))
    assert list_memos(study.store) == []
    undo(study.store, study.anna.id)
    assert list_memos(study.store) == [memo]


def test_a_memo_with_a_new_text_is_the_same_memo(study: Study) -> None:
    memo = a_memo(study.document)
    write_memo(study.store, memo)
    write_memo(study.store, replace(memo, text="anders"))
    assert list_memos(study.store) == [replace(memo, text="anders")]


def test_nobody_changes_anothers_memo(study: Study) -> None:
    memo = a_memo(study.document)
    write_memo(study.store, memo)
    with pytest.raises(NotYoursError, match="only anna"):
        write_memo(study.store, replace(memo, coder_id=study.bea.id, text="x"))
    assert list_memos(study.store) == [memo]


@pytest.mark.parametrize(
    ("subject", "error"),
    [
        (Subject.DOCUMENT, UnknownDocumentError),
        (Subject.CODE, UnknownCodeError),
        (Subject.CODING, UnknownCodingError),
    ],
)
def test_a_memo_needs_its_subject(
    study: Study, subject: Subject, error: type[QcodeError]
) -> None:
    memo = replace(a_memo(study.document), subject=subject, subject_id=uuid4())
    with pytest.raises(error):
        write_memo(study.store, memo)
    assert list_memos(study.store) == []


def test_ones_own_memo_is_the_latest_of_ones_own(study: Study) -> None:
    late = NOON + timedelta(days=1)
    mine = a_memo(study.document, "mine")
    latest = a_memo(study.document, "latest", written_at=late)
    theirs = a_memo(
        study.document, coder_id=study.bea.id, written_at=late + timedelta(1)
    )
    for memo in (latest, mine, theirs):
        write_memo(study.store, memo)
    assert own_memo(study.store, study.anna.id, study.document.id) == latest
    assert own_memo(study.store, study.anna.id, study.nets.id) is None
