from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from qcode.errors import (
    AmbiguousError,
    DuplicateCodingError,
    NotCodableError,
    NotYoursError,
    QcodeError,
    RefusedError,
    SpanOutOfRangeError,
    UnknownCodeError,
    UnknownCoderError,
    UnknownCodingError,
    UnknownDocumentError,
)
from qcode.model.coding import Coding
from qcode.model.ids import CodingId
from qcode.model.journal import Verb
from qcode.model.span import Span
from qcode.operations.codings import apply_code, find_coding, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.history import history
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.reading import code_counts, codes_used_last, open_document
from tests.builders import Study, a_code, a_coding, a_memo


def _codings(study: Study) -> list[Coding]:
    return list(open_document(study.store, study.document.id).codings)


def test_the_object_that_was_stored_is_the_object_that_is_read(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    assert _codings(study) == [coding]


def test_coding_is_one_journal_entry_that_says_what_was_done(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding, a_memo(coding))
    (line,) = history(study.store)
    assert line.coder == study.anna
    action = line.entry.action
    assert (action.verb, action.note) == (
        Verb.CODING_APPLIED,
        "Engagement: anna-01 19:22",
    )
    assert [change.kind for change in action.changes] == ["coding", "memo"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"document_id": uuid4()}, UnknownDocumentError),
        ({"code_id": uuid4()}, UnknownCodeError),
        ({"coder_id": uuid4()}, UnknownCoderError),
        ({"code_id": a_code("family").id}, NotCodableError),
        ({"span": Span(0, 10_000)}, SpanOutOfRangeError),
        ({"span": Span(10_000, 10_001)}, SpanOutOfRangeError),
    ],
)
def test_a_refused_coding_leaves_nothing(
    study: Study, wrong: dict[str, Any], error: type[QcodeError]
) -> None:
    coding = replace(a_coding(), **wrong)
    with pytest.raises(error):
        apply_code(study.store, coding, a_memo(coding))
    assert _codings(study) == []
    assert list_memos(study.store) == []
    assert history(study.store) == []


def test_the_same_twice_is_refused_and_leaves_nothing(study: Study) -> None:
    apply_code(study.store, a_coding())
    again = a_coding()
    with pytest.raises(DuplicateCodingError) as caught:
        apply_code(study.store, again, a_memo(again))
    assert (caught.value.code, caught.value.start, caught.value.end) == (
        "Engagement",
        19,
        22,
    )
    assert len(_codings(study)) == len(history(study.store)) == 1
    assert list_memos(study.store) == []


def test_a_coding_may_reach_to_the_end_of_the_text(study: Study) -> None:
    whole = Span(0, len(study.document.text))
    apply_code(study.store, a_coding(span=whole))
    assert examine(study.store).damages == []


def test_a_memo_without_text_is_refused_with_its_coding(study: Study) -> None:
    coding = a_coding()
    with pytest.raises(RefusedError):
        apply_code(study.store, coding, a_memo(coding, " \n"))
    assert _codings(study) == []


def test_removing_takes_the_memos_of_all_coders_along(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding, a_memo(coding))
    write_memo(study.store, a_memo(coding, coder_id=study.bea.id))
    assert remove_coding(study.store, coding.id, study.anna.id) == coding
    assert _codings(study) == []
    assert list_memos(study.store) == []


def test_nobody_removes_anothers_coding(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    with pytest.raises(NotYoursError, match="only anna can change it"):
        remove_coding(study.store, coding.id, study.bea.id)
    assert _codings(study) == [coding]


def test_what_was_removed_is_unknown(study: Study) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    remove_coding(study.store, coding.id, study.anna.id)
    with pytest.raises(UnknownCodingError):
        remove_coding(study.store, coding.id, study.anna.id)


def _with_ids(study: Study, *ids: str) -> None:
    for number, known in enumerate(ids):
        span = Span(number, number + 1)
        apply_code(study.store, a_coding(id=CodingId(UUID(known)), span=span))


FIRST = "aaaa1111-0000-4000-8000-000000000000"
SECOND = "aaaa2222-0000-4000-8000-000000000000"


@pytest.mark.parametrize("wanted", [FIRST, FIRST.upper(), "aaaa1", " AAAA1 "])
def test_a_coding_is_meant_by_the_start_of_its_id(study: Study, wanted: str) -> None:
    _with_ids(study, FIRST, SECOND)
    assert find_coding(study.store, wanted) == UUID(FIRST)


def test_an_id_that_fits_two_codings_is_asked_about(study: Study) -> None:
    _with_ids(study, FIRST, SECOND)
    with pytest.raises(AmbiguousError) as caught:
        find_coding(study.store, "aaaa")
    assert caught.value.candidates == [FIRST, SECOND]


@pytest.mark.parametrize("wanted", ["", " ", "b", "%", FIRST.replace("1", "3")])
def test_an_id_that_fits_no_coding_is_unknown(study: Study, wanted: str) -> None:
    _with_ids(study, FIRST)
    with pytest.raises(UnknownCodingError):
        find_coding(study.store, wanted)


def test_codes_are_counted_over_all_coders(study: Study) -> None:
    apply_code(study.store, a_coding())
    apply_code(study.store, a_coding(coder_id=study.bea.id))
    assert code_counts(study.store) == {study.engagement.id: 2}


def test_the_codes_used_last_come_first(study: Study) -> None:
    used = [study.nets, study.engagement, study.nets]
    for number, code in enumerate(used):
        apply_code(study.store, a_coding(number, number + 1, code_id=code.id))
    theirs = a_coding(5, 6, coder_id=study.bea.id)
    apply_code(study.store, theirs)
    found = codes_used_last(study.store, study.anna.id)
    assert found == [study.nets.id, study.engagement.id]
    assert codes_used_last(study.store, study.anna.id, 1) == [study.nets.id]
