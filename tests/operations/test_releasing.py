"""A document is private until somebody releases it, as its text is then."""

import pytest
from sqlalchemy import update

from qcode.errors import RefusedError, UndoBlockedError
from qcode.model.journal import Verb
from qcode.operations.history import history, redo, undo
from qcode.operations.releasing import list_releasable, release, withdraw
from qcode.store import schema
from tests.builders import Study
from tests.operations.copies import coded_set, take_in


def released(study: Study) -> list[str]:
    return [it.name for it in list_releasable(study.store) if it.is_released]


def test_nothing_is_released_until_somebody_says_so(study: Study) -> None:
    assert released(study) == []
    both = [study.hebrew.id, study.document.id, study.hebrew.id]
    done = release(study.store, both, study.anna.id)
    assert [it.name for it in done] == ["bodo-02", "anna-01"]
    assert released(study) == ["anna-01", "bodo-02"]
    first, _ = list_releasable(study.store)
    assert (first.released_by, first.released_revision) == ("anna", 1)
    withdraw(study.store, [study.document.id], study.bea.id)
    assert released(study) == ["bodo-02"]
    verbs = [it.entry.action.verb for it in history(study.store)]
    assert verbs == [Verb.DOCUMENTS_WITHDRAWN, Verb.DOCUMENTS_RELEASED]


def test_what_changes_nothing_is_refused(study: Study) -> None:
    with pytest.raises(RefusedError, match="anna-01: private already"):
        withdraw(study.store, [study.document.id], study.anna.id)
    release(study.store, [study.document.id], study.anna.id)
    with pytest.raises(RefusedError, match="anna-01: released already"):
        release(study.store, [study.document.id], study.bea.id)
    assert len(history(study.store)) == 1


def test_it_is_undone_and_redone_as_one_step(study: Study) -> None:
    both = [study.document.id, study.hebrew.id]
    release(study.store, both, study.anna.id)
    undo(study.store, study.anna.id)
    assert released(study) == []
    redo(study.store, study.anna.id)
    assert released(study) == ["anna-01", "bodo-02"]
    withdraw(study.store, [study.hebrew.id], study.bea.id)
    with pytest.raises(UndoBlockedError, match="release was changed since"):
        undo(study.store, study.anna.id)
    undo(study.store, study.bea.id)
    assert released(study) == ["anna-01", "bodo-02"]


def test_a_text_that_changed_since_is_private_until_it_is_released_anew(
    study: Study,
) -> None:
    release(study.store, [study.document.id], study.anna.id)
    of_it = schema.documents.c.id == study.document.id
    with study.store.begin() as connection:
        text = schema.revisions
        (row,) = connection.execute(
            text.select().where(text.c.document_id == study.document.id)
        )
        connection.execute(text.insert(), dict(row._mapping) | {"number": 2})
        connection.execute(update(schema.documents).where(of_it).values(revision=2))
    assert released(study) == []
    release(study.store, [study.document.id], study.bea.id)
    assert released(study) == ["anna-01"]
    undo(study.store, study.bea.id)
    assert released(study) == []
    assert list_releasable(study.store)[0].released_revision == 1


def test_no_coded_set_and_no_merge_releases_anything(
    study: Study, other: Study
) -> None:
    release(other.store, [other.document.id], other.anna.id)
    coded = coded_set(other, other.anna)
    assert coded.steps == ()
    take_in(study, coded)
    assert released(study) == []
