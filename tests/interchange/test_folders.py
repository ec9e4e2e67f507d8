import os
import unicodedata
from pathlib import Path

import pytest

from qcode.errors import UnreadableError
from qcode.interchange.folders import transcripts_in


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("I: Ja.", encoding="utf-8")


def names_in(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in transcripts_in(folder)]


def test_known_formats_come_sorted_by_name(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "C.md", "a.DOCX", "x.xyz", "bild.png", "ohne")
    assert names_in(tmp_path) == ["a.DOCX", "b.txt", "C.md"]


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "readme_first.txt",
        "interview-guide.md",
        "Interview-GUIDE.docx",
        "Leitfaden.docx",
        "gesprächsleitfaden_v2.txt",
        ".hidden.txt",
        "~$interview.docx",
        ".git/notes.txt",
    ],
)
def test_what_is_no_transcript_is_left_out(tmp_path: Path, name: str) -> None:
    fill(tmp_path, name, "a.txt")
    assert names_in(tmp_path) == ["a.txt"]


def test_visible_subfolders_are_searched(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a/z.txt")
    assert names_in(tmp_path) == ["a/z.txt", "b.txt"]


def test_links_that_lead_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    fill(tmp_path, "outside/secret.txt", "study/a.txt")
    study = tmp_path / "study"
    (study / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (study / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    (study / "broken.txt").symlink_to(tmp_path / "nowhere.txt")
    assert names_in(study) == ["a.txt"]


def test_a_link_to_the_folder_itself_ends(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert names_in(tmp_path) == ["a.txt"]


def test_with_a_table_the_listed_files_come_in_its_order(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.txt", "c.txt", "README.md")
    (tmp_path / "attributes.csv").write_text("document\nc.txt\na.txt\n")
    assert names_in(tmp_path) == ["c.txt", "a.txt"]


def test_a_listed_file_that_is_missing_is_returned_too(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt")
    (tmp_path / "attributes.csv").write_text("document\nweg.docx\na.txt\n")
    assert names_in(tmp_path) == ["weg.docx", "a.txt"]


def test_a_listed_name_may_lack_its_ending(tmp_path: Path) -> None:
    fill(tmp_path, "interview.1.docx", "interview.1.png")
    (tmp_path / "attributes.csv").write_text("document\ninterview.1\n")
    assert names_in(tmp_path) == ["interview.1.docx"]


def test_a_listed_guide_is_a_transcript(tmp_path: Path) -> None:
    fill(tmp_path, "guide.md")
    (tmp_path / "attributes.csv").write_text("document\nguide.md\n")
    assert names_in(tmp_path) == ["guide.md"]


def test_a_name_that_fits_two_files_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "a.docx")
    (tmp_path / "attributes.csv").write_text("document\na\n")
    with pytest.raises(UnreadableError, match=r"'a', which may be a\.docx, a\.txt"):
        transcripts_in(tmp_path)


def test_umlauts_match_composed_and_decomposed(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Gespräch.txt")
    fill(tmp_path, decomposed)
    (tmp_path / "attributes.csv").write_text("document\nGespräch\n", encoding="utf-8")
    assert transcripts_in(tmp_path) == [tmp_path / decomposed]


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "link.txt"])
def test_a_listed_file_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    fill(tmp_path, "secret.txt", "study/a.txt")
    study = tmp_path / "study"
    (study / "link.txt").symlink_to(tmp_path / "secret.txt")
    (study / "attributes.csv").write_text(f"document\n{name}\n")
    with pytest.raises(UnreadableError, match="leads out of the folder"):
        transcripts_in(study)


def test_an_empty_folder_has_no_transcripts(tmp_path: Path) -> None:
    assert transcripts_in(tmp_path) == []


def test_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="there is no such folder"):
        transcripts_in(tmp_path / "weg")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o000)
    with pytest.raises(UnreadableError, match="cannot be read"):
        transcripts_in(tmp_path)
