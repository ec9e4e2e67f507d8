"""Whatever bytes come as a project or codebook: taken in, or one line says why not.

What is taken in can be given out again. The budget is small and fixed; minutes of it
run by name: `pytest -m slow tests/fuzzing`.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qcode.errors import UnreadableError
from qcode.operations.exchange.incoming.importing import foresee_project
from qcode.operations.exchange.incoming.reading import read_exchanged
from qcode.store import Store, open_store
from tests.builders import HERE
from tests.fuzzing.exchanged import SAMPLES, written_again
from tests.fuzzing.samples import damaged
from tests.operations.exchanged_studies import ABROAD, contents, found

_ANY = settings(deadline=None, suppress_health_check=list(HealthCheck))
SHORT, LONG = settings(_ANY, max_examples=8), settings(_ANY, max_examples=2_000)
NAMES = sorted(SAMPLES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exchanged")


@pytest.fixture(scope="module")
def store(folder: Path) -> Iterator[Store]:
    """A study without anything in it, which stays so."""
    with closing(open_store(f"sqlite:///{folder / 'qcode.db'}", HERE)) as opened:
        found(opened, ABROAD)
        yield opened


def comes_in_or_is_refused(store: Store, folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    path.write_bytes(data)
    lines: list[str] = []
    try:
        written_again(path)
        taken = foresee_project(store, path)
    except UnreadableError as error:
        lines.append(error.reason)
    else:
        lines += [it.reason for it in taken.report.departures]
    assert all(line.strip() and "\n" not in line for line in lines)


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_are_sound(store: Store, folder: Path, name: str) -> None:
    (folder / name).write_bytes(SAMPLES[name])
    assert foresee_project(store, folder / name).is_new


@pytest.mark.parametrize("name", NAMES)
@SHORT
@given(data=st.data())
def test_a_damaged_project_comes_in_or_is_refused(
    store: Store, folder: Path, name: str, data: st.DataObject
) -> None:
    before = contents(store)
    comes_in_or_is_refused(store, folder, name, data.draw(damaged(SAMPLES[name])))
    assert contents(store) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@LONG
@given(data=st.data())
def test_thousands_of_damaged_projects_come_in_or_are_refused(
    store: Store, folder: Path, name: str, data: st.DataObject
) -> None:
    comes_in_or_is_refused(store, folder, name, data.draw(damaged(SAMPLES[name])))


def test_any_bytes_are_refused_in_one_line(folder: Path) -> None:
    for number, data in enumerate((b"", b"PK\x03\x04", b"<Project/>", bytes(99))):
        path = folder / f"{number}.qdpx"
        path.write_bytes(data)
        with pytest.raises(UnreadableError):
            read_exchanged(path)
