"""Codes of another program's table come into the codebook once."""

from pathlib import Path

import pytest

from qcode.errors import RefusedError, UnreadableError
from qcode.operations.codebook_tables import (
    foresee_codebook_table,
    import_codebook_table,
)
from qcode.operations.history import redo, undo
from qcode.operations.reading import load_codebook
from tests.builders import Study


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Five codes, a child before its parent; two of them the study has."""
    path = tmp_path / "codes.csv"
    rows = (
        "path,description\n"
        "Krise.Größe 😀,Wie groß sie war\n"
        "Krise,\n"
        "Family,\n"
        "Family.NETS,other words\n"
        "Nets,the same name at the top\n"
    )
    path.write_text(rows, "utf-8-sig")
    return path


def _paths(study: Study) -> list[str]:
    book = load_codebook(study.store)
    return [book.path(code.id) for code in book.codes]


def test_what_is_missing_comes_and_what_is_there_stays(
    study: Study, table: Path
) -> None:
    before = _paths(study)
    assert len(foresee_codebook_table(study.store, table).new) == 3
    assert _paths(study) == before
    found = import_codebook_table(study.store, table, study.anna.id)
    assert [it.name for it in found.new] == ["Krise", "Nets", "Größe 😀"]
    assert [it.name for it in found.known] == ["Family", "Nets"]
    assert set(_paths(study)) - set(before) == {"Krise", "Nets", "Krise > Größe 😀"}
    made = {it.name: it for it in load_codebook(study.store).codes if it in found.new}
    assert made["Größe 😀"].definition == "Wie groß sie war"
    assert made["Nets"].key == "nets-2"


def test_again_adds_nothing_and_undo_takes_all_of_it_back(
    study: Study, table: Path
) -> None:
    before = _paths(study)
    import_codebook_table(study.store, table, study.anna.id)
    after = _paths(study)
    assert import_codebook_table(study.store, table, study.anna.id).new == []
    undo(study.store, study.anna.id)
    assert _paths(study) == before
    redo(study.store, study.anna.id)
    assert _paths(study) == after


def test_a_table_without_paths_and_too_many_levels_are_refused(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(UnreadableError, match="'path'"):
        import_codebook_table(study.store, path, study.anna.id)
    names = [".".join("ABCDEFGHIJKLMNOP"[: end + 1]) for end in range(16)]
    path.write_text("\n".join(["path", *names]), "utf-8")
    before = _paths(study)
    with pytest.raises(RefusedError, match="levels"):
        import_codebook_table(study.store, path, study.anna.id)
    assert _paths(study) == before
