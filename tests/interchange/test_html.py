from pathlib import Path

import pytest

from qcode.errors import UnreadableError
from qcode.interchange.html import HtmlImporter

PATH = Path("interview-19.html")


def read(markup: str | bytes) -> str:
    content = markup if isinstance(markup, bytes) else markup.encode()
    return HtmlImporter().read(content, PATH).text


def test_blocks_stand_apart_by_a_blank_line_and_white_space_collapses() -> None:
    page = (
        "<h1>Titel</h1>\n<p>I:  Wie\n war <b>das</b>? 😀</p><div>B: e\u0301 שלום.</div>"
    )
    assert read(page) == "Titel\n\nI: Wie war das? 😀\n\nB: e\u0301 שלום."


def test_the_title_is_the_name_without_its_ending() -> None:
    assert HtmlImporter().read(b"<p>Ja.", PATH).title == "interview-19"


def test_text_between_blocks_is_a_block_of_its_own() -> None:
    assert read("vor<p>mitten</p>nach <i>her</i>") == "vor\n\nmitten\n\nnach her"


def test_a_line_break_breaks_the_line_and_pre_keeps_its_lines() -> None:
    assert read("<p>a <br> b</p><pre>c\n  d</pre>") == "a\nb\n\nc\n  d"


def test_list_items_are_a_line_apart() -> None:
    page = "<p>Vor</p><ul><li>eins</li><li><p>zwei</p></li></ul><p>Nach</p>"
    assert read(page) == "Vor\n\n- eins\n- zwei\n\nNach"


def test_a_table_gives_a_line_for_each_row_its_cells_parted_by_tabs() -> None:
    page = (
        "<table><thead><tr><th>Amt</th><th>Zahl</th></tr></thead>"
        "<tr><td>GA</td><td>2<br>3</td></tr></table>"
    )
    assert read(page) == "Amt\tZahl\nGA\t2 3"


@pytest.mark.parametrize(
    "left_out",
    [
        "<script>let a = '<p>';</script>",
        "<style>p { color: red }</style>",
        "<!-- Anmerkung -->",
        "<span hidden>verborgen</span>",
        "<template><p>Muster</p></template>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(left_out: str) -> None:
    assert read(f"<title>Tab</title><p>Ja {left_out}doch.</p>") == "Ja doch."


def test_entities_become_their_characters() -> None:
    assert read("<p>&bdquo;&Uuml;ber&ldquo; &lt;b&gt; &#128512;</p>") == "„Über“ <b> 😀"


@pytest.mark.parametrize("name", ["iso-8859-1", "windows-1252", "latin1"])
def test_a_page_is_read_in_the_encoding_it_names(name: str) -> None:
    page = f'<meta charset="{name}"><p>Größe – „Ä“</p>'.encode("cp1252")
    assert read(page) == "Größe – „Ä“"


def test_a_page_that_names_a_wrong_encoding_is_read_in_the_one_it_shows() -> None:
    assert read('<meta charset="utf-8"><p>Größe</p>'.encode("cp1252")) == "Größe"


def test_a_byte_order_mark_outranks_what_the_page_names() -> None:
    page = '<meta charset="windows-1252"><p>Größe</p>'.encode("utf-8-sig")
    assert read(page) == "Größe"


def test_a_declaration_of_xhtml_is_no_obstacle() -> None:
    assert read('<?xml version="1.0" encoding="utf-8"?><html><p>Ä</p></html>') == "Ä"


def test_nothing_of_the_file_system_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    page = (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>&x;</p>'
        f'<iframe src="{secret.as_uri()}"></iframe>'
    )
    assert "geheim" not in read(page)


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_a_page_without_anything_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="holds no text"):
        read(content)


def test_a_pdf_under_the_name_of_a_page_is_refused_as_such() -> None:
    with pytest.raises(UnreadableError, match="not a text file but a PDF"):
        read(b"%PDF-1.7")


def test_a_long_line_is_not_copied_for_each_of_its_pieces() -> None:
    assert read("<p>" + ("a" * 35 + " <br>") * 100_000) == "\n".join(
        ["a" * 35] * 100_000
    )
    assert read("<p>" + "<b>ab</b> " * 150_000) == " ".join(["ab"] * 150_000)


def test_spaces_before_a_break_go_also_where_elements_part_them() -> None:
    assert read("<p>a <b> </b><i> <br></i> b<pre>c  <b>  <br></b>d</pre>") == (
        "a\nb\n\nc\nd"
    )
