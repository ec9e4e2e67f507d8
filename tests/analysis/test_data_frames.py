"""Tables as DataFrames: their dtypes, what is missing, and what is said of them."""

import math

import pandas as pd

from qcode.analysis.data_frames import data_frame
from qcode.model.table import (
    Row,
    Table,
    number_column,
    text_column,
    truth_column,
    whole_column,
)
from tests.tables import a_table


def _table(rows: list[Row]) -> Table:
    columns = [
        text_column("name", "Name of the code"),
        whole_column("segments", "How many", "segments"),
        number_column("share", "Part of the words"),
        truth_column("is_new", "Whether it is new"),
    ]
    return a_table(rows, columns, notes=["Read with care."])


def test_cells_keep_their_values_and_empty_ones_are_missing() -> None:
    found = data_frame(
        _table([("Mut 😀", 2**53 + 1, 0.25, True), (None, None, math.nan, None)])
    )
    assert list(found.columns) == ["name", "segments", "share", "is_new"]
    first, second = found.itertuples(index=False)
    assert tuple(first) == ("Mut 😀", 2**53 + 1, 0.25, True)
    assert all(pd.isna(cell) for cell in second)
    assert [str(it) for it in found.dtypes] == ["str", "Int64", "float64", "boolean"]


def test_a_table_without_rows_has_its_columns_and_dtypes() -> None:
    found = data_frame(_table([]))
    assert len(found) == 0
    assert [str(it) for it in found.dtypes] == ["str", "Int64", "float64", "boolean"]


def test_what_a_file_would_say_of_the_table_is_said_here() -> None:
    said = data_frame(_table([])).attrs
    assert said["title"] == "Codes <&> so"
    assert said["unit"] == "segments"
    assert said["base"] == {"documents": 2, "coders": ["ada", "bea"]}
    assert said["notes"] == ["Read with care."]
    assert said["meaning"]["segments"] == "How many"
