import re
import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from qcode.errors import NoStudyError, StudyError
from qcode.model.ids import StudyId
from qcode.project import (
    Project,
    ReportSettings,
    SuggestionSettings,
    SuggestionsShown,
    UserState,
    find_project,
    user_state,
    write_together,
    write_whole,
)
from qcode.project.settings import read_settings

STUDY = StudyId(UUID("0b0e6f0a-41f2-4a53-9b35-0d6f0ce1f001"))


@pytest.mark.parametrize("name", ["codebook.yaml", "qcode.db"])
def test_a_study_is_found_by_walking_up(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    inside = tmp_path / "corpus" / "deep"
    inside.mkdir(parents=True)
    assert find_project(inside) == Project(tmp_path)


def test_the_nearest_study_is_meant(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    for folder in (tmp_path, inner):
        (folder / "codebook.yaml").write_text("")
    assert find_project(inner).root == inner


def test_without_a_study_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoStudyError, match="qcode init"):
        find_project(tmp_path)


def test_a_study_has_its_files_in_known_places(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert project.codebook_path == tmp_path / "codebook.yaml"
    assert project.corpus == tmp_path / "corpus"
    assert project.exports == tmp_path / "exports"
    assert project.database_url == f"sqlite:///{tmp_path}/qcode.db"


def test_the_environment_names_another_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QCODE_DATABASE_URL", "postgresql://host/name")
    assert Project(tmp_path).database_url == "postgresql://host/name"
    monkeypatch.setenv("QCODE_DATABASE_URL", "")
    assert Project(tmp_path).database_url.startswith("sqlite:///")


@pytest.mark.parametrize(
    "line",
    [
        f"study_id: {STUDY}",
        f'study_id: "{STUDY}"  # bleibt',
        f"study_id:\t'{str(STUDY).upper()}'",
        f"name: x\r\nstudy_id: {STUDY}\r\n",
        f"\ufeff# Kommentar\nstudy_id: {STUDY}",
    ],
)
def test_the_study_id_is_read_without_reading_yaml(tmp_path: Path, line: str) -> None:
    (tmp_path / "codebook.yaml").write_bytes(line.encode())
    assert Project(tmp_path).study_id == STUDY


@pytest.mark.parametrize("text", ["", "name: x", "  study_id: 1", "study_id: falsch"])
def test_without_a_study_id_there_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "codebook.yaml").write_text(text)
    assert Project(tmp_path).study_id is None


def test_without_settings_the_defaults_hold(tmp_path: Path) -> None:
    settings = Project(tmp_path).settings
    assert (dict(settings.keymap), settings.theme) == ({}, None)


def test_settings_remap_keys_and_name_a_theme(tmp_path: Path) -> None:
    text = 'theme = "textual-light"\n[keys]\n"coding.repeat" = "full_stop,r"\n'
    (tmp_path / "qcode.toml").write_text(text)
    settings = Project(tmp_path).settings
    assert dict(settings.keymap) == {"coding.repeat": "full_stop,r"}
    assert settings.theme == "textual-light"


@pytest.mark.parametrize(
    "content", [b"keys = 1", b"[keys]\nx = 1", b"theme = 1", b"[", b"\xff"]
)
def test_wrong_settings_are_reported(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "qcode.toml").write_bytes(content)
    with pytest.raises(StudyError, match=r"qcode\.toml"):
        _ = Project(tmp_path).settings


def test_settings_say_what_a_report_is_laid_beside(tmp_path: Path) -> None:
    path = tmp_path / "qcode.toml"
    path.write_text("[report]\nsurvey = 'a.csv'\nkeep = 'wave=2024'\n", "utf-8")
    found = Project(tmp_path).settings.report
    assert found == ReportSettings(tmp_path / "a.csv", ("wave", "2024"), None)
    for written, told in (
        ("survey = 1", "survey in [report] is a text, not 1"),
        ("keep = 'a=b'", "go with survey"),
        ("survey = 'a'\nkeep = 'wave'", 'as in "wave=2024", not'),
        ("file = 'a'", "[report] has no 'file'; it knows survey, keep, by"),
    ):
        path.write_text(f"[report]\n{written}\n", "utf-8")
        with pytest.raises(StudyError, match=re.escape(told)):
            read_settings(path)


def test_settings_say_how_a_study_wants_suggestions(tmp_path: Path) -> None:
    (tmp_path / "gespeichert").mkdir()
    text = """
[suggestions]
show = "always"
least = 0.35
accept-from = 1
interviewer = true
[suggestions.pipelines]
de = "de_core_news_md"
en = "gespeichert"
fr = ""
"""
    (tmp_path / "qcode.toml").write_text(text)
    saved = str(tmp_path / "gespeichert")
    assert Project(tmp_path).settings.suggestions == SuggestionSettings(
        show=SuggestionsShown.ALWAYS,
        least=0.35,
        accept_from=1.0,
        interviewer=True,
        pipelines={"de": "de_core_news_md", "en": saved},
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("show = 'often'", "one of after-first-document, always, never, not 'often'"),
        ("least = 2", "least in [suggestions] is a number from 0 to 1, not 2"),
        ("least = true", "least in [suggestions] is a number from 0 to 1, not True"),
        ("accept-from = 'x'", "accept-from in [suggestions] is a number from 0 to 1"),
        ("interviewer = 1", "interviewer in [suggestions] is true or false, not 1"),
        ("lest = 0.1", "has no 'lest'; it knows show, least, accept-from"),
        ("pipelines = 'de'", '[suggestions.pipelines] holds lines like de = "de_'),
        ("pipelines.de = 1", '[suggestions.pipelines] holds lines like de = "de_'),
    ],
)
def test_a_wrong_value_for_suggestions_is_told_in_one_line(
    tmp_path: Path, line: str, said: str
) -> None:
    (tmp_path / "qcode.toml").write_text(f"[suggestions]\n{line}\n")
    with pytest.raises(StudyError, match=re.escape(said)) as caught:
        _ = Project(tmp_path).settings
    assert "qcode.toml: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_suggestions_are_set_in_a_table(tmp_path: Path) -> None:
    (tmp_path / "qcode.toml").write_text("suggestions = 'always'\n")
    with pytest.raises(StudyError, match=r"\[suggestions\] is a table"):
        _ = Project(tmp_path).settings


