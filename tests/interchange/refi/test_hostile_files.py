"""Archives and XML made to do harm: one clear line, nothing written, memory bounded."""

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.errors import UnreadableError
from qcode.interchange.refi.archive import Limits
from qcode.interchange.refi.codebooks import read_codebook
from qcode.interchange.refi.form import as_written
from qcode.interchange.refi.markup import MarkupLimits
from qcode.interchange.refi.reading import read_project
from qcode.interchange.refi.writing import write_project
from tests.interchange.refi.archives import (
    CASE,
    CODE,
    NOTE,
    OTHER,
    VARIABLE,
    a_project,
    a_selection,
    a_source,
    an_archive,
)

if TYPE_CHECKING:
    from collections.abc import Callable

XML = a_project(a_source(a_selection(0, 3)))
TEXT = "Gut \U0001f600, ja.\nשלום"
# A little of everything, for the mutations.
FULL = a_project(
    a_source(a_selection(0, 3) + f'<NoteRef targetGUID="{NOTE}"/>')
    + f'<PDFSource guid="{OTHER}" path="p.pdf"><Representation guid="{CASE}">'
    "<PlainTextContent>x y</PlainTextContent></Representation></PDFSource>",
    rest=f'<Notes><Note guid="{NOTE}" plainTextPath="n.txt"/></Notes>'
    f'<Sets><Set guid="{VARIABLE}" name="S"><MemberCode targetGUID="{CODE}"/></Set>'
    "</Sets>",
)


def refused(path: Path, limits: Limits | None = None) -> str:
    """Return the one line by which a project is refused."""
    before = sorted(path.parent.iterdir())
    with pytest.raises(UnreadableError) as caught:
        read_project(path, limits)
    assert sorted(path.parent.iterdir()) == before
    assert "\n" not in str(caught.value)
    return caught.value.reason


def entity(content: str) -> str:
    return XML.replace("?>", f"?><!DOCTYPE Project [{content}]>", 1)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is damaged or not a REFI-QDA project"),
        (b"no archive", "is damaged or not a REFI-QDA project"),
        (b"\xd0\xcf\x11\xe0" * 200, "is damaged or not a REFI-QDA project"),
    ],
)
def test_what_is_no_archive_is_refused(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "p.qdpx"
    path.write_bytes(content)
    assert refused(path).startswith(reason)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "p.qdpx") == "there is no such file."
    (tmp_path / "q.qdpx").mkdir()
    assert refused(tmp_path / "q.qdpx").startswith("cannot be read")


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    whole = an_archive(tmp_path / "p.qdpx", XML, {"t.txt": TEXT}).read_bytes()
    for length in range(0, len(whole), 7):
        (tmp_path / "p.qdpx").write_bytes(whole[:length])
        assert "is damaged" in refused(tmp_path / "p.qdpx")


def test_a_member_whose_bytes_are_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", XML)
    path.write_bytes(path.read_bytes().replace(b"isCodable", b"isCadable"))
    assert refused(path).startswith("is damaged at project.qde")


def test_an_archive_behind_a_password_is_refused(tmp_path: Path) -> None:
    path = an_archive(tmp_path / "p.qdpx", XML)
    content = bytearray(path.read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert refused(path) == "is protected by a password; save it without one."


@pytest.mark.parametrize("names", [("a.txt",), ("a.qde", "b.qde"), ("project.txt",)])
def test_an_archive_without_one_project_file_is_refused(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    with zipfile.ZipFile(tmp_path / "p.qdpx", "w") as archive:
        for name in names:
            archive.writestr(name, XML)
    assert "so it is no REFI-QDA project" in refused(tmp_path / "p.qdpx")


def test_two_different_files_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", XML)
        archive.writestr("sources/t.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("sources/t.txt", "two")
    assert refused(path) == "holds two different files of the name sources/t.txt."


@pytest.mark.parametrize(
    "name", ["../t.txt", "sources/../../t.txt", "/etc/t.txt", "C:/t.txt"]
)
def test_names_that_lead_out_of_the_archive_are_left(tmp_path: Path, name: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    path = an_archive(inner / "p.qdpx", a_project(a_source(path=name)), {name: TEXT})
    reading = read_project(path)
    assert reading.project.sources == ()
    assert f"Files with unsafe names were left: {name}." in reading.report.warnings
    assert [it.name for it in tmp_path.rglob("*")] == ["inner", "p.qdpx"]


def test_a_bomb_of_xml_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = XML.replace("</Project>", " " * 20_000_000 + "</Project>")
    path = an_archive(tmp_path / "p.qdpx", bomb)
    assert path.stat().st_size < 100_000
    assert "far more XML" in refused(path)


def test_a_bomb_that_lies_about_its_size_is_stopped_while_reading(
    tmp_path: Path,
) -> None:
    path = an_archive(tmp_path / "p.qdpx", XML + " " * 5_000_000)
    content = path.read_bytes()
    honest = len(XML.encode() + b" " * 5_000_000).to_bytes(4, "little")
    path.write_bytes(content.replace(honest, (1000).to_bytes(4, "little")))
    assert "is damaged at project.qde" in refused(path)


def test_a_text_that_swells_is_left_and_the_rest_is_read(tmp_path: Path) -> None:
    path = an_archive(tmp_path / "p.qdpx", XML, {"t.txt": b" " * 20_000_000})
    reading = read_project(path)
    reasons = [it.reason for it in reading.report.departures]
    assert reasons[0] == (
        "its text t.txt is too large; its file t.txt is too large to be kept"
    )


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(xml=MarkupLimits(size=500)), "far more XML"),
        (Limits(xml=MarkupLimits(marks=20)), "more elements than are read"),
        (Limits(members=1), "holds 2 files"),
    ],
)
def test_limits_can_be_set(tmp_path: Path, limits: Limits, reason: str) -> None:
    path = an_archive(tmp_path / "p.qdpx", XML, {"t.txt": TEXT})
    assert reason in refused(path, limits)


LAUGHS = "<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 20}'>"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param(entity(""), id="a document type"),
        pytest.param(entity(LAUGHS).replace('name="t"', 'name="&i;"'), id="laughs"),
        pytest.param(
            entity(LAUGHS).replace("<CodeBook>", "&i;<CodeBook>"), id="laughs in text"
        ),
        pytest.param(
            entity('<!ENTITY a SYSTEM "file:///etc/passwd">').replace(
                "<CodeBook>", "&a;<CodeBook>"
            ),
            id="a file outside",
        ),
        pytest.param(
            entity('<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;'), id="network"
        ),
    ],
)
def test_entities_and_document_types_are_refused(tmp_path: Path, xml: str) -> None:
    reason = refused(an_archive(tmp_path / "p.qdpx", xml))
    assert reason.startswith(("declares a document type", "its XML is damaged"))
    assert "root:" not in reason


