import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from qcode.model.document import Document
from qcode.model.ids import DocumentId
from qcode.model.suggestion import Suggestion
from qcode.operations.codings import apply_code
from qcode.operations.sharing import compute_alone
from qcode.operations.suggester import Suggester, read_study
from qcode.operations.suggesting import refresh
from qcode.store import suggestion_runs, suggestions
from tests.builders import Study, a_coding, url_of
from tests.operations.interviews import interviewed

ROOT = Path(__file__).parents[2]
ENOUGH_S = 60


@pytest.fixture
def read(study: Study) -> list[Document]:
    """More text than one process computes before another one has begun."""
    return interviewed(study.store, 10, answers=30)


@pytest.fixture
def computed(study: Study) -> "Computed":
    return Computed(study)


class Computed:
    """Counts in the database itself how often each document was computed."""

    def __init__(self, study: Study) -> None:
        self._store = study.store
        if not study.store.can_lock_rows:
            pytest.skip("only PostgreSQL shares the work")
        with study.store.begin() as connection:
            for statement in (
                "DROP TABLE IF EXISTS computed",
                "CREATE TABLE computed (document_id uuid)",
                "CREATE OR REPLACE FUNCTION count_computed() RETURNS trigger AS "
                "'BEGIN INSERT INTO computed VALUES (NEW.document_id); "
                "RETURN NEW; END' LANGUAGE plpgsql",
                "CREATE OR REPLACE TRIGGER computed AFTER UPDATE ON suggestion_runs "
                "FOR EACH ROW EXECUTE FUNCTION count_computed()",
            ):
                connection.execute(text(statement))

    def times(self) -> Counter[object]:
        with self._store.read() as connection:
            query = text("SELECT document_id FROM computed")
            return Counter(connection.scalars(query))


def a_process(study: Study) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.operations.suggesting_process"]
    return subprocess.Popen(
        [*command, url_of(study.store), str(study.anna.id)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


def _ids(study: Study, read: list[Document]) -> set[object]:
    return {it.id for it in (*read, study.document, study.hebrew)}


def test_processes_share_the_work_and_none_is_done_twice(
    study: Study, read: list[Document], computed: Computed
) -> None:
    processes = [a_process(study) for _ in range(3)]
    held = [process.communicate(timeout=ENOUGH_S)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert computed.times() == dict.fromkeys(_ids(study, read), 1)
    # For each of them everything holds in the end, whoever computed it.
    for names in held:
        assert sorted(names) == sorted(
            ["anna-01", "bodo-02", *(it.name for it in read)]
        )


def test_what_a_killed_process_had_claimed_is_computed_by_another(
    study: Study, read: list[Document], computed: Computed
) -> None:
    killed, other = a_process(study), a_process(study)
    assert killed.stdout is not None
    killed.stdout.readline()
    killed.kill()
    killed.wait(timeout=ENOUGH_S)
    other.communicate(timeout=ENOUGH_S)
    assert other.returncode == 0
    assert computed.times() == dict.fromkeys(_ids(study, read), 1)


def test_whoever_computes_it_the_result_is_the_same(
    study: Study, read: list[Document]
) -> None:
    processes = [a_process(study) for _ in range(2)]
    for process in processes:
        process.communicate(timeout=ENOUGH_S)
    alone = Suggester(read_study(study.store, study.anna.id))
    with study.store.read() as connection:
        states = suggestion_runs.states(connection, study.anna.id)
        kept = [suggestions.kept(connection, study.anna.id, it.id) for it in read]
    assert states == dict.fromkeys(_ids(study, read), alone.state)
    assert kept == [alone.suggestions(it.id) for it in read]


def test_of_very_many_documents_each_is_told_once(study: Study) -> None:
    many = [it.id for it in interviewed(study.store, 230, answers=1)]
    first = list(refresh(study.store, study.anna.id, many))
    again = list(refresh(study.store, study.anna.id, many))
    assert sorted(first) == sorted(again) == sorted(many)


def test_alone_nothing_is_locked_while_a_document_is_computed(study: Study) -> None:
    def compute_while_coding(document_id: DocumentId) -> list[Suggestion]:
        # Would fail, the database being in use, within a writing transaction.
        apply_code(study.store, a_coding(document_id=document_id, start=0, end=2))
        return []

    wanted = [study.document.id, study.hebrew.id]
    anna = study.anna.id
    done = compute_alone(study.store, anna, wanted, "s", compute_while_coding)
    assert list(done) == wanted
    # What holds by then is not computed again.
    again = compute_alone(study.store, anna, wanted, "s", compute_while_coding)
    assert list(again) == wanted
