import pytest

from qcode.errors import RefusedError
from qcode.operations.coders import enter, list_coders
from qcode.operations.codings import apply_code
from qcode.operations.workspace import Workspace
from tests.builders import STUDY, Study, a_coding


def test_handles_that_differ_in_case_only_are_one_coder(workspace: Workspace) -> None:
    first = enter(workspace, "Groß Ümit")
    assert enter(workspace, " GROSS  ümit ") == first
    assert [count.coder for count in list_coders(workspace.store)] == [first]
    assert first.handle == "Groß Ümit"


def test_the_handle_is_remembered_for_the_study(workspace: Workspace) -> None:
    assert workspace.state.last_handle(STUDY) is None
    enter(workspace, "anna")
    enter(workspace, "Bea")
    assert workspace.state.last_handle(STUDY) == "Bea"


@pytest.mark.parametrize("handle", ["", " \t", "a\x1b[31m", "a\u202eb"])
def test_a_handle_can_be_shown(workspace: Workspace, handle: str) -> None:
    with pytest.raises(RefusedError):
        enter(workspace, handle)
    assert list_coders(workspace.store) == []


def test_coders_come_by_handle_with_their_codings(study: Study) -> None:
    apply_code(study.store, a_coding())
    found = [(count.coder.handle, count.codings) for count in list_coders(study.store)]
    assert found == [("Bea", 0), ("anna", 1)]
