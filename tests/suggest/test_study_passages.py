from datetime import timedelta

import pytest

from qcode.model.coding import Coding
from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.suggest.study_passages import (
    Passage,
    codes_by_passage,
    context_of,
    habit,
    habitual,
    passages_of,
    read_passages,
)
from tests.builders import NOON, a_code, a_coding, a_document

RAW = (
    "I: Wie war das?\n\n"
    "B: Wir haben jeden Tag telefoniert. Das hat uns wirklich sehr geholfen. "
    "Ohne die Liste wäre nichts gegangen 😀. Nur gab es keine Leute dafür.\n\n"
    "I: Und heute?\n\n"
    "B: Heute reden wir im ganzen Haus wieder u\u0308ber Sparen."
)
DOCUMENT = a_document(raw=RAW)
A, B = a_code("engagement").id, a_code("nets").id


def coded(words: str, code: CodeId = A) -> Coding:
    start = DOCUMENT.text.index(words)
    span = Span(start, start + len(words))
    return a_coding(document_id=DOCUMENT.id, span=span, code_id=code)


def texts(found: list[Passage]) -> list[str]:
    return [passage.text for passage in found]


FOUND = passages_of(DOCUMENT, [])


def test_passages_are_what_interviewees_said_two_sentences_at_a_time() -> None:
    assert texts(FOUND) == [
        "Wir haben jeden Tag telefoniert. Das hat uns wirklich sehr geholfen.",
        "Ohne die Liste wäre nichts gegangen 😀. Nur gab es keine Leute dafür.",
        "Heute reden wir im ganzen Haus wieder u\u0308ber Sparen.",
    ]
    for passage in FOUND:
        assert passage.span.cut(DOCUMENT.text) == passage.text


def test_the_habit_is_how_many_sentences_coders_mark_at_once() -> None:
    one = coded("Wir haben jeden Tag telefoniert.")
    both = coded(FOUND[0].text)
    twice = coded(FOUND[0].text, B)
    assert habit([DOCUMENT], {DOCUMENT.id: [one, both, twice]}) == [1, 2]
    assert habit([DOCUMENT], {}) == []


def test_passages_follow_the_habit() -> None:
    single = texts(passages_of(DOCUMENT, [1] * 5))
    assert single[:2] == [
        "Wir haben jeden Tag telefoniert.",
        "Das hat uns wirklich sehr geholfen.",
    ]


def test_a_passage_has_the_codes_of_codings_that_share_half_with_it() -> None:
    inside = coded("Das hat uns wirklich sehr geholfen.")
    touching = coded("geholfen. Ohne die Liste wäre nichts gegangen 😀.", B)
    given = codes_by_passage(FOUND, [inside, touching])
    assert given == [frozenset({A}), frozenset({B}), frozenset()]


def test_read_is_what_stands_before_the_end_of_the_last_coding() -> None:
    read = read_passages(FOUND, [coded("Ohne die Liste")])
    assert [(it.passage, it.codes) for it in read] == [
        (FOUND[0], frozenset()),
        (FOUND[1], frozenset({A})),
    ]
    assert read_passages(FOUND, []) == []


def test_a_finished_document_is_read_to_its_end() -> None:
    read = read_passages(FOUND, [coded("Ohne die Liste")], is_finished=True)
    assert [it.passage for it in read] == list(FOUND)
    untouched = read_passages(FOUND, [], is_finished=True)
    assert [it.codes for it in untouched] == [frozenset()] * len(FOUND)


def test_the_context_are_the_codes_before_the_nearest_first() -> None:
    read = read_passages(FOUND, [coded("Wir haben"), coded("Heute reden", B)])
    assert [it.context for it in read] == [
        (),
        (frozenset({A}),),
        (frozenset(), frozenset({A})),
    ]
    given = [frozenset({A}), frozenset({B}), frozenset[CodeId](), frozenset({A})]
    assert context_of(given) == (frozenset({A}), frozenset(), frozenset({B}))


def _made(number: int) -> list[Coding]:
    """Return so many codings of different spans, one made after the other."""
    return [
        a_coding(n, n + 1, created_at=NOON + timedelta(seconds=n))
        for n in range(number)
    ]


@pytest.mark.parametrize(
    ("made", "first", "behind"),
    [(4, 0, 4), (5, 0, 5), (9, 0, 5), (10, 0, 10), (39, 0, 20), (40, 20, 40)]
    + [(79, 20, 40), (81, 40, 80)],
)
def test_a_habit_is_looked_at_when_the_segments_have_doubled(
    made: int, first: int, behind: int
) -> None:
    shown = [span.start for _, span in habitual(reversed(_made(made)))]
    assert shown == list(range(first, behind))
