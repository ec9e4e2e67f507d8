from pathlib import Path

import pytest

from qcode.errors import UnreadableError
from qcode.interchange.coded_sets import read_coded_set
from qcode.model.coded_set import CodedPassage

HEADER = "document,start,end,code,coder"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "k1.csv"


def refusal(path: Path, content: str) -> str:
    path.write_text(content, "utf-8")
    with pytest.raises(UnreadableError) as raised:
        read_coded_set(path)
    return raised.value.reason


def test_a_row_is_a_passage_with_its_place_in_the_file(path: Path) -> None:
    path.write_text(f"{HEADER}\nanna-01,3,7,engagement,K1\n", "utf-8")
    assert read_coded_set(path) == [
        CodedPassage("anna-01", 3, 7, None, "engagement", "K1", "", "k1.csv line 2")
    ]


def test_columns_stand_in_any_order_and_further_ones_are_left_alone(path: Path) -> None:
    path.write_text(
        "document;memo;coder;code;end;start;colour;text\n"
        'anna-01; ja ;K1;nets;7;3;rot;" Über, 😀 "\n',
        "utf-8",
    )
    (passage,) = read_coded_set(path)
    assert (passage.start, passage.end) == (3, 7)
    assert (passage.text, passage.memo) == (" Über, 😀 ", "ja")


def test_a_quoted_text_may_hold_line_breaks_and_the_place_stays_true(
    path: Path,
) -> None:
    path.write_text(
        f'{HEADER},text\na,0,3,k,K1,"x\ny"\nb,0,1,k,K1,z\n', "utf-8", newline=""
    )
    assert [(it.text, it.place) for it in read_coded_set(path)] == [
        ("x\ny", "k1.csv line 2"),
        ("z", "k1.csv line 4"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty; its first line must name the columns 'document', 'start'"),
        ("document,start,end,coder\n", "line 1: the column 'code' is missing"),
        (f"{HEADER},code\n", "line 1: the column 'code' stands twice"),
        (f"{HEADER}\na,1,2,k\n", "line 2: has 4 fields, 5 are needed"),
        (f"{HEADER}\na,1,2,k,K1,,x\n", "line 2: has 7 fields, the first line names 5"),
        (f"{HEADER}\na,1,zwei,k,K1\n", "line 2: 'zwei' is no offset (end)"),
        (f"{HEADER}\na,-1,2,k,K1\n", "line 2: '-1' is no offset (start)"),
        (f"{HEADER}\na,١,2,k,K1\n", "line 2: '١' is no offset (start)"),
        (f"{HEADER}\na,1,2,,K1\n", "line 2: names no code"),
        (f"{HEADER}\na,1,2,k,\n", "line 2: names no coder"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(
    path: Path, content: str, reason: str
) -> None:
    assert refusal(path, content).startswith(reason)


def test_a_missing_file_is_refused(path: Path) -> None:
    with pytest.raises(UnreadableError, match="there is no such file"):
        read_coded_set(path)
