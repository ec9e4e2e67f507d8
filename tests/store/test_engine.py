import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from qcode.errors import DatabaseError, SchemaVersionError
from qcode.model.coding import Coder
from qcode.store import Store, coders, open_store, opening, schema
from qcode.store.opening import open_as_it_is
from tests.builders import HERE, Study, a_coder
from tests.conftest import Reopen


def _handles(store: Store) -> list[str]:
    with store.read() as connection:
        return [coder.handle for coder in coders.every(connection)]


def _version(store: Store, version: str) -> None:
    with store.begin() as connection:
        update = schema.schema_version.update().values(version_num=version)
        connection.execute(update)


def test_what_was_stored_is_there_after_a_restart(store: Store, reopen: Reopen) -> None:
    with store.begin() as connection:
        coders.ensure(connection, a_coder("Ümit \U0001f600"))
    store.close()
    assert _handles(reopen(store)) == ["Ümit \U0001f600"]


def test_an_exception_takes_the_whole_transaction_back(store: Store) -> None:
    def interrupted() -> None:
        with store.begin() as connection:
            coders.ensure(connection, a_coder())
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert _handles(store) == []


def test_an_error_of_the_database_takes_what_came_before_it_back(store: Store) -> None:
    rows = [{"id": a_coder().id, "handle": handle} for handle in ("anna", "again")]
    with pytest.raises(IntegrityError), store.begin() as connection:
        connection.execute(schema.coders.insert(), rows)
    assert _handles(store) == []


def test_a_reader_sees_one_state_while_others_write(study: Study) -> None:
    with study.store.read() as connection:
        before = coders.every(connection)
        with study.store.begin() as writing:
            coders.ensure(writing, a_coder("Carl"))
        assert coders.every(connection) == before


def test_reading_keeps_nothing_that_was_written(study: Study) -> None:
    with study.store.read() as connection:
        coders.ensure(connection, a_coder("Carl"))
    assert "Carl" not in _handles(study.store)


def test_a_database_of_a_newer_form_is_refused(store: Store, reopen: Reopen) -> None:
    _version(store, "9999")
    with pytest.raises(SchemaVersionError) as caught:
        reopen(store)
    assert (caught.value.found, caught.value.known) == ("9999", schema.VERSION)
    assert "\n" not in str(caught.value)


def test_opening_again_keeps_the_form_and_the_data(
    study: Study, reopen: Reopen
) -> None:
    assert _handles(reopen(study.store)) == ["Bea", "anna"]


def test_programs_that_open_an_empty_database_at_once_all_get_it(
    database_url: str,
) -> None:
    errors: list[BaseException] = []
    barrier = Barrier(6)

    def open_one() -> None:
        barrier.wait()
        try:
            open_store(database_url, HERE).close()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=open_one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://host/name",
        "postgresql://host:port/name",
        "sqlite+nonsense:///qcode.db",
    ],
)
def test_what_is_no_url_of_a_database_is_refused(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        open_store(url, HERE)
    assert "\n" not in str(caught.value)


def test_a_server_that_is_not_there_is_reported() -> None:
    with pytest.raises(DatabaseError, match="there is no connection"):
        open_store("postgresql://127.0.0.1:1/name?connect_timeout=2", HERE)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(DatabaseError) as caught:
        open_store("postgresql://qcode:secret@127.0.0.1:1/name", HERE)
    assert "secret" not in str(caught.value)


class TestSqlite:
    """What only a file can suffer."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        return tmp_path / "qcode.db"

    def _open(self, path: Path) -> Store:
        return open_store(f"sqlite:///{path}", HERE)

    def test_a_file_that_is_no_database_is_refused(self, path: Path) -> None:
        path.write_bytes(b"This is a letter, and no database at all." * 40)
        with pytest.raises(DatabaseError, match="not a qcode database") as caught:
            self._open(path)
        assert caught.value.where == str(path)

    def test_a_folder_that_is_not_there_is_reported(self, tmp_path: Path) -> None:
        with pytest.raises(DatabaseError, match="cannot be opened"):
            self._open(tmp_path / "missing" / "qcode.db")

    def test_a_folder_in_the_place_of_the_file_is_reported(self, path: Path) -> None:
        path.mkdir()
        with pytest.raises(DatabaseError, match="cannot be opened"):
            self._open(path)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_a_folder_that_may_not_be_written_is_reported(self, path: Path) -> None:
        path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
        try:
            with pytest.raises(DatabaseError, match="check that you may write"):
                self._open(path)
        finally:
            path.parent.chmod(stat.S_IRWXU)

    def test_a_database_that_another_program_writes_to_is_reported(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(opening, "_WAIT_FOR_LOCK_S", 0.05)
        with (
            closing(self._open(path)) as store,
            closing(sqlite3.connect(path)) as other,
        ):
            other.execute("BEGIN IMMEDIATE")
            with (
                pytest.raises(DatabaseError, match="another program is writing"),
                store.begin(),
            ):
                pass

    def test_one_can_read_while_another_program_writes(self, path: Path) -> None:
        with (
            closing(self._open(path)) as store,
            closing(sqlite3.connect(path)) as other,
        ):
            other.execute("BEGIN IMMEDIATE")
            assert _handles(store) == []

    def test_a_damaged_file_is_reported(self, path: Path) -> None:
        with closing(self._open(path)) as store, store.begin() as connection:
            for number in range(2000):
                coders.ensure(connection, a_coder(f"coder {number}"))
        content = bytearray(path.read_bytes())
        content[4096:] = b"\xa5" * (len(content) - 4096)
        path.write_bytes(content)
        with pytest.raises(DatabaseError, match="damaged"), closing(self._open(path)):
            pass

    def test_a_folder_may_have_a_question_mark_in_its_name(
        self, tmp_path: Path
    ) -> None:
        path = tmp_path / "Was nun? 100 % & #1" / "qcode.db"
        path.parent.mkdir()
        self._open(path).close()
        assert path.is_file()

    def test_foreign_keys_hold(self, path: Path) -> None:
        with closing(self._open(path)) as store, store.read() as connection:
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1

    def test_a_power_cut_loses_nothing_that_was_stored(self, path: Path) -> None:
        with closing(self._open(path)) as store, store.read() as connection:
            assert connection.scalar(text("PRAGMA synchronous")) == 2

    def test_one_file_is_left_when_the_store_is_closed(self, path: Path) -> None:
        self._open(path).close()
        assert [file.name for file in path.parent.glob("qcode.db*")] == ["qcode.db"]


def test_the_stored_coder_is_given_back_whatever_the_case(store: Store) -> None:
    with store.begin() as connection:
        coders.ensure(connection, a_coder("Ümit"))
        assert coders.ensure(connection, a_coder("ÜMIT")) == Coder(
            a_coder("ümit").id, "Ümit"
        )


def test_another_studys_database_is_read_and_not_changed(
    database_url: str,
) -> None:
    with pytest.raises(DatabaseError, match="it holds no study"):
        open_as_it_is(database_url, HERE)
    with closing(open_store(database_url, HERE)) as store:
        open_as_it_is(database_url, HERE).close()
        _version(store, "0001")
        with pytest.raises(DatabaseError, match="an older qcode wrote it"):
            open_as_it_is(database_url, HERE)
        _version(store, "9999")
        with pytest.raises(SchemaVersionError):
            open_as_it_is(database_url, HERE)
