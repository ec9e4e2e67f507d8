"""A folder that is written as a whole, and only over what was written so."""

from pathlib import Path

import pytest

from qcode.errors import RefusedError, StudyError
from qcode.project import PublishSettings, write_own_folder
from qcode.project.own_folder import MARK
from qcode.project.settings import read_settings

FIRST = {"index.html": b"1", "de/index.html": b"2"}
SECOND = {"index.html": b"3"}


def present(folder: Path) -> set[str]:
    files = (it for it in folder.rglob("*") if it.is_file())
    return {it.relative_to(folder).as_posix() for it in files}


def test_a_new_an_empty_and_an_own_folder_are_written(tmp_path: Path) -> None:
    empty = tmp_path / "leer"
    empty.mkdir()
    for folder in (empty, tmp_path / "neu" / "tief"):
        write_own_folder(folder, FIRST)
        assert present(folder) == {*FIRST, MARK}
        write_own_folder(folder, SECOND)
        assert present(folder) == {*SECOND, MARK}
        assert (folder / "index.html").read_bytes() == b"3"
    assert {it.name for it in tmp_path.iterdir()} == {"leer", "neu"}


def test_what_others_put_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("meins")
    with pytest.raises(RefusedError, match=r"did not write \(brief.txt\)"):
        write_own_folder(tmp_path, FIRST)
    (tmp_path / "brief.txt").unlink()
    own = tmp_path / "site"
    write_own_folder(own, FIRST)
    (own / "CNAME").write_text("example")
    with pytest.raises(RefusedError, match="CNAME"):
        write_own_folder(own, SECOND)
    assert present(own) == {*FIRST, MARK, "CNAME"}
    with pytest.raises(RefusedError, match="is a file"):
        write_own_folder(own / "CNAME", FIRST)


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path: Path) -> None:
    own = tmp_path / "site"
    write_own_folder(own, FIRST)
    clashing = {"de": b"file", "de/index.html": b"and folder"}
    with pytest.raises(StudyError, match="cannot be written"):
        write_own_folder(own, clashing)
    assert present(own) == {*FIRST, MARK}
    assert [it.name for it in tmp_path.iterdir()] == ["site"]


def test_the_settings_say_what_is_hidden_and_shown(tmp_path: Path) -> None:
    path = tmp_path / "qcode.toml"
    assert read_settings(path).publish == PublishSettings()
    path.write_text('[publish]\nhide = ["ort"]\nwords = ["Seefeld"]\nrole = "amt"\n')
    assert read_settings(path).publish == PublishSettings(("ort",), ("Seefeld",), "amt")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('hide = "ort"', 'hide in .publish. is a list of words, as in hide = \\["See'),
        ("words = [1]", "words in .publish. is a list"),
        ('role = ""', "role in .publish. is the name of an attribute"),
        ('show = ["x"]', "has no 'show'; it knows hide, words, role, size"),
        ('hide = ["role"]', "hides 'role' and would show it"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(
    tmp_path: Path, line: str, said: str
) -> None:
    path = tmp_path / "qcode.toml"
    path.write_text(f"[publish]\n{line}\n")
    with pytest.raises(StudyError, match=said):
        read_settings(path)
