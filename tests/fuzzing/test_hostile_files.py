"""Files made to do harm: one line, exit status 1, nothing written, memory bounded."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.fuzzing.samples import SAMPLES

MIB = 1024 * 1024
MEMORY_MIB = 1_536
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;">]>'
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY d SYSTEM "file:///etc/passwd">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)

_IMPORT = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY_MIB} * 2**20,) * 2)
from qcode.cli import main
main()
"""


def changed(suffix: str, parts: Mapping[str, bytes]) -> bytes:
    """Return the sound sample with some parts replaced or added."""
    packed = BytesIO()
    with (
        ZipFile(BytesIO(SAMPLES[suffix])) as source,
        ZipFile(packed, "w", ZIP_DEFLATED) as target,
    ):
        own = {name: source.read(name) for name in source.namelist()}
        for name, content in (own | dict(parts)).items():
            target.writestr(name, content)
    return packed.getvalue()


def word(body: str, declared: str = "") -> bytes:
    xml = f"{declared}<w:document {W}><w:body>{body}</w:body></w:document>"
    return changed(".docx", {"word/document.xml": xml.encode()})


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "bomb.docx": lambda: changed(".docx", {"word/media/a.png": bytes(200 * MIB)}),
    "bomb.odt": lambda: changed(".odt", {"content.xml": b"<a>" + b" " * 200 * MIB}),
    "bomb.xlsx": lambda: changed(
        ".xlsx", {"xl/sharedStrings.xml": b"<a>" + b" " * 200 * MIB}
    ),
    "laughs.docx": lambda: word("<w:p><w:r><w:t>&d;</w:t></w:r></w:p>", LAUGHS),
    "outside.docx": lambda: word("<w:p><w:r><w:t>&d;</w:t></w:r></w:p>", OUTSIDE),
    "laughs.odt": lambda: changed(
        ".odt", {"content.xml": f"{LAUGHS}<a>&d;</a>".encode()}
    ),
    "outside.xlsx": lambda: changed(
        ".xlsx", {"xl/worksheets/sheet1.xml": f"{OUTSIDE}<a>&d;</a>".encode()}
    ),
    "deep.docx": lambda: word("<w:sdt>" * 100_000),
    "deep.odt": lambda: changed(".odt", {"content.xml": b"<a>" * 100_000}),
    "deep.html": lambda: b"<div>" * 100_000 + b"Ja.",
    "many.docx": lambda: word("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 90_000),
    "many.html": lambda: b"<p>a" * 600_000,
    "links.rtf": lambda: (
        b"{\\rtf1 " + b"{\\field{\\*\\fldinst{ HYPERLINK " * 9_000 + b"}"
    ),
    "many.rtf": lambda: b"{\\rtf1 " + b"{\\b a}" * 300_000 + b"}",
    "many.txt": lambda: b"A: ja\n" * 200_000,
    "many.vtt": lambda: (
        b"WEBVTT\n\n" + b"00:00:00.000 --> 00:00:01.000\nA: ja\n\n" * 60_000
    ),
    "long.txt": lambda: b"a" * (64 * MIB + 1),
    "nul.txt": lambda: b"Ja.\x00 Nein.",
    "utf8.txt": lambda: "äöü ".encode() * 40 + b"\xff\xfe\n" + "äöü".encode() * 40,
    "cut.docx": lambda: SAMPLES[".docx"][:-200],
    "cut.odt": lambda: SAMPLES[".odt"][:2_000],
    "cut.pdf": lambda: SAMPLES[".pdf"][:300],
    "renamed.docx": lambda: OLE + "WordDocument".encode("utf-16-le"),
    "locked.docx": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
    "locked.xlsx": lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_in_one_line_within_bounded_memory(
    folder: Path, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    arguments = ["--study", str(folder), "import", str(path), "--text", "text"]
    done = subprocess.run(
        [sys.executable, "-c", _IMPORT, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Error: 1 of 1 file refused")
    _, row = done.stdout.splitlines()
    assert " refused " in row
    assert [it["name"] for it in documents(folder)] == ["anna-01", "bodo-02"]
    assert "root:" not in done.stdout


def documents(folder: Path) -> list[dict[str, str]]:
    command = [sys.executable, "-m", "qcode", "--study", str(folder), "documents"]
    found: list[dict[str, str]] = json.loads(
        subprocess.check_output([*command, "--json"], text=True)
    )
    return found
