from pathlib import Path

import pytest

from qcode.errors import UnreadableError
from qcode.interchange.rtf import RtfImporter

PATH = Path("interview-21.rtf")


def read(body: str | bytes, *, head: bytes = rb"{\rtf1\ansi\ansicpg1252 ") -> str:
    content = body if isinstance(body, bytes) else body.encode("ascii")
    return RtfImporter().read(head + content + b"}", PATH).text


def test_paragraphs_stand_apart_by_a_blank_line() -> None:
    assert read(r"\pard I: Wie?\par\par" "\r\n" r"{\b B:} Gut.\par") == (
        "I: Wie?\n\nB: Gut."
    )


def test_the_title_is_the_name_without_its_ending() -> None:
    assert RtfImporter().read(rb"{\rtf1 Ja.}", PATH).title == "interview-21"


def test_a_line_break_is_no_end_of_a_paragraph() -> None:
    assert read(r"eins\line zwei\line\par drei \\line") == "eins\nzwei\n\n\ndrei \\line"


def test_characters_come_from_the_code_page_the_document_names() -> None:
    assert read(r"Gr\'f6\'dfe \'84\'c4\'93") == "Größe „Ä“"
    assert read(r"\'b3", head=rb"{\rtf1\ansi\ansicpg1250 ") == "ł"


def test_bytes_outside_ascii_are_read_in_the_same_code_page() -> None:
    assert read("Größe – ja".encode("cp1252")) == "Größe – ja"


def test_unicode_words_give_their_characters_also_beyond_the_basic_plane() -> None:
    assert read(r"\u1513?\u1500? e\u769? \u-10179?\u-8704?") == "של e\u0301 😀"


def test_headers_pictures_and_hidden_destinations_are_left_out() -> None:
    body = r"{\header Kopf}{\*\generator X}{\pict\pngblip 89504e47}Ja."
    assert read(body) == "Ja."


def test_what_a_tracked_change_deleted_is_left_out() -> None:
    body = (
        r"B: Gut, {\revised\revauth1 sehr }{\rtlch\af1 \deleted\revauthdel1 ganz "
        r"{\b und gar}}danke.{\deleted weg\plain  bleibt} \\deleted\par I: Ja."
    )
    assert read(body) == "B: Gut, sehr danke.weg bleibt \\deleted\n\nI: Ja."
    # Without a group of its own nobody knows where a deletion ends.
    assert read(r"Da. \deleted Weg.\par Noch da.") == "Da. Weg.\n\nNoch da."


def test_cells_of_a_row_have_tabs_between_them() -> None:
    row = r"\trowd\cellx1\cellx2 Wer\intbl\cell Was | wo\intbl\cell\row "
    assert read(row + r"\pard Danach") == "Wer\tWas | wo\n\nDanach"


def test_text_boxes_that_are_left_out_are_told() -> None:
    shape = r"{\shp{\*\shpinst\shpleft0{\shptxt Am Rand\par}}}"
    content = rb"{\rtf1\ansi Da." + (shape * 2).encode() + b"}"
    assert RtfImporter().read(content, PATH).notices == (
        "2 text boxes did not come along; save it as .docx in Word or LibreOffice to "
        "take them in",
    )


def test_an_unknown_code_page_is_read_as_the_usual_one() -> None:
    assert read(r"\'e4", head=rb"{\rtf1\ansi\ansicpg99999 ") == "ä"


@pytest.mark.parametrize("content", [b"", b"Ja.", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_rtf_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableError, match="is not an RTF document"):
        RtfImporter().read(content, PATH)


def test_a_document_that_was_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableError, match="is cut off"):
        RtfImporter().read(rb"{\rtf1\ansi Das war der Anf", PATH)


def test_what_mail_programs_leave_behind_the_end_is_no_obstacle() -> None:
    assert RtfImporter().read(b"{\\rtf1 Ja.}\r\n\x00", PATH).text == "Ja."


def notices(body: str) -> tuple[str, ...]:
    content = rb"{\rtf1\ansi " + body.encode("ascii") + b"}"
    return RtfImporter().read(content, PATH).notices


def test_notes_stand_at_the_end_and_comments_that_stay_behind_are_told() -> None:
    note = r"{\footnote\pard {\super\chftn} Seit \{2020\}.\par \u-10179?\u-8704?}"
    end_note = r"{\footnote\ftnalt {\super\chftn} Gr\'fc\'dfe.}"
    comment = r"{\*\atnid KM}{\*\annotation\pard {\*\atnref 1}Wer?}"
    body = rf"Der Stab{note} kam{end_note} oft.{comment}\par"
    assert read(body) == (
        "Der Stab[1] kam[2] oft.\n\n# Notes\n\n"
        "[1] Seit {2020}. \U0001f600\n\n[2] Grüße."
    )
    assert notices(body) == (
        "1 comment did not come along; save it as .docx in Word or LibreOffice to take "
        "them in",
    )
    assert notices(rf"Der Stab{note} kam.") == ()


def test_a_note_has_the_code_page_of_its_font_and_hides_what_is_hidden() -> None:
    fonts = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\fcharset238 Times;}}"
    note = r"{\footnote{\f1 \'b3}{\*\generator X}{\b.}}"
    assert read(rf"a{note}\par b", head=fonts) == "a[1]\n\nb\n\n# Notes\n\n[1] ł."


def test_a_font_without_a_charset_does_not_take_that_of_the_next() -> None:
    fonts = r"{\fonttbl{\f0\fnil A;}{\f1\fcharset238{\*\panose 02}B;}}"
    assert read(rf"{fonts}{{\f0 \'b3}}{{\f1 \'b3}}") == "³ł"


def test_a_table_of_fonts_that_never_end_takes_no_time() -> None:
    assert read(r"{\fonttbl" + r"{\f1\fcharset0 " * 20_000 + "}" * 20_001 + "Ja.")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"a}{\footnote b", "a"),
        (r"a \footnote b", "a"),
        (r"a{\footnote{b}", "a"),
        (r"{\footnote c}a}}", "[1]a"),
    ],
)
def test_groups_that_do_not_close_end_in_a_text_all_the_same(
    body: str, text: str
) -> None:
    assert read(body).startswith(text)


def test_nothing_is_told_of_what_only_looks_like_a_note() -> None:
    assert notices(r"{\*\ftnsep\chftnsep}\\footnote {\footnotes} Ja.") == ()
