import csv
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st

from qcode.interchange.tables import ENDINGS
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.model.document import Kind
from qcode.model.table import Cell, Holds, Table
from qcode.operations.exports import write_found
from qcode.operations.frequencies import frequencies
from qcode.operations.frequency_tables import (
    Form,
    frequency_form,
    long_table,
    write_frequencies,
)
from qcode.store import Store, open_store
from tests.builders import HERE
from tests.counting import ByHand, Mark, Material, fill_counted
from tests.operations.counted_studies import HELPED, ONE, TEAM, TEXT, TWO, studies
from tests.operations.laws import law

CODED = [
    Mark("trust", "anna", "ada", *HELPED),
    Mark("team", "anna", "ada", *HELPED),
    Mark("team", "anna", "ada", *TEAM),
    Mark("need", "bodo", "ada", 3, 7),
    Mark("trust", "cara", "bea", *HELPED),
]
THREE = Material("cara", f"## Vorab\n{TEXT}", Kind.INTERVIEW, {"size": "small"})


@pytest.fixture
def counted(store: Store) -> Store:
    fill_counted(store, [ONE, TWO, THREE], CODED)
    return store


def by_name(table: Table) -> list[dict[str, Cell]]:
    return [dict(zip(table.names, row, strict=True)) for row in table.rows]


def test_the_wide_form_has_a_column_for_each_value(counted: Store) -> None:
    question = FrequencyQuestion(
        ("attribute:size",), unit=Unit.SEGMENTS, distinct=True, totals=True
    )
    table = frequency_form(counted, question, Form.WIDE)
    assert table.names[5:] == ["(missing)", "large", "small", "(all)"]
    cells = {row["code"]: list(row.values())[5:] for row in by_name(table)}
    assert cells == {
        "family": [0, 2, 1, 3],
        "helped": [0, 2, 1, 3],
        "trust": [0, 1, 1, 2],
        "team": [0, 2, 0, 2],
        "need": [1, 0, 0, 1],
        "": [1, 2, 1, 4],
    }


def test_what_a_coder_has_not_coded_is_empty_and_not_zero(counted: Store) -> None:
    question = FrequencyQuestion(("coder", "document"), unit=Unit.SEGMENTS)
    found = by_name(frequency_form(counted, question, Form.WIDE))
    told = {(row["code"], row["coder"]): list(row.values())[6:] for row in found}
    assert told["trust", "ada"] == [1, 0, None]
    assert told["trust", "bea"] == [None, None, 1]


def test_a_total_over_coders_counts_what_both_coded_once(store: Store) -> None:
    marks = [Mark("trust", "anna", coder, *HELPED) for coder in ("ada", "bea")]
    fill_counted(store, [ONE], marks)
    question = FrequencyQuestion(("coder",), unit=Unit.SEGMENTS, totals=True)
    found = by_name(frequency_form(store, question, Form.WIDE))
    assert [list(row.values())[5:] for row in found] == [[1, 1, 1]] * 4


def test_a_value_that_is_named_like_a_column_says_its_dimension(store: Store) -> None:
    material = Material("anna", TEXT, attributes={"size": "level"})
    fill_counted(store, [material], [Mark("need", "anna", "ada", *TEAM)])
    question = FrequencyQuestion(("attribute:size",))
    table = frequency_form(store, question, Form.WIDE)
    assert table.names[4:] == ["level", "attribute:size=level"]


def test_the_matrix_says_which_codes_occur_in_which_document(counted: Store) -> None:
    question = FrequencyQuestion(distinct=True)
    table = frequency_form(counted, question, Form.MATRIX)
    assert table.names == ["document", "family", "helped", "trust", "team", "need"]
    assert list(table.rows) == [
        ("anna", 1, 1, 1, 1, 0),
        ("bodo", 0, 0, 0, 0, 1),
        ("cara", 1, 1, 1, 0, 0),
    ]


def test_a_matrix_of_families_by_cases_keeps_codes_without_use(counted: Store) -> None:
    question = FrequencyQuestion(("case", "family"), distinct=True, zero=True)
    table = frequency_form(counted, question, Form.MATRIX)
    assert table.names == ["case", "family", "need"]
    assert list(table.rows) == [("anna", 1, 0), ("bodo", 0, 1), ("cara", 1, 0)]


def test_every_column_says_what_it_means_and_in_what_unit(counted: Store) -> None:
    question = FrequencyQuestion(("kind",), unit=Unit.SHARE, totals=True)
    for form in Form:
        table = frequency_form(counted, question, form)
        assert all(column.meaning for column in table.columns)
        for column in table.columns:
            if column.holds is Holds.NUMBER:
                assert column.unit == "share of the words of the coded documents"


def test_the_table_says_what_it_was_made_from(counted: Store) -> None:
    question = FrequencyQuestion(("speaker",), distinct=True, interviewer=False)
    said = long_table(frequencies(counted, question)).provenance
    assert said.unit == "documents, segments"
    assert said.base == {"documents": 3, "documents coded": 3, "codings": 5}
    assert said.filters["turns of those who ask"] is False
    assert said.parameters["by"] == ("speaker",)
    assert [text.document for text in said.texts] == ["anna", "bodo", "cara"]


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_form_goes_into_every_format(
    counted: Store, tmp_path: Path, form: Form, ending: str
) -> None:
    path = tmp_path / f"t{ending}"
    question = FrequencyQuestion(("kind",), totals=True)
    if form is Form.LONG:
        write_frequencies(frequencies(counted, question), path)
    else:
        write_found(frequency_form(counted, question, form), path)
    assert path.stat().st_size > 0


@law(
    studies(),
    st.sampled_from([("kind",), ("coder",), ("kind", "document"), ("speaker", "case")]),
    st.sampled_from([Unit.SEGMENTS, Unit.CASES, Unit.WORDS, Unit.SHARE]),
    few=12,
    many=200,
)
def test_any_wide_table_has_the_cells_and_totals_that_counting_by_hand_gives(
    study: tuple[list[Material], list[Mark]], by: Sequence[str], unit: Unit
) -> None:
    materials, marks = study
    question = FrequencyQuestion(tuple(by), unit=unit, distinct=True, totals=True)
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/qcode.db"
        with closing(open_store(url, HERE)) as store:
            fill_counted(store, materials, marks)
            rows = by_name(frequency_form(store, question, Form.WIDE))
    every = ByHand(materials, marks, by, unit, zero=True, totals=True).rows()
    less = ByHand(materials, marks, by[:-1], unit, zero=True, totals=True).rows()
    seen = set()
    for row in rows:
        key = (str(row["code"]), *(str(row[name]) for name in by[:-1]))
        assert row["(all)"] == pytest.approx(less[key][1])
        for value in sorted({cell[-1] for cell in every}):
            expected = every.get((*key, value), (None, None))[1]
            assert row[value or "(none)"] == pytest.approx(expected)
        seen.add(key)
    missed = [number for cell, (_, number) in every.items() if cell[:-1] not in seen]
    assert not any(missed)


def test_a_matrix_reads_back_as_whole_numbers(counted: Store, tmp_path: Path) -> None:
    table = frequency_form(counted, FrequencyQuestion(distinct=True), Form.MATRIX)
    write_found(table, tmp_path / "m.csv")
    with (tmp_path / "m.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["trust"] for row in rows] == ["1", "0", "1"]
