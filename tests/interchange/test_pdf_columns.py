from io import BytesIO
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from qcode.interchange.pdf import PdfImporter
from qcode.interchange.registry import ImportedText

LEFT = [
    "Der Krisenstab kam im März",
    "jeden Tag zusammen, auch an",
    "den Wochenenden, und niemand",
    "fragte nach der Uhrzeit. Die",
    "Leute aus dem Gesundheitsamt",
    "riefen bis in die Nacht alle",
    "Kontakte an und schrieben mit",
    "der Hand auf, was sie hörten.",
]
RIGHT = [
    "Später kam die Software, und",
    "mit ihr wurde vieles leichter",
    "als zuvor, sagen die meisten.",
    "Nur die alten Listen blieben",
    "liegen, weil sie keiner mehr",
    "abtippen wollte oder konnte,",
    "und so fehlen bis heute viele",
    "Fälle aus den ersten Wochen.",
]


def drawn(*rows: tuple[float, float, str]) -> ImportedText:
    """Read a page of texts, each at so many points from the left and from below."""
    content = BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=1)
    canvas.setFont("Helvetica", 10)
    for x, y, text in rows:
        canvas.drawString(x, y, text)
    canvas.showPage()
    canvas.save()
    return PdfImporter().read(content.getvalue(), Path("blatt.pdf"))


def column(
    x: float, lines: list[str], *, top: float = 720
) -> list[tuple[float, float, str]]:
    return [(x, top - 13 * row, line) for row, line in enumerate(lines)]


def test_two_columns_are_read_one_after_the_other_and_told() -> None:
    heading = (60.0, 760.0, "Was wir aus den ersten Wochen der Pandemie gelernt haben")
    found = drawn(heading, *column(60, LEFT), *column(310, RIGHT))
    head, *paragraphs = found.text.split("\n\n")
    assert head == heading[2]
    assert " ".join(paragraphs) == " ".join([*LEFT, *RIGHT])
    assert found.notices == (
        "page 1 has two columns, read one after the other: look whether the sentences "
        "are whole, for a table is read so too",
    )


def test_columns_whose_lines_stand_at_other_heights_are_read_so_too() -> None:
    found = drawn(*column(60, LEFT), *column(310, RIGHT, top=713.5))
    assert " ".join(found.text.split()) == " ".join([*LEFT, *RIGHT])


def test_a_margin_of_speakers_is_no_column() -> None:
    speakers = [(60.0, 720.0 - 26 * row, "I:" if row % 2 else "B:") for row in range(4)]
    wide = [f"{line} {RIGHT[row]}" for row, line in enumerate(LEFT)]
    found = drawn(*speakers, *column(110, wide))
    assert found.notices == ()
    assert found.text.startswith(f"B: {wide[0]}")


def test_one_column_is_none() -> None:
    wide = [f"{line} {RIGHT[row]}" for row, line in enumerate(LEFT)]
    assert drawn(*column(60, wide)).notices == ()