def test_an_installation_keeps_its_id(tmp_path: Path) -> None:
    made = UserState(tmp_path / "state").installation_id()
    assert UserState(tmp_path / "state").installation_id() == made
    assert UserState(tmp_path / "other").installation_id() != made


def test_a_damaged_id_of_an_installation_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "installation").write_bytes(b"\xff\xfe")
    made = UserState(tmp_path).installation_id()
    assert UserState(tmp_path).installation_id() == made


def test_the_last_handle_is_remembered_for_each_study(tmp_path: Path) -> None:
    state, other = UserState(tmp_path), StudyId(UUID(int=1))
    assert state.last_handle(STUDY) is None
    state.remember_handle(STUDY, "Ümit \U0001f600")
    state.remember_handle(other, "Bea")
    assert state.last_handle(STUDY) == "Ümit \U0001f600"
    state.remember_handle(STUDY, "anna")
    assert (state.last_handle(STUDY), state.last_handle(other)) == ("anna", "Bea")


def test_a_damaged_handle_is_forgotten(tmp_path: Path) -> None:
    state = UserState(tmp_path)
    state.remember_handle(STUDY, "anna")
    (tmp_path / "handles" / str(STUDY)).write_bytes(b"\xff\xfe")
    assert state.last_handle(STUDY) is None


def test_the_state_lies_outside_of_the_study(tmp_path: Path) -> None:
    assert user_state().folder == tmp_path / "state" / "qcode"


def test_a_file_is_written_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["a.yaml"]


def test_a_link_is_written_through(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_bytes(b"old")
    (tmp_path / "link").symlink_to(target)
    write_whole(tmp_path / "link", b"new")
    assert target.read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.parametrize("place", ["missing/a", "file/a", "folder"])
def test_a_file_that_cannot_be_written_is_reported(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    with pytest.raises(StudyError, match="cannot be written"):
        write_whole(tmp_path / place, b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_limits_of_imports_are_set_in_their_units(tmp_path: Path) -> None:
    path = tmp_path / "qcode.toml"
    path.write_text("[import]\nmax-file-mib = 2\nmax-markup-mib = 3\nmax-lines = 7\n")
    limits = read_settings(path).import_limits
    assert (limits.lines, limits.elements) == (7, 500_000)
    assert limits.file_bytes == 2 * 1024 * 1024
    assert limits.markup_bytes == 3 * 1024 * 1024
    assert limits.unpacked_bytes == 256 * 1024 * 1024


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("max-file-mib = 0", "max-file-mib in .* is a whole number of MiB"),
        ("max-file-mib = true", "max-file-mib in .* is a whole number of MiB"),
        ("max-lines = 1.5", "max-lines in .* is a whole number from 1, not 1.5"),
        ("max-pages = 3", "has no 'max-pages'; it knows max-file-mib"),
    ],
)
def test_wrong_limits_are_told(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "qcode.toml"
    path.write_text(f"[import]\n{line}\n")
    with pytest.raises(StudyError, match=said):
        read_settings(path)


def test_files_that_belong_together_are_there_together_or_not_at_all(
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"old")

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        write_together([(first, [b"n", b"ew"]), (second, broken())])
    assert [it.name for it in tmp_path.iterdir()] == ["a"]
    assert first.read_bytes() == b"old"
    write_together([(first, [b"n", b"ew"]), (second, [b"too"])])
    assert (first.read_bytes(), second.read_bytes()) == (b"new", b"too")
