"""Several programs on one database at once, and what a kill leaves behind."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from threading import Thread

import pytest

from qcode.model.span import Span
from qcode.operations.codings import apply_code
from qcode.operations.doctor import examine
from qcode.store import Store, coders, codings, journal, open_store
from tests.builders import ELSEWHERE, HERE, Study, a_coder, a_coding, url_of

_WRITER = """
import sys
from qcode.store import open_store
from qcode.model.span import Span
from qcode.operations.codings import apply_code
from tests.builders import HERE, a_coder, a_coding

url, handle, first = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = open_store(url, HERE)
for start in range(first, first + 10):
    coding = a_coding(coder_id=a_coder(handle).id, span=Span(start, start + 1))
    apply_code(store, coding)
"""

_KILLED = """
import sys, time
from qcode.store import codings, journal, open_store
from qcode.model.journal import Action, Verb
from tests.builders import HERE, a_coder, a_coding

store = open_store(sys.argv[1], HERE)
with store.begin() as connection:
    coding = a_coding()
    assert codings.insert_coding(connection, coding, b"12345678")
    action = Action(Verb.CODING_APPLIED, a_coder().id)
    journal.record(connection, action, HERE)
    print("written", flush=True)
    time.sleep(60)
"""


def _spans(store: Store) -> list[Span]:
    with store.read() as connection:
        found = codings.in_document(connection, a_coding().document_id)
    return sorted(coding.span for coding in found)


def _start(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("handles", [("anna", "anna"), ("anna", "Bea")])
def test_two_processes_that_write_at_once_lose_nothing(
    study: Study, handles: tuple[str, str]
) -> None:
    places = zip(handles, ("0", "20"), strict=True)
    writers = [_start(_WRITER, url_of(study.store), *place) for place in places]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    wanted = [Span(start, start + 1) for start in [*range(10), *range(20, 30)]]
    assert _spans(study.store) == wanted
    assert examine(study.store).damages == []


def test_a_killed_process_leaves_the_state_before_its_transaction(study: Study) -> None:
    child = _start(_KILLED, url_of(study.store))
    assert child.stdout is not None
    assert child.stdout.readline() == "written\n"
    child.kill()
    child.wait()
    assert _spans(study.store) == []
    assert examine(study.store).entries == 0


def test_one_can_write_right_after_another_process_was_killed(study: Study) -> None:
    child = _start(_KILLED, url_of(study.store))
    assert child.stdout is not None
    child.stdout.readline()
    child.kill()
    child.wait()
    apply_code(study.store, a_coding())
    assert _spans(study.store) == [Span(19, 22)]


def _at_once(*tasks: Callable[[], object]) -> list[BaseException]:
    errors: list[BaseException] = []

    def run(task: Callable[[], object]) -> None:
        try:
            task()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_one_coder_can_write_from_several_threads(study: Study) -> None:
    def code(start: int) -> None:
        for place in range(start, start + 5):
            apply_code(study.store, a_coding(span=Span(place, place + 1)))

    tasks = [lambda start=start: code(start) for start in (0, 10, 20, 30)]
    assert _at_once(*tasks) == []
    assert len(_spans(study.store)) == 20
    with study.store.read() as connection:
        parents = [entry.parents for entry in journal.entries(connection)]
    assert len(set(parents)) == 20


def test_installations_that_write_at_once_keep_their_own_chains(
    study: Study,
) -> None:
    here = study.store
    with closing(open_store(url_of(here), ELSEWHERE)) as elsewhere:

        def code(store: Store, start: int) -> None:
            for place in range(start, start + 5):
                apply_code(store, a_coding(span=Span(place, place + 1)))

        assert _at_once(lambda: code(here, 0), lambda: code(elsewhere, 10)) == []
        with here.read() as connection:
            entries = journal.entries(connection)
    for installation in (HERE, ELSEWHERE):
        chain = [e for e in entries if e.installation_id == installation]
        hashes = [(entry.hash,) for entry in chain]
        assert [entry.parents for entry in chain] == [*hashes[1:], ()]


def test_the_same_coder_can_come_in_at_two_places_at_once(store: Store) -> None:
    def enter() -> None:
        for number in range(10):
            with store.begin() as connection:
                coders.ensure(connection, a_coder(f"coder {number}"))

    assert _at_once(enter, enter, enter) == []
    with store.read() as connection:
        assert len(coders.every(connection)) == 10
