import random
from functools import cache
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.model.ids import CodingId
from qcode.suggest.repetitions import Repetition, RepetitionIndex

STRIKE = CodingId(UUID(int=1))
WARD = CodingId(UUID(int=2))
AGAIN = CodingId(UUID(int=3))
SHORT = CodingId(UUID(int=4))
SEGMENTS = {
    STRIKE: "Da hat keiner auf die Uhr geguckt, die haben durchgearbeitet.",
    WARD: "Für die Ko\u0308pfe im Gesundheitsamt gab es 2020 keinen Stellenplan.",
    AGAIN: "Da hat keiner auf die Uhr geguckt, die haben durchgearbeitet.",
    SHORT: "Ja, genau.",
}


@cache
def index() -> RepetitionIndex:
    return RepetitionIndex(SEGMENTS)


def cuts(text: str) -> list[tuple[CodingId, str]]:
    return [(it.coding_id, it.span.cut(text)) for it in index().repetitions(text)]


def test_the_same_words_are_found_whatever_case_and_signs() -> None:
    text = (
        "😀 Also: FÜR die Köpfe im Gesundheitsamt gab es – 2020 – keinen Stellenplan!"
    )
    found = index().repetitions(text)
    assert [(it.coding_id, it.similarity) for it in found] == [(WARD, 1.0)]
    assert found[0].span.cut(text) == text[8:-1]


def test_a_transcribed_variant_is_found_less_similar() -> None:
    text = "Für die Koepfe im Gesundheitsamt gabs 2020 äh keinen Stellnplan. Tja."
    (found,) = index().repetitions(text)
    assert found.coding_id == WARD
    assert 0.8 <= found.similarity < 1
    assert found.span.cut(text) == text[:63]


def test_codings_of_the_same_words_are_all_given_in_order() -> None:
    text = "Da hat keiner auf die Uhr geguckt, die haben durchgearbeitet."
    assert cuts(text) == [(STRIKE, text[:-1]), (AGAIN, text[:-1])]


def test_a_text_that_repeats_a_part_of_a_segment_is_found() -> None:
    text = "im Gesundheitsamt gab es 2020 keinen Stellenplan"
    assert cuts(text) == [(WARD, text)]


def test_the_place_is_found_in_a_long_text() -> None:
    filler = "Dann war da noch die Sache mit dem Parkhaus am Bahnhof. " * 40
    said = "Für die Köpfe im Gesundheitsamt gab es 2020 keinen Stellenplan"
    assert cuts(f"{filler}{said}. {filler}") == [(WARD, said)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "😀",
        "Ja, genau.",
        "Ja, genau. So war das bei uns.",
        "Im Gesundheitsamt war ich auch einmal, das ist lange her.",
        "Keiner hat uns damals gesagt, wie die Verordnung gemeint war.",
    ],
)
def test_what_only_shares_words_is_no_repetition(text: str) -> None:
    assert index().repetitions(text) == []


def test_a_higher_bound_leaves_out_what_is_less_similar() -> None:
    text = "Für die Koepfe im Gesundheitsamt gabs 2020 äh keinen Stellnplan."
    assert index().repetitions(text, least_similarity=0.99) == []


def test_without_segments_nothing_is_found() -> None:
    assert RepetitionIndex({}).repetitions("Da hat keiner auf die Uhr geguckt.") == []


def test_each_of_five_thousand_segments_is_found_again() -> None:
    chance = random.Random(4)
    words = [f"wort{number}" for number in range(6_000)]
    texts = [" ".join(chance.choices(words, k=40)) for _ in range(5_000)]
    large = RepetitionIndex({CodingId(UUID(int=i)): it for i, it in enumerate(texts)})
    for number in range(0, 5_000, 250):
        found = large.repetitions(f"Vorweg gesagt: {texts[number]} und so weiter.")
        assert found[0].coding_id == CodingId(UUID(int=number))


WORDS = st.sampled_from([*" ".join(SEGMENTS.values()).split(), "äh", "😀", "\n", "B:"])


@settings(deadline=None)
@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_a_repetition_lies_in_the_text_and_is_always_the_same(text: str) -> None:
    first = index().repetitions(text)
    assert first == index().repetitions(text)
    for found in first:
        assert isinstance(found, Repetition)
        assert found.span.end <= len(text)
        assert 0.8 <= found.similarity <= 1
        assert found.span.cut(text).strip() == found.span.cut(text)


@settings(deadline=None)
@given(st.sampled_from(list(SEGMENTS)), st.text("ab 😀\n.", max_size=20))
def test_a_segment_is_found_in_whatever_surrounds_it(
    coding_id: CodingId, around: str
) -> None:
    text = f"{around} {SEGMENTS[coding_id]} {around}"
    found = {it.coding_id for it in index().repetitions(text)}
    assert coding_id in found or coding_id == SHORT
