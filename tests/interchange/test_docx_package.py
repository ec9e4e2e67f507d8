from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import docx
import pytest

from qcode.errors import UnreadableError
from qcode.interchange.docx_package import open_package

PATH = Path("interview-03.docx")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def word_file(
    replaced: Mapping[str, bytes] | None = None, *, compression: int = ZIP_DEFLATED
) -> bytes:
    """Return a Word file, some of its parts replaced or added."""
    original, changed = BytesIO(), BytesIO()
    document = docx.Document()
    document.add_paragraph("Ja.")
    document.save(original)
    with ZipFile(original) as source, ZipFile(changed, "w", compression) as target:
        parts = {name: source.read(name) for name in source.namelist()}
        for name, content in (parts | dict(replaced or {})).items():
            target.writestr(name, content)
    return changed.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(UnreadableError) as raised:
        open_package(content, PATH)
    assert raised.value.path == PATH
    return raised.value.reason


def test_a_sound_file_opens() -> None:
    assert open_package(word_file(), PATH).paragraphs[0].text == "Ja."


def test_a_file_protected_by_a_password_is_refused_as_such() -> None:
    content = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)
    assert "is protected by a password" in refusal(content)


def test_a_renamed_old_word_file_is_refused_as_such() -> None:
    content = OLE + "WordDocument".encode("utf-16-le") + bytes(100)
    assert "is an old Word document (.doc) under the name .docx" in refusal(content)


def test_a_renamed_rtf_file_is_refused_as_such() -> None:
    assert "is an RTF document" in refusal(b"{\\rtf1 Ja.}")


@pytest.mark.parametrize("content", [b"", b"Ja.", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_archive_is_damaged_or_no_word_document(content: bytes) -> None:
    assert "is damaged or not a Word document" in refusal(content)


def test_a_file_cut_off_is_damaged() -> None:
    content = word_file()
    assert "is damaged" in refusal(content[: len(content) // 2])


def test_a_part_with_wrong_bytes_is_damaged() -> None:
    content = word_file(compression=ZIP_STORED)
    assert "is damaged" in refusal(content.replace(b"Ja.", b"No."))


@pytest.mark.parametrize(
    "xml",
    [b"", b"<w:document", b"<x/>", b"nothing"],
)
def test_a_document_part_that_is_none_is_damaged(xml: bytes) -> None:
    assert "is damaged" in refusal(word_file({"word/document.xml": xml}))


def test_another_archive_is_no_word_document() -> None:
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "Ja.")
    assert "not a Word document" in refusal(stream.getvalue())


def test_strict_open_xml_is_refused_with_what_to_do() -> None:
    relationships = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships"><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/'
        b'officeDocument/relationships/officeDocument" Target="word/document.xml"/>'
        b"</Relationships>"
    )
    assert "Strict Open XML" in refusal(word_file({"_rels/.rels": relationships}))


def test_entities_are_not_expanded() -> None:
    xml = (
        b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
        b'2006/main"><w:body><w:p><w:r><w:t>&x;Ja.</w:t></w:r></w:p></w:body>'
        b"</w:document>"
    )
    document = open_package(word_file({"word/document.xml": xml}), PATH)
    assert "root" not in "".join(document.element.body.itertext())
