from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.text.folding import fold


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ä", "A\u0308"),
        ("ä", "A\u0308"),
        ("ＡＢ", "ab"),
        ("STRASSE", "Straße"),
        ("GROẞ", "groß"),
        ("ﬁnden", "FINDEN"),
        ("Ａ\u0308mter", "ämter"),
        ("ΟΔΟΣ", "οδος"),
        ("²", "2"),
        ("\u0345\u0301", "\u0301ι"),
    ],
)
def test_case_width_and_composition_make_no_difference(first: str, second: str) -> None:
    assert fold(first) == fold(second)


@pytest.mark.parametrize(("first", "second"), [("a", "ä"), ("ss", "s"), ("א", "ב")])
def test_different_letters_stay_different(first: str, second: str) -> None:
    assert fold(first) != fold(second)


@given(st.text() | st.text("aÄßẞＡ\u0308\u0301\u0345ﬁİ😀א"))
def test_folded_text_is_its_own_fold(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text() | st.text("aÄßＡ\u0308\u0301"))
def test_composition_before_folding_makes_no_difference(text: str) -> None:
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))
