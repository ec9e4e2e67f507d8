"""Nothing is lost on the way: the laws of import and export, over random studies."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from qcode.interchange.refi.form import as_written
from qcode.interchange.refi.project import Made, Project
from qcode.operations.doctor import examine
from qcode.operations.history import history
from qcode.store import Store, open_store
from tests.builders import HERE, NOON
from tests.conftest import SERVER, empty_database
from tests.operations.exchanged_studies import (
    ABROAD,
    Drawn,
    contents,
    found,
    put_in,
    studies,
)
from tests.operations.exchanging import given_out, taken_in
from tests.operations.foreign_projects import coded, guids, projects
from tests.operations.laws import law


@contextmanager
def stores(number: int, kind: str = "sqlite") -> Iterator[tuple[Path, list[Store]]]:
    """New databases without a study, and a folder for files."""
    with TemporaryDirectory() as name, ExitStack() as stack:
        opened = []
        for which in range(number):
            folder = Path(name, str(which))
            folder.mkdir()
            url = stack.enter_context(empty_database(kind, folder))
            opened.append(stack.enter_context(closing(open_store(url, HERE))))
        yield Path(name), opened


def _goes_abroad(drawn: Drawn, kind: str) -> None:
    with stores(2, kind) as (folder, (home, abroad)):
        put_in(home, drawn)
        found(abroad, ABROAD)
        taken_in(abroad, given_out(home, folder), folder)
        assert contents(abroad) == contents(home)
        assert examine(abroad).damages == []


@law(studies(), few=10, many=60)
def test_a_study_is_the_same_after_it_went_abroad(drawn: Drawn) -> None:
    _goes_abroad(drawn, "sqlite")


@pytest.mark.postgresql
@pytest.mark.skipif(
    not os.environ.get(SERVER), reason=f"{SERVER} names no PostgreSQL server"
)
@law(studies(), few=4, many=20)
def test_a_study_on_a_server_is_the_same_after_it_went_abroad(drawn: Drawn) -> None:
    _goes_abroad(drawn, "postgresql")


@law(projects(), few=10, many=60)
def test_a_project_comes_back_with_every_guid_and_every_coded_text(
    drawn: Project,
) -> None:
    with stores(1) as (folder, (store,)):
        found(store, ABROAD)
        taken_in(store, drawn, folder)
        there, back = as_written(drawn), given_out(store, folder)
        assert guids(there) <= guids(back)
        assert coded(there) <= coded(back)
        assert set(there.carried) <= set(back.carried)
        assert set(there.files) <= set(back.files)
        assert examine(store).damages == []


@law(projects(), few=10, many=60)
def test_what_a_project_says_of_its_things_comes_back(drawn: Project) -> None:
    with stores(1) as (folder, (store,)):
        found(store, ABROAD)
        taken_in(store, drawn, folder)
        assert _said(given_out(store, folder)) >= _said(as_written(drawn))


def _said(project: Project) -> set[object]:
    """Return what is told of codes, sources, cases and notes, names apart.

    Names may have to be others, so that each is one thing's; where no time is told,
    qcode tells one; cases get the values of their sources.
    """
    said: set[object] = {project.description}
    for code in project.codes:
        notes = frozenset(code.notes)
        said.add((code.guid, code.parent, code.colour, code.description, notes))
    for source in project.sources:
        notes, values = frozenset(source.notes), frozenset(source.values.items())
        said.add((source.guid, source.text, source.description, notes, values))
        said |= {(source.guid, point) for point in source.points}
    for case in project.cases:
        said.add((case.guid, case.description, *case.codes, *case.selections))
        said |= {(case.guid, source) for source in case.sources}
        said |= {(case.guid, *value) for value in case.values.items()}
    for note in project.notes:
        said.add((note.guid, note.name, note.text))
    return said


@law(projects(), few=10, many=60)
def test_importing_again_does_nothing(drawn: Project) -> None:
    with stores(1) as (folder, (store,)):
        found(store, ABROAD)
        taken_in(store, drawn, folder)
        before = contents(store), len(history(store))
        again = taken_in(store, drawn, folder)
        assert not again.is_new
        assert (contents(store), len(history(store))) == before


@law(studies(), few=10, many=60)
def test_taking_in_what_the_study_gave_out_does_nothing(drawn: Drawn) -> None:
    with stores(1) as (folder, (store,)):
        put_in(store, drawn)
        before = contents(store)
        assert not taken_in(store, given_out(store, folder), folder).is_new
        assert contents(store) == before


@law(projects(), few=10, many=60)
def test_what_came_back_and_goes_abroad_again_is_the_same(drawn: Project) -> None:
    # What has no time gets the project's, or that of the import.
    dated = replace(drawn, made=Made(drawn.made.by, NOON))
    with stores(2) as (folder, (home, abroad)):
        found(home, ABROAD)
        taken_in(home, dated, folder)
        once = given_out(home, folder)
        found(abroad, ABROAD)
        taken_in(abroad, once, folder)
        assert contents(abroad) == contents(home)
