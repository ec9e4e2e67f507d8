import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.comparison.judgements import MISSING
from qcode.comparison.units import CodedSpan, CodedWords
from qcode.model.span import Span

TEXT = "Die Masken fehlten überall. Niemand wusste das 😀 vorher. Ja."
WORDS = [Span(*it.span()) for it in re.finditer(r"\w+", TEXT)]
SENTENCES = [Span(*it.span()) for it in re.finditer(r"[^.]+\.", TEXT)]
EVERYBODY_KNEW = np.ones((1, 2), dtype=bool)


def _coded(part: str, coder: int = 0) -> CodedSpan:
    start = TEXT.index(part)
    return CodedSpan(coder, 0, Span(start, start + len(part)))


def _words(*coded: CodedSpan) -> CodedWords:
    return CodedWords(WORDS, coded, coders=2, codes=1)


@pytest.mark.parametrize(
    ("part", "carries"),
    [
        ("Die", 0),
        ("Die Masken", 1),
        ("fehlten überall. Niemand", 1),
        ("asken fehl", 1),
        (".", 0),
    ],
)
def test_a_unit_carries_a_code_from_half_of_its_words_on(
    part: str, carries: int
) -> None:
    """The first sentence has four words; a word counts if it is coded in part."""
    judged = _words(_coded(part)).carried(SENTENCES, EVERYBODY_KNEW)
    assert judged[0, :, 0].tolist() == [carries, 0, 0]


def test_any_word_is_enough_where_that_is_asked_for() -> None:
    judged = _words(_coded("Die"), _coded("Ja", 1)).carried(
        SENTENCES, EVERYBODY_KNEW, 0.0
    )
    assert judged[0].tolist() == [[1, 0], [0, 0], [0, 1]]


def test_two_codings_of_one_coder_add_up_and_no_word_counts_twice() -> None:
    judged = _words(_coded("Die"), _coded("überall")).carried(SENTENCES, EVERYBODY_KNEW)
    assert judged[0, 0, 0] == 1
    judged = _words(_coded("Die"), _coded("Die")).carried(SENTENCES, EVERYBODY_KNEW)
    assert judged[0, 0, 0] == 0


def test_a_code_that_a_coder_did_not_know_is_missing_and_not_absent() -> None:
    knew = np.array([[True, False]])
    judged = _words(_coded("Die Masken")).carried(SENTENCES, knew)
    assert judged[0].tolist() == [[1, MISSING], [0, MISSING], [0, MISSING]]


def test_units_without_a_word_are_left_out() -> None:
    point = Span(TEXT.index("."), TEXT.index(".") + 1)
    judged = _words().carried([*SENTENCES, point], EVERYBODY_KNEW)
    assert judged.shape == (1, 3, 2)


def test_the_continuum_counts_words_and_joins_what_overlaps() -> None:
    words = _words(
        _coded("Die Masken"), _coded("Masken fehlten"), _coded("das", 1), _coded("Ja")
    )
    continuum = words.continuum(0)
    assert continuum.length == len(WORDS) == 9
    assert [list(it) for it in continuum.by_coder] == [[(0, 3), (8, 9)], [(6, 7)]]


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(
    lambda it: Span(it[0], it[0] + it[1])
)
CODED = st.builds(CodedSpan, st.integers(0, 1), st.integers(0, 1), SPANS)


@given(st.lists(CODED, max_size=8), st.lists(SPANS, max_size=4), st.booleans())
def test_judgements_are_those_of_counting_word_by_word(
    coded: list[CodedSpan], units: list[Span], is_any: bool
) -> None:
    words = [Span(start, start + 3) for start in range(0, 60, 4)]
    by_number = CodedWords(words, coded, coders=2, codes=2)
    judged = by_number.carried(units, np.ones((2, 2), bool), 0.0 if is_any else 0.5)
    with_words = [it for it in units if any(word.overlaps(it) for word in words)]
    assert judged.shape == (2, len(with_words), 2)
    for place, unit in enumerate(with_words):
        inside = [word for word in words if word.overlaps(unit)]
        for code in range(2):
            for coder in range(2):
                spans = [
                    it.span for it in coded if (it.code, it.coder) == (code, coder)
                ]
                hits = sum(any(word.overlaps(it) for it in spans) for word in inside)
                carries = hits > 0 if is_any else 2 * hits >= len(inside)
                assert judged[code, place, coder] == carries
