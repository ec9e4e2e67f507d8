"""Two documents: anna-01 of a small town, bodo-02 of a large city and a workshop."""

import math
from pathlib import Path

import pytest

from qcode.errors import RefusedError
from qcode.model.chart import Series
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.operations.chart_files import write_chart_of
from qcode.operations.charts import (
    ChartQuestion,
    bar_chart,
    heat_map,
    joint_chart,
    natural_order,
    stacked_chart,
    tree_map,
)
from qcode.operations.joint_display import JointQuestion
from qcode.store import cases
from tests.builders import Study, a_coder, a_coding, put

SIZE = "attribute:size"


@pytest.fixture
def coded(study: Study) -> Study:
    """Anna: engagement twice and nets once in anna-01, nets once in bodo-02."""
    put(study, a_coding(19, 22))
    put(study, a_coding(3, 6))
    put(study, a_coding(3, 8, code_id=study.nets.id))
    put(study, a_coding(3, 6, document_id=study.hebrew.id, code_id=study.nets.id))
    with study.store.begin() as connection:
        for document, size in ((study.document, "50.000"), (study.hebrew, "100.000")):
            cases.set_attributes(connection, document.case_id, {"size": size})
    return study


def asked(unit: Unit | None = None, **how: object) -> ChartQuestion:
    return ChartQuestion(FrequencyQuestion(unit=unit), **how)  # type: ignore[arg-type]


def test_bars_are_the_codes_of_a_level_the_greatest_on_top(coded: Study) -> None:
    chart = bar_chart(coded.store, asked())
    assert list(chart.items) == ["Nets", "Engagement"]
    assert list(chart.series) == [Series("", [2, 1])]
    assert chart.caption.title == "Häufigkeit der Codes"
    assert chart.caption.axis == "Dokumente"
    assert "2 codierte von 2 Dokumenten, anna" in chart.caption.source


def test_a_level_and_the_codes_below_one_can_be_asked_for(coded: Study) -> None:
    assert bar_chart(coded.store, asked(level=1)).items == ["Family"]
    assert len(bar_chart(coded.store, asked(below="family")).items) == 2
    assert bar_chart(coded.store, asked(below="nets")).items == ["Nets"]
    with pytest.raises(RefusedError, match="no level 3; there are 1 to 2"):
        bar_chart(coded.store, asked(level=3))


def test_each_coder_has_bars_but_no_coders_are_mixed(coded: Study) -> None:
    put(coded, a_coding(19, 22, coder_id=coded.bea.id))
    chart = bar_chart(coded.store, asked(Unit.SEGMENTS))
    by_name = {one.name: list(one.values) for one in chart.series}
    places = {name: at for at, name in enumerate(chart.items)}
    assert by_name["anna"][places["Engagement"]] == 2
    assert by_name["Bea"][places["Engagement"]] == 1
    assert by_name["Bea"][places["Nets"]] == 0
    for draw in (
        lambda: tree_map(coded.store, asked()),
        lambda: stacked_chart(coded.store, asked(), "kind"),
    ):
        with pytest.raises(RefusedError, match=r"Several have coded \(Bea, anna\)"):
            draw()
    pooled = ChartQuestion(FrequencyQuestion(distinct=True))
    assert len(tree_map(coded.store, pooled).tiles) == 2


def test_bars_are_put_together_of_classes_in_their_order(coded: Study) -> None:
    chart = stacked_chart(coded.store, asked(), SIZE)
    assert list(chart.items) == ["Engagement", "Nets"]
    assert list(chart.series) == [Series("50.000", [1, 1]), Series("100.000", [0, 1])]
    assert chart.caption.title == "Häufigkeit der Codes nach size"


def test_a_heat_map_has_a_row_for_each_code(coded: Study) -> None:
    chart = heat_map(coded.store, asked(Unit.SEGMENTS, language="en"), "kind")
    assert list(chart.rows) == ["Engagement", "Nets"]
    assert list(chart.columns) == ["interviews", "workshops"]
    assert chart.caption.title == "Frequencies of codes by kind of document"
    assert [list(row) for row in chart.values] == [[2, 0], [1, 1]]
    assert chart.caption.axis == "coded segments"


def test_a_tree_map_keeps_families_together(coded: Study) -> None:
    chart = tree_map(coded.store, asked(Unit.SEGMENTS))
    told = [(tile.name, tile.family, tile.value) for tile in chart.tiles]
    assert told == [("Engagement", "Family", 2), ("Nets", "Family", 2)]


def test_a_joint_chart_has_both_sides_and_their_scale(
    coded: Study, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("size,nets,engagement\n50.000,7,2\n100.000,9,\n", "utf-8")
    chart = joint_chart(coded.store, JointQuestion(path, by="size"), "", "en")
    engagement, nets = chart.items
    assert (nets.documents, nets.mean, nets.n) == (1, 8, 2)
    assert (engagement.documents, engagement.n) == (1, 1)
    assert (chart.least, chart.most) == (2, 9)
    assert chart.spoken == "interviews that speak of it"
    # anna-01 alone is an interview; nobody in towns of 100.000 rated engagement.
    small, large = chart.groups
    assert (small.name, list(small.documents), list(small.means)) == (
        "50.000",
        [1, 1],
        [2, 7],
    )
    assert (large.name, list(large.documents)) == ("100.000", [0, 0])
    assert (math.isnan(large.means[0]), large.means[1]) == (True, 9)
    assert joint_chart(coded.store, JointQuestion(path), "", "en").groups == []
    question = JointQuestion(path, ("size", "50.000"), coders=[a_coder("anna")])
    told = joint_chart(coded.store, question, "", "en").caption.source
    assert "Answers in answers.csv: 1 (size=50.000). Coded by: anna." in told
    with pytest.raises(RefusedError, match="no group 'huge'"):
        joint_chart(coded.store, JointQuestion(path, by="size"), "huge", "en")


def test_nothing_coded_is_not_drawn(study: Study) -> None:
    with pytest.raises(RefusedError, match="Nothing was coded"):
        bar_chart(study.store, asked())


def test_a_chart_is_written_to_its_file(coded: Study, tmp_path: Path) -> None:
    path = tmp_path / "bars.svg"
    write_chart_of(bar_chart(coded.store, asked()), path)
    assert "Engagement" in path.read_text("utf-8")


def test_classes_stand_in_the_order_of_their_numbers() -> None:
    classes = ["unter 50.000", "50.000–100.000", "100.000–250.000", "über 500.000", ""]
    mixed = [classes[at] for at in (4, 3, 2, 0, 1)]
    assert sorted(mixed, key=natural_order) == classes


def test_only_what_a_query_finds_is_drawn_and_the_query_is_told(coded: Study) -> None:
    only_here = FrequencyQuestion(unit=Unit.SEGMENTS, query="document:anna")
    chart = bar_chart(coded.store, ChartQuestion(only_here))
    assert list(chart.items) == ["Engagement", "Nets"]
    assert list(chart.series) == [Series("", [2, 1])]
    assert "Nur, was die Abfrage findet: document:anna." in chart.caption.source
