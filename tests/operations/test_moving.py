"""A study moves to another database and back, whole."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from qcode.errors import DatabaseError, HoldsStudyError
from qcode.model.exchange import Direction, ExchangeReport
from qcode.model.foreign import CarriedElement, ForeignIdentity, IdentityKind
from qcode.model.journal import Verb
from qcode.model.span import Span
from qcode.model.vouch import Vouch
from qcode.operations import codebook, deciding, history, memos, suggesting
from qcode.operations.codings import apply_code
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish
from qcode.operations.moving import move
from qcode.operations.quotations import choose_quotation
from qcode.operations.recommendations import add_recommendation
from qcode.operations.releasing import release
from qcode.operations.rounds import open_round
from qcode.operations.saving_queries import save_query
from qcode.operations.speakers import set_name
from qcode.operations.summaries import write_summary
from qcode.operations.workspace import Workspace
from qcode.project import Project, UserState
from qcode.store import (
    Store,
    carried,
    exchange_reports,
    foreign_identities,
    journal,
    moving,
    open_store,
    schema,
    vouches,
)
from qcode.store.exchange_reports import Exchange
from tests.builders import HERE, STUDY, Study, a_coding, a_memo, a_summary, url_of
from tests.conftest import SERVER, empty_database

Rows = dict[str, list[tuple[Any, ...]]]


def rows_of(store: Store) -> Rows:
    """Every row of every table, in the order of its key."""
    with store.read() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(
                    select(table).order_by(*(table.primary_key or table.c))
                )
            ]
            for table in schema.metadata.sorted_tables
        }


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of either kind for the study to move to."""
    if request.param == "postgresql" and not os.environ.get(SERVER):
        pytest.skip(f"{SERVER} names no PostgreSQL server")
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with empty_database(request.param, folder) as url:
        yield url


@pytest.fixture
def worked_in(study: Study, tmp_path: Path) -> Workspace:
    """A study in which everything was done that makes a row somewhere."""
    store = study.store
    coding = a_coding()
    apply_code(store, coding, a_memo(coding))
    apply_code(store, a_coding(23, 28, coder_id=study.bea.id))
    history.undo(store, study.anna.id)
    history.redo(store, study.anna.id)
    memos.write_memo(store, a_memo(study.document, "Ümlaut \U0001f600\n\nzwei"))
    below = codebook.draft_code(store, "Below", study.engagement.id)
    codebook.create_code(store, below, study.anna.id)
    changed = replace(study.nets, keywords=("Netz", "Vertrauen"), formerly=())
    codebook.change_code(store, changed, study.bea.id)
    for _ in suggesting.refresh(store, study.anna.id, [study.document.id]):
        pass
    shown = suggesting.list_suggestions(store, study.anna.id, [study.document.id])
    if shown:
        deciding.reject_suggestion(store, shown[0].suggestion)
    finish(store, study.document.id, study.anna.id)
    pair = [study.anna.id, study.bea.id]
    made = add_recommendation(store, "Netze", [study.family.id], study.anna.id)
    choose_quotation(store, made.id, coding.id, study.anna.id, "Klar \U0001f600")
    release(store, [study.document.id], study.anna.id)
    looked_at = Vouch(study.document.id, coding.span, b"8 bytes.", ("Ä",), study.bea.id)
    with store.begin() as connection:
        vouches.save(connection, looked_at)
    save_query(store, "Netze", "code:nets", study.anna.id)
    write_summary(store, a_summary(study, "Viel \U0001f600\n\nund mehr"))
    set_name(store, "B", "Leitung Krisenstab", study.anna.id)
    open_round(store, "Runde", pair, None, study.bea.id)
    _come_from_elsewhere(study)
    return Workspace(Project(tmp_path), store, UserState(tmp_path), STUDY)


def _come_from_elsewhere(study: Study) -> None:
    """Put in what an import of another program's project leaves behind."""
    report = ExchangeReport(
        Direction.IMPORT, "projekt.qdpx", "NVivo", found={"Code": 1}
    )
    video = CarriedElement(
        "Sources", uuid4(), "Film", "VideoSource", b"<VideoSource/>", ("film.mp4",), 2
    )
    identity = ForeignIdentity(
        IdentityKind.USER, str(study.anna.id), uuid4(), {"name": "Änne"}
    )
    with study.store.begin() as connection:
        exchange_reports.keep(connection, Exchange(report, study.anna.id))
        carried.keep_elements(connection, [video])
        carried.keep_file(connection, "film.mp4", bytes(range(256)))
        foreign_identities.insert_many(connection, [identity])