@pytest.mark.parametrize(
    "xml",
    [
        pytest.param("<Project>" * 5001, id="deep and open"),
        pytest.param(
            a_project(codes=f'<Code guid="{CODE}" name="K">' * 5000 + "</Code>" * 5000),
            id="deep",
        ),
        pytest.param(XML.replace("Änne", "\x00"), id="NUL"),
        pytest.param(XML.encode().replace("Ä".encode(), b"\xff"), id="no UTF-8"),
        pytest.param(XML.replace("utf-8", "x-none"), id="unknown encoding"),
        pytest.param(XML[: len(XML) // 2], id="cut off"),
        pytest.param("", id="empty"),
        pytest.param(XML.replace('name="t"', f'name="{"x" * 11_000_000}"'), id="long"),
    ],
)
def test_damaged_xml_is_refused(tmp_path: Path, xml: str | bytes) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
    is_deep = isinstance(xml, str) and xml.count("<") > 5000
    said = "its XML is nested deeper" if is_deep else "its XML is damaged"
    assert refused(path).startswith(said)


@pytest.mark.parametrize("root", ["html", "CodeBook"])
def test_other_xml_is_refused(tmp_path: Path, root: str) -> None:
    reason = refused(an_archive(tmp_path / "p.qdpx", f"<{root}/>"))
    assert reason == f"is no REFI-QDA project: its XML begins with {root}."


INSERTS = st.sampled_from([b"<", b'"', b"\x00", b"\xff", b"-1", b"&x;", b"\n"])


@st.composite
def mutations(draw: st.DrawFn, start: bytes) -> bytes:
    """Draw a content with a few stretches cut out, doubled or overwritten."""
    content = start
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(content)))
        end = min(begin + draw(st.integers(0, 40)), len(content))
        doubled = st.just(content[begin:end] * 2)
        insert = draw(st.just(b"") | INSERTS | doubled | st.binary(max_size=6))
        content = content[:begin] + insert + content[end:]
    return content


def refusal(read: "Callable[[Path], object]", path: Path) -> str:
    """Return the line by which a file is refused, "" if it is read."""
    try:
        read(path)
    except UnreadableError as error:
        return str(error)
    return ""


def an_archive_of(xml: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("project.qde", xml)
        archive.writestr("sources/t.txt", TEXT)
        archive.writestr("sources/n.txt", "note")
        archive.writestr("sources/p.pdf", b"%PDF")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@given(mutations(FULL.encode()))
def test_mutated_xml_is_refused_or_read_and_written_again(
    folder: Path, xml: bytes
) -> None:
    path = folder / "p.qdpx"
    path.write_bytes(an_archive_of(xml))
    line = refusal(read_project, path)
    assert "\n" not in line
    if not line:
        project = read_project(path).project
        write_project(project, folder / "out.qdpx")
        assert read_project(folder / "out.qdpx").project == as_written(project)


@given(mutations(an_archive_of(FULL.encode())))
def test_a_mutated_archive_is_refused_or_read(folder: Path, content: bytes) -> None:
    path = folder / "p.qdpx"
    path.write_bytes(content)
    assert "\n" not in refusal(read_project, path)


CODEBOOK = (
    f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes><Code guid="{CODE}" '
    f'name="K"/></Codes><Sets><Set guid="{OTHER}" name="S"><MemberCode '
    f'guid="{CODE}"/></Set></Sets></CodeBook>'
)


@given(mutations(CODEBOOK.encode()))
def test_a_mutated_codebook_is_refused_or_read(folder: Path, content: bytes) -> None:
    path = folder / "c.qdc"
    path.write_bytes(content)
    assert "\n" not in refusal(read_codebook, path)
