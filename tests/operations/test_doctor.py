import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from qcode.operations.codings import apply_code
from qcode.operations.doctor import Diagnosis, examine
from qcode.store import open_store, schema
from tests.builders import HERE, Study, a_coding, fill, put


@pytest.fixture
def coded(study: Study) -> Study:
    apply_code(study.store, a_coding(0, 4))
    apply_code(study.store, a_coding(4, 7))
    return study


def _spoil(study: Study, table: Any, **values: Any) -> list[str]:
    with study.store.begin() as connection:
        connection.execute(table.update().values(**values))
    return examine(study.store).damages


def test_a_sound_study_is_counted_and_has_no_damage(coded: Study) -> None:
    assert examine(coded.store) == Diagnosis(2, 2, 2, [])


def test_a_changed_text_is_found_with_the_codings_it_shifts(coded: Study) -> None:
    damages = _spoil(coded, schema.revisions, text="Nein " + coded.document.text)
    assert "the text of 'anna-01', revision 1 was changed" in damages[0]
    assert sum("no longer marks the text" in damage for damage in damages) == 2


def test_a_shortened_text_is_found(coded: Study) -> None:
    damages = _spoil(coded, schema.revisions, text="Nein")
    assert any("reaches beyond the text's 4 characters" in d for d in damages)


def test_a_changed_file_is_found(coded: Study) -> None:
    damages = _spoil(coded, schema.revisions, source=b"x")
    assert damages == [
        f"the file kept for '{name}', revision 1 was changed after it was stored"
        for name in ("anna-01", "bodo-02")
    ]


def test_a_moved_span_is_found(coded: Study) -> None:
    moved = schema.codings.c.start_offset + 1
    damages = _spoil(coded, schema.codings, start_offset=moved)
    assert len(damages) == 2


def test_a_coding_that_is_missing_is_found(coded: Study) -> None:
    with coded.store.begin() as connection:
        connection.execute(schema.codings.delete())
    damages = examine(coded.store).damages
    assert len(damages) == 2
    assert all("according to the journal and is missing" in d for d in damages)


def test_a_coding_that_nobody_made_is_found(coded: Study) -> None:
    coding = a_coding(8, 9)
    put(coded, coding)
    assert examine(coded.store).damages == [
        f"coding {coding.id} is there and the journal does not know of it"
    ]


def test_a_lost_reference_is_found(tmp_path: Path) -> None:
    path = tmp_path / "qcode.db"
    with closing(open_store(f"sqlite:///{path}", HERE)) as store:
        apply_code(fill(store).store, a_coding())
        # Another program's connection: foreign keys are off.
        with closing(sqlite3.connect(path)) as other:
            other.execute("DELETE FROM codes WHERE key = 'engagement'")
            other.commit()
        assert examine(store).damages == ["1 rows of codings refer to missing codes"]


def test_examining_changes_nothing(coded: Study) -> None:
    assert examine(coded.store) == examine(coded.store)
