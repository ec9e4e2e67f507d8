import pytest

from qcode.model.counting import shown_value


@pytest.mark.parametrize(
    ("dimension", "value", "expected"),
    [
        ("attribute:size", "", "(missing)"),
        ("speaker", "", "(none)"),
        ("speaker", "B", "B"),
        ("kind", "interview", "interview"),
    ],
)
def test_no_value_is_shown_in_words(dimension: str, value: str, expected: str) -> None:
    assert shown_value(dimension, value) == expected
