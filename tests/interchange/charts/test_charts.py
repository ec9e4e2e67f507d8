import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from qcode.errors import WrongUsageError
from qcode.interchange.charts.drawing import ENDINGS, draw_chart, write_chart
from qcode.interchange.charts.style import COLOURS, folded, looks, written
from qcode.model.chart import Caption, JointChart, NetworkChart, Node, TreeMap
from tests.interchange.charts.samples import samples

A4_IN = (8.27, 11.69)
KINDS = sorted(samples())


def words(svg: bytes) -> str:
    return " ".join(re.findall(r">([^<>]+)</text>", svg.decode()))


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_is_the_same_twice(kind: str) -> None:
    chart = samples()[kind]
    assert draw_chart(chart, ".svg") == draw_chart(chart, ".svg")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_chart_is_the_same_twice_in_each_format(ending: str) -> None:
    chart = samples()["heat"]
    assert draw_chart(chart, ending) == draw_chart(chart, ending)


@pytest.mark.parametrize("kind", KINDS)
def test_its_words_are_text_in_svg_and_pdf(kind: str) -> None:
    chart = samples()[kind]
    caption = chart.caption
    svg = words(draw_chart(chart, ".svg"))
    page = PdfReader(BytesIO(draw_chart(chart, ".pdf"))).pages[0]
    for text in (svg, page.extract_text()):
        assert caption.title in text
        assert "Basis: 28 Interviews" in text


@pytest.mark.parametrize("kind", KINDS)
def test_it_fits_on_an_a4_page(kind: str) -> None:
    picture = Image.open(BytesIO(draw_chart(samples()[kind], ".png")))
    dots = picture.info["dpi"][0]
    assert picture.width / dots <= A4_IN[0] - 1.9
    assert picture.height / dots <= A4_IN[1] - 1.9
    # Something was drawn: more than paper, axes and letters have colour.
    colours = picture.convert("RGB").getcolors(1 << 24)
    assert colours is not None
    assert len(colours) > 20


def test_every_item_and_series_is_named() -> None:
    chart = samples()["bars"]
    text = words(draw_chart(chart, ".svg"))
    assert "K1" in text
    assert "Flexible Arbeitsstrukturen" in text
    assert "11.5" in text
    # What there is no number of is no bar of length 0.
    assert "–" in text


def test_numbers_are_written_in_the_language_of_the_chart() -> None:
    assert written(11.5, ",") == "11,5"
    assert written(12.0, ",") == "12"
    assert written(float("nan"), ",") == "–"


def test_families_are_told_apart_without_colour() -> None:
    look = looks(str(n) for n in range(14))
    assert len({(it.colour, it.hatch) for it in look.values()}) == 14
    # ITU-R BT.601 luma: a grey print keeps neighbours apart, or their hatching does.
    for one, other in zip(COLOURS, COLOURS[1:], strict=False):
        assert abs(_luma(one) - _luma(other)) > 15


def _luma(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_long_names_end_with_an_ellipsis() -> None:
    assert folded("Personal") == "Personal"
    assert folded("eins zwei drei vier fünf", 9) == "eins zwei\ndrei …"
    assert folded("eins-zwei-drei vier", 11, 1) == "eins-zwei …"
    assert folded("Katastrophe kam", 9, 1) == "Katastr …"
    assert folded("eins zwei drei vier", 9, 3) == "eins zwei\ndrei vier"


@pytest.mark.parametrize(
    "chart",
    [
        NetworkChart(Caption("Nichts"), [], []),
        TreeMap(Caption("Nichts"), []),
        JointChart(Caption("Nichts"), "a", "b", [], 1, 10),
    ],
)
def test_a_chart_of_nothing_is_drawn_too(
    chart: NetworkChart | TreeMap | JointChart,
) -> None:
    assert "Nichts" in words(draw_chart(chart, ".svg"))


def test_groups_of_a_joint_chart_are_named_once() -> None:
    told = words(draw_chart(samples()["joint"], ".svg"))
    for size in ("50.000–100.000", "über 100.000"):
        assert told.count(size) == 1


def test_another_ending_is_refused_and_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "chart.gif"
    with pytest.raises(WrongUsageError, match=r"\.png, \.svg, \.pdf"):
        write_chart(path, samples()["bars"])
    assert list(tmp_path.iterdir()) == []


def test_it_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "chart.pdf"
    write_chart(path, samples()["joint"])
    assert path.read_bytes() == draw_chart(samples()["joint"], ".pdf")


def test_a_network_names_its_codes_whole_where_there_is_room() -> None:
    name = "Unterstützung durch Land und Bund (operativ, finanziell)"
    for number, last in ((24, "finanziell)"), (25, "(operativ, …")):
        nodes = [Node(name, 1, "Family") for _ in range(number)]
        chart = NetworkChart(Caption("Codes"), nodes, [])
        assert last in words(draw_chart(chart, ".svg"))
