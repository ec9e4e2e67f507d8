"""Files of an archive, and what qcode keeps of it without showing it."""

import codecs
from pathlib import Path
from uuid import UUID

import pytest

from qcode.interchange.refi.archive import Limits
from qcode.interchange.refi.project import Part
from qcode.interchange.refi.reading import read_project
from qcode.interchange.refi.writing import write_project
from qcode.model.exchange import Fate
from tests.interchange.refi.archives import (
    CASE,
    CODE,
    FILE,
    NOTE,
    OTHER,
    SELECTION,
    SOURCE,
    TEXT,
    a_coding,
    a_project,
    a_selection,
    a_source,
    an_archive,
    departures,
    read,
)


@pytest.mark.parametrize(
    "path",
    [
        *("t.txt", "internal://t.txt", "internal:///T.TXT", "sources/t.txt"),
        *("INTERNAL://Sources/t.txt", "internal:\\\\t.txt", "internal://t%2Etxt"),
    ],
)
def test_a_file_is_found_by_whatever_leads_into_the_archive(
    tmp_path: Path, path: str
) -> None:
    assert (
        read(tmp_path, a_project(a_source(path=path))).project.sources[0].text == TEXT
    )


@pytest.mark.parametrize(
    "path",
    [
        *("relative:///t.txt", "absolute:///etc/passwd", "C:\\t.txt"),
        *("file:///etc/passwd", "https://example.org/t.txt"),
    ],
)
def test_a_file_outside_of_the_archive_is_not_opened(tmp_path: Path, path: str) -> None:
    reading = read(tmp_path, a_project(a_source(a_selection(0, 3), path=path)))
    assert reading.project.sources == ()
    reason = f"its file {path} lies outside of the archive and is not opened"
    assert departures(reading, "TextSource")[0][0] is Fate.CARRIED
    assert departures(reading, "TextSource")[0][1].startswith(reason)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "internal://x"])
