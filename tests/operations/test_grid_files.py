"""Summary grids as files, opened again by the libraries of their formats."""

import csv
import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from openpyxl import load_workbook

from qcode.errors import WrongUsageError
from qcode.model.evidence import Choice, Chosen
from qcode.model.matrix import Category, Homeless, Matrix, MatrixCell, MatrixRow
from qcode.model.summary import Summary
from qcode.operations.grid_files import grid_json, write_grid
from tests.builders import NOON, a_case, a_code, a_coder
from tests.tables import a_provenance

LONG = "=1+1 ist keine Formel 😀\n\nZweiter Absatz: *Stern*"
# Nothing that a spreadsheet would compute stands in a table as it is.
GUARDED = f"'{LONG}"


def a_cell(text: str, segments: int, case: str = "anna-01") -> MatrixCell:
    if not text:
        return MatrixCell(segments)
    written = Summary(a_case(case).id, a_code().id, a_coder().id, text, NOON)
    return MatrixCell(segments, written, "anna")


def a_matrix(across: int = 2, language: str = "de") -> Matrix:
    codes = [a_code(f"k-{number}", name=f"K {number}") for number in range(1, across)]
    codes.append(a_code("last", name="Last <&>"))
    rows = [
        MatrixRow(
            a_case("anna-01"),
            ["anna-01", "anna-02"],
            [a_cell(LONG, 3), *[a_cell("", 0)] * (across - 1)],
        ),
        MatrixRow(
            a_case("bodo-02"),
            ["bodo-02"],
            [a_cell("", 1), *[a_cell("Kurz", 0)] * (across - 1)],
        ),
    ]
    return Matrix(
        language=language,
        categories=[Category(it, it.name, f"Top > {it.name}") for it in codes],
        rows=rows,
        chosen=Chosen(Choice.CODER, ["anna"]),
        homeless=[Homeless("anna-01", "Verwaist")],
        provenance=a_provenance(
            filters={"origins": ["hand"], "attribute": "city=A", "kind": "interview"}
        ),
    )


def written(tmp_path: Path, ending: str, matrix: Matrix | None = None) -> bytes:
    matrix = matrix or a_matrix()
    path, again = tmp_path / f"grid.{ending}", tmp_path / f"again.{ending}"
    write_grid(matrix, path)
    write_grid(matrix, again)
    assert path.read_bytes() == again.read_bytes()
    return path.read_bytes()


def test_a_workbook_is_wrapped_and_keeps_headings_and_cases_in_view(
    tmp_path: Path,
) -> None:
    book = load_workbook(BytesIO(written(tmp_path, "xlsx")))
    assert book.sheetnames == ["grid", "columns", "provenance"]
    sheet = book["grid"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("case", "documents", "K 1", "K 1: segments", "Last <&>", "Last <&>: segments"),
        ("anna-01", 2, GUARDED, 3, None, 0),
        ("bodo-02", 1, None, 1, "Kurz", 0),
    ]
    assert (sheet.freeze_panes, sheet.page_setup.orientation) == ("B2", "landscape")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    for place in ("A1", "C2", "D2"):
        alignment = sheet[place].alignment
        assert (alignment.wrap_text, alignment.vertical) == (True, "top")
    assert (sheet["C2"].data_type, sheet["A2"].font.bold) == ("s", True)
    assert sheet.column_dimensions["C"].width == 44
    facts = [str(row) for row in book["provenance"].iter_rows(values_only=True)]
    assert "('study', 'Resilienz')" in facts
    assert any("Verwaist" in fact for fact in facts)


def test_a_document_lies_across_and_repeats_its_headings(tmp_path: Path) -> None:
    document = Document(BytesIO(written(tmp_path, "docx", a_matrix(7))))
    # No page of its own for the lines above; each further table begins on one.
    parts = [it for it in document.paragraphs if it.text.startswith("Kategorien")]
    broken = [it.paragraph_format.page_break_before for it in parts]
    assert broken == [False, None]
    [section] = document.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    # In 1/360,000 of a centimetre, as Word rounds it.
    width, height = section.page_width or 0, section.page_height or 0
    assert (round(width / 360_000, 1), round(height / 360_000, 1)) == (29.7, 21.0)
    first, second = document.tables
    assert [cell.text for cell in first.rows[0].cells] == [
        "Fall",
        *(f"K {number}" for number in range(1, 6)),
    ]
    assert [cell.text for cell in second.rows[0].cells] == ["Fall", "K 6", "Last <&>"]
    assert [cell.text for cell in first.columns[1].cells][1:] == [
        f"{LONG}\n(3 Segmente)",
        "(offen, 1 Segment)",
    ]
    assert [cell.text for cell in second.columns[2].cells][1:] == [
        "–",
        "Kurz\n(0 Segmente)",
    ]
    for table in (first, second):
        assert "w:tblHeader" in table.rows[0]._tr.xml
        total = sum(cell.width or 0 for cell in table.rows[1].cells)
        assert total / 360_000 == pytest.approx(26.7, abs=0.1)
    told = [paragraph.text for paragraph in document.paragraphs]
    assert told[0] == "Framework-Matrix"
    assert "2 Fälle, 7 Kategorien" in told[1]
    assert told[2].endswith(
        " Gezählt sind Segmente, die anna codiert hat. Ausgewählt: Dokumente der Art "
        "interview; city=A; Codierungen der Herkunft hand."
    )
    assert "Kategorien 6 bis 7 von 7" in told
    assert told[-1] == "anna-01: Verwaist"


def test_pages_and_texts_hold_every_cell(tmp_path: Path) -> None:
    html = written(tmp_path, "html", a_matrix(7, "en")).decode()
    assert html.count("<table>") == 1
    assert '<th scope="col">Last &lt;&amp;&gt;</th>' in html
    assert "Zweiter Absatz: *Stern*\n(3 segments)</td>" in html
    assert "size: A4 landscape" in html
    markdown = written(tmp_path, "md").decode()
    assert "| **bodo-02** | (offen, 1 Segment) | Kurz" in markdown
    assert "Zweiter Absatz: \\*Stern\\*" in markdown


def test_programs_get_every_cell(tmp_path: Path) -> None:
    text = written(tmp_path, "csv").decode("utf-8-sig")
    _, anna, bodo = list(csv.reader(text.splitlines(keepends=True)))
    assert anna == ["anna-01", "2", GUARDED, "3", "", "0"]
    assert bodo == ["bodo-02", "1", "", "1", "Kurz", "0"]
    found = json.loads(written(tmp_path, "json"))
    assert found == json.loads(json.dumps(grid_json(a_matrix())))
    assert found["rows"][0]["cells"] == [
        {
            "code": "k-1",
            "summary": LONG,
            "segments": 3,
            "coder": "anna",
            "written_at": NOON.isoformat(),
        },
        {
            "code": "last",
            "summary": None,
            "segments": 0,
            "coder": None,
            "written_at": None,
        },
    ]


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(WrongUsageError, match="docx"):
        write_grid(a_matrix(), tmp_path / "grid.parquet")
    assert list(tmp_path.iterdir()) == []
