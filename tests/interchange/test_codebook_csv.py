from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.errors import UnreadableError
from qcode.interchange.codebook_csv import (
    ListedCode,
    read_codebook_csv,
    write_codebook_csv,
)
from qcode.model.exchange import Fate

NAME = st.text(st.sampled_from("aé😀\u0301א .,;\"'"), min_size=1, max_size=4).filter(
    lambda name: name == " ".join(name.split()) and name != ""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("csv")


def test_a_codebook_is_written_as_taguette_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    write_codebook_csv(
        [ListedCode(("Größe",), 'sagt "ja"'), ListedCode(("Größe", "klein"), "a\nb")],
        path,
    )
    assert path.read_bytes() == (
        b"\xef\xbb\xbfpath,description\r\n"
        b'Gr\xc3\xb6\xc3\x9fe,"sagt ""ja"""\r\n'
        b'Gr\xc3\xb6\xc3\x9fe.klein,"a\nb"\r\n'
    )


@pytest.mark.parametrize("header", ["path,description", "tag;description", "Name"])
def test_tables_of_other_headers_and_delimiters_are_read(
    tmp_path: Path, header: str
) -> None:
    path = tmp_path / "codebook.csv"
    cells = header.replace("description", "d")
    row = f"A{cells[cells.index('d') - 1 :]}" if "d" in cells else "A"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    assert [code.path for code in read_codebook_csv(path)] == [("A",)]


def test_a_dot_parts_levels_only_below_a_code_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    path.write_text("path,description\nA,\nA.B,x\n1. C,\nA.B.C.D,\n")
    assert read_codebook_csv(path) == [
        ListedCode(("A",)),
        ListedCode(("A", "B"), "x"),
        ListedCode(("1. C",)),
        ListedCode(("A", "B", "C.D")),
    ]


def test_a_dot_that_would_be_a_level_becomes_another_sign(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    codes = [ListedCode(("A",)), ListedCode(("A.B",), "flat")]
    report = write_codebook_csv(codes, path)
    assert read_codebook_csv(path) == [codes[0], ListedCode(("A․B",), "flat")]
    assert [(it.name, it.fate) for it in report.departures] == [("A.B", Fate.CHANGED)]


def test_a_code_whose_path_is_taken_is_left_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "codebook.csv"
    report = write_codebook_csv([ListedCode(("A",), "1"), ListedCode(("A",))], path)
    assert read_codebook_csv(path) == [ListedCode(("A",), "1")]
    assert [it.fate for it in report.departures] == [Fate.LEFT]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("code,text\nA,b\n", "line 1: has none of the columns"),
        ("path,name\nA,b\n", "line 1: has several of the columns"),
        ("path,description\nA,b\n,c\n", "line 3: names no code"),
        ("path,description\n", "holds no codes"),
        ("", "line 1: has none of the columns"),
        (f"path\n{'a.' * 1001}\n", "line 2: names a code in over 2,000"),
    ],
)
def test_what_is_no_codebook_is_refused_with_its_line(
    tmp_path: Path, content: str, reason: str
) -> None:
    path = tmp_path / "codebook.csv"
    path.write_text(content)
    with pytest.raises(UnreadableError, match=reason):
        read_codebook_csv(path)


@given(st.lists(st.tuples(st.integers(0, 5), NAME, NAME), min_size=1, max_size=6))
def test_codes_come_back_as_they_were_or_are_reported(
    folder: Path, drawn: list[tuple[int, str, str]]
) -> None:
    codes: list[ListedCode] = []
    for parent, name, description in drawn:
        above = codes[parent].path if parent < len(codes) else ()
        codes.append(ListedCode((*above, name), description))
    report = write_codebook_csv(codes, folder / "codebook.csv")
    if not report.departures:
        assert read_codebook_csv(folder / "codebook.csv") == codes
    left = sum(it.fate is Fate.LEFT for it in report.departures)
    assert len(read_codebook_csv(folder / "codebook.csv")) == len(codes) - left
