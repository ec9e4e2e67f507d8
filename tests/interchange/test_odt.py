from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import odfdo
import pytest

from qcode.errors import UnreadableError
from qcode.interchange.odt import OdtImporter
from qcode.interchange.registry import Comment

PATH = Path("interview-10.odt")
P = "<text:p>{}</text:p>".format


def odt(body: str, *, replaced: dict[str, bytes] | None = None) -> bytes:
    """Return an OpenDocument text whose body is this XML, parts replaced."""
    original, changed = BytesIO(), BytesIO()
    document = odfdo.Document("text")
    document.body.clear()
    document.save(original)
    with ZipFile(original) as source, ZipFile(changed, "w") as target:
        parts = {name: source.read(name) for name in source.namelist()}
        content = parts["content.xml"].decode()
        filled = content.replace("<office:text/>", f"<office:text>{body}</office:text>")
        parts["content.xml"] = filled.encode()
        for name, part in (parts | (replaced or {})).items():
            target.writestr(name, part)
    return changed.getvalue()


def read(body: str) -> str:
    return OdtImporter().read(odt(body), PATH).text


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableError) as raised:
        OdtImporter().read(content, PATH)
    return raised.value.reason


def test_paragraphs_and_headings_stand_apart_by_a_blank_line() -> None:
    body = "<text:h>Titel</text:h>" + P("I: Wie? 😀") + P("") + P("B: e\u0301 – שלום.")
    assert read(body) == "Titel\n\nI: Wie? 😀\n\nB: e\u0301 – שלום."


def test_the_title_is_the_name_without_its_ending() -> None:
    assert OdtImporter().read(odt(P("Ja.")), PATH).title == "interview-10"


def test_white_space_in_the_xml_collapses_also_across_elements() -> None:
    body = P("\n  Also <text:span> ja,</text:span>\n\t genau.")
    assert read(body) == "Also ja, genau."


def test_spaces_tabs_and_line_breaks_come_from_their_elements() -> None:
    body = P('a<text:s text:c="3"/> b<text:tab/>c<text:line-break/>d')
    assert read(body) == "a    b\tc\nd"


def test_list_items_are_a_line_apart_also_in_lists_inside_lists() -> None:
    inner = f"<text:list><text:list-item>{P('zwei')}</text:list-item></text:list>"
    body = (
        f"<text:list><text:list-item>{P('eins')}{inner}</text:list-item></text:list>"
        + P("Ende")
    )
    assert read(body) == "- eins\n- zwei\n\nEnde"


def test_a_table_gives_a_line_for_each_row_its_cells_parted_by_tabs() -> None:
    cells = "<table:table-cell>{}</table:table-cell>".format
    row = "<table:table-row>{}</table:table-row>".format
    head = "<table:table-header-rows>{}</table:table-header-rows>".format(
        row(cells(P("Amt")) + cells(P("Zahl")))
    )
    body = (
        P("Vor") + f"<table:table>{head}{row(cells(P('GA')) + cells(P('2') + P('3')))}"
    )
    assert read(body + "</table:table>" + P("Nach")) == (
        "Vor\n\nAmt\tZahl\nGA\t2 3\n\nNach"
    )


@pytest.mark.parametrize(
    "left_out",
    [
        "<office:annotation><text:p>Anm.</text:p></office:annotation>",
        "<draw:frame><svg:title>Bild</svg:title></draw:frame>",
    ],
)
def test_comments_and_titles_of_pictures_are_no_part_of_the_text(left_out: str) -> None:
    assert read(P(f"Ja{left_out} doch.")) == "Ja doch."


def test_what_was_deleted_under_change_tracking_is_left_out() -> None:
    deleted = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"{P('Weg')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    body = deleted + P('Das <text:change text:change-id="c1"/>bleibt.')
    assert read(body) == "Das bleibt."


def test_a_text_box_follows_the_paragraph_it_is_anchored_in() -> None:
    box = f"<draw:frame><draw:text-box>{P('Kasten')}</draw:text-box></draw:frame>"
    assert read(P(f"Vor{box} nach.")) == "Vor nach.\n\nKasten"
    shape = f"<draw:custom-shape>{P('Form')}</draw:custom-shape>"
    assert read(P(f"Vor{shape} nach.")) == "Vor nach.\n\nForm"


def test_a_file_protected_by_a_password_is_refused_as_such() -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    content = odt(P("Ja."), replaced={"META-INF/manifest.xml": manifest})
    assert "is protected by a password" in refusal(content)


def test_a_spreadsheet_under_the_name_of_a_text_is_refused_as_such() -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    assert "but no text" in refusal(odt(P("Ja."), replaced={"mimetype": kind}))


@pytest.mark.parametrize(
    "content",
    [b"", b"Ja.", b"PK\x03\x04", odt(P("Ja."), replaced={"content.xml": b"<office"})],
    ids=["empty", "text", "cut off", "broken XML"],
)
def test_what_is_no_opendocument_text_is_refused(content: bytes) -> None:
    assert "is damaged or not an OpenDocument text" in refusal(content)


def test_an_entity_of_the_file_system_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    sound = odt(P("Ja."))
    with ZipFile(BytesIO(sound)) as archive:
        content = archive.read("content.xml").decode()
    start = content.index("<office:document-content")
    hostile = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + content[
        start:
    ].replace("Ja.", "&x;")
    hostile_file = odt("", replaced={"content.xml": hostile.encode()})
    try:
        text = OdtImporter().read(hostile_file, PATH).text
    except UnreadableError:
        text = ""
    assert "geheim" not in text


def test_notes_stand_at_the_end_and_are_referred_to_by_number() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>9</text:note-citation>'
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    body = P(f"B: Ja{note.format('footnote', 'Fuß')} doch.")
    body += P(f"I: So{note.format('endnote', 'Ende')}.")
    assert read(body) == (
        "B: Ja[1] doch.\n\nI: So[2].\n\n# Notes\n\n[1] Fuß\n\n[2] Ende"
    )


def test_comments_come_beside_the_text() -> None:
    comment = (
        "<office:annotation><dc:creator>KM</dc:creator>"
        "<dc:date>2024-03-01T10:00:00</dc:date><text:p>Wer?</text:p></office:annotation>"
    )
    imported = OdtImporter().read(odt(P(f"Ja{comment} doch.")), PATH)
    assert imported.comments == (Comment("Wer?", "KM", "2024-03-01"),)


def test_one_element_does_not_stand_for_spaces_without_end() -> None:
    body = P('a<text:s text:c="99999999999"/>b')
    assert read(body) == f"a{' ' * 1_000}b"
