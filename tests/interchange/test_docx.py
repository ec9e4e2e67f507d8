from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import given
from hypothesis import strategies as st

from qcode.errors import UnreadableError
from qcode.interchange.docx import DocxImporter
from tests.interchange.docx_markup import PATH, p, r, read, read_body


def test_paragraphs_stand_apart_by_a_blank_line() -> None:
    document = docx.Document()
    document.add_paragraph("I: Wie war das für Sie?")
    document.add_paragraph("B: Äh, schwierig 😀 e\u0301 – שלום.")
    assert read(document) == (
        "I: Wie war das für Sie?\n\nB: Äh, schwierig 😀 e\u0301 – שלום."
    )


def test_the_title_is_the_name_without_its_ending() -> None:
    stream = BytesIO()
    docx.Document().save(stream)
    imported = DocxImporter().read(stream.getvalue(), PATH)
    assert (imported.title, imported.metadata) == ("interview-03", {})


def test_empty_paragraphs_only_separate() -> None:
    document = docx.Document()
    for text in ("", "Eins", "", "  ", "Zwei", ""):
        document.add_paragraph(text)
    assert read(document) == "Eins\n\nZwei"


def test_list_items_follow_each_other_by_one_line_break() -> None:
    document = docx.Document()
    document.add_paragraph("Am Tisch saßen:")
    document.add_paragraph("Gesundheitsamt", style="List Bullet")
    document.add_paragraph("Feuerwehr", style="List Number")
    document.add_paragraph("Danke.")
    assert (
        read(document) == "Am Tisch saßen:\n\n- Gesundheitsamt\n- Feuerwehr\n\nDanke."
    )


def test_an_empty_paragraph_ends_a_list() -> None:
    document = docx.Document()
    document.add_paragraph("Eins", style="List Bullet")
    document.add_paragraph("")
    document.add_paragraph("Zwei", style="List Bullet")
    assert read(document) == "- Eins\n\n- Zwei"


def test_a_paragraph_may_be_a_list_item_by_itself() -> None:
    listed = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    assert read_body(p(listed + r("Eins")) + p(listed + r("Zwei"))) == "- Eins\n- Zwei"


def test_a_paragraph_may_leave_its_styles_list() -> None:
    taken_out = (
        '<w:pPr><w:pStyle w:val="ListBullet"/>'
        '<w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'
    )
    assert read_body(p(taken_out + r("Kein Punkt"))) == "Kein Punkt"


def test_a_style_may_be_a_list_through_the_style_it_builds_on() -> None:
    document = docx.Document()
    style = document.styles.add_style("Eigene Liste", 1)
    style.base_style = document.styles["List Bullet"]
    document.add_paragraph("Eins", style="Eigene Liste")
    assert read(document) == "- Eins"


def test_styles_that_build_on_each_other_in_a_circle_end() -> None:
    document = docx.Document()
    first = document.styles.add_style("Erste", 1)
    second = document.styles.add_style("Zweite", 1)
    first.base_style = second
    second.base_style = first
    document.add_paragraph("Text", style="Erste")
    assert read(document) == "Text"


def test_headings_are_plain_text_with_blank_lines_around() -> None:
    document = docx.Document()
    document.add_heading("Gespräch", 0)
    document.add_heading("Einstieg", 1)
    document.add_paragraph("I: Guten Tag.")
    assert read(document) == "Gespräch\n\nEinstieg\n\nI: Guten Tag."


def test_a_numbered_heading_is_no_list_item() -> None:
    numbered = (
        '<w:pPr><w:pStyle w:val="Heading1"/>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    )
    assert read_body(p(numbered + r("Einstieg"))) == "Einstieg"


def test_table_rows_are_lines_of_cells_in_the_order_of_the_document() -> None:
    document = docx.Document()
    document.add_paragraph("Vorher")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        table._cells, ["00:01", "I:", "Ja?", "00:02", "B:", "Doch."], strict=True
    ):
        cell.text = text
    document.add_paragraph("Nachher")
    assert read(document) == ("Vorher\n\n00:01\tI:\tJa?\n00:02\tB:\tDoch.\n\nNachher")


def test_a_cell_stays_in_one_line() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "B:"
    table.cell(0, 1).text = "Erst\tdies"
    table.cell(0, 1).add_paragraph("dann\ndas")
    table.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "und jenes"
    assert read(document) == "B:\tErst dies dann das und jenes"


def test_empty_cells_keep_their_place_and_empty_rows_go() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 1).text = "Text"
    table.cell(2, 0).text = "Ende"
    assert read(document) == "\tText\nEnde\t"


def test_two_tables_stand_apart() -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Eins"
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Zwei"
    assert read(document) == "Eins\n\nZwei"


def test_breaks_tabs_and_hyphens_inside_a_paragraph_are_kept() -> None:
    text = read_body(
        p(
            r("I:")
            + "<w:r><w:tab/></w:r>"
            + r("eins")
            + "<w:r><w:br/></w:r>"
            + r("E")
            + "<w:r><w:noBreakHyphen/></w:r>"
            + r("Mail")
            + "<w:r><w:softHyphen/></w:r>"
            + "<w:r><w:cr/></w:r>"
            + r("Ende")
        )
    )
    assert text == "I:\teins\nE-Mail\nEnde"


