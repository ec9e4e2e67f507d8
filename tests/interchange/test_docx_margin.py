"""What stands beside the text of a Word document: notes and comments."""

from io import BytesIO

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from qcode.interchange.docx import DocxImporter
from qcode.text.segments import turns
from tests.interchange.docx_markup import NAMESPACES, PATH, p, r, read

FOOT = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


END = '<w:r><w:endnoteReference w:id="{}"/></w:r>'


def with_notes(body: str, footnotes: dict[int, str], endnotes: dict[int, str]) -> str:
    """Return the text of a document with these notes by their ids."""
    document = docx.Document()
    holder = parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")
    for element in reversed(list(holder)):
        document.element.body.insert(0, element)
    for kind, notes in (("footnote", footnotes), ("endnote", endnotes)):
        inner = "".join(
            f'<w:{kind} w:id="{number}">{xml}</w:{kind}>'
            for number, xml in notes.items()
        )
        part = Part(
            PackURI(f"/word/{kind}s.xml"),
            "application/vnd.openxmlformats-officedocument."
            f"wordprocessingml.{kind}s+xml",
            f"<w:{kind}s {NAMESPACES}>{inner}</w:{kind}s>".encode(),
            document.part.package,
        )
        document.part.relate_to(part, f"{RELATIONSHIPS}/{kind}s")
    return read(document)


RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_notes_stand_at_the_end_numbered_through_and_are_nobodys_turn() -> None:
    text = with_notes(
        p(r("B: Das war 2020") + FOOT.format(2) + r(", sagt man.") + END.format(1)),
        footnotes={2: p(r("Im ") + r("Frühjahr.")) + p(r("Oder später."))},
        endnotes={1: p(r("Mündlich."))},
    )
    assert text == (
        "B: Das war 2020[1], sagt man.[2]\n\n# Notes\n\n"
        "[1] Im Frühjahr. Oder später.\n\n[2] Mündlich."
    )
    assert [turn.speaker for turn in turns(text)] == ["B", ""]


def test_a_note_in_deleted_text_is_left_out() -> None:
    body = p(r("Ja.") + f"<w:del>{FOOT.format(2)}</w:del>")
    assert with_notes(body, footnotes={2: p(r("Weg."))}, endnotes={}) == "Ja."


def test_a_reference_to_a_missing_note_leaves_no_mark() -> None:
    assert with_notes(p(r("Ja.") + FOOT.format(7)), footnotes={}, endnotes={}) == "Ja."


def test_comments_come_with_author_and_passage() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("B: Ja, ")
    run = paragraph.add_run("sehr engagiert")
    further = document.add_paragraph("und so.").runs[0]
    document.add_comment([run, further], text="Wirklich? 😀", author="KM")
    document.add_comment(further, text="Unklar", author="")
    stream = BytesIO()
    document.save(stream)
    imported = DocxImporter().read(stream.getvalue(), PATH)
    assert imported.text == "B: Ja, sehr engagiert\n\nund so."
    told = [(it.text, it.author, it.passage) for it in imported.comments]
    assert told == [
        ("Wirklich? 😀", "KM", "sehr engagiert und so."),
        ("Unklar", "", "und so."),
    ]
    assert all(len(it.date) == len("2024-03-01") for it in imported.comments)


def test_a_comment_tells_how_its_long_passage_begins() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    runs = [paragraph.add_run("wort ") for _ in range(2_000)]
    for number in range(500):
        document.add_comment(runs[number:], text="Bis zum Ende", author="KM")
    stream = BytesIO()
    document.save(stream)
    comments = DocxImporter().read(stream.getvalue(), PATH).comments
    assert {it.passage for it in comments} == {" ".join(["wort"] * 60)}
    assert len(comments) == 500


def test_headers_and_footers_with_words_are_told() -> None:
    document = docx.Document()
    document.add_paragraph("B: Ja.")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Interview 7, Ü\U0001f600"
    section.footer.paragraphs[0].text = "Seite 1 von 3"
    stream = BytesIO()
    document.save(stream)
    found = DocxImporter().read(stream.getvalue(), PATH)
    assert found.text == "B: Ja."
    told = "headers and footers were left out: 'Interview 7, Ü\U0001f600'"
    assert found.notices == (told,)