def test_a_file_that_is_not_in_the_archive_is_missing(
    tmp_path: Path, path: str
) -> None:
    reading = read(tmp_path, a_project(a_source(a_selection(0, 3), path=path)))
    (carried,) = reading.project.carried
    assert (carried.part, carried.element, carried.codings) == (
        Part.SOURCE,
        "TextSource",
        1,
    )
    assert "is not in the archive" in departures(reading, "TextSource")[0][1]
    assert departures(reading, "Coding")[0][0] is Fate.CARRIED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x00\x01\x02" * 9, "is not a text file"),
        (b"a\x00b", "holds NUL bytes"),
        (b"%PDF-1.7\xff\xfe\x00", "is not a text file but a PDF"),
    ],
)
def test_a_text_file_that_is_none_is_kept_unseen(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    reading = read(tmp_path, a_project(a_source()), {"t.txt": content})
    assert reason in departures(reading, "TextSource")[0][1]
    assert reading.project.files[0].content == content


def test_a_text_file_in_utf_16_is_read(tmp_path: Path) -> None:
    content = codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")
    reading = read(tmp_path, a_project(a_source()), {"t.txt": content})
    assert reading.project.sources[0].text == TEXT


def test_a_document_without_a_name_is_called_after_its_file(tmp_path: Path) -> None:
    source = a_source(path="brett.txt").replace(' name="a"', "")
    reading = read(tmp_path, a_project(source), {"brett.txt": TEXT})
    assert reading.project.sources[0].name == "brett"


def test_formatted_text_comes_with_the_plain_text(tmp_path: Path) -> None:
    source = a_source().replace("plainTextPath", 'richTextPath="t.docx" plainTextPath')
    reading = read(tmp_path, a_project(source), {"t.txt": TEXT, "t.docx": b"D"})
    assert reading.project.sources[0].rich == "t.docx"
    assert [it.content for it in reading.project.files] == [b"D"]


def test_what_is_not_shown_goes_out_again_as_it_came(tmp_path: Path) -> None:
    picture = (
        f'<PictureSource guid="{{{OTHER.upper()}}}" name="B" path="b.png">'
        f'<PictureSelection guid="{SELECTION}" firstX="1" firstY="1" secondX="2" '
        f'secondY="2">{a_coding()}</PictureSelection></PictureSource>'
    )
    rest = (
        f'<Sets><Set guid="{CASE}" name="S"><MemberSource targetGUID="{OTHER}"/>'
        "</Set></Sets>"
    )
    reading = read(tmp_path, a_project(picture, rest=rest), {"b.png": b"\x89PNG"})
    kept = [(it.element, it.codings, it.files) for it in reading.project.carried]
    assert kept == [("PictureSource", 1, ("b.png",)), ("Set", 0, ())]
    assert departures(reading, "Coding") == [
        (Fate.CARRIED, "it belongs to PictureSource 'B', which is not shown")
    ]
    write_project(reading.project, tmp_path / "out.qdpx")
    again = read_project(tmp_path / "out.qdpx").project
    assert again.carried == reading.project.carried
    assert again.files == reading.project.files
    assert f'targetGUID="{OTHER}"'.encode() in again.carried[1].xml
    assert f'guid="{OTHER}"'.encode() in again.carried[0].xml


def test_a_set_that_stands_in_the_codebook_is_kept(tmp_path: Path) -> None:
    sets = f'<Sets><Set guid="{OTHER}" name="M"><MemberCode targetGUID="{CODE}"/></Set>'
    xml = a_project().replace("</Codes>", f"</Codes>{sets}</Sets>")
    reading = read(tmp_path, xml)
    assert departures(reading, "Set") == [(Fate.CARRIED, "sets are not shown")]
    assert [it.name for it in reading.project.carried] == ["M"]


def a_pdf(representation: str) -> str:
    return (
        f'<PDFSource guid="{OTHER}" name="P.pdf" path="internal://p.pdf">'
        f'<PDFSelection guid="{SELECTION}" page="0" firstX="0" firstY="0" secondX="1" '
        f'secondY="1">{a_coding(guid=NOTE)}</PDFSelection>'
        f"{representation}</PDFSource>"
    )


def test_the_text_of_a_pdf_is_a_document_and_goes_back_into_it(tmp_path: Path) -> None:
    inner = a_source(a_selection(0, 3)).replace("TextSource", "Representation")
    case = f'<Case guid="{CASE}" name="F"><SourceRef targetGUID="{OTHER}"/></Case>'
    rest = f"<Cases>{case}</Cases>"
    xml = a_project(a_pdf(inner.replace(' name="a"', "")), rest=rest)
    reading = read(tmp_path, xml, {"t.txt": TEXT, "p.pdf": b"%PDF"})
    (source,) = reading.project.sources
    assert (source.guid, source.name) == (UUID(SOURCE), "P.pdf")
    assert source.selections[0].span.cut(source.text) == "Gut"
    assert reading.project.cases[0].sources == (UUID(OTHER), UUID(SOURCE))
    assert reading.project.carried[0].codings == 1
    write_project(reading.project, tmp_path / "out.qdpx")
    again = read_project(tmp_path / "out.qdpx").project
    assert [it.guid for it in again.sources] == [UUID(SOURCE)]
    assert again.carried == reading.project.carried
    assert again.cases == reading.project.cases


def test_a_pdf_whose_text_is_missing_is_kept_whole(tmp_path: Path) -> None:
    inner = a_source(a_selection(0, 3)).replace("TextSource", "Representation")
    reading = read(tmp_path, a_project(a_pdf(inner)), {"p.pdf": b"%PDF"})
    assert reading.project.sources == ()
    assert reading.project.carried[0].codings == 2
    assert len(departures(reading, "Coding")) == 2


def test_notes_come_as_prose_from_files_and_from_the_xml(tmp_path: Path) -> None:
    notes = (
        f'<Note guid="{NOTE}" name="N" plainTextPath="{FILE}" richTextPath="n.docx"/>'
        f'<Note guid="{OTHER}" name="M"><Description>D</Description>'
        "<PlainTextContent>x\r\ny</PlainTextContent></Note>"
    )
    rest = f'<Notes>{notes}</Notes><NoteRef targetGUID="{OTHER}"/>'
    source = a_source(f'<NoteRef targetGUID="{NOTE}"/><NoteRef targetGUID="{CASE}"/>')
    reading = read(tmp_path, a_project(source, rest=rest))
    assert [it.text for it in reading.project.notes] == [TEXT, "D\n\nx\ny"]
    assert reading.project.project_notes == (UUID(OTHER),)
    assert reading.project.sources[0].notes == (UUID(NOTE),)
    assert [it[0] for it in departures(reading, "Note")] == [Fate.CHANGED] * 2
    assert departures(reading, "NoteRef")[0][0] is Fate.LEFT


def test_notes_that_are_coded_or_about_something_unseen_are_kept(
    tmp_path: Path,
) -> None:
    coded = f'<Note guid="{NOTE}" name="N" plainTextPath="{FILE}">{a_coding()}</Note>'
    linked = f'<Note guid="{CASE}" name="M"/>'
    link = f'<Link guid="{OTHER}"><NoteRef targetGUID="{CASE}"/></Link>'
    rest = f"<Notes>{coded}{linked}</Notes><Links>{link}</Links>"
    project = read(tmp_path, a_project(rest=rest)).project
    assert project.notes == ()
    assert [it.part for it in project.carried] == [Part.NOTE, Part.NOTE, Part.LINK]
    assert [it.name for it in project.files] == ["t.txt"]


def test_files_that_nothing_refers_to_are_left_by_name(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"t.txt": TEXT, "x.txt": "x"}
    reading = read(tmp_path, a_project(a_source()), files)
    assert "Files that nothing refers to were left: x.txt." in reading.report.warnings


def test_a_file_too_large_to_be_kept_is_left_and_its_source_is_not(
    tmp_path: Path,
) -> None:
    video = f'<VideoSource guid="{OTHER}" name="V" path="v.mp4"/>'
    path = an_archive(tmp_path / "p.qdpx", a_project(video), {"v.mp4": bytes(900)})
    reading = read_project(path, Limits(file=800))
    assert reading.project.files == ()
    assert departures(reading, "VideoSource") == [
        (Fate.CARRIED, "videos are not shown; its file v.mp4 is too large to be kept")
    ]


def test_what_is_kept_has_no_prefixes_comments_or_blanks(tmp_path: Path) -> None:
    xml = a_project(
        a_source(),
        rest=f'<Sets> <Set guid="{OTHER}" name="S"> <!-- c --> '
        f'<MemberCode targetGUID="{CODE}"/></Set></Sets>',
    )
    prefixed = (
        xml.replace("</", "</q:")
        .replace("<", "<q:")
        .replace("<q:/q:", "</q:")
        .replace("<q:?", "<?")
        .replace("<q:!", "<!")
        .replace("xmlns=", "xmlns:q=")
    )
    for each in (xml, prefixed):
        (kept,) = read(tmp_path, each).project.carried
        assert kept.xml.decode() == (
            f'<Set xmlns="urn:QDA-XML:project:1.0" guid="{OTHER}" name="S">'
            f'<MemberCode targetGUID="{CODE}"></MemberCode></Set>'
        )


def test_formatted_text_without_plain_text_is_kept(tmp_path: Path) -> None:
    source = a_source().replace("plainTextPath", "richTextPath")
    reading = read(tmp_path, a_project(source))
    assert reading.project.carried[0].files == ("t.txt",)
    assert departures(reading, "TextSource") == [
        (Fate.CARRIED, "it has formatted text only")
    ]