def test_page_breaks_keep_words_apart_and_leave_no_empty_lines() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Eins")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run("zwei")
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    document.add_page_break()  # type: ignore[no-untyped-call]
    document.add_paragraph("Drei")
    assert read(document) == "Eins\nzwei\n\nDrei"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda run: f'<w:hyperlink w:anchor="x">{run}</w:hyperlink>',
        lambda run: f'<w:ins w:id="1" w:author="A">{run}</w:ins>',
        lambda run: f'<w:moveTo w:id="1" w:author="A">{run}</w:moveTo>',
        lambda run: f"<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>",
        lambda run: f'<w:smartTag w:element="place">{run}</w:smartTag>',
        lambda run: f'<w:customXml w:element="x">{run}</w:customXml>',
        lambda run: f'<w:fldSimple w:instr="DATE">{run}</w:fldSimple>',
        lambda run: f'<w:bdo w:val="rtl">{run}</w:bdo>',
        lambda run: (
            '<w:ins w:id="1" w:author="A"><w:hyperlink w:anchor="x"><w:sdt>'
            f"<w:sdtContent>{run}</w:sdtContent></w:sdt></w:hyperlink></w:ins>"
        ),
    ],
)
def test_text_inside_a_wrapping_is_kept_in_its_place(
    wrap: Callable[[str], str],
) -> None:
    assert read_body(p(r("vor ") + wrap(r("mitten")) + r(" nach"))) == "vor mitten nach"


def test_deleted_and_moved_text_is_dropped() -> None:
    text = read_body(
        p(
            r("Wir ")
            + '<w:del w:id="1" w:author="A">'
            + "<w:r><w:delText>nie</w:delText></w:r></w:del>"
            + f'<w:moveFrom w:id="2" w:author="A">{r("früher")}</w:moveFrom>'
            + f'<w:ins w:id="3" w:author="A">{r("immer")}</w:ins>'
        )
    )
    assert text == "Wir immer"


def test_a_deleted_paragraph_mark_joins_what_it_parted() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="A"/></w:rPr></w:pPr>'
    assert read_body(p(mark + r("Das ")) + p(r("gehört zusammen."))) == (
        "Das gehört zusammen."
    )


def test_a_deleted_table_row_is_dropped() -> None:
    gone = '<w:trPr><w:del w:id="1" w:author="A"/></w:trPr>'
    row = "<w:tr>{}<w:tc><w:p>{}</w:p></w:tc></w:tr>"
    table = row.format(gone, r("weg")) + row.format("", r("da"))
    assert read_body(f"<w:tbl>{table}</w:tbl>") == "da"


def test_paragraphs_and_rows_inside_content_controls_are_kept() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    row = control.format(f"<w:tr><w:tc>{p(r('Zelle'))}</w:tc></w:tr>")
    text = read_body(
        control.format(p(r("Eins")) + p(r("Zwei"))) + f"<w:tbl>{row}</w:tbl>"
    )
    assert text == "Eins\n\nZwei\n\nZelle"


def test_field_codes_are_dropped_and_their_results_kept() -> None:
    text = read_body(
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText>PAGE</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + r("17")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
    )
    assert text == "17"


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('Randnotiz'))}</w:txbxContent>"
    text = read_body(
        p(
            r("I: Ja.")
            + "<w:r><mc:AlternateContent>"
            + f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
            + f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
            + "</mc:AlternateContent></w:r>"
        )
        + p(r("B: Nein."))
    )
    assert text == "I: Ja.\n\nRandnotiz\n\nB: Nein."


def test_arrows_of_the_autocorrection_are_arrows() -> None:
    assert (
        read_body(
            p(
                r("Stab ")
                + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
                + r(" Amt")
            )
        )
        == "Stab → Amt"
    )


def test_comments_in_the_xml_and_line_breaks_in_its_text_are_no_text() -> None:
    assert read_body(p("<!-- x -->" + r("eins\nzwei"))) == "eins zwei"


@cache
def _package() -> bytes:
    document = docx.Document()
    document.add_paragraph("I: Wie war das für Sie?", style="List Bullet")
    document.add_table(rows=1, cols=1).cell(0, 0).text = "Zelle"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


@cache
def _parts() -> dict[str, bytes]:
    with ZipFile(BytesIO(_package())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _is_text_or_refused(content: bytes) -> bool:
    try:
        return isinstance(DocxImporter().read(content, PATH).text, str)
    except UnreadableError:
        return True


@given(st.binary())
def test_any_bytes_give_text_or_the_reason_why_not(content: bytes) -> None:
    assert _is_text_or_refused(content)


@given(st.data())
def test_a_package_with_a_damaged_byte_gives_text_or_the_reason(
    data: st.DataObject,
) -> None:
    content = bytearray(_package())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(0, 255))
    assert _is_text_or_refused(bytes(content))


@given(st.data())
def test_a_package_with_a_damaged_part_gives_text_or_the_reason(
    data: st.DataObject,
) -> None:
    parts = dict(_parts())
    damaged = data.draw(st.sampled_from(sorted(parts)))
    part = parts[damaged]
    start = data.draw(st.integers(0, len(part)))
    stop = data.draw(st.integers(start, min(start + 200, len(part))))
    parts[damaged] = part[:start] + data.draw(st.binary(max_size=8)) + part[stop:]
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert _is_text_or_refused(stream.getvalue())


def test_many_paragraphs_with_a_deleted_end_run_on_into_one() -> None:
    deleted = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('ab' * 200)}</w:p>"
    assert read_body(deleted * 20_000) == "ab" * 200 * 20_000
