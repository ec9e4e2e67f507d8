import codecs
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from qcode.interchange.refi.archive import Limits
from qcode.interchange.refi.project import Part, Variable, VariableType
from qcode.interchange.refi.reading import Reading, read_project
from qcode.interchange.refi.writing import write_project
from qcode.model.exchange import Departure, Fate
from tests.interchange.refi.archives import (
    CASE,
    CODE,
    CODING,
    FILE,
    NOTE,
    OTHER,
    SELECTION,
    SOURCE,
    USER,
    VARIABLE,
    a_coding,
    a_project,
    a_selection,
    a_source,
    an_archive,
)

TEXT = "Gut \U0001f600, ja.\nשלום"


def read(
    folder: Path, xml: str, files: dict[str, bytes | str] | None = None
) -> Reading:
    files = {"t.txt": TEXT} if files is None else files
    return read_project(an_archive(folder / "p.qdpx", xml, files))


def departures(reading: Reading, element: str) -> list[tuple[Fate, str]]:
    found: list[Departure] = list(reading.report.departures)
    return [(it.fate, it.reason) for it in found if it.element == element]


def test_guids_are_the_same_with_braces_and_in_either_case(tmp_path: Path) -> None:
    braced = "{" + CODE.upper() + "}"
    codes = f'<Code guid="{braced}" name="K" isCodable="true"/>'
    reading = read(tmp_path, a_project(a_source(a_selection(0, 3)), codes=codes))
    assert reading.project.codes[0].guid == UUID(CODE)
    assert reading.project.sources[0].selections[0].codings[0].code == UUID(CODE)
    assert reading.report.departures == ()


def test_what_is_no_guid_stands_for_one_wherever_it_comes(tmp_path: Path) -> None:
    codes = '<Code guid="K-1" name="K" isCodable="true"/>'
    source = a_source(a_selection(0, 3, a_coding(code="K-1")))
    readings = [read(tmp_path, a_project(source, codes=codes)) for _ in range(2)]
    first = readings[0].project
    assert first == readings[1].project
    assert first.sources[0].selections[0].codings[0].code == first.codes[0].guid
    assert departures(readings[0], "Code") == [
        (Fate.CHANGED, "its GUID 'K-1' is none and was given one")
    ]


def test_a_coding_without_a_guid_is_given_the_same_each_time(tmp_path: Path) -> None:
    inside = a_coding().replace(f' guid="{CODING}"', "")
    xml = a_project(a_source(a_selection(0, 3, inside + inside)))
    readings = [read(tmp_path, xml).project for _ in range(2)]
    assert readings[0] == readings[1]
    codings = readings[0].sources[0].selections[0].codings
    assert len({it.guid for it in codings}) == 2


def test_codings_of_one_guid_are_all_kept(tmp_path: Path) -> None:
    reading = read(
        tmp_path, a_project(a_source(a_selection(0, 3, a_coding() + a_coding())))
    )
    codings = reading.project.sources[0].selections[0].codings
    assert len({it.guid for it in codings}) == 2
    assert departures(reading, "Coding")[0][0] is Fate.CHANGED


def test_a_case_may_have_the_guid_of_a_code(tmp_path: Path) -> None:
    rest = f'<Cases><Case guid="{CODE}" name="Fall"/></Cases>'
    reading = read(tmp_path, a_project(a_source(), rest=rest))
    assert reading.project.cases[0].guid == reading.project.codes[0].guid
    assert reading.report.departures == ()


def test_codes_come_with_their_tree_colours_and_names(tmp_path: Path) -> None:
    codes = (
        f'<Code guid="{CODE}" name="Ober" isCodable="False" color="#F80">'
        "<Description>D</Description>"
        f'<Code guid="{OTHER}" name="Ober" color="#80FF0011"/>'
        f'<Code guid="{CASE}" name=" " color="red"/>'
        f'<Code guid="{CODE}" name="zwei"/></Code>'
    )
    reading = read(tmp_path, a_project(codes=codes))
    first, second, third = reading.project.codes
    assert (first.is_codable, first.colour, first.description) == (
        False,
        "#ff8800",
        "D",
    )
    assert (second.parent, second.colour) == (UUID(CODE), "#ff0011")
    assert third.name == CASE
    assert departures(reading, "Code") == [
        (Fate.CHANGED, "its colour #80FF0011 lost its transparency"),
        (
            Fate.CHANGED,
            "its colour 'red' is none and was left off; it had no name and is called "
            "after its GUID",
        ),
        (Fate.LEFT, "another code has its GUID"),
    ]
    assert "1 codes have names" in reading.report.warnings[0]


