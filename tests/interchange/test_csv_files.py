import csv
from collections.abc import Iterator
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.interchange.csv_files import pieces, pieces_for_german_excel
from qcode.model.table import number_column, text_column, whole_column
from tests.tables import a_table, of_texts

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]
ABC = [text_column("a", ""), whole_column("b", ""), number_column("c", "")]


def test_a_csv_has_commas_and_line_feeds() -> None:
    assert b"".join(pieces(a_table())).decode("utf-8") == (
        'code,share,own\n"Größe 😀; a,b",0.5,1\n"Zeile\n""zwei""",,-2\n,,3\n'
    )


def test_a_csv_for_a_german_excel_reads_back_as_it_was() -> None:
    content = b"".join(pieces_for_german_excel(a_table()))
    assert content.startswith(b"\xef\xbb\xbfcode;share;own\r\n")
    read = csv.reader(content.decode("utf-8-sig").splitlines(True), delimiter=";")
    assert list(read)[1:] == [
        ["Größe 😀; a,b", "0,5", "1"],
        ['Zeile\n"zwei"', "", "-2"],
        ["", "", "3"],
    ]
    text = StringIO(content.decode("utf-8-sig"))
    frame = pd.read_csv(text, sep=";", decimal=",")
    assert frame["share"].tolist()[0] == 0.5


@given(
    st.lists(
        st.tuples(
            st.text(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
        )
    ),
    st.booleans(),
)
def test_any_text_and_number_survives_a_csv(
    rows: list[tuple[str, int, float]], is_german: bool
) -> None:
    written = pieces_for_german_excel if is_german else pieces
    content = b"".join(written(a_table(rows, ABC)))
    text = StringIO(content.decode("utf-8-sig"), newline="")
    _, *read = csv.reader(text, delimiter=";" if is_german else ",")
    assert [
        (a.removeprefix("'"), int(b), float(c.replace(",", "."))) for a, b, c in read
    ] == [(a.removeprefix("'"), b, c) for a, b, c in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    content = b"".join(pieces(a_table([[text], [-1.5]], of_texts(text))))
    read = csv.reader(StringIO(content.decode(), newline=""))
    assert list(read) == [[f"'{text}"], [f"'{text}"], ["-1.5"]]


def test_rows_are_asked_for_as_they_are_written() -> None:
    asked: list[int] = []

    def rows() -> Iterator[list[int]]:
        for number in range(5_000):
            asked.append(number)
            yield [number]

    written = pieces(a_table(rows(), [whole_column("n", "")]))
    next(written)
    assert 0 < len(asked) < 1_000
