"""Several people who bring the same in at once get one of it, and no error."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread
from time import sleep
from typing import Any

import pytest
from sqlalchemy import Connection, text

from qcode.errors import CrossedError, QcodeError
from qcode.model.coding import Coder
from qcode.model.finished import FinishedMark
from qcode.model.ids import InstallationId
from qcode.operations.bringing import bring
from qcode.operations.codings import apply_code
from qcode.operations.corpus import import_files
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish, finished
from qcode.operations.history import history
from qcode.operations.merging import merge
from qcode.operations.merging_codes import merge_codes
from qcode.operations.outcomes import Status
from qcode.operations.reading import list_documents, open_document
from qcode.operations.setting_up import set_up
from qcode.operations.workspace import open_workspace
from qcode.store import Store, coders, codes, open_store
from tests.builders import ELSEWHERE, STUDY, Study, a_coding, url_of


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of them at once; return what they gave or raised."""
    given: list[Any] = []
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        start.wait()
        try:
            given.append(act())
        except BaseException as error:
            given.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def test_the_same_documents_come_in_once(study: Study, tmp_path: Path) -> None:
    files: list[tuple[Path, None]] = []
    for number in range(5):
        path = tmp_path / f"neu-{number}.txt"
        path.write_text(f"I: Frage {number}?\nB: Antwort.\n", "utf-8")
        files.append((path, None))

    def bring(store: Store, installation: InstallationId) -> list[Status]:
        with closing(open_store(url_of(store), installation)) as own:
            outcomes = import_files(own, files, STUDY, None)
            return [outcome.status for outcome in outcomes]

    given = at_once(*[lambda: bring(study.store, ELSEWHERE)] * 4)
    for statuses in zip(*given, strict=True):
        assert sorted(statuses) == [Status.KNOWN] * 3 + [Status.NEW]
    assert len(list_documents(study.store)) == 7
    assert examine(study.store).damages == []


def test_a_study_is_set_up_once(folder: Path) -> None:
    def begin() -> int:
        with open_workspace(folder) as workspace:
            return set_up(workspace).codes

    assert at_once(begin, begin, begin) == [3, 3, 3]
    with open_workspace(folder) as workspace:
        assert [str(line.entry.action.verb) for line in history(workspace.store)] == [
            "document imported",
            "document imported",
            "study created",
        ]


def test_a_study_is_set_up_once_on_a_server(folder: Path, server_url: str) -> None:
    def begin() -> int:
        with open_workspace(folder, server_url) as workspace:
            return set_up(workspace).codes

    assert at_once(begin, begin, begin) == [3, 3, 3]
    with open_workspace(folder, server_url) as workspace:
        assert examine(workspace.store).damages == []
        assert len(list_documents(workspace.store)) == 2


def test_two_who_finish_at_once_both_have_finished(study: Study) -> None:
    def end(coder: Coder) -> FinishedMark:
        return finish(study.store, study.document.id, coder.id)

    at_once(lambda: end(study.anna), lambda: end(study.bea))
    marks = finished(study.store)[study.document.id]
    assert {mark.coder_id for mark in marks} == {study.anna.id, study.bea.id}


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_code_that_goes_while_it_is_applied_is_told_in_words(study: Study) -> None:
    given: list[Any] = []

    def apply() -> None:
        try:
            apply_code(study.store, a_coding(code_id=study.nets.id))
        except QcodeError as error:
            given.append(error)

    with study.store.begin() as connection:
        codes.remove(connection, study.nets.id)
        applying = Thread(target=apply)
        applying.start()
        _wait_until_somebody_waits(connection)
    applying.join()
    [told] = given
    assert isinstance(told, CrossedError)
    assert examine(study.store).damages == []


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_others_go_on_coding_while_a_table_of_somebody_is_merged(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "anna.csv"
    path.write_text("document,start,end,code,coder\nanna-01,19,22,nets,anna\n", "utf-8")
    brought = bring([str(path)], ELSEWHERE)
    with study.store.begin() as connection:
        coders.lock(connection, study.bea.id)
        # Would wait for Bea for ever, if she were not to code meanwhile.
        merge(study.store, brought, STUDY, study.anna.id)
    assert len(history(study.store)) == 1


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_coding_waits_while_codes_are_merged(study: Study) -> None:
    given: list[Any] = []

    def apply() -> None:
        try:
            apply_code(study.store, a_coding(code_id=study.nets.id))
        except QcodeError as error:
            given.append(error)

    with study.store.begin() as connection:
        coders.lock(connection, study.anna.id)
        merging = Thread(
            target=merge_codes,
            args=(study.store, study.nets.id, study.engagement.id, study.bea.id),
        )
        merging.start()
        _wait_until_somebody_waits(connection)
        applying = Thread(target=apply)
        applying.start()
    merging.join()
    applying.join()
    found = open_document(study.store, study.document.id).codings
    # Whoever came first: nothing stands under a code that is gone.
    assert all(it.code_id == study.engagement.id for it in found)
    assert len(found) + len(given) == 1
    assert examine(study.store).damages == []


def _wait_until_somebody_waits(connection: Connection) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_locks WHERE NOT granted"
        " AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
    )
    for _ in range(200):
        if connection.scalar(waiting):
            return
        sleep(0.05)
    raise AssertionError("nobody waits")
