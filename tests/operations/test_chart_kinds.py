"""The charts that are offered all at once, on a small coded study."""

from dataclasses import replace
from pathlib import Path

import pytest

from qcode.errors import RefusedError
from qcode.model.adjudication import CONSENSUS
from qcode.model.chart import Chart, JointChart, NetworkChart, PortraitChart
from qcode.operations.chart_kinds import ChartScope, chart_kinds, coders_with_work
from qcode.operations.reading import list_documents
from qcode.store import coders
from tests.builders import Study, a_coder, a_coding, put


@pytest.fixture
def coded(study: Study) -> Study:
    put(study, a_coding(19, 22))
    put(study, a_coding(19, 22, code_id=study.nets.id, coder_id=study.bea.id))
    return study


def made(study: Study, name: str, scope: ChartScope) -> Chart:
    kind = next(it for it in chart_kinds() if it.name == name)
    return kind.make(study.store, scope)


def test_a_chart_is_of_all_coders_or_of_one(coded: Study, tmp_path: Path) -> None:
    everyone = ChartScope(tmp_path)
    assert [it.handle for it in coders_with_work(coded.store)] == ["Bea", "anna"]
    chart = made(coded, "network", everyone)
    assert isinstance(chart, NetworkChart)
    assert (len(chart.nodes), len(chart.edges)) == (2, 1)
    chart = made(coded, "network", replace(everyone, coder=coded.bea))
    assert isinstance(chart, NetworkChart)
    assert [it.name for it in chart.nodes] == ["Nets"]


def test_all_are_pooled_by_name_and_without_the_consensus_set(
    coded: Study, tmp_path: Path
) -> None:
    settled = a_coder(CONSENSUS)
    with coded.store.begin() as connection:
        coders.ensure(connection, settled)
    for who in (coded.bea, settled):
        put(coded, a_coding(19, 22, coder_id=who.id))
    put(coded, a_coding(24, 26, coder_id=settled.id))
    said = "Bea, anna together, each passage once"
    for name in ("network", "tree-map", "curve"):
        chart = made(coded, name, ChartScope(tmp_path, language="en"))
        assert said in chart.caption.source
    chart = made(coded, "network", ChartScope(tmp_path))
    assert isinstance(chart, NetworkChart)
    # The passage of anna and Bea once, and not that of the consensus set.
    assert {it.name: it.size for it in chart.nodes} == {"Engagement": 1, "Nets": 1}


def test_a_portrait_is_of_the_document_in_scope(coded: Study, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="no document"):
        made(coded, "portrait", ChartScope(tmp_path))
    every = list_documents(coded.store)
    document = next(it for it in every if it.id == coded.document.id)
    scope = ChartScope(tmp_path, document=document, language="en")
    chart = made(coded, "portrait", scope)
    assert isinstance(chart, PortraitChart)
    assert chart.caption.title == f"Codes along {document.name}"


def test_a_joint_display_takes_the_newest_wave_of_a_survey_of_codes(
    coded: Study, tmp_path: Path
) -> None:
    (tmp_path / "survey").mkdir()
    survey = tmp_path / "survey"
    (survey / "a-cities.csv").write_text("city,size\nA,1\n", "utf-8")
    (survey / "a-empty.csv").write_text("", "utf-8")
    answers = "wave,nets\n2023,1\n2024,7\n2024,9\n"
    (survey / "answers.csv").write_text(answers, "utf-8")
    chart = made(coded, "joint-display", ChartScope(tmp_path))
    assert isinstance(chart, JointChart)
    [nets] = chart.items
    assert (nets.mean, nets.n, nets.documents) == (8, 2, 1)
    (survey / "answers.csv").unlink()
    with pytest.raises(RefusedError, match="rates codes: put the answers"):
        made(coded, "joint-display", ChartScope(tmp_path))


def test_files_are_named_after_what_they_show(coded: Study, tmp_path: Path) -> None:
    document = replace(list_documents(coded.store)[0], name="a/b c ä")
    scope = ChartScope(tmp_path, coded.bea, document, "en")
    stems = {it.name: it.file_stem(scope) for it in chart_kinds()}
    assert stems["bars"] == "bars-Bea-en"
    assert stems["portrait"] == "portrait-a-b-c-ä-Bea-en"
    assert chart_kinds()[0].file_stem(ChartScope(tmp_path)) == "bars"