def test_variables_of_all_types_come_with_their_values(tmp_path: Path) -> None:
    written = {
        VariableType.TEXT: " zwei ",
        VariableType.BOOLEAN: "true",
        VariableType.INTEGER: "-12",
        VariableType.FLOAT: "1.50",
        VariableType.DATE: "2024-01-02",
        VariableType.DATE_TIME: "2024-01-02T03:04:05Z",
    }
    guids = {kind: UUID(int=place) for place, kind in enumerate(written, 1)}
    variables = "".join(
        f'<Variable guid="{guids[kind]}" name="{kind}" typeOfVariable="{kind}"/>'
        for kind in written
    )
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{guids[kind]}"/>'
        f"<{kind}Value>{value}</{kind}Value></VariableValue>"
        for kind, value in written.items()
    )
    case = f'<Case guid="{CASE}" name="F">{values}</Case>'
    rest = f"<Variables>{variables}</Variables><Cases>{case}</Cases>"
    project = read(tmp_path, a_project(a_source(values), rest=rest)).project
    expected = {guids[kind]: value for kind, value in written.items()}
    assert project.cases[0].values == project.sources[0].values == expected
    assert project.variables[2] == Variable(
        guids[VariableType.INTEGER], "Integer", VariableType.INTEGER
    )
    write_project(project, tmp_path / "out.qdpx")
    again = read_project(tmp_path / "out.qdpx").project
    assert (again.cases, again.variables) == (project.cases, project.variables)


def test_a_value_of_no_variable_is_left_and_an_empty_one_is_none(
    tmp_path: Path,
) -> None:
    value = '<VariableValue><VariableRef targetGUID="{}"/>{}</VariableValue>'
    values = value.format(OTHER, "<TextValue>x</TextValue>") + value.format(
        VARIABLE, ""
    )
    variable = f'<Variable guid="{VARIABLE}" name="V" typeOfVariable="Oops"/>'
    rest = f"<Variables>{variable}</Variables>"
    reading = read(tmp_path, a_project(a_source(values), rest=rest))
    assert reading.project.sources[0].values == {}
    assert departures(reading, "VariableValue") == [
        (Fate.LEFT, "its variable is unknown: 'x'")
    ]
    assert departures(reading, "Variable")[0][0] is Fate.CHANGED


def test_who_coded_and_when_is_else_taken_from_the_selection(tmp_path: Path) -> None:
    reading = read(tmp_path, a_project(a_source(a_selection(0, 3))))
    made = reading.project.sources[0].selections[0].codings[0].made
    assert made.by == UUID(USER)
    assert made.at == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_times_may_be_missing_without_zone_or_never_set(tmp_path: Path) -> None:
    times = ["2024-01-02T03:04:05", "0001-01-01T00:00:00", "gestern", ""]
    coding = (
        '<Coding guid="{}" creationDateTime="{}"><CodeRef targetGUID="{}"/></Coding>'
    )
    codings = "".join(coding.format(UUID(int=9), it, CODE) for it in times)
    selection = a_selection(0, 3, codings).replace("2024-01-02T03:04:05Z", "")
    reading = read(tmp_path, a_project(a_source(selection)))
    found = reading.project.sources[0].selections[0].codings
    expected = datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert [it.made.at for it in found] == [expected, None, None, None]


def test_somebody_who_is_not_among_the_users_is_called_by_the_guid(
    tmp_path: Path,
) -> None:
    xml = a_project(a_source(a_selection(0, 3).replace(USER, OTHER)))
    reading = read(tmp_path, xml)
    assert [it.name for it in reading.project.users] == ["Änne", OTHER]
    assert "1 of those who coded" in reading.report.warnings[0]


