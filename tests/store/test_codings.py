from uuid import UUID

import pytest

from qcode.errors import UnknownCodingError
from qcode.model.coding import Coding, Stance, segment_digest
from qcode.model.ids import CodingId
from qcode.store import codes, codings
from tests.builders import Study, a_coding, put

NOBODY = CodingId(UUID(int=1))


@pytest.mark.parametrize("stance", [None, *Stance])
def test_a_coding_comes_back_as_it_went_in(study: Study, stance: Stance | None) -> None:
    coding = a_coding(stance=stance)
    put(study, coding)
    with study.store.read() as connection:
        assert codings.get(connection, coding.id) == coding


def test_the_same_is_not_stored_again(study: Study) -> None:
    coding = a_coding()
    put(study, coding)
    with study.store.begin() as connection:
        assert not codings.insert_coding(connection, a_coding(), b"12345678")
        assert codings.ids(connection) == {coding.id}


def test_a_coding_that_was_taken_out_is_unknown(study: Study) -> None:
    coding = a_coding()
    put(study, coding)
    with study.store.begin() as connection:
        codings.remove(connection, coding.id)
        assert codings.find(connection, coding.id) is None
        with pytest.raises(UnknownCodingError):
            codings.get(connection, coding.id)


def test_what_is_not_there_cannot_be_taken_out(study: Study) -> None:
    with pytest.raises(UnknownCodingError), study.store.begin() as connection:
        codings.remove(connection, NOBODY)


def test_codings_come_by_start_and_the_longer_first(study: Study) -> None:
    spans = [(4, 6), (0, 2), (4, 9), (0, 5), (1, 2)]
    for start, end in spans:
        put(study, a_coding(start, end))
    put(study, a_coding(0, 3, document_id=study.hebrew.id))
    with study.store.read() as connection:
        found = codings.in_document(connection, study.document.id)
    ends = [(coding.span.start, coding.span.end) for coding in found]
    assert ends == [(0, 5), (0, 2), (1, 2), (4, 9), (4, 6)]


def test_codings_of_one_span_come_by_id(study: Study) -> None:
    ids = [CodingId(UUID(int=number)) for number in (2**127, 3, 2**64)]
    for number, (coder, code) in enumerate(
        [
            (study.anna, study.nets),
            (study.bea, study.nets),
            (study.anna, study.engagement),
        ]
    ):
        put(study, a_coding(id=ids[number], coder_id=coder.id, code_id=code.id))
    with study.store.read() as connection:
        found = [c.id for c in codings.in_document(connection, study.document.id)]
    assert found == sorted(ids)


def test_many_codings_go_in_at_once(study: Study) -> None:
    spans = [(start, end) for end in range(1, 80) for start in range(end)]
    coded = [a_coding(start, end) for start, end in spans]
    with study.store.begin() as connection:
        rows = [(coding, b"12345678") for coding in coded]
        assert codings.insert_many(connection, rows) == len(spans)
        assert codings.ids(connection) == {coding.id for coding in coded}


def test_every_coding_comes_with_the_digest_of_its_text(study: Study) -> None:
    first, second = a_coding(0, 6), a_coding(0, 3, document_id=study.hebrew.id)
    put(study, first)
    put(study, second)
    with study.store.read() as connection:
        found = dict(codings.with_digests(connection))
    assert found == {
        first: segment_digest("I: Wie"),
        second: segment_digest("I: "),
    }


def test_codings_are_counted_by_code_and_by_coder(study: Study) -> None:
    made: list[Coding] = [a_coding(0, 1), a_coding(0, 2), a_coding(1, 2)]
    for coding in made:
        put(study, coding)
    with study.store.read() as connection:
        assert codes.counts(connection) == {study.engagement.id: 3}
        assert codings.counts_by_coder(connection) == {study.anna.id: 3}
