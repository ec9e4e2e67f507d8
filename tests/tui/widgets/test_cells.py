from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from qcode.text.graphemes import graphemes
from qcode.tui.widgets.cells import cells_of

ACTED_UPON = [
    *("\x1b", "\x07", "\x08", "\x7f", "\x9b", "\x9d", "\x85", "\r"),
    *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e"),
    *("\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c"),
    *("\u2028", "\u2029", "\ufeff", "\u00ad", "\ud800"),
]
TEXTS = st.text(
    st.one_of(
        st.sampled_from([*ACTED_UPON, *"ab \t", "\u0301", "\u200d", "\U0001f600"]),
        st.characters(),
    ),
    max_size=12,
)


def _drawn(text: str) -> str:
    return "".join(cell.drawn for cell in cells_of(text, 0, len(text)))


@pytest.mark.parametrize("character", ACTED_UPON)
def test_what_a_terminal_acts_upon_is_drawn_as_a_sign(character: str) -> None:
    assert _drawn(f"a{character}b") == "a\u2e31b"


def test_an_escape_sequence_is_shown_as_text() -> None:
    assert _drawn("\x1b[31mrot") == "\u2e31[31mrot"


@given(TEXTS)
def test_nothing_is_drawn_that_a_terminal_acts_upon(text: str) -> None:
    joining = "\u200c\u200d"
    for character in _drawn(text):
        is_tag = "\U000e0020" <= character <= "\U000e007f"
        is_prepended = category(character) == "Cf" and character not in ACTED_UPON
        assert (
            category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
            or character in joining
            or is_tag
            or is_prepended
        )
        assert character not in ACTED_UPON


@given(TEXTS)
def test_each_character_is_drawn_once_and_can_be_seen(text: str) -> None:
    cells = list(cells_of(text, 0, len(text)))
    spans = [(span.start, span.end) for span in graphemes(text)]
    assert [(cell.start, cell.end) for cell in cells] == spans
    assert all(cell.width == cell_len(cell.drawn) > 0 for cell in cells)


def test_a_family_is_one_character_of_two_cells() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    (cell,) = cells_of(family, 0, len(family))
    assert (cell.drawn, cell.width) == (family, 2)


def test_a_combining_mark_is_drawn_with_its_letter() -> None:
    (cell,) = cells_of("o\u0308", 0, 2)
    assert (cell.drawn, cell.width) == ("o\u0308", 1)


def test_a_lone_combining_mark_can_be_seen() -> None:
    (cell,) = cells_of("\u0308", 0, 1)
    assert cell.width == 1


def test_only_the_asked_part_is_drawn() -> None:
    assert [cell.drawn for cell in cells_of("abcd", 1, 3)] == ["b", "c"]
