import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text

from qcode.operations.setting_up import prepare_folder, set_up
from qcode.operations.workspace import Workspace, open_workspace
from qcode.store import Store, open_store, schema
from tests.builders import HEBREW, HERE, RAW, STUDY, Study, a_study, fill, url_of

SERVER = "QCODE_TEST_POSTGRESQL_URL"
CODEBOOK = f"""\
# Codebuch: dieser Kommentar bleibt stehen.
study_id: {STUDY}
name: Kleine Studie
language: de
codes:
  - key: family
    name: Family
    codable: false
    children:
      # Auch dieser.
      - key: engagement
        name: Engagement
        shortcut: "1"
      - key: nets
        name: Nets
"""

Reopen = Callable[[Store], Store]

# As in the program. Looking for garbage among all that was imported and collected, and
# as often as is usual, took two fifths of the processor's time of tests of screens.
gc.set_threshold(50_000, 20, 10)


def pytest_collection_finish() -> None:
    """Look no more for garbage among what stays to the end."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep tests away from the person's own studies, coders and databases."""
    for name in list(os.environ):
        if name.startswith("QCODE_") and name != SERVER:
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
    scope="session",
)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Each test that asks for it runs on both databases."""
    kind: str = request.param
    if kind == "postgresql" and not os.environ.get(SERVER):
        pytest.skip(f"{SERVER} names no PostgreSQL server")
    return kind


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a new SQLite file, or of a new PostgreSQL schema."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'qcode.db'}"
        return
    url = make_url(os.environ[SERVER]).set(drivername="postgresql+psycopg")
    name = f"qcode_test_{uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
        try:
            own = url.update_query_dict({"options": f"-csearch_path={name}"})
            yield own.render_as_string(hide_password=False)
        finally:
            connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of the test's own."""
    with empty_database(database_kind, tmp_path) as url:
        yield url


@pytest.fixture
def server_url(tmp_path: Path) -> Iterator[str]:
    """The URL of an empty PostgreSQL database, whatever else the test runs on."""
    if not os.environ.get(SERVER):
        pytest.skip(f"{SERVER} names no PostgreSQL server")
    with empty_database("postgresql", tmp_path) as url:
        yield url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An open, empty store of the test's own."""
    with closing(open_store(database_url, HERE)) as store:
        yield store


@pytest.fixture(scope="session")
def _filled(
    database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """One store for all tests; opening one for each would take most of the time."""
    folder = tmp_path_factory.mktemp("filled")
    with (
        empty_database(database_kind, folder) as url,
        closing(open_store(url, HERE)) as store,
    ):
        fill(store)
        store.close()
        if database_kind == "sqlite":
            shutil.copyfile(folder / "qcode.db", folder / "filled.db")
        yield store


@pytest.fixture
def study(_filled: Store) -> Iterator[Study]:
    """A store with two documents, three codes and two coders, as if just filled."""
    url = _filled.engine.url
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        for rest in path.parent.glob("qcode.db*"):
            rest.unlink()
        shutil.copyfile(path.with_name("filled.db"), path)
    else:
        names = ", ".join(table.name for table in _TABLES)
        with _filled.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
        fill(_filled)
    yield a_study(_filled)
    _filled.close()


_TABLES = [t for t in schema.metadata.sorted_tables if t is not schema.schema_version]


@pytest.fixture
def reopen() -> Iterator[Reopen]:
    """Open a store's database as another start of the program does."""
    opened: list[Store] = []

    def open_again(store: Store) -> Store:
        opened.append(open_store(url_of(store), HERE))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A study's folder that was never opened."""
    root = tmp_path / "study"
    root.mkdir()
    (root / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    prepare_folder(root, "Kleine Studie", "de")
    (root / "corpus" / "anna-01.txt").write_bytes(RAW.encode())
    (root / "corpus" / "bodo-02.txt").write_bytes(HEBREW.encode())
    return root


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    """A tiny study in a folder, set up and open."""
    with open_workspace(folder) as workspace:
        set_up(workspace)
    with open_workspace(folder) as workspace:
        yield workspace
