"""Others' work is noticed while the study is open, and one's own is not."""

from collections.abc import Iterator
from contextlib import closing
from queue import Empty, Queue
from threading import Event, Thread

import pytest
from sqlalchemy import text

from qcode.operations.codings import apply_code
from qcode.store import Store, coders, open_store
from qcode.store.watching import others_changes
from tests.builders import HERE, Study, a_coder, a_coding, fill, url_of

SOON_S = 10.0
NOT_S = 1.6


class Watch:
    """A thread that notes every change that is noticed."""

    def __init__(self, store: Store) -> None:
        self.noticed: Queue[None] = Queue()
        self._stopped = Event()
        self._thread = Thread(target=self._watch, args=(store,))
        self._thread.start()

    def _watch(self, store: Store) -> None:
        for _ in others_changes(store, self._stopped):
            self.noticed.put(None)

    def is_noticed(self, within_s: float) -> bool:
        try:
            self.noticed.get(timeout=within_s)
        except Empty:
            return False
        return True

    def stop(self) -> None:
        assert self._thread.is_alive()
        self._stopped.set()
        self._thread.join(SOON_S)
        assert not self._thread.is_alive()


@pytest.fixture
def other(study: Study) -> Iterator[Store]:
    """The same study, opened by somebody else."""
    with closing(open_store(url_of(study.store), HERE)) as other:
        yield other


@pytest.fixture
def watch(study: Study) -> Iterator[Watch]:
    watch = Watch(study.store)
    # What is done before the watch stands is no change that it could see.
    assert not watch.is_noticed(0.5)
    yield watch
    watch.stop()


def test_what_another_does_is_noticed(watch: Watch, other: Store) -> None:
    apply_code(other, a_coding())
    assert watch.is_noticed(SOON_S)


def test_ones_own_work_is_passed_over(watch: Watch, study: Study) -> None:
    apply_code(study.store, a_coding())
    assert not watch.is_noticed(NOT_S)


def test_anothers_work_is_noticed_between_ones_own(
    watch: Watch, study: Study, other: Store
) -> None:
    apply_code(study.store, a_coding())
    apply_code(other, a_coding(23, 28))
    apply_code(study.store, a_coding(40, 44))
    assert watch.is_noticed(SOON_S)


def test_what_was_taken_back_is_no_change(watch: Watch, other: Store) -> None:
    def interrupted() -> None:
        with other.begin() as connection:
            coders.ensure(connection, a_coder("Carl"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not watch.is_noticed(NOT_S)


def test_several_changes_can_follow_each_other(watch: Watch, other: Store) -> None:
    for start in (0, 5, 10):
        apply_code(other, a_coding(start, start + 3))
        assert watch.is_noticed(SOON_S)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_listening_goes_on_after_a_lost_connection(watch: Watch, other: Store) -> None:
    with other.begin() as connection:
        cut = text(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE query LIKE 'SELECT current_schema()%' AND pid <> pg_backend_pid()"
        )
        assert connection.scalar(cut)
    assert watch.is_noticed(SOON_S)
    apply_code(other, a_coding())
    assert watch.is_noticed(SOON_S)


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_another_study_on_the_same_server_is_not_this_one(
    watch: Watch, server_url: str
) -> None:
    with closing(open_store(server_url, HERE)) as elsewhere:
        fill(elsewhere)
        apply_code(elsewhere, a_coding())
    assert not watch.is_noticed(NOT_S)
