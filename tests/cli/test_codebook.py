import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from qcode.operations.codebook import change_code
from qcode.operations.coders import enter
from qcode.operations.reading import load_codebook
from qcode.operations.workspace import open_workspace

Run = Callable[..., Result]
Read = Callable[..., Any]


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "codebook.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def rename_in_database(folder: Path, key: str, name: str) -> None:
    """Change a code as the screen does, without writing codebook.yaml back."""
    from dataclasses import replace

    with open_workspace(folder) as workspace:
        code = load_codebook(workspace.store).by_key(key)
        assert code is not None
        coder = enter(workspace, "anna")
        change_code(workspace.store, replace(code, name=name), coder.id)


@pytest.fixture
def opened(run: Run, folder: Path) -> Path:
    """The study's folder, its database set up."""
    assert run("codes").exit_code == 0
    return folder


def test_check_says_how_many_codes_there_are(read: Read, folder: Path) -> None:
    assert read("codebook", "check") == {
        "path": str(folder / "codebook.yaml"),
        "codes": 5,
        "standing": "in step",
    }


def test_check_names_line_and_column_of_a_fault(run: Run, opened: Path) -> None:
    rewrite(opened, "key: netze-aussen", "key: netze")
    result = run("codebook", "check")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert "codebook.yaml:17:10" in result.stderr


def test_a_faulty_codebook_sets_nothing_up(run: Run, folder: Path) -> None:
    rewrite(folder, "language: de", "language: [")
    result = run("documents")
    assert result.exit_code == 1
    assert "codebook.yaml:" in result.stderr
    rewrite(folder, "language: [", "language: de")
    assert "2 documents" in run("documents").stderr


def test_diff_shows_what_the_file_has_otherwise(read: Read, opened: Path) -> None:
    rewrite(opened, "name: Engagement", "name: Einsatz")
    assert read("codebook", "diff") == {
        "standing": "file changed",
        "differences": [
            {
                "code": "engagement",
                "name": "Einsatz",
                "kind": "changed",
                "field": "name",
                "old": "Engagement",
                "new": "Einsatz",
            }
        ],
        "merged": [],
    }


def test_apply_brings_the_file_in_and_says_what_changed(
    run: Run, read: Read, opened: Path
) -> None:
    rewrite(opened, "name: Engagement", "name: Einsatz")
    result = run("codebook", "apply")
    assert result.exit_code == 0
    assert "Einsatz" in result.stdout
    assert "1 difference taken into the database." in result.stderr
    assert read("codes")[1]["name"] == "Einsatz"
    assert read("codebook", "check")["standing"] == "in step"


def test_applying_twice_changes_nothing_more(
    run: Run, read: Read, opened: Path
) -> None:
    rewrite(opened, "name: Engagement", "name: Einsatz")
    run("codebook", "apply")
    before = read("history")
    result = run("codebook", "apply", "--json")
    assert json.loads(result.stdout) == {
        "differences": [],
        "written": [],
        "kept": [],
        "merged": [],
    }
    assert read("history") == before


def test_a_code_with_codings_stays_and_is_named(
    run: Run, read: Read, coded: list[str], folder: Path
) -> None:
    entry = "      - key: erfahrung\n        name: Erfahrung im Krisenstab\n"
    rewrite(folder, entry, "")
    result = run("codebook", "apply")
    assert result.exit_code == 0
    assert "'Erfahrung im Krisenstab' (erfahrung) is not in" in result.stderr
    assert "erfahrung" in [code["key"] for code in read("codes")]


def test_where_both_changed_nothing_is_done_until_one_chooses(
    run: Run, read: Read, opened: Path
) -> None:
    rewrite(opened, "name: Engagement", "name: Einsatz")
    rename_in_database(opened, "netze", "Netze")
    content = (opened / "codebook.yaml").read_bytes()
    result = run("codebook", "apply")
    assert result.exit_code == 1
    assert "--take file" in result.stderr
    assert (opened / "codebook.yaml").read_bytes() == content
    assert [code["name"] for code in read("codes")][1::2] == ["Engagement", "Netze"]


def test_taking_the_file_gives_up_the_databases_change(
    run: Run, read: Read, opened: Path
) -> None:
    rewrite(opened, "name: Engagement", "name: Einsatz")
    rename_in_database(opened, "netze", "Netze")
    assert run("codebook", "apply", "--take", "file").exit_code == 0
    names = [code["name"] for code in read("codes")]
    assert names[1::2] == ["Einsatz", "Vertrauensnetze"]


def test_taking_the_database_writes_the_file_and_keeps_its_comments(
    run: Run, read: Read, opened: Path
) -> None:
    rewrite(opened, "name: Engagement", "name: Einsatz")
    rename_in_database(opened, "netze", "Netze")
    assert run("codebook", "apply", "--take", "database").exit_code == 0
    text = (opened / "codebook.yaml").read_text("utf-8")
    assert text.startswith("# Codebuch: dieser Kommentar bleibt stehen.\n")
    assert "name: Engagement" in text
    assert "name: Netze\n" in text


def test_where_only_the_database_changed_apply_writes_the_file(
    run: Run, read: Read, opened: Path
) -> None:
    rename_in_database(opened, "netze", "Netze")
    result = run("codebook", "apply", "--json")
    written = json.loads(result.stdout)["written"]
    assert [(d["code"], d["new"]) for d in written] == [("netze", "Netze")]
    assert "name: Netze\n" in (opened / "codebook.yaml").read_text("utf-8")
    assert read("codes")[3]["name"] == "Netze"


def test_export_prints_the_databases_codebook_as_yaml(run: Run, opened: Path) -> None:
    rename_in_database(opened, "netze", "Netze")
    result = run("codebook", "export")
    expected = (opened / "codebook.yaml").read_text("utf-8")
    assert result.stdout == expected.replace("name: Vertrauensnetze\n", "name: Netze\n")


def test_export_writes_a_file_and_leaves_the_studys_own_alone(
    run: Run, opened: Path, tmp_path: Path
) -> None:
    own = (opened / "codebook.yaml").read_bytes()
    target = tmp_path / "other.yaml"
    result = run("codebook", "export", "-o", target)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert target.read_bytes() == own
    assert (opened / "codebook.yaml").read_bytes() == own


def test_export_works_where_the_file_is_broken(run: Run, opened: Path) -> None:
    (opened / "codebook.yaml").write_text(
        "study_id: 0b0e6f0a-41f2-4a53-9b35-0d6f0ce1f001\ncodes: [", "utf-8"
    )
    assert "key: netze-aussen" in run("codebook", "export").stdout


def test_export_refuses_an_ending_it_does_not_know(
    run: Run, opened: Path, tmp_path: Path
) -> None:
    result = run("codebook", "export", "-o", tmp_path / "book.pdf")
    assert result.exit_code == 2
    assert not (tmp_path / "book.pdf").exists()


def test_codes_of_a_table_are_added_and_written_to_the_file(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("path,description\nMut,Wer etwas wagt\nPersonal,\n", "utf-8")
    foreseen = run("codebook", "import", "--dry-run", path)
    assert "1 new code, 1 known already (nothing was changed)." in foreseen.stderr
    done = run("codebook", "import", path)
    assert done.exit_code == 0
    assert "mut" in done.stdout
    assert "Wer etwas wagt" in (folder / "codebook.yaml").read_text("utf-8")
    again = run("codebook", "import", path)
    assert "0 new codes, 2 known already." in again.stderr
