"""Pooling what several coders coded, beside a consensus set."""

import pytest

from qcode.model.adjudication import CONSENSUS
from qcode.model.coding import Coder
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.operations.behind import behind
from qcode.operations.codings import apply_code
from qcode.operations.finishing import finish
from qcode.operations.frequencies import frequencies
from qcode.operations.grid_cells import grid_cell
from qcode.operations.selecting import Material, Selection
from qcode.operations.table_cells import CellAt
from qcode.operations.table_choices import Choices, offered
from qcode.store import coders
from tests.builders import Study, a_case, a_coder, a_coding


@pytest.fixture
def consensus(study: Study) -> Coder:
    """Who coded what anna coded, but two characters further."""
    drawn_anew = a_coder(CONSENSUS)
    with study.store.begin() as connection:
        coders.ensure(connection, drawn_anew)
    apply_code(study.store, a_coding(19, 24, coder_id=drawn_anew.id))
    return drawn_anew


def _pooled(study: Study, coder: Coder | None = None) -> list[tuple[int, int]]:
    with study.store.read() as connection:
        material = Material(connection, Selection(coder, distinct=True))
        return [
            (start, end)
            for part in material.parts()
            for start, end in zip(part.start.tolist(), part.end.tolist(), strict=True)
        ]


def _counted(study: Study, *whose: Coder) -> dict[object, object]:
    asked = FrequencyQuestion(unit=Unit.SEGMENTS, coders=whose or None, distinct=True)
    found = frequencies(study.store, asked)
    return {it["code"]: it["own"] for it in found.records() if it["own"]}


def _behind(study: Study, kind: str) -> list[str]:
    cell = CellAt(("code", "segments"), ("engagement", 1), "segments")
    choices = Choices(distinct=True)
    found = behind(study.store, kind, choices, offered(study.store), cell)
    return sorted(str(row[found.names.index("coder")]) for row in found.rows)


def _in_grid(study: Study) -> list[tuple[int, int]]:
    case, code = a_case().id, study.engagement.id
    found = grid_cell(study.store, Selection(distinct=True), case, code)
    assert found.cell.segments == len(found.segments)
    return [(it.span.start, it.span.end) for it in found.segments]


def test_the_consensus_set_is_not_pooled_with_the_codings_it_is_made_of(
    study: Study, consensus: Coder
) -> None:
    apply_code(study.store, a_coding(19, 22))
    apply_code(study.store, a_coding(19, 22, coder_id=study.bea.id))
    assert _pooled(study) == [(19, 22)]
    assert _counted(study) == {"engagement": 1}
    assert _behind(study, "frequencies") == ["Bea", "anna"]
    assert _in_grid(study) == [(19, 22)]
    assert _pooled(study, consensus) == [(19, 24)]
    assert _counted(study, consensus, study.anna) == {"engagement": 2}


def test_a_consensus_set_alone_is_what_was_coded(
    study: Study, consensus: Coder
) -> None:
    finish(study.store, study.document.id, study.anna.id)
    assert _pooled(study) == [(19, 24)]
    assert _counted(study) == {"engagement": 1}
