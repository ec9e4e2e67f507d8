from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import NameObject, StreamObject
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qcode.errors import UnreadableError
from qcode.interchange.pdf import MOST_DRAWN, PdfImporter

PATH = Path("interview-28.pdf")
FULL = "Das ist eine Zeile, die bis an den rechten Rand der Seite reicht, so wie"


def pdf(*pages: list[tuple[int, str]]) -> bytes:
    """Return a PDF of pages of lines, each with the points below the line above."""
    drawn = BytesIO()
    canvas = Canvas(drawn, pagesize=A4, invariant=1)
    for lines in pages:
        height = 780
        canvas.setFont("Helvetica", 11)
        for gap, line in lines:
            height -= gap
            canvas.drawString(70, height, line)
        canvas.showPage()
    canvas.save()
    return drawn.getvalue()


def read(*pages: list[tuple[int, str]]) -> str:
    return PdfImporter().read(pdf(*pages), PATH).text


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableError) as raised:
        PdfImporter().read(content, PATH)
    return raised.value.reason


def test_the_lines_of_a_paragraph_become_one() -> None:
    page = [(0, f"B: {FULL}"), (13, f"{FULL} und"), (13, "Schluss.")]
    assert read(page) == f"B: {FULL} {FULL} und Schluss."


def test_a_gap_ends_a_paragraph() -> None:
    page = [(0, FULL), (13, FULL), (40, FULL)]
    assert read(page) == f"{FULL} {FULL}\n\n{FULL}"


def test_a_line_that_ends_early_ends_a_paragraph() -> None:
    assert read([(0, "I: Und dann?"), (13, FULL)]) == f"I: Und dann?\n\n{FULL}"


def test_a_label_that_begins_paragraphs_ends_a_line_that_is_full() -> None:
    heads = [(0, "I: Und dann?"), (13, "B7: Ja.")]
    page = [*heads, (13, f"I: {FULL}?"), (13, f"B7: {FULL}:"), (13, "I: Gut.")]
    assert read(page) == (
        f"I: Und dann?\n\nB7: Ja.\n\nI: {FULL}?\n\nB7: {FULL}:\n\nI: Gut."
    )
    # A word before a colon is no label where no paragraph begins with it.
    assert read([(0, FULL), (13, "Beispiel: so.")]) == f"{FULL} Beispiel: so."


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    assert read([(0, FULL)], [(0, "es weitergeht.")]) == f"{FULL} es weitergeht."
    ended = FULL + "."
    assert read([(0, ended)], [(0, "Neu.")]) == f"{ended}\n\nNeu."


def test_a_divided_word_is_joined_only_if_its_whole_form_is_known() -> None:
    known = f"{FULL[:-7]} Verwal-"
    page = [(0, known), (13, "tung der Stadt."), (40, "Verwaltung")]
    assert read(page) == f"{FULL[:-7]} Verwaltung der Stadt.\n\nVerwaltung"
    page = [(0, known), (13, "tung der Stadt.")]
    assert read(page) == f"{FULL[:-7]} Verwal- tung der Stadt."


def test_a_short_line_that_ends_inside_a_word_goes_on() -> None:
    page = [(0, FULL), (40, "B: Die Verwal-"), (13, "tung, und"), (40, "Verwaltung")]
    assert read(page) == f"{FULL}\n\nB: Die Verwaltung, und\n\nVerwaltung"


def test_a_wide_footer_does_not_break_the_lines_of_a_narrow_text() -> None:
    below, words = " " * 100 + "Seite ", ("eins", "zwei", "drei")
    pages = [
        [
            *((13, f"{word} ist schmal gesetzter Text, der") for _ in range(3)),
            *((13, f"{word} endet."), (40, f"{below}{number}")),
        ]
        for number, word in enumerate(words)
    ]
    wanted = [
        f"{' '.join([f'{word} ist schmal gesetzter Text, der'] * 3)} {word} endet."
        for word in words
    ]
    done = PdfImporter().read(pdf(*pages), PATH)
    assert done.without_repeated == "\n\n".join(wanted)
    assert done.text.startswith(f"{wanted[0]}\n\nSeite 0")


def test_umlauts_and_quotation_marks_come_through() -> None:
    assert read([(0, "„Größe“ – äöü ß")]) == "„Größe“ – äöü ß"


def test_a_file_of_pictures_alone_is_refused_with_the_way_out() -> None:
    assert "run a text recognition (OCR)" in refusal(pdf([]))


def test_a_file_protected_by_a_password_is_refused_as_such() -> None:
    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([(0, "Ja.")])))
    writer.encrypt("geheim", algorithm="RC4-128")
    drawn = BytesIO()
    writer.write(drawn)
    assert "is protected by a password" in refusal(drawn.getvalue())


@pytest.mark.parametrize("content", [b"", b"Ja.", b"%PDF-1.7\n", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    assert "is damaged or not a PDF" in refusal(content)


def test_a_damaged_file_is_told_in_one_line_and_nothing_beside(
    capfd: pytest.CaptureFixture[str],
) -> None:
    whole = pdf([(0, "Ja.")])
    assert "is damaged or not a PDF" in refusal(whole[: len(whole) // 2])
    assert capfd.readouterr().err == ""


def _paged(number: int, *lines: str) -> list[tuple[int, str]]:
    """A page with a header, these lines, and a footer with its number."""
    body = [(30, line) for line in lines]
    return [(0, "Transkript 3"), *body, (30, f"Seite {number} von 3")]


def test_what_pages_repeat_at_their_edges_is_told_and_can_be_left_out() -> None:
    pages = [
        _paged(1, "I: Wie war das?", FULL),
        _paged(2, "so weiter.", "I: Ja."),
        _paged(3, "B: Transkript 3 kenne ich.", "I: Ja."),
    ]
    imported = PdfImporter().read(pdf(*pages), PATH)
    assert imported.repeated_lines == ("Transkript #", "Seite # von #")
    assert imported.text.count("Transkript 3") == 4
    assert imported.without_repeated == (
        f"I: Wie war das?\n\n{FULL} so weiter.\n\nI: Ja.\n\n"
        "B: Transkript 3 kenne ich.\n\nI: Ja."
    )


def test_pages_that_draw_without_end_are_refused() -> None:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    drawing = StreamObject()
    drawing.set_data(b"\n" * (MOST_DRAWN // 20))
    page[NameObject("/Contents")] = writer._add_object(drawing.flate_encode())
    for _ in range(20):
        writer.add_page(page)
    content = BytesIO()
    writer.write(content)
    assert len(content.getvalue()) < 200_000
    assert "draws more than is read" in refusal(content.getvalue())


def test_two_pages_repeat_nothing() -> None:
    imported = PdfImporter().read(pdf(_paged(1, "Ja."), _paged(2, "Nein.")), PATH)
    assert (imported.repeated_lines, imported.without_repeated) == ((), None)


def test_pages_without_text_are_told() -> None:
    imported = PdfImporter().read(pdf([(0, "Ja.")], [], [(0, "Nein.")], []), PATH)
    assert imported.notices == ("no text on page 2, 4: a picture (a scan?) or empty",)
