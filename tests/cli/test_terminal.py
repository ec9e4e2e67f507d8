import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.cli.terminal import cells, fitted
from qcode.text.harmless import harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("eins\nzwei", "eins⏎zwei"),
        ("a\tb", "a b"),
        ("\x1b[31mrot", "␛[31mrot"),
        ("\x00\x7f\x9b", "␀␡<U+009B>"),
        ("a\u202eb\u2066c", "a<U+202E>b<U+2066>c"),
        ("\udcff", "<U+DCFF>"),
        (
            "\u05e9\u05dc\u05d5\u05dd \U0001f600 o\u0308",
            "\u05e9\u05dc\u05d5\u05dd \U0001f600 o\u0308",
        ),
        ("[bold]x[/]", "[bold]x[/]"),
    ],
)
def test_what_would_harm_the_terminal_gets_a_visible_sign(
    text: str, shown: str
) -> None:
    assert harmless(text) == shown


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("äöü", 3),
        ("o\u0308", 1),
        ("\U0001f600", 2),
        ("\u6f22\u5b57", 4),
        ("\u05e9\u05dc\u05d5\u05dd", 4),
        ("", 0),
    ],
)
def test_cells_are_counted_as_a_terminal_draws_them(text: str, width: int) -> None:
    assert cells(text) == width


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdef", 4, "abc…"),
        ("a\U0001f600b", 3, "a…"),
        ("ao\u0308bc", 3, "ao\u0308…"),
        ("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7", 2, "…"),
    ],
)
def test_a_text_is_cut_between_the_characters_people_see(
    text: str, width: int, shown: str
) -> None:
    assert fitted(text, width) == shown


@given(st.text(), st.integers(1, 30))
def test_a_fitted_text_never_takes_more_cells(text: str, width: int) -> None:
    assert cells(fitted(harmless(text), width)) <= width
