"""What is taught again, and when."""

from collections.abc import Sequence

import pytest

from qcode.model.codebook import Codebook
from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.suggest.lessons import Lesson, decisions_between
from qcode.suggest.lessons import lessons as lessons_by
from qcode.suggest.study_engine import StudyEngine
from qcode.suggest.study_passages import Passage, ReadPassage
from qcode.suggest.teaching import AT_ONCE, Teaching, patience
from tests.builders import STUDY, a_code, a_document

BIKES = a_code("bikes", name="Radverkehr", keywords=("Radweg",))
BUSES = a_code("buses", name="Nahverkehr", keywords=("Haltestelle",))
HERE, THERE = a_document("hier").id, a_document("dort", "B: Dort.").id


def a_passage(text: str, document_id: object = HERE) -> Passage:
    document = HERE if document_id is HERE else THERE
    return Passage(document, Span(0, len(text)), text)


def lessons(
    read: Sequence[Sequence[ReadPassage]], refused: Sequence[tuple[Passage, CodeId]]
) -> dict[str, Lesson]:
    return lessons_by(read, refused, str)


def read(text: str, *codes: CodeId, where: object = HERE) -> ReadPassage:
    return ReadPassage(a_passage(text, where), frozenset(codes), ())


def test_of_the_same_words_in_two_places_the_last_counts() -> None:
    first, last = read("Ja.", BIKES.id), read("Ja.", where=THERE)
    assert lessons([[first], [last]], []) == {"Ja.": Lesson(last.passage, last)}


def test_a_rejection_is_a_lesson_of_its_own_or_joins_what_was_read() -> None:
    known = read("Ja.", BIKES.id)
    refused = [(a_passage("Ja."), BUSES.id), (a_passage("Nein."), BUSES.id)]
    only_buses = frozenset({BUSES.id})
    assert lessons([[known]], refused) == {
        "Ja.": Lesson(known.passage, known, only_buses),
        "Nein.": Lesson(a_passage("Nein."), None, only_buses),
    }


def test_a_code_that_was_given_after_all_is_no_longer_rejected() -> None:
    known = read("Ja.", BIKES.id)
    found = lessons([[known]], [(known.passage, BIKES.id)])
    assert found["Ja."].refused == frozenset()


def test_what_a_coder_said_is_counted_and_not_what_follows_from_it() -> None:
    before = lessons([[read("a", BIKES.id), read("b"), read("c", BUSES.id)]], [])
    moved = ReadPassage(a_passage("b"), frozenset(), (frozenset({BUSES.id}),))
    after = lessons([[read("a", BUSES.id), moved]], [(a_passage("d"), BIKES.id)])
    # "a" has another code, "c" is gone, "d" was rejected; "b" only stands elsewhere.
    assert decisions_between(before, after) == 3


@pytest.mark.parametrize(
    ("passages", "decisions"),
    [(0, 0), (AT_ONCE, 0), (501, 10), (1000, 15), (2000, 25), (90_000, 25)],
)
def test_with_many_passages_more_decisions_wait(passages: int, decisions: int) -> None:
    assert patience(passages) == decisions


def _engine(texts: list[str]) -> StudyEngine:
    return StudyEngine(Codebook(STUDY, "Probe", "de", (BIKES, BUSES)), texts)


def test_a_few_decisions_wait_and_ten_are_learned_together() -> None:
    texts = [f"Satz {n} vom Radweg" for n in range(AT_ONCE + 20)]
    teaching = Teaching(_engine(texts[:50]))
    plain = [read(text) for text in texts]
    assert teaching.follow(lessons([plain], []))
    coded = [read(text, BIKES.id) for text in texts]
    assert not teaching.follow(lessons([coded[:9] + plain[9:]], []))
    assert teaching.follow(lessons([coded[:10] + plain[10:]], []))
    # Taking nine of them back waits as well; having none to learn is up to date.
    assert not teaching.follow(lessons([coded[:1] + plain[1:]], []))
    assert teaching.follow(lessons([coded[:10] + plain[10:]], []))


def test_nothing_is_learned_from_nothing() -> None:
    assert Teaching(_engine(["Ein Satz."])).follow({})
