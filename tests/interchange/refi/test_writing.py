import zipfile
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pyrefiqda import RefiProject

from qcode.errors import StudyError
from qcode.interchange.refi.form import as_written
from qcode.interchange.refi.project import (
    Note,
    Project,
    ProjectCode,
    ProjectCoding,
    Selection,
    TextSource,
)
from qcode.interchange.refi.reading import read_project
from qcode.interchange.refi.writing import write_project
from qcode.model.exchange import Direction, Fate
from qcode.model.span import Span
from qcode.text.offsets import Units
from tests.interchange.refi.archives import REFI
from tests.interchange.refi.projects import projects

SCHEMA = REFI / "Project-mrt2019.xsd"
CODE, SOURCE = UUID(int=1), UUID(int=2)
TEXT = "Gut \U0001f600, ja.\nשלום"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("refi")


def a_project(*spans: Span) -> Project:
    selections = tuple(
        Selection(
            UUID(int=100 + number), it, codings=(ProjectCoding(UUID(int=number), CODE),)
        )
        for number, it in enumerate(spans, 10)
    )
    source = TextSource(SOURCE, "a", TEXT, b"", "x.txt", selections=selections)
    return Project("P", codes=(ProjectCode(CODE, "K"),), sources=(source,))


def xml_of(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde"))


@given(projects(), st.sampled_from(Units))
def test_every_project_comes_back_as_it_was_written(
    folder: Path, project: Project, units: Units
) -> None:
    write_project(project, folder / "p.qdpx", units)
    assert read_project(folder / "p.qdpx").project == as_written(project)


@given(projects())
def test_a_project_in_its_form_stays_as_it_is(project: Project) -> None:
    written = as_written(project)
    assert as_written(written) == written
    before = {it.guid: it for it in project.sources}
    assert {it.guid for it in written.sources} == before.keys()
    for source in written.sources:
        given = before[source.guid]
        assert source.text == given.text
        # In a transcript codings of the whole are passages.
        whole = given.codings if not source.codings and given.text else ()
        spans = [it.span for it in given.selections]
        spans += [Span(0, len(given.text)) for _ in whole]
        assert [it.span for it in source.selections] == spans


@pytest.mark.skipif(not SCHEMA.exists(), reason=f"no schema {SCHEMA} (QCODE_REFI_DIR)")
@given(projects(), st.sampled_from(Units))
def test_every_project_is_valid_against_the_standard(
    folder: Path, project: Project, units: Units
) -> None:
    write_project(project, folder / "v.qdpx", units)
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(xml_of(folder / "v.qdpx"))


def test_another_reader_of_the_standard_finds_the_same(tmp_path: Path) -> None:
    write_project(a_project(Span(4, 5), Span(11, 15)), tmp_path / "p.qdpx")
    found = RefiProject.load(tmp_path / "p.qdpx", str(tmp_path / "unpacked"))
    source = found.sources.text_source[0]
    path = source.plain_text_path.replace("internal://", "")
    text = (tmp_path / "unpacked" / "sources" / path).read_text(encoding="utf-8")
    assert [
        text[int(it.start_position) : int(it.end_position)]
        for it in source.plain_text_selection
    ] == ["\U0001f600", "שלום"]
    assert found.code_book.codes.code[0].name == "K"


def test_the_archive_is_as_the_strictest_peers_want_it(tmp_path: Path) -> None:
    write_project(a_project(Span(4, 5)), tmp_path / "p.qdpx")
    with zipfile.ZipFile(tmp_path / "p.qdpx") as archive:
        names = archive.namelist()
        text = archive.read(f"sources/{SOURCE}.txt")
        xml = archive.read("project.qde")
    assert names == ["project.qde", f"sources/{SOURCE}.txt"]
    assert text == TEXT.encode()
    assert b"PlainTextContent" not in xml
    source = etree.fromstring(xml).find(".//{*}TextSource")
    assert source.get("plainTextPath") == f"internal://{SOURCE}.txt"
    assert source[0].get("name") == "\U0001f600"


@pytest.mark.parametrize(
    ("units", "places"),
    [(Units.CODEPOINTS, ("6", "8")), (Units.UTF16, ("7", "9"))],
)
def test_positions_count_what_was_asked_for(
    tmp_path: Path, units: Units, places: tuple[str, str]
) -> None:
    write_project(a_project(Span(6, 8)), tmp_path / "p.qdpx", units)
    selection = xml_of(tmp_path / "p.qdpx").find(".//{*}PlainTextSelection")
    assert (selection.get("startPosition"), selection.get("endPosition")) == places


def test_the_same_project_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_project(a_project(Span(0, 3)), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_long_selection_is_called_by_its_beginning(tmp_path: Path) -> None:
    source = TextSource(SOURCE, "a", "wort\n" * 50, b"", "")
    selection = Selection(UUID(int=9), Span(0, 250))
    project = Project("P", sources=(replace(source, selections=(selection,)),))
    name = as_written(project).sources[0].selections[0].name
    assert name == " ".join(["wort"] * 20) + "…"


def test_the_report_of_an_export_says_what_was_changed_and_left(tmp_path: Path) -> None:
    project = replace(
        a_project(Span(0, 3)),
        codes=(ProjectCode(UUID(int=7), "bell \a"),),
        notes=(Note(UUID(int=8), "n", "t"),),
    )
    report = write_project(project, tmp_path / "p.qdpx")
    assert report.direction is Direction.EXPORT
    assert [(it.element, it.fate) for it in report.departures] == [
        ("Coding", Fate.LEFT),
        ("Code", Fate.CHANGED),
    ]
    tallies = {it.element: (it.found, it.taken) for it in report.tallies()}
    assert tallies["Coding"] == (1, 0)
    assert tallies["Code"] == (1, 0)
    assert tallies["Note"] == (1, 1)


def test_nothing_is_left_behind_where_nothing_can_be_written(tmp_path: Path) -> None:
    with pytest.raises(StudyError):
        write_project(a_project(Span(0, 3)), tmp_path / "none" / "p.qdpx")
    assert list(tmp_path.iterdir()) == []
