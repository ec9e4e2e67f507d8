from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from lxml import etree
from pyrefiqda import RefiCodebook

from qcode.errors import RefusedError, UnreadableError
from qcode.interchange.refi.codebooks import (
    CodeSet,
    ExchangedCodebook,
    read_codebook,
    write_codebook,
)
from qcode.interchange.refi.project import Project, ProjectCode
from qcode.model.exchange import Fate
from tests.interchange.refi.archives import CODE, OTHER, REFI
from tests.interchange.refi.projects import projects

SCHEMA = REFI / "Codebook.xsd"
A, B, GROUP = UUID(CODE), UUID(OTHER), UUID(int=1)
BOOK = ExchangedCodebook(
    origin="qcode 0",
    codes=(
        ProjectCode(A, "Größe & Maß", is_codable=False, description="x\n\ny"),
        ProjectCode(B, "klein \U0001f600", parent=A, colour="#ff0000"),
    ),
    sets=(CodeSet(GROUP, "Gruppe", "D", (B, A)), CodeSet(UUID(int=2), "leer")),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("qdc")


def test_a_codebook_comes_back_with_its_sets(tmp_path: Path) -> None:
    write_codebook(BOOK, tmp_path / "c.qdc")
    book, report = read_codebook(tmp_path / "c.qdc")
    assert book == BOOK
    assert report.found == {"Code": 2, "Set": 2}
    assert report.departures == ()


@given(projects().filter(lambda project: bool(project.codes)))
def test_every_codebook_comes_back(folder: Path, project: Project) -> None:
    codes = tuple(replace(code, notes=()) for code in project.codes)
    write_codebook(ExchangedCodebook(codes=codes), folder / "c.qdc")
    first, _ = read_codebook(folder / "c.qdc")
    write_codebook(first, folder / "d.qdc")
    assert read_codebook(folder / "d.qdc")[0] == first
    assert {it.guid for it in first.codes} == {it.guid for it in codes}
    assert (folder / "c.qdc").read_bytes() == (folder / "d.qdc").read_bytes()


@pytest.mark.skipif(not SCHEMA.exists(), reason=f"no schema {SCHEMA} (QCODE_REFI_DIR)")
def test_a_codebook_is_valid_against_the_standard(tmp_path: Path) -> None:
    write_codebook(BOOK, tmp_path / "c.qdc")
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    schema.assertValid(etree.parse(tmp_path / "c.qdc"))


def test_another_reader_of_the_standard_finds_the_same(tmp_path: Path) -> None:
    write_codebook(BOOK, tmp_path / "c.qdc")
    found = RefiCodebook.load(str(tmp_path / "c.qdc"))
    top = found.codes.code[0]
    assert (top.name, top.code[0].color) == ("Größe & Maß", "#ff0000")


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:0:4", ""])
def test_older_namespaces_are_read_with_a_warning(
    tmp_path: Path, namespace: str
) -> None:
    write_codebook(BOOK, tmp_path / "c.qdc")
    xml = (tmp_path / "c.qdc").read_text(encoding="utf-8")
    (tmp_path / "c.qdc").write_text(
        xml.replace("urn:QDA-XML:codebook:1.0", namespace), encoding="utf-8"
    )
    book, report = read_codebook(tmp_path / "c.qdc")
    assert book == BOOK
    assert report.warnings == ("Its XML is of another version of the standard.",)


def test_a_member_that_is_no_code_is_left(tmp_path: Path) -> None:
    xml = (
        f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{CODE}" '
        f'name="K"/></Codes><Sets><Set guid="{GROUP}" name="S"><MemberCode '
        f'guid="{OTHER}"/></Set></Sets></CodeBook>'
    )
    (tmp_path / "c.qdc").write_text(xml)
    book, report = read_codebook(tmp_path / "c.qdc")
    assert book.sets == (CodeSet(GROUP, "S"),)
    assert [(it.element, it.fate) for it in report.departures] == [
        ("MemberCode", Fate.LEFT)
    ]


def test_a_codebook_without_codes_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="must have one"):
        write_codebook(ExchangedCodebook(), tmp_path / "c.qdc")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"<Project/>", b"PK\x03\x04", b"<CodeBook>"])
def test_what_is_no_codebook_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c.qdc").write_bytes(content)
    with pytest.raises(UnreadableError):
        read_codebook(tmp_path / "c.qdc")


def test_a_codebook_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="there is no such file"):
        read_codebook(tmp_path / "c.qdc")