def test_every_row_is_the_same_there_and_back_again(
    worked_in: Workspace, empty_url: str, tmp_path: Path
) -> None:
    before = rows_of(worked_in.store)
    move(worked_in, empty_url)
    with closing(open_store(empty_url, HERE)) as there:
        assert rows_of(there) == before
        assert examine(there).damages == []
        back = f"sqlite:///{tmp_path / 'back.db'}"
        move(replace(worked_in, store=there), back)
    with closing(open_store(back, HERE)) as returned:
        assert rows_of(returned) == before
        assert examine(returned).damages == []
    assert rows_of(worked_in.store) == before


def test_no_table_of_the_study_was_empty_in_that_test(worked_in: Workspace) -> None:
    may_be_empty = {"attributes", "decisions", "suggestions", "shown_suggestions"}
    may_be_empty |= {"settlements"}
    empty = {name for name, rows in rows_of(worked_in.store).items() if not rows}
    assert empty <= may_be_empty


def test_one_works_on_in_the_new_place(
    worked_in: Workspace, study: Study, empty_url: str
) -> None:
    move(worked_in, empty_url)
    with closing(open_store(empty_url, HERE)) as there:
        undone = history.undo(there, study.bea.id)
        assert undone.action.verb is Verb.CODE_CHANGED
        apply_code(there, a_coding(40, 44))
        with there.read() as connection:
            latest, *_ = journal.entries(connection)
        assert latest.action.verb is Verb.CODING_APPLIED
        assert examine(there).damages == []


def test_chunks_cut_anywhere_lose_nothing(
    worked_in: Workspace, empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_ROWS_AT_ONCE", 2)
    monkeypatch.setattr(moving, "_ROWS_TO_FETCH", 3)
    monkeypatch.setattr(moving, "_CHARACTERS_AT_ONCE", 40)
    move(worked_in, empty_url)
    with closing(open_store(empty_url, HERE)) as there:
        assert rows_of(there) == rows_of(worked_in.store)


def test_a_database_that_holds_a_study_is_left_alone(
    worked_in: Workspace, empty_url: str
) -> None:
    move(worked_in, empty_url)
    with closing(open_store(empty_url, HERE)) as there:
        before = rows_of(there)
        apply_code(worked_in.store, a_coding(40, 44))
        with pytest.raises(HoldsStudyError, match="holds a study already"):
            move(worked_in, empty_url)
        assert rows_of(there) == before


def test_a_study_cannot_be_moved_onto_itself(worked_in: Workspace) -> None:
    with pytest.raises(HoldsStudyError):
        move(worked_in, url_of(worked_in.store))


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_what_the_server_cannot_hold_leaves_it_empty(
    study: Study, tmp_path: Path, server_url: str
) -> None:
    memos.write_memo(study.store, a_memo(study.document, "NUL \x00 inside"))
    workspace = Workspace(Project(tmp_path), study.store, UserState(tmp_path), STUDY)
    with pytest.raises(DatabaseError, match="NUL"):
        move(workspace, server_url)
    with closing(open_store(server_url, HERE)) as there, there.read() as connection:
        assert not moving.holds_a_study(connection)


def test_a_move_that_fails_leaves_no_file_behind(
    worked_in: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving, "_ROWS_AT_ONCE", "no number")
    with pytest.raises(TypeError):
        move(worked_in, f"sqlite:///{tmp_path / 'new.db'}")
    assert list(tmp_path.glob("new.db*")) == []


def test_spans_are_where_they_were(worked_in: Workspace, empty_url: str) -> None:
    move(worked_in, empty_url)
    with closing(open_store(empty_url, HERE)) as there, there.read() as connection:
        query = select(schema.codings.c.start_offset, schema.codings.c.end_offset)
        found = {Span(*row) for row in connection.execute(query)}
    assert found == {Span(19, 22), Span(23, 28)}
