"""What a blind round hides, looked at through every operation that shows codings."""

from collections.abc import Callable

import pytest

from qcode.errors import RefusedError, RoundOpenError
from qcode.model.agreement import ComparisonQuestion
from qcode.model.coding import new_coding_id
from qcode.model.counting import FrequencyQuestion
from qcode.model.ids import coder_id
from qcode.model.journal import ObjectKind, Verb
from qcode.model.round import Round
from qcode.operations.agreement import agreement
from qcode.operations.coders import list_coders
from qcode.operations.codings import apply_code
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_docket
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish
from qcode.operations.frequencies import frequencies
from qcode.operations.gathering import gather_set
from qcode.operations.history import history
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.reading import code_counts, list_documents, open_document
from qcode.operations.retrieval import coded_segments
from qcode.operations.rounds import blinding, close_round, list_rounds, open_round
from qcode.store import Store
from tests.builders import STUDY, Study, a_coding, a_memo


@pytest.fixture
def blind(study: Study) -> Round:
    """A round of anna and Bea on anna-01, in which each put a code and a memo."""
    elsewhere = a_coding(3, 7, document_id=study.hebrew.id, coder_id=study.bea.id)
    apply_code(study.store, elsewhere)
    made = open_round(
        study.store,
        "Runde 1",
        [study.anna.id, study.bea.id],
        [study.document.id],
        study.anna.id,
    )
    for coder in (study.anna, study.bea):
        coding = a_coding(coder_id=coder.id, id=new_coding_id())
        apply_code(study.store, coding)
        write_memo(
            study.store, a_memo(coding, f"von {coder.handle}", coder_id=coder.id)
        )
    return made


Look = Callable[[Study, Store], object]


def _opened(study: Study, store: Store) -> object:
    return len(open_document(store, study.document.id).codings)


def _listed(study: Study, store: Store) -> object:
    return {it.name: it.codings for it in list_documents(store)}["anna-01"]


def _segments(study: Study, store: Store) -> object:
    found = coded_segments(store)
    return sum(it.document == "anna-01" for it in found)


def _counted(study: Study, store: Store) -> object:
    question = FrequencyQuestion(("document",))
    return frequencies(store, question).base["codings"] - 1


def _code_counts(study: Study, store: Store) -> object:
    return code_counts(store)[study.engagement.id] - 1


def _memos(study: Study, store: Store) -> object:
    return len(list_memos(store))


def _by_coders(study: Study, store: Store) -> object:
    return sum(it.codings for it in list_coders(store)) - 1


def _entries(study: Study, store: Store) -> object:
    return sum("anna-01" in it.entry.action.note for it in history(store)) / 2


LOOKS = [
    _opened,
    _listed,
    _segments,
    _counted,
    _code_counts,
    _memos,
    _by_coders,
    _entries,
]


@pytest.mark.parametrize("look", LOOKS)
def test_a_coder_sees_only_their_own_work_while_the_round_is_open(
    study: Study, blind: Round, look: Look
) -> None:
    """One coding of hers in the round; what stands outside it is seen as ever."""
    assert look(study, study.store.seen_by(study.anna.id)) == 1
    assert look(study, study.store.seen_by(study.bea.id)) == 1
    assert look(study, study.store.seen_by(None)) == 0
    assert look(study, study.store) == 2


@pytest.mark.parametrize("look", LOOKS)
def test_everything_is_seen_when_the_round_is_closed(
    study: Study, blind: Round, look: Look
) -> None:
    close_round(study.store, "Runde 1", study.bea.id, before_all_finished=True)
    for eyes in (study.anna.id, study.bea.id, None):
        assert look(study, study.store.seen_by(eyes)) == 2


def test_everything_is_seen_when_all_have_finished(study: Study, blind: Round) -> None:
    seen = study.store.seen_by(study.anna.id)
    finish(study.store, study.document.id, study.anna.id)
    assert [it.name for it in blinding(seen)] == ["Runde 1"]
    finish(study.store, study.document.id, study.bea.id)
    assert blinding(seen) == []
    assert _opened(study, seen) == 2


def test_reading_leaves_nothing_behind_in_the_connection(
    study: Study, blind: Round
) -> None:
    """The same connection serves the next reader."""
    seen = study.store.seen_by(study.anna.id)
    assert (_opened(study, seen), _opened(study, study.store)) == (1, 2)
    assert (_opened(study, seen), _opened(study, study.store)) == (1, 2)


