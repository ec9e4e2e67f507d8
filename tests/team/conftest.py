"""A study on a server with a team of five, each with an account of their own."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection, create_engine, make_url, text

from qcode.cli import cli
from qcode.model.coding import Coder
from qcode.model.team import Member, Role
from qcode.operations.codings import apply_code
from qcode.operations.finishing import finish
from qcode.operations.team import add_member
from qcode.operations.workspace import Workspace
from qcode.project import Project, UserState
from qcode.store import Store, open_store, rights, schema, summaries, team
from tests.builders import HERE, STUDY, Study, a_coding, a_memo, a_summary, fill
from tests.conftest import CODEBOOK

Run = Callable[..., Result]


@dataclass(frozen=True)
class Team:
    """The owner's view of the study, and the members' accounts by their names."""

    workspace: Workspace
    study: Study
    url: str
    members: Mapping[str, Member]

    def url_of(self, name: str) -> str:
        account = self.members[name].account
        url = make_url(self.url).set(username=account)
        return url.render_as_string(hide_password=False)

    @contextmanager
    def opened(self, name: str) -> Iterator[Store]:
        """The study as this member's program opens it."""
        with closing(open_store(self.url_of(name), HERE)) as store:
            yield store

    @contextmanager
    def connected(self, name: str) -> Iterator[Connection]:
        """A connection of this member's, past the program; nothing is kept."""
        engine = create_engine(self.url_of(name))
        with engine.connect() as connection:
            yield connection
        engine.dispose()

    def coder(self, name: str) -> Coder:
        return self.members[name].coder


@pytest.fixture
def fresh_account(server_url: str) -> Iterator[str]:
    """A name that no account has; one of this name goes at the end."""
    with _dropped_after(server_url, [f"Neu {uuid4().hex[:8]}"]) as [name]:
        yield name


@pytest.fixture
def people(server_url: str, tmp_path: Path) -> Iterator[Team]:
    """Lea leads, anna, bea and carl code, rita reads; anna and bea did."""
    run = uuid4().hex[:8]
    names = {
        "lea": Role.LEAD,
        "anna": Role.CODER,
        "bea": Role.CODER,
        "carl": Role.CODER,
        "rita": Role.READER,
    }
    handles = {name: f"{name}-{run}" for name in names}
    with (
        closing(open_store(server_url, HERE)) as store,
        _dropped_after(server_url, list(handles.values())),
    ):
        filled = fill(store)
        workspace = Workspace(Project(tmp_path), store, UserState(tmp_path), STUDY)
        members = {
            name: add_member(workspace, handles[name], role).member
            for name, role in names.items()
        }
        for place, name in ((0, "anna"), (5, "bea")):
            coder = members[name].coder
            coding = a_coding(place, place + 3, coder_id=coder.id)
            apply_code(store, coding, a_memo(coding, coder_id=coder.id))
            finish(store, filled.document.id, coder.id)
            _suggest(store, filled, coder)
        yield Team(workspace, filled, server_url, members)


def _suggest(store: Store, filled: Study, coder: Coder) -> None:
    """Put a row of this coder's into the tables that codings do not fill."""
    place = {
        "document_id": filled.document.id,
        "code_id": filled.engagement.id,
        "coder_id": coder.id,
        "start_offset": 0,
        "end_offset": 3,
        "score": 0.5,
        "engine": "1",
    }
    decided = {"verdict": "rejected", "decided_at": a_coding().created_at}
    run = {"document_id": filled.document.id, "coder_id": coder.id, "state": "x"}
    shown = {"id": uuid4(), "shown_at": a_coding().created_at}
    saved = {"name": coder.handle, "query": "code:nets", "coder_id": coder.id}
    saved["saved_at"] = a_coding().created_at
    report = {"id": uuid4(), "coder_id": coder.id, "direction": "export"}
    report |= {"file_name": "x.qdpx", "report": "{}"}
    report["reported_at"] = a_coding().created_at
    code = filled.engagement if coder.handle.startswith("anna") else filled.nets
    summary = a_summary(filled, code_id=code.id, coder_id=coder.id)
    with store.begin() as connection:
        summaries.save(connection, summary)
        for table, row in (
            (schema.shown_suggestions, place | shown),
            (schema.suggestions, place | {"id": uuid4(), "reasons": "[]"}),
            (schema.decisions, place | {"id": uuid4()} | decided),
            (schema.suggestion_runs, run),
            (schema.saved_queries, saved),
            (schema.exchange_reports, report),
        ):
            connection.execute(table.insert(), row)


@contextmanager
def _dropped_after(url: str, accounts: list[str]) -> Iterator[list[str]]:
    """Take accounts off the server at the end, which is everybody's."""
    yield accounts
    engine = create_engine(url)
    with engine.begin() as connection:
        # Other tests give rights on the same database at the same time.
        rights.wait_alone(connection)
        for account in accounts:
            if team.has_account(connection, account):
                name = team.quoted(connection, account)
                connection.execute(text(f"DROP OWNED BY {name}"))
                connection.execute(text(f"DROP ROLE {name}"))
    engine.dispose()


@pytest.fixture
def run(people: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `qcode` in the study's folder, as the owner or as a member."""
    (tmp_path / "codebook.yaml").write_text(CODEBOOK, "utf-8")

    def run(*arguments: str, who: str | None = None, typed: str = "") -> Result:
        url = people.url if who is None else people.url_of(who)
        monkeypatch.setenv("QCODE_DATABASE_URL", url)
        runner = CliRunner(catch_exceptions=False)
        return runner.invoke(cli, ["--study", str(tmp_path), *arguments], input=typed)

    return run
