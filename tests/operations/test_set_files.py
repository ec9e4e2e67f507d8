"""Coded sets as files, of other programs too, and studies that are merged whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from qcode.errors import UnreadableError
from qcode.interchange.coded_set_files import write_coded_set
from qcode.operations.bringing import bring, export_set, read_set
from qcode.operations.codings import apply_code
from qcode.operations.finishing import finish
from qcode.operations.history import history
from qcode.operations.merging import merge
from tests.builders import (
    ELSEWHERE,
    HERE,
    STUDY,
    Study,
    a_coding,
    a_memo,
)
from tests.operations.copies import coded_set, codings_in, take_in


def test_another_study_is_merged_and_not_touched(study: Study, other: Study) -> None:
    coding = a_coding()
    apply_code(other.store, coding)
    path = Path(str(other.store.engine.url.database))
    other.store.close()
    before = {it.name: it.read_bytes() for it in path.parent.glob("other.db*")}
    brought = bring([str(path)], HERE)
    after = {it.name: it.read_bytes() for it in path.parent.glob("other.db*")}
    assert before["other.db"] == after["other.db"]
    merge(study.store, brought, STUDY, study.bea.id)
    assert codings_in(study) == [coding]


def test_a_study_is_merged_by_the_url_of_its_database(
    study: Study, other: Study
) -> None:
    coding = a_coding()
    apply_code(study.store, coding)
    url = study.store.engine.url.render_as_string(hide_password=False)
    brought = bring([url], ELSEWHERE)
    merge(other.store, brought, STUDY, other.bea.id)
    assert codings_in(other) == [coding]


def test_a_set_in_a_file_says_the_same_as_the_study_itself(
    study: Study, other: Study, tmp_path: Path
) -> None:
    coding = a_coding()
    apply_code(other.store, coding, a_memo(coding))
    finish(other.store, other.document.id, other.anna.id)
    path = tmp_path / "anna.qcset"
    written = export_set(other.store, [other.anna.id], path)
    assert replace(read_set(path), place="") == replace(written, place="")


def test_a_set_of_another_program_needs_no_steps(
    study: Study, other: Study, tmp_path: Path
) -> None:
    coding = a_coding()
    apply_code(other.store, coding, a_memo(coding))
    path = tmp_path / "anna.qcset"
    write_coded_set(replace(coded_set(other, other.anna), steps=(), entries=()), path)
    take_in(study, read_set(path))
    assert codings_in(study) == [coding]
    entries = len(history(study.store))
    take_in(study, read_set(path))
    assert len(history(study.store)) == entries


def test_a_changed_journal_entry_is_refused(other: Study, tmp_path: Path) -> None:
    apply_code(other.store, a_coding())
    coded = coded_set(other)
    (entry,) = coded.entries
    assert entry.payload is not None
    for changed in (
        replace(entry, payload=entry.payload.replace("hand", "head")),
        replace(entry, coder_id=other.bea.id),
        replace(entry, salt=None),
    ):
        path = tmp_path / "anna.qcset"
        write_coded_set(replace(coded, entries=(changed,)), path)
        with pytest.raises(UnreadableError, match="was changed after it was written"):
            read_set(path)
