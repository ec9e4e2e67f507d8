import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import EntryPoint, EntryPoints
from pathlib import Path

import pytest

from qcode.errors import UnreadableError
from qcode.interchange import registry
from qcode.interchange.markdown import MarkdownImporter
from qcode.interchange.plain import PlainImporter
from qcode.interchange.registry import (
    ImportedText,
    importer_for,
    known_suffixes,
    read_transcript,
)


class ReversingImporter:
    """A plugin's importer, for the tests below."""

    suffixes = (".rev",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        return ImportedText(content.decode()[::-1], metadata={}, title=path.stem)


@pytest.fixture
def plugins(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install other packages' entry points (a border that is not our code)."""
    found = EntryPoints(
        EntryPoint(name, value, registry.ENTRY_POINTS)
        for name, value in [
            ("rev", "reversing:ReversingImporter"),
            ("Gone", "no_such_module:Importer"),
            ("txt", "no_such_module:Importer"),
        ]
    )
    monkeypatch.setattr(registry, "entry_points", lambda group: found)
    monkeypatch.setitem(sys.modules, "reversing", sys.modules[__name__])
    registry._entry_points.cache_clear()
    yield
    registry._entry_points.cache_clear()


def test_the_built_in_formats_are_known() -> None:
    assert known_suffixes() >= {
        *(".txt", ".md", ".markdown", ".docx", ".odt", ".rtf"),
        *(".htm", ".html", ".pdf", ".srt", ".vtt"),
    }


@pytest.mark.parametrize("name", ["a.txt", "A.TXT", "b.c.Txt"])
def test_the_ending_finds_the_importer_whatever_its_case(name: str) -> None:
    assert isinstance(importer_for(Path(name)), PlainImporter)


@pytest.mark.parametrize("name", ["a.md", "a.markdown"])
def test_a_format_may_have_several_endings(name: str) -> None:
    assert isinstance(importer_for(Path(name)), MarkdownImporter)


@pytest.mark.parametrize("suffix", sorted(registry._BUILT_IN))
def test_each_importer_names_the_ending_it_is_found_by(suffix: str) -> None:
    assert suffix in importer_for(Path(f"a{suffix}")).suffixes


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnreadableError, match=r"\.xyz is no .* \.docx .*\.md .*\.txt"):
        importer_for(Path("a.xyz"))


def test_a_file_without_ending_is_refused() -> None:
    with pytest.raises(UnreadableError, match="has no file ending"):
        importer_for(Path("interview"))


def test_an_old_word_document_gets_its_own_hint() -> None:
    with pytest.raises(UnreadableError, match=r"old Word document.* save it as \.docx"):
        importer_for(Path("a.DOC"))


@pytest.mark.usefixtures("plugins")
def test_plugins_are_listed_without_importing_them() -> None:
    assert known_suffixes() >= {".rev", ".gone"}


@pytest.mark.usefixtures("plugins")
def test_a_plugins_importer_reads_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "a.rev"
    path.write_bytes(b"olleh")
    assert read_transcript(path)[0].text == "hello"


@pytest.mark.usefixtures("plugins")
def test_a_plugin_that_cannot_be_loaded_is_named() -> None:
    with pytest.raises(UnreadableError, match="no_such_module:Importer for"):
        importer_for(Path("a.gone"))


@pytest.mark.usefixtures("plugins")
def test_a_plugin_does_not_replace_a_built_in_format() -> None:
    assert isinstance(importer_for(Path("a.txt")), PlainImporter)


def test_reading_a_text_file_does_not_load_python_docx(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("I: Ja.")
    program = (
        "import sys; from pathlib import Path\n"
        "from qcode.interchange.registry import read_transcript\n"
        f"read_transcript(Path({str(path)!r}))\n"
        "print([m for m in ('docx', 'lxml', 'ruamel.yaml') if m in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert printed.stdout.strip() == "[]"


def test_the_text_is_normalised_and_the_source_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "gespräch.txt"
    content = "\ufeffI: Grüße 😀\r\nB: e\u0301\u2028שלום\x07\r".encode()
    path.write_bytes(content)
    imported, source = read_transcript(path)
    assert imported.text == "I: Grüße 😀\nB: e\u0301\nשלום\u2407\n"
    assert (source.file_name, source.content) == ("gespräch.txt", content)


def test_front_matter_and_title_come_through(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Eins\ncity: A\n---\nx", encoding="utf-8")
    imported, _ = read_transcript(path)
    assert imported == ImportedText("x", {"title": "Eins", "city": "A"}, "Eins")


@pytest.mark.parametrize("content", [b" \r\n\t", "\ufeff\u00a0\u2028".encode()])
def test_a_file_of_white_space_holds_no_text(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match="holds no text"):
        read_transcript(path)


def test_front_matter_alone_holds_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ncity: A\n---\n\n")
    with pytest.raises(UnreadableError, match="holds no text"):
        read_transcript(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.touch()
    with pytest.raises(UnreadableError, match="the file is empty"):
        read_transcript(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="there is no such file"):
        read_transcript(tmp_path / "weg.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="is a folder"):
        read_transcript(tmp_path)


def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    with pytest.raises(UnreadableError, match="is not an ordinary file"):
        read_transcript(path)


@pytest.mark.parametrize("name", ["a" * 300 + ".txt", "a\x00.txt"])
def test_an_impossible_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_transcript(tmp_path / name)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0o000)
    with pytest.raises(UnreadableError, match="cannot be read"):
        read_transcript(path)


def test_a_file_above_64_mib_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)
    with pytest.raises(UnreadableError, match="larger than 64 MiB"):
        read_transcript(path)


def test_an_installed_package_adds_a_format(tmp_path: Path) -> None:
    """A package as pip lays it down, found by a fresh interpreter."""
    (tmp_path / "eaf_for_qcode.py").write_text(
        "from qcode.interchange.registry import ImportedText\n"
        "class EafImporter:\n"
        "    suffixes = ('.eaf',)\n"
        "    def read(self, content, path):\n"
        "        return ImportedText(content.decode().upper(), {}, path.stem)\n"
    )
    installed = tmp_path / "eaf_for_qcode-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: eaf-for-qcode\nVersion: 1.0\n"
    )
    (installed / "entry_points.txt").write_text(
        "[qcode.importers]\neaf = eaf_for_qcode:EafImporter\n"
    )
    path = tmp_path / "a.eaf"
    path.write_text("ja")
    program = (
        "from pathlib import Path\n"
        "from qcode.interchange.registry import read_transcript\n"
        f"print(read_transcript(Path({str(path)!r}))[0].text)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
    )
    assert printed.stdout == "JA\n"
