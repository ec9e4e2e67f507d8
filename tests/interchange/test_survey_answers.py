from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from qcode.errors import UnreadableError
from qcode.interchange.survey_answers import (
    Answer,
    AnswerColumns,
    LeftOut,
    read_answers,
)

TABLE = (
    "city;wave;helped;needed;size\n"
    'S1;2023;"Kurze Wege, klare\r\nRollen";Zeit \U0001f600;groß\n'
    "S2;2023;;;klein\n"
    "S1;2024;Personal;;mittel\n"
    ";2024;Nichts;;klein\n"
)
COLUMNS = AnswerColumns(("helped",), ("city",), ("size",))


def answers(
    content: bytes | str, columns: AnswerColumns = COLUMNS, name: str = "answers.csv"
) -> list[Answer]:
    found = read_all(content, columns, name)
    return [it for it in found if isinstance(it, Answer)]


def read_all(
    content: bytes | str, columns: AnswerColumns = COLUMNS, name: str = "answers.csv"
) -> list[Answer | LeftOut]:
    raw = content.encode() if isinstance(content, str) else content
    return list(read_answers(raw, Path(name), columns))


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        assert book.active is not None
        book.active.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_each_row_with_an_answer_is_one() -> None:
    found = answers(TABLE)
    assert [it.text for it in found] == ["Kurze Wege, klare\r\nRollen", "Personal"]
    assert [dict(it.attributes) for it in found] == [
        {"size": "groß"},
        {"size": "mittel"},
    ]


def test_a_line_that_tells_excel_the_delimiter_is_no_header() -> None:
    found = read_all("sep=;\r\n" + TABLE)
    assert [it.text for it in found if isinstance(it, Answer)] == [
        answer.text for answer in answers(TABLE)
    ]
    # Lines are told as the file has them.
    left_out = [list(it.rows) for it in found if isinstance(it, LeftOut)]
    assert left_out == [[5], [7]]


def test_rows_of_one_respondent_are_told_apart() -> None:
    assert [it.name for it in answers(TABLE)] == ["S1 (1)", "S1 (2)"]
    both = AnswerColumns(("helped",), ("city", "wave"))
    assert [it.name for it in answers(TABLE, both)] == ["S1 2023", "S1 2024"]


def test_rows_may_be_joined_by_respondent() -> None:
    columns = AnswerColumns(("helped",), ("city",), ("wave", "size"), True)
    (only,) = answers(TABLE, columns)
    assert only.text == "Kurze Wege, klare\r\nRollen\n\nPersonal"
    assert only.attributes == {"wave": "2023, 2024", "size": "groß, mittel"}


def test_answers_to_several_questions_stand_under_them() -> None:
    first = answers(TABLE, AnswerColumns(("helped", "needed"), ("city", "wave")))[0]
    assert first.text == (
        "# helped\n\nKurze Wege, klare\r\nRollen\n\n# needed\n\nZeit \U0001f600"
    )


def test_rows_without_answer_or_respondent_are_told_by_their_lines() -> None:
    # The second line holds a break inside quotation marks, so the next is line 4.
    left_out = [it for it in read_all(TABLE) if isinstance(it, LeftOut)]
    assert [(list(it.rows), it.reason) for it in left_out] == [
        ([4], "without an answer"),
        ([6], "without a respondent's name"),
    ]


def test_a_key_stays_where_rows_are_sorted_otherwise() -> None:
    lines = "id,text\nb,Zwei\na,Eins\n", "id,text\na,Eins\nb,Zwei\n"
    columns = AnswerColumns(("text",), ("id",))
    keys = [{it.text: it.key for it in answers(table, columns)} for table in lines]
    assert keys[0] == keys[1]
    assert len(set(keys[0].values())) == 2


def test_without_a_respondent_the_row_names_the_answer() -> None:
    found = answers("text\nJa\n\nJa\n", AnswerColumns(("text",)))
    assert [it.name for it in found] == ["row 2", "row 4"]
    assert found[0].key != found[1].key


def test_all_columns_of_the_row_are_kept_as_its_source() -> None:
    second = answers(TABLE)[1]
    assert second.source.decode() == (
        "city,wave,helped,needed,size\nS1,2024,Personal,,mittel\n"
    )


def test_a_workbook_reads_as_the_same_table() -> None:
    rows: list[list[object]] = [
        ["id", "text", "since", "share", "when"],
        [3, "Ja_x000D_\nSo", 2.0, 2.5, None],
        [None, None, None, None, None],
        ["c", None, True, None, None],
    ]
    columns = AnswerColumns(("text",), ("id",), ("since", "share", "when"))
    (found,) = answers(workbook(rows), columns, "a.xlsx")
    assert (found.name, found.text) == ("3", "Ja\r\nSo")
    assert found.attributes == {"since": "2", "share": "2.5"}


def test_a_column_is_named_by_a_part_that_no_other_has() -> None:
    table = "nr,Was hat geholfen?,Was fehlt?\n1,Ruhe,Zeit\n"
    columns = AnswerColumns(("GEHOLFEN",), ("nr",))
    assert [it.text for it in answers(table, columns)] == ["Ruhe"]


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        (AnswerColumns(()), "say with --text which .* city, wave, helped"),
        (AnswerColumns(("gone",)), "has no column 'gone'; there are: city"),
        (AnswerColumns(("e",)), "has several columns 'e'"),
    ],
)
def test_wrong_columns_are_told_with_those_there_are(
    columns: AnswerColumns, reason: str
) -> None:
    with pytest.raises(UnreadableError, match=reason):
        answers(TABLE, columns)


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"id,text\n", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="not a workbook"):
        answers(content, COLUMNS, "a.xlsx")


def test_a_sheet_that_claims_a_million_rows_is_refused_soon() -> None:
    book = openpyxl.load_workbook(BytesIO(workbook([["id", "text"], [1, "Ja"]])))
    assert book.active is not None
    book.active.cell(1_048_576, 16_384, "x")
    stream = BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableError, match="more than 200,000 rows"):
        answers(stream.getvalue(), AnswerColumns(("text",)), "a.xlsx")