def test_a_coding_whose_code_is_gone_is_left(tmp_path: Path) -> None:
    xml = a_project(a_source(a_selection(0, 3, a_coding(code=OTHER))))
    reading = read(tmp_path, xml)
    assert reading.project.sources[0].selections[0].codings == ()
    assert departures(reading, "Coding") == [
        (Fate.LEFT, "its code is not in the codebook")
    ]


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


def test_empty_containers_hold_nothing(tmp_path: Path) -> None:
    xml = (
        '<Project xmlns="urn:QDA-XML:project:1.0"><Users/><CodeBook><Codes/></CodeBook>'
        "<Variables/><Cases/><Sources/><Notes/><Links/><Sets/><Graphs/></Project>"
    )
    reading = read(tmp_path, xml, {})
    assert reading.project.name == "p"
    assert reading.report.found == {}


def test_a_project_without_namespace_is_read_with_a_warning(tmp_path: Path) -> None:
    xml = a_project(a_source()).replace(' xmlns="urn:QDA-XML:project:1.0"', "")
    reading = read(tmp_path, xml)
    assert reading.project.sources[0].text == TEXT
    assert "another version of the standard" in reading.report.warnings[0]


@pytest.mark.parametrize(
    "project", ["Project.qde", "Mein Projekt.qde", "Ordner/project.qde"]
)
def test_the_project_file_may_have_another_name_or_folder(
    tmp_path: Path, project: str
) -> None:
    folder = project.rpartition("/")[0]
    name = f"{folder}/Sources/t.txt".lstrip("/")
    path = an_archive(
        tmp_path / "p.qdpx", a_project(a_source()), {name: TEXT}, project=project
    )
    assert read_project(path).project.sources[0].text == TEXT


def test_files_that_nothing_refers_to_are_left_by_name(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {"t.txt": TEXT, "x.txt": "x"}
    reading = read(tmp_path, a_project(a_source()), files)
    assert "Files that nothing refers to were left: x.txt." in reading.report.warnings


def test_elements_that_the_standard_does_not_know_are_named(tmp_path: Path) -> None:
    reading = read(tmp_path, a_project(a_source(), rest="<Fun><More/></Fun>"))
    expected = "Elements not of the standard were left: Fun, More."
    assert expected in reading.report.warnings


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


def test_a_comment_within_a_description_is_no_part_of_it(tmp_path: Path) -> None:
    codes = (
        f'<Code guid="{CODE}" name="K"><Description>a<!-- c -->b</Description></Code>'
    )
    assert read(tmp_path, a_project(codes=codes)).project.codes[0].description == "ab"


def test_a_source_of_a_guid_in_use_is_left_with_all_its_codings(tmp_path: Path) -> None:
    reading = read(tmp_path, a_project(a_source() + a_source(a_selection(0, 3))))
    tallies = {it.element: (it.found, it.left) for it in reading.report.tallies()}
    assert tallies["TextSource"] == (2, 1)
    assert tallies["PlainTextSelection"] == tallies["Coding"] == (1, 1)


def test_a_case_forgets_selections_that_were_left_when_it_goes_out(
    tmp_path: Path,
) -> None:
    refers = f'<SelectionRef targetGUID="{SELECTION}"/>'
    rest = f'<Cases><Case guid="{CASE}" name="F">{refers}</Case></Cases>'
    for end, kept in ((3, (UUID(SELECTION),)), (300, ())):
        xml = a_project(a_source(a_selection(0, end)), rest=rest)
        write_project(read(tmp_path, xml).project, tmp_path / "out.qdpx")
        again = read_project(tmp_path / "out.qdpx")
        assert again.project.cases[0].selections == kept
        assert again.report.departures == ()


def test_formatted_text_without_plain_text_is_kept(tmp_path: Path) -> None:
    source = a_source().replace("plainTextPath", "richTextPath")
    reading = read(tmp_path, a_project(source))
    assert reading.project.carried[0].files == ("t.txt",)
    assert departures(reading, "TextSource") == [
        (Fate.CARRIED, "it has formatted text only")
    ]
