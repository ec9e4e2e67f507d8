"""The charts of tables that are no frequencies, against these tables and by hand."""

from pathlib import Path

import pytest

from qcode.analysis.saturation import Rule
from qcode.errors import RefusedError
from qcode.interchange.charts.drawing import draw_chart
from qcode.model.chart import Chart, Edge, Lane, Node
from qcode.model.coding import Origin
from qcode.model.counting import FrequencyQuestion
from qcode.model.document import Kind
from qcode.model.relation import Nearness, Relation
from qcode.model.span import Span
from qcode.operations.chart_files import write_chart_of
from qcode.operations.charts import ChartQuestion, bar_chart, heat_map
from qcode.operations.cooccurrence import cooccurrence_list
from qcode.operations.curve_chart import CurveQuestion, curve_chart
from qcode.operations.network_chart import NetworkQuestion, network_chart
from qcode.operations.portrait import portrait
from qcode.operations.portrait_chart import portrait_chart
from qcode.operations.saturation import saturation
from qcode.operations.selecting import Selection
from qcode.store import Store
from tests.builders import a_code, a_coder
from tests.counting import Mark, Material, document_of, fill_counted
from tests.operations.marked_texts import MATERIALS, TALK, at, records

OVERLAP = Relation(Nearness.OVERLAP)
ADA = Selection(a_coder("ada"))
POOLED = Selection(distinct=True)


@pytest.fixture
def talked(store: Store) -> Store:
    """Trust and team of one parent, money twice with trust, staff by itself."""
    fill_counted(
        store,
        MATERIALS,
        [
            Mark("trust", "a", "ada", *at("Das Team")),
            Mark("money", "a", "ada", *at("Team 😀")),
            Mark("money", "a", "ada", *at("Das")),
            Mark("team", "a", "ada", *at("half sehr")),
            Mark("team", "b", "ada", *at("Geld")),
            Mark("money", "b", "ada", *at("Geld. Nichts")),
            Mark("staff", "b", "ada", *at("Was half")),
            Mark("trust", "b", "bea", *at("Geld")),
        ],
    )
    return store


def test_documents_stand_in_the_order_of_their_names(store: Store) -> None:
    more = f"{TALK}I: Danke!\n"
    materials = [Material("workshop-01", TALK), Material("interview-02", more)]
    marks = [Mark("team", it.name, "ada", *at("Geld")) for it in materials]
    fill_counted(store, materials, marks)
    chart = heat_map(store, ChartQuestion(FrequencyQuestion()), "document")
    assert list(chart.columns) == ["interview-02", "workshop-01"]
    assert chart.caption.title == "Häufigkeit der Codes nach Dokument"


def test_a_network_joins_codes_by_how_often_they_occur_together(
    talked: Store,
) -> None:
    chart = network_chart(talked, NetworkQuestion(OVERLAP, ADA, level=3))
    assert list(chart.nodes) == [Node("Trust", 1, "Family"), Node("Team", 2, "Family")]
    assert list(chart.edges) == []
    chart = network_chart(talked, NetworkQuestion(OVERLAP, ADA, below="family"))
    # Of helped are the two segments of trust and team that meet three of money's.
    assert list(chart.nodes) == [
        Node("Helped", 3, "Family"),
        Node("Money", 3, "Family"),
    ]
    assert list(chart.edges) == [Edge(0, 1, 3)]
    [row] = [
        row
        for row in records(cooccurrence_list(talked, OVERLAP, ADA))
        if (row["first"], row["second"]) == ("helped", "money")
    ]
    assert row["total"] == 3
    assert "Basis: 2 Dokumente, ada." in chart.caption.source
    assert "überschneiden, ab 3." in chart.caption.source


def test_few_times_together_are_left_out_where_it_is_said(talked: Store) -> None:
    question = NetworkQuestion(OVERLAP, POOLED, below="family", least=5)
    chart = network_chart(talked, question)
    assert (len(chart.nodes), list(chart.edges)) == (2, [])
    assert "alle Codierenden zusammen" in chart.caption.source