def test_writing_and_checks_are_not_blind(study: Study, blind: Round) -> None:
    seen = study.store.seen_by(study.bea.id)
    apply_code(seen, a_coding(31, 40, coder_id=study.bea.id))
    assert examine(seen).damages == []
    # All four are checked; how many others have is not told.
    assert examine(seen).codings == 3
    assert examine(study.store).codings == 4


def test_coders_are_not_compared_while_one_of_them_is_blind(
    study: Study, blind: Round
) -> None:
    seen = study.store.seen_by(study.anna.id)
    with pytest.raises(RoundOpenError, match="Runde 1"):
        agreement(seen, ComparisonQuestion(coders=(study.anna, study.bea)))
    with pytest.raises(RoundOpenError):
        open_docket(seen, Scope(Pair(study.anna, study.bea)))


def test_who_takes_no_part_sees_all(study: Study, blind: Round) -> None:
    lead = coder_id(STUDY, "lead")
    assert _opened(study, study.store.seen_by(lead)) == 2


def test_the_journal_says_who_opened_and_closed_it(study: Study, blind: Round) -> None:
    close_round(study.store, "Runde 1", study.bea.id, before_all_finished=True)
    entries = [it.entry.action for it in history(study.store)]
    assert (entries[0].verb.value, entries[0].coder_id) == (
        "round closed",
        study.bea.id,
    )
    opened = next(it for it in entries if it.verb is Verb.ROUND_OPENED)
    assert opened.coder_id == study.anna.id
    assert opened.details["documents"] == [str(study.document.id)]


def test_a_round_tells_how_far_it_is(study: Study, blind: Round) -> None:
    finish(study.store, study.document.id, study.bea.id)
    (line,) = list_rounds(study.store)
    assert (line.coders, line.documents) == (["Bea", "anna"], ["anna-01"])
    assert (line.finished, line.needed, line.round.is_open) == (1, 2, True)


def test_closing_early_must_be_wanted(study: Study, blind: Round) -> None:
    with pytest.raises(RefusedError, match="0 of 2"):
        close_round(study.store, "Runde 1", study.anna.id)
    with pytest.raises(RefusedError, match="No round 'Runde 2'"):
        close_round(study.store, "Runde 2", study.anna.id)


@pytest.mark.parametrize("name", ["", "  ", "Runde 1"])
def test_a_round_needs_a_name_of_its_own(study: Study, blind: Round, name: str) -> None:
    both = [study.anna.id, study.bea.id]
    with pytest.raises(RefusedError, match="name"):
        open_round(study.store, name, both, None, study.anna.id)


def test_a_round_needs_two_coders_and_a_document(study: Study) -> None:
    with pytest.raises(RefusedError, match="two coders"):
        open_round(study.store, "R", [study.anna.id], None, study.anna.id)
    with pytest.raises(RefusedError, match="document"):
        open_round(study.store, "R", [study.anna.id, study.bea.id], [], study.anna.id)


def test_a_round_of_all_documents_hides_them_all(study: Study) -> None:
    apply_code(study.store, a_coding(3, 7, document_id=study.hebrew.id))
    both = [study.anna.id, study.bea.id]
    open_round(study.store, "Alle", both, None, study.anna.id)
    assert sum(1 for _ in coded_segments(study.store.seen_by(study.bea.id))) == 0
    assert sum(1 for _ in coded_segments(study.store.seen_by(study.anna.id))) == 1


def test_the_journal_does_not_tell_what_others_coded_there_before(
    study: Study,
) -> None:
    for coder in (study.anna, study.bea):
        apply_code(study.store, a_coding(coder_id=coder.id, id=new_coding_id()))
    both = [study.anna.id, study.bea.id]
    open_round(study.store, "Alle", both, None, study.anna.id)
    entries = [it.entry.action for it in history(study.store.seen_by(study.bea.id))]
    assert [(it.verb, it.coder_id) for it in entries] == [
        (Verb.ROUND_OPENED, study.anna.id),
        (Verb.CODING_APPLIED, study.bea.id),
    ]


def test_a_blind_coder_hands_on_their_own_work_whole_and_nothing_else(
    study: Study, blind: Round
) -> None:
    seen = study.store.seen_by(study.bea.id)
    alone = gather_set(study.store, [study.bea.id])
    assert len(alone.objects[ObjectKind.CODING]) == 2
    for asked in ([], [study.bea.id]):
        assert gather_set(seen, asked) == alone
    for asked in ([study.anna.id], [study.anna.id, study.bea.id]):
        with pytest.raises(RoundOpenError):
            gather_set(seen, asked)
    with pytest.raises(RoundOpenError):
        gather_set(study.store.seen_by(None), [])
