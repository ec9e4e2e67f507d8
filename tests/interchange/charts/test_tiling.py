import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.interchange.charts.tiling import Box, squarified


def test_the_published_example_comes_out() -> None:
    # Bruls, Huizing and van Wijk (2000), figure 4: 6, 6, 4, 3, 2, 2, 1 in 6 by 4.
    boxes = squarified([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))
    assert [(round(it.width, 2), round(it.height, 2)) for it in boxes[:5]] == [
        (3, 2),
        (3, 2),
        (1.71, 2.33),
        (1.29, 2.33),
        (1.2, 1.67),
    ]


@given(
    st.lists(st.floats(0.01, 1000), min_size=1, max_size=30),
    st.floats(0.5, 20),
    st.floats(0.5, 20),
)
def test_tiles_fill_the_box_and_keep_their_shares(
    sizes: list[float], width: float, height: float
) -> None:
    sizes.sort(reverse=True)
    box = Box(1, 2, width, height)
    boxes = squarified(sizes, box)
    for size, tile in zip(sizes, boxes, strict=True):
        assert tile.area == pytest.approx(size / sum(sizes) * box.area, rel=1e-6)
        assert tile.left >= box.left - 1e-6
        assert tile.left + tile.width <= box.left + width + 1e-6
        assert tile.top + tile.height <= box.top + height + 1e-6
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            across = min(one.left + one.width, other.left + other.width) - max(
                one.left, other.left
            )
            down = min(one.top + one.height, other.top + other.height) - max(
                one.top, other.top
            )
            assert min(across, down) <= 1e-6
