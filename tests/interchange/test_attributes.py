from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.errors import UnreadableError
from qcode.interchange.attributes import (
    AttributesRow,
    AttributesTable,
    read_attributes,
)
from qcode.model.document import Kind
from qcode.model.speaker import Part


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "attributes.csv"


def read(path: Path, text: str, encoding: str = "utf-8") -> AttributesTable:
    path.write_bytes(text.encode(encoding))
    return read_attributes(path)


def test_each_row_gives_document_kind_case_and_attributes(path: Path) -> None:
    table = read(
        path,
        "document,kind,case,city,size_class\n"
        "interview-01.txt,interview,Krisenstab C,C,100.000–250.000\n"
        "workshop-01,workshop,,A,über 500.000\n",
    )
    assert table.names == ("city", "size_class")
    assert table.rows == (
        AttributesRow(
            document="interview-01.txt",
            kind=Kind.INTERVIEW,
            case="Krisenstab C",
            attributes={"city": "C", "size_class": "100.000–250.000"},
        ),
        AttributesRow(
            document="workshop-01",
            kind=Kind.WORKSHOP,
            case="",
            attributes={"city": "A", "size_class": "über 500.000"},
        ),
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_recognised_from_the_header(
    path: Path, delimiter: str
) -> None:
    text = "document|city|role\na.txt|C|Leitung\n".replace("|", delimiter)
    row = read(path, text).rows[0]
    assert row.attributes == {"city": "C", "role": "Leitung"}


def test_a_delimiter_in_a_quoted_name_is_no_column(path: Path) -> None:
    table = read(path, 'document;"Alter, in Jahren, etwa"\na.txt;50\n')
    assert table.rows[0].attributes == {"Alter, in Jahren, etwa": "50"}


def test_one_column_is_enough(path: Path) -> None:
    assert [row.document for row in read(path, "document\na\nb\n").rows] == ["a", "b"]


def test_quoted_fields_hold_delimiters_quotes_and_breaks(path: Path) -> None:
    table = read(path, 'document,role\r\na,"Leitung, ""Stab""\r\nStadt"\r\n')
    assert table.rows[0].attributes == {"role": 'Leitung, "Stab"\r\nStadt'}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "mac_roman"])
def test_the_table_may_have_any_encoding(path: Path, encoding: str) -> None:
    table = read(path, "document,Größe\nGespräch,über\n", encoding)
    assert table.rows[0].document == "Gespräch"
    assert table.rows[0].attributes == {"Größe": "über"}


def test_empty_cells_and_short_rows_have_no_attribute(path: Path) -> None:
    table = read(path, "document,kind,city,role\na,, ,Leitung\nb\n")
    assert table.rows[0].kind is None
    assert table.rows[0].attributes == {"role": "Leitung"}
    assert table.rows[1].attributes == {}


def test_blank_lines_are_passed_over(path: Path) -> None:
    assert len(read(path, "\ndocument,city\n\na,C\n,\n\n").rows) == 1


def test_emoji_combining_marks_and_other_scripts_stay(path: Path) -> None:
    table = read(path, "document,note\nשלום,e\u0301 😀\u2028x\n")
    assert table.rows[0].document == "שלום"
    assert table.rows[0].attributes == {"note": "e\u0301 😀\u2028x"}


def test_qcodes_own_columns_and_kinds_may_be_in_capitals(path: Path) -> None:
    row = read(path, "Document,Kind,City\na,Interview,C\n").rows[0]
    assert (row.kind, row.attributes) == (Kind.INTERVIEW, {"City": "C"})


def test_a_row_names_who_asks_and_who_is_asked_by_their_labels(path: Path) -> None:
    table = read(
        path,
        "document,Interviewer_Labels,interviewee_labels,interviewer\n"
        'a,Frau Berg | I:,"Maier, Herr",Berg\nb,frau berg,,\n',
    )
    first, second = table.rows
    assert first.parts == {
        "Frau Berg": Part.INTERVIEWER,
        "I": Part.INTERVIEWER,
        "Maier, Herr": Part.INTERVIEWEE,
    }
    assert second.parts == {"frau berg": Part.INTERVIEWER}
    assert (table.names, first.attributes) == (
        ("interviewer",),
        {"interviewer": "Berg"},
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("city,document\nC,a\n", "line 1: the first column must be named 'document'"),
        ("file,city\na,C\n", "line 1: the first column must be named 'document'"),
        ("document,city\na,C\nb,D\nA,E\n", "line 4: 'A' has a row already"),
        ("document,city,City\na,C,D\n", "line 1: the column 'City' stands twice"),
        ("document,city\na,C\nb,D,x\n", "line 3: has 3 fields for 2 columns"),
        ("document,city\na,C\n,D\n", "line 3: names no document"),
        ("document,city,\na,C,D\n", "line 2: 'D' stands in a column without a name"),
        (
            "document,kind\na,interview\nb,gespräch\n",
            "line 3: 'gespräch' is no kind of document; kinds are interview, workshop, "
            "example, survey, other",
        ),
        (
            "document,interviewer_labels,interviewee_labels\na,Berg,\nb,,BERG\n",
            "line 3: the table has 'BERG' as one who asks and one who is asked",
        ),
        (f"document,{'x' * 200_000}\na,b\n", "line 1: is no row of a CSV table"),
        ('document,city\na,"x\ny"\nb,"z\n', "line 4: is no row of a CSV table"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(
    path: Path, text: str, reason: str
) -> None:
    with pytest.raises(UnreadableError, match=reason):
        read(path, text)


def test_a_missing_table_is_refused(path: Path) -> None:
    with pytest.raises(UnreadableError, match="there is no such file"):
        read_attributes(path)


@given(content=st.binary())
def test_any_bytes_give_a_table_or_the_reason_why_not(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("attributes") / "attributes.csv"
    path.write_bytes(b"document,a\n" + content)
    try:
        table = read_attributes(path)
    except UnreadableError:
        return
    assert table.names == ("a",)
