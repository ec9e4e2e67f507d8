"""The summary grid, counted by hand.

anna-01: anna and bea coded "Gut" with engagement, anna with nets too, and anna coded
the next word with engagement; bodo-02: bea coded three letters with nets.
"""

from dataclasses import replace

import pytest

from qcode.errors import UnknownAttributeError, UnknownCaseError, UnknownCodeError
from qcode.model.codebook import Code
from qcode.model.coding import Stance
from qcode.model.document import Kind
from qcode.model.evidence import Choice
from qcode.model.ids import CaseId, CodeId
from qcode.model.matrix import Homeless, Matrix
from qcode.model.speaker import Part
from qcode.operations.codings import apply_code
from qcode.operations.grid import GridQuestion, families, summary_grid
from qcode.operations.grid_cells import grid_cell
from qcode.operations.rounds import open_round
from qcode.operations.selecting import Selection
from qcode.operations.speakers import set_part
from qcode.operations.summaries import write_summary
from qcode.store import Store, cases, coders, codes
from qcode.store import study as study_store
from tests.builders import STUDY, Study, a_case, a_code, a_coder, a_coding, a_summary


@pytest.fixture
def coded(study: Study) -> Study:
    for coding in (
        a_coding(),
        a_coding(coder_id=study.bea.id, stance=Stance.OPPOSES),
        a_coding(code_id=study.nets.id),
        a_coding(23, 28),
        a_coding(
            3,
            6,
            document_id=study.hebrew.id,
            code_id=study.nets.id,
            coder_id=study.bea.id,
        ),
    ):
        apply_code(study.store, coding)
    return study


def grid(store: Store, *codes: Code, **selected: object) -> Matrix:
    selection = Selection(**selected)  # type: ignore[arg-type]
    return summary_grid(store, GridQuestion([it.id for it in codes], selection))


def counts(matrix: Matrix) -> dict[str, list[int]]:
    return {it.case.name: [cell.segments for cell in it.cells] for it in matrix.rows}


def test_cells_count_distinct_segments_of_the_category_and_below(coded: Study) -> None:
    store = coded.store
    top = grid(store)
    assert [it.path for it in top.categories] == ["Family"]
    assert counts(top) == {"anna-01": [2], "bodo-02": [1]}
    assert top.chosen.how is Choice.EVERYONE
    apart = grid(store, coded.nets, coded.engagement)
    assert [it.name for it in apart.categories] == ["Nets", "Engagement"]
    assert counts(apart) == {"anna-01": [1, 2], "bodo-02": [1, 0]}
    beas = grid(store, coded.nets, coded.engagement, coder=coded.bea)
    assert counts(beas) == {"anna-01": [0, 1], "bodo-02": [1, 0]}
    workshops = grid(store, coded.nets, kind=Kind.WORKSHOP)
    assert counts(workshops) == {"bodo-02": [1]}
    assert dict(workshops.provenance.base) == {"documents": 1, "cases": 1}
    for wrong, error in (
        ({"attribute": ("x", "y")}, UnknownAttributeError),
        ({}, UnknownCodeError),
    ):
        with pytest.raises(error):
            grid(store, a_code("gone"), **wrong)


def test_the_consensus_set_counts_where_there_is_one(coded: Study) -> None:
    agreed = a_coder("consensus")
    with coded.store.begin() as connection:
        coders.ensure(connection, agreed)
    apply_code(coded.store, a_coding(coder_id=agreed.id))
    matrix = grid(coded.store)
    assert counts(matrix) == {"anna-01": [1], "bodo-02": [0]}
    assert matrix.chosen.how is Choice.CONSENSUS
    assert counts(grid(coded.store, distinct=True)) == {"anna-01": [2], "bodo-02": [1]}


def test_summaries_stand_in_their_cells_and_bring_their_categories(
    coded: Study,
) -> None:
    store = coded.store
    write_summary(store, a_summary(coded, "Viel", code_id=coded.engagement.id))
    alone = a_case("leer")
    with store.begin() as connection:
        cases.ensure(connection, alone)
    write_summary(store, a_summary(coded, "Ohne", case_id=alone.id))
    matrix = grid(store)
    assert [it.code.key for it in matrix.categories] == ["family", "engagement"]
    assert {
        row.case.name: [
            (it.text, it.writer, it.segments, it.is_open) for it in row.cells
        ]
        for row in matrix.rows
    } == {
        "anna-01": [("", "", 2, True), ("Viel", "anna", 2, False)],
        "bodo-02": [("", "", 1, True), ("", "", 0, False)],
        "leer": [("Ohne", "anna", 0, False), ("", "", 0, False)],
    }
    assert [row.case.name for row in grid(store, kind=Kind.WORKSHOP).rows] == [
        "bodo-02"
    ]


def test_a_cell_shows_each_segment_once_with_its_place(coded: Study) -> None:
    case_id = coded.document.case_id
    write_summary(coded.store, a_summary(coded, "Viel"))
    view = grid_cell(coded.store, Selection(), case_id, coded.family.id)
    assert (view.case.name, view.cell.text, view.cell.segments) == (
        "anna-01",
        "Viel",
        2,
    )
    first, second = view.segments
    assert (first.text, first.line, first.speaker) == ("Gut", 2, "B")
    assert (first.codes, first.coders) == (["Engagement", "Nets"], ["Bea", "anna"])
    assert (first.opposes, second.opposes) == (True, False)
    assert (second.span.start, second.coders) == (23, ["anna"])
    set_part(coded.store, "B", Part.INTERVIEWER, coded.anna.id)
    said = Selection(without_interviewer=True)
    assert grid_cell(coded.store, said, case_id, coded.family.id).segments == []
    with pytest.raises(UnknownCaseError):
        grid_cell(coded.store, said, CaseId(STUDY), coded.family.id)
    with pytest.raises(UnknownCodeError):
        grid_cell(coded.store, said, case_id, CodeId(STUDY))


def test_a_blind_round_shows_ones_own_segments_only(coded: Study) -> None:
    pair = [coded.anna.id, coded.bea.id]
    open_round(coded.store, "Runde", pair, [coded.document.id], coded.bea.id)
    beas = coded.store.seen_by(coded.bea.id)
    assert counts(grid(beas)) == {"anna-01": [1], "bodo-02": [1]}
    view = grid_cell(beas, Selection(), coded.document.case_id, coded.family.id)
    assert [(it.text, it.coders) for it in view.segments] == [("Gut", ["Bea"])]


def test_a_summary_whose_code_is_gone_is_told_all_the_same(coded: Study) -> None:
    made = a_code("gone")
    with coded.store.begin() as connection:
        codes.save(connection, made, 5)
    write_summary(coded.store, a_summary(coded, "Bleibt", code_id=made.id))
    with coded.store.begin() as connection:
        codes.remove(connection, made.id)
    assert grid(coded.store).homeless == [Homeless("anna-01", "Bleibt")]


def test_families_stand_for_a_frame_around_them(coded: Study) -> None:
    frame = a_code("frame", codable=False)
    below = replace(coded.family, parent_id=frame.id)
    with coded.store.begin() as connection:
        codes.save(connection, frame, 1)
        codes.save(connection, below, 0)
        book = study_store.codebook(connection)
    assert [it.key for it in families(book)] == ["family"]
