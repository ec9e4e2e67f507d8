from pathlib import Path

import pytest

from qcode.errors import NotAllowedError
from qcode.operations.doctor import examine
from qcode.operations.exchange.incoming.importing import import_project
from qcode.operations.exchange.outgoing.exporting import export_project
from tests.operations.foreign_files import foreign_file
from tests.team.conftest import Team


@pytest.mark.parametrize(("name", "is_kept"), [("rita", False), ("anna", True)])
def test_every_member_may_give_the_study_out(
    people: Team, tmp_path: Path, name: str, is_kept: bool
) -> None:
    path = tmp_path / "out.qdpx"
    with people.opened(name) as store:
        given = export_project(store, path, [], by=people.coder(name).id)
    assert path.is_file()
    assert given.is_kept is is_kept


def test_a_lead_takes_projects_in_and_a_coder_does_not(
    people: Team, tmp_path: Path
) -> None:
    path = foreign_file(tmp_path / "in.qdpx")
    with people.opened("anna") as store, pytest.raises(NotAllowedError):
        import_project(store, path, people.coder("anna").id)
    with people.opened("lea") as store:
        assert import_project(store, path, people.coder("lea").id).is_new
    assert examine(people.study.store).damages == []
