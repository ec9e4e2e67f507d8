"""The way that docs/team-database.md describes, with an owner who is no superuser."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from qcode.model.team import Role
from qcode.operations.codings import apply_code
from qcode.operations.doctor import examine
from qcode.operations.moving import move
from qcode.operations.team import add_member, remove_member
from qcode.operations.workspace import Workspace
from qcode.project import Project, UserState
from qcode.store import open_store
from tests.builders import HERE, STUDY, Study, a_coding

PAGE = Path(__file__).parents[2] / "docs" / "team-database.md"


@pytest.fixture
def owned(server_url: str) -> Iterator[URL]:
    """A database of its own, made by the page's statements."""
    name = f"interviews_{uuid4().hex[:8]}"
    owner = f"owner_{uuid4().hex[:8]}"
    server = make_url(server_url).difference_update_query(["options"])
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        block = PAGE.read_text("utf-8").partition("```sql\n")[2].partition("```")[0]
        said = block.replace("study_owner", owner).replace("interviews", name)
        for statement in said.strip().splitlines():
            connection.execute(text(statement))
        yield server.set(username=owner, database=name)
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        connection.execute(text(f"DROP ROLE {owner}"))
    admin.dispose()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_study_moves_there_and_a_team_works_on_it(
    study: Study, tmp_path: Path, owned: URL
) -> None:
    url = owned.render_as_string(hide_password=False)
    in_file = Workspace(Project(tmp_path), study.store, UserState(tmp_path), STUDY)
    move(in_file, url)
    anna = f"anna-{uuid4().hex[:8]}"
    with closing(open_store(url, HERE)) as store:
        there = Workspace(Project(tmp_path), store, UserState(tmp_path), STUDY)
        member = add_member(there, anna, Role.CODER).member
        own_url = owned.set(username=anna).render_as_string(hide_password=False)
        with closing(open_store(own_url, HERE)) as own:
            apply_code(own, a_coding(coder_id=member.coder.id))
            assert examine(own).damages == []
        assert remove_member(store, anna)
        assert examine(store).codings == 1
