from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import pytest

from qcode.errors import UnreadableError
from qcode.interchange.archives import check_archive
from qcode.interchange.registry import USUAL_LIMITS
from qcode.project import ImportLimits

PATH = Path("interview-03.docx")
MIB = 1024 * 1024


def packed(parts: Mapping[str, bytes], *, compression: int = ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def refusal(content: bytes, limits: ImportLimits = USUAL_LIMITS) -> str:
    with pytest.raises(UnreadableError) as raised:
        check_archive(content, PATH, limits)
    return raised.value.reason


def test_a_bomb_of_one_part_is_refused_before_it_is_unpacked() -> None:
    assert "would unpack to 17 MiB" in refusal(packed({"a.bin": bytes(17 * MIB)}))


def test_a_bomb_of_many_parts_is_refused() -> None:
    parts = {f"{n}.bin": bytes(4 * MIB) for n in range(5)}
    assert "would unpack to 20 MiB" in refusal(packed(parts))


def test_more_than_256_mib_is_refused_however_well_it_is_packed() -> None:
    halves = bytes(range(256)) * (129 * MIB // 256)
    content = packed({"a.bin": halves, "b.bin": halves}, compression=ZIP_STORED)
    assert "would unpack to 258 MiB" in refusal(content)


def test_a_large_picture_is_no_bomb() -> None:
    content = packed({"a.bin": bytes(17 * MIB)}, compression=ZIP_STORED)
    check_archive(content, PATH, USUAL_LIMITS)


def test_more_xml_than_any_transcript_has_is_refused() -> None:
    content = packed({"a": b"<a>" + bytes(2 * MIB)}, compression=ZIP_STORED)
    check_archive(content, PATH, ImportLimits(markup_bytes=3 * MIB))
    assert "holds 2 MiB of XML" in refusal(content, ImportLimits(markup_bytes=MIB))


def test_very_many_members_are_refused() -> None:
    content = packed({str(n): b"" for n in range(20_001)}, compression=ZIP_STORED)
    assert "packs 20,001 files" in refusal(content)


BOMB = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@pytest.mark.parametrize(
    "xml",
    [
        BOMB.encode(),
        b"\xef\xbb\xbf \n" + BOMB.encode(),
        BOMB.encode("utf-16"),
        BOMB.encode("utf-16-be"),
        # The declaration begins where one piece that is read ends.
        b"<a>" + b" " * (MIB - 8) + BOMB.encode(),
        b'<?xml version="1.0" encoding="utf-7"?>' + BOMB.encode("utf-7"),
    ],
)
def test_xml_with_declarations_is_refused_under_any_name(xml: bytes) -> None:
    assert "declares a document type" in refusal(
        packed({"word/media/a.png": xml}, compression=ZIP_STORED)
    )


def test_what_is_no_archive_or_damaged_is_left_to_the_importer() -> None:
    good = packed({"a.xml": b"<a/>"})
    for content in (b"", b"Ja.", b"PK\x03\x04", good[: len(good) // 2]):
        check_archive(content, PATH, USUAL_LIMITS)


def test_a_size_that_lies_is_not_read_beyond() -> None:
    """A member that says it has 4 bytes and unpacks to 64 MiB."""
    honest = packed({"a.xml": b"<" * 64 * MIB})
    lying = honest.replace((64 * MIB).to_bytes(4, "little"), (4).to_bytes(4, "little"))
    check_archive(lying, PATH, USUAL_LIMITS)
    with (
        ZipFile(BytesIO(lying)) as archive,
        archive.open("a.xml") as member,
        pytest.raises(BadZipFile, match="Bad CRC"),
    ):
        member.read()
