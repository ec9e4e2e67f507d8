import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.span import Span
from qcode.text.graphemes import graphemes, next_boundary, previous_boundary, whole

FAMILY = "👨\u200d👩\u200d👧"
TEXT = (
    st.text(
        "aé😀\u0301\n\u200d\ufe0f🇩🇪👍🏽❤각\u1100\u1161\u11a8א\u05b0#\u20e3©\t\u00ad"
    )
    | st.text()
)


def pieces(text: str) -> list[str]:
    return [span.cut(text) for span in graphemes(text)]


@pytest.mark.parametrize(
    "cluster",
    [
        "a",
        "u\u0308",
        "e\u0301\u0323",
        "👍🏽",
        "❤\ufe0f",
        FAMILY,
        "🏳\ufe0f\u200d🌈",
        "👩🏽\u200d🚀",
        "🇩🇪",
        "1\ufe0f\u20e3",
        "\u1112\u1161\u11ab",
        "한\u11ab",
        "가",
        "ש\u05c1\u05b8",
        "कि",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "\u0600\u0661",
    ],
)
def test_what_people_see_as_one_character_stays_whole(cluster: str) -> None:
    assert pieces(f"x{cluster}y") == ["x", cluster, "y"]
    assert next_boundary(cluster, 0) == len(cluster)
    assert previous_boundary(cluster, len(cluster)) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🇩🇪🇫🇷🇦", ["🇩🇪", "🇫🇷", "🇦"]),
        ("a\u200db", ["a\u200d", "b"]),
        ("a\u200d😀", ["a\u200d", "😀"]),
        ("\n\u0301", ["\n", "\u0301"]),
        ("a\u00ad\u0301", ["a", "\u00ad", "\u0301"]),
        ("한국", ["한", "국"]),
        ("", []),
    ],
)
def test_neighbours_that_do_not_join_are_cut(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@given(TEXT)
def test_the_pieces_together_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(TEXT)
def test_forwards_and_backwards_find_the_same_boundaries(text: str) -> None:
    backwards = []
    offset = len(text)
    while offset:
        backwards.append(offset)
        offset = previous_boundary(text, offset)
    assert [span.end for span in graphemes(text)] == backwards[::-1]


@given(TEXT)
def test_no_piece_but_the_first_of_a_line_begins_with_a_mark(text: str) -> None:
    for before, piece in zip(pieces(text), pieces(text)[1:], strict=False):
        is_mark = unicodedata.category(piece[0]) in ("Mn", "Me")
        assert not is_mark or unicodedata.category(before[-1])[0] in "CZ"


@given(TEXT.filter(bool), st.data())
def test_a_widened_span_is_the_smallest_that_cuts_nothing(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    clusters = list(graphemes(text))
    touched = [cluster for cluster in clusters if cluster.overlaps(Span(start, end))]
    expected = Span(touched[0].start, touched[-1].end)
    assert whole(text, Span(start, end)) == expected


@pytest.mark.parametrize("offset", [0, 1, 2, 3, 4])
def test_a_place_inside_a_character_leads_to_its_ends(offset: int) -> None:
    text = f"{FAMILY}b"
    assert next_boundary(text, offset) == 5
    assert previous_boundary(text, offset + 1) == 0


def test_at_the_ends_of_the_text_the_boundary_is_the_end() -> None:
    assert next_boundary("ab", 2) == 2
    assert previous_boundary("ab", 0) == 0