def test_what_a_chart_leaves_out_is_said_below_it(talked: Store) -> None:
    asked = FrequencyQuestion(distinct=True, interviewer=False, origins=[Origin.HAND])
    told = bar_chart(talked, ChartQuestion(asked, language="en")).caption.source
    pooled = "documents, ada, bea together, each passage once."
    assert f"{pooled} Only codings made by hand. Without" in told
    assert "the turns of those who ask. qcode" in told
    some = Selection(
        distinct=True,
        origins=list(Origin),
        kind=Kind.INTERVIEW,
        without_interviewer=True,
        query="code:helped",
    )
    told = network_chart(talked, NetworkQuestion(OVERLAP, some)).caption.source
    assert "Nur Interviews. Ohne die Redebeiträge derer, die fragen. Nur, was" in told


def test_a_network_has_neither_direction_nor_several_coders(talked: Store) -> None:
    contains = Relation(Nearness.CONTAINMENT)
    with pytest.raises(RefusedError, match="which code contains which"):
        network_chart(talked, NetworkQuestion(contains, ADA))
    with pytest.raises(RefusedError, match=r"Several have coded \(ada, bea\)"):
        network_chart(talked, NetworkQuestion(OVERLAP, Selection()))


def test_a_curve_is_the_table_of_saturation(talked: Store) -> None:
    rule = Rule(1, 1)
    in_vivo = {a_code("money").id}
    asked = CurveQuestion(rule, ADA, in_vivo=in_vivo, language="en")
    chart = curve_chart(talked, asked)
    observed = {it.name: list(it.values) for it in chart.series}
    # Trust, money and team in the first document, staff only in the second.
    assert observed["all codes"] == [3, 4]
    assert observed["deductive codes"] == [2, 3]
    assert observed["in vivo"] == [1, 1]
    assert list(chart.items) == ["a", "b"]
    rows = records(saturation(talked, ADA, rule, in_vivo=in_vivo).curves)
    every = [row for row in rows if row["codes"] == "all"]
    assert [row["median"] for row in every] == observed[chart.series[-1].name]
    assert [row["low"] for row in every] == list(chart.low)
    assert [row["high"] for row in every] == list(chart.high)
    # A third of the base is more than 5%.
    assert "Saturation is not reached (base 1, run 1" in chart.caption.source


def test_a_curve_says_where_saturation_is_reached(talked: Store) -> None:
    chart = curve_chart(talked, CurveQuestion(Rule(1, 1, 0.335), ADA))
    assert "Sättigung nach 1 + 1 Dokumenten" in chart.caption.source
    assert "Schwelle 33,5 %" in chart.caption.source
    assert [it.name for it in chart.series][0] == "alle Codes"


def test_a_portrait_has_a_lane_for_each_code_in_its_order(talked: Store) -> None:
    document = document_of(MATERIALS[0])
    chart = portrait_chart(talked, document.id, ADA)
    assert chart.lanes == [
        Lane("Trust", "Family", [Span(*at("Das Team"))]),
        Lane("Team", "Family", [Span(*at("half sehr"))]),
        Lane("Money", "Family", [Span(*at("Das")), Span(*at("Team 😀"))]),
    ]
    assert chart.length == len(TALK)
    starts = [TALK.index(it) for it in ("I: W", "B: D", "I: U", "B: #")]
    assert list(chart.turns) == starts
    table = records(portrait(talked, document.id, ADA))
    assert sum(len(lane.spans) for lane in chart.lanes) == len(table)
    assert chart.caption.title == "Codes im Verlauf von a"


def test_what_is_not_coded_is_not_drawn(store: Store) -> None:
    fill_counted(store, MATERIALS, [])
    for draw in (
        lambda: network_chart(store, NetworkQuestion(OVERLAP, POOLED)),
        lambda: curve_chart(store, CurveQuestion(Rule(), POOLED)),
        lambda: portrait_chart(store, document_of(MATERIALS[0]).id, POOLED),
    ):
        with pytest.raises(RefusedError, match="Nothing was coded"):
            draw()


def test_they_are_written_the_same_twice(talked: Store, tmp_path: Path) -> None:
    document = document_of(MATERIALS[0])
    charts: dict[str, Chart] = {
        ".png": network_chart(talked, NetworkQuestion(OVERLAP, POOLED, level=2)),
        ".svg": curve_chart(talked, CurveQuestion(Rule(1, 1), POOLED)),
        ".pdf": portrait_chart(talked, document.id, POOLED),
    }
    for ending, chart in charts.items():
        path = tmp_path / f"chart{ending}"
        write_chart_of(chart, path)
        assert path.read_bytes() == draw_chart(chart, ending)
