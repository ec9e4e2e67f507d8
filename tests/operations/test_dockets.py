"""What an adjudicator has before them: anna and Bea, who finished one document."""

import pytest

from qcode.model.adjudication import DifferenceKind, Ruling, Verdict
from qcode.model.coding import Coder, Subject
from qcode.model.span import Span
from qcode.operations.adjudication import settle, take_alike
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import (
    Docket,
    open_difference,
    open_docket,
    pairs_to_settle,
)
from qcode.operations.finishing import finish
from qcode.operations.memos import write_memo
from qcode.store import coders
from tests.builders import Study, a_coder, a_coding, a_memo

OF_ANNA = a_coding(15, 22)


@pytest.fixture
def pair(study: Study) -> Pair:
    """They differ in a span of engagement; anna gave nets beside, Bea elsewhere."""
    nets, bea = study.nets.id, study.bea.id
    for coding in (
        OF_ANNA,
        a_coding(15, 30, coder_id=bea),
        a_coding(20, 26, code_id=nets),
        a_coding(0, 3),
        a_coding(0, 3, coder_id=bea),
        a_coding(0, 3, document_id=study.hebrew.id),
    ):
        apply_code(study.store, coding)
    for coder in (study.anna, study.bea):
        finish(study.store, study.document.id, coder.id)
    finish(study.store, study.hebrew.id, study.anna.id)
    return Pair(study.anna, study.bea)


def _boundaries(docket: Docket) -> int:
    kinds = [it.difference.kind for it in docket.differences]
    return kinds.index(DifferenceKind.BOUNDARIES)


def _coder(study: Study, handle: str) -> Coder:
    with study.store.begin() as connection:
        return coders.ensure(connection, a_coder(handle))


def test_a_pair_are_two_who_have_finished_a_document(study: Study, pair: Pair) -> None:
    assert pairs_to_settle(study.store) == [pair]
    carl = _coder(study, "Carl")
    assert pairs_to_settle(study.store) == [pair]
    finish(study.store, study.hebrew.id, carl.id)
    found = pairs_to_settle(study.store)
    assert found == [pair, Pair(study.anna, carl), Pair(study.bea, carl)]


def test_the_consensus_set_is_nobody_to_settle_with(study: Study, pair: Pair) -> None:
    consensus = _coder(study, "consensus")
    finish(study.store, study.document.id, consensus.id)
    assert pairs_to_settle(study.store) == [pair]


def test_only_what_both_have_finished_is_to_be_settled(
    study: Study, pair: Pair
) -> None:
    docket = open_docket(study.store, Scope(pair))
    assert {it.document for it in docket.differences} == {"anna-01"}
    assert len(docket.counted) == 1
    assert sorted(it.difference.kind for it in docket.differences) == [
        DifferenceKind.BOUNDARIES,
        DifferenceKind.FIRST_ONLY,
    ]
    finish(study.store, study.hebrew.id, study.bea.id)
    docket = open_docket(study.store, Scope(pair))
    assert len(docket.differences) == 3
    assert len(docket.counted) == 2


def test_what_is_alike_and_what_is_outdated_is_counted(
    study: Study, pair: Pair
) -> None:
    docket = open_docket(study.store, Scope(pair))
    assert [it.span for it in docket.alike_waiting] == [Span(0, 3)]
    assert docket.outdated == []
    take_alike(study.store, Scope(pair), study.anna.id)
    remove_coding(study.store, docket.alike_waiting[0].second[0].id, study.bea.id)
    docket = open_docket(study.store, Scope(pair))
    assert docket.alike_waiting == []
    assert [it.ruling for it in docket.outdated] == [Ruling.BOTH]
    assert docket.documents[docket.outdated[0].document_id] == "anna-01"
    assert docket.coders[study.bea.id] == study.bea


def test_a_difference_shows_what_each_gave_beside_it(study: Study, pair: Pair) -> None:
    docket = open_docket(study.store, Scope(pair))
    difference = docket.differences[_boundaries(docket)].difference
    setting = open_difference(study.store, pair, difference)
    assert setting.document == study.document
    beside = {
        who: [(it.code_id, it.span) for it in found]
        for who, found in setting.others.items()
    }
    assert beside == {
        study.anna.id: [(study.nets.id, Span(20, 26))],
        study.bea.id: [],
    }
    own = [(it.coder_id, it.span) for it in setting.codings]
    assert sorted(own, key=str) == sorted(
        [
            (study.anna.id, Span(0, 3)),
            (study.bea.id, Span(0, 3)),
            (study.anna.id, Span(15, 22)),
            (study.bea.id, Span(15, 30)),
        ],
        key=str,
    )


def test_a_difference_shows_memos_and_notes(study: Study, pair: Pair) -> None:
    about_coding = a_memo(OF_ANNA, "Warum hier?", coder_id=study.bea.id)
    about_code = a_memo(study.engagement, "Grenze klären")
    assert about_code.subject is Subject.CODE
    for memo in (about_coding, about_code):
        write_memo(study.store, memo)
    docket = open_docket(study.store, Scope(pair))
    difference = docket.differences[_boundaries(docket)].difference
    setting = open_difference(study.store, pair, difference)
    assert list(setting.memos[OF_ANNA.id]) == [about_coding]
    assert list(setting.notes) == [about_code]


def test_a_difference_shows_what_was_decided_and_taken(
    study: Study, pair: Pair
) -> None:
    docket = open_docket(study.store, Scope(pair))
    difference = docket.differences[_boundaries(docket)].difference
    assert open_difference(study.store, pair, difference).settlement is None
    verdict = Verdict(Ruling.REDRAWN, study.bea.id, redrawn=(Span(15, 26),))
    settled = settle(study.store, Scope(pair), difference, verdict)
    setting = open_difference(study.store, pair, difference)
    assert setting.settlement == settled
    taken = [it.span for it in setting.codings if it.id in settled.taken]
    assert taken == [Span(15, 26)]
