"""The program under each role: work goes through, the rest becomes one clear line."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from qcode.errors import NotAllowedError, NotYourAccountError, NotYoursError, QcodeError
from qcode.model.coded_set import CodedPassage
from qcode.model.coding import Coding
from qcode.model.span import Span
from qcode.operations import codebook, coders, history, memos
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.corpus import import_files
from qcode.operations.doctor import examine
from qcode.operations.finishing import finish
from qcode.operations.merging import Brought, merge
from qcode.operations.reading import open_document
from qcode.operations.rounds import open_round
from qcode.operations.summaries import write_summary
from qcode.operations.team import own_member
from qcode.store import Store, summaries
from tests.builders import STUDY, a_coding, a_memo, a_summary
from tests.team.conftest import Team


def a_coding_by(people: Team, name: str, start: int = 20) -> Coding:
    return a_coding(start, start + 3, coder_id=people.coder(name).id)


def codings_of(people: Team, name: str) -> list[Coding]:
    opened = open_document(people.workspace.store, people.study.document.id)
    coder_id = people.coder(name).id
    return [coding for coding in opened.codings if coding.coder_id == coder_id]


@pytest.mark.parametrize("who", ["anna", "lea"])
def test_a_members_whole_work_goes_through(people: Team, who: str) -> None:
    coding = a_coding_by(people, who)
    coder_id = people.coder(who).id
    with people.opened(who) as store:
        apply_code(store, coding, a_memo(coding, coder_id=coder_id))
        history.undo(store, coder_id)
        history.redo(store, coder_id)
        memos.revise_memo(store, a_memo(people.study.nets, coder_id=coder_id), None)
        remove_coding(store, coding.id, coder_id)
        history.undo(store, coder_id)
        finish(store, people.study.hebrew.id, coder_id)
        assert examine(store).damages == []
    assert coding in codings_of(people, who)


def _create_code(people: Team, store: Store, who: str) -> None:
    code = codebook.draft_code(store, "Neu", None)
    codebook.create_code(store, code, people.coder(who).id)


def _change_code(people: Team, store: Store, who: str) -> None:
    code = replace(people.study.nets, definition="Anders")
    codebook.revise_code(store, people.study.nets, code, people.coder(who).id)


def _import(people: Team, store: Store, who: str) -> None:
    path = people.workspace.project.root / "neu.txt"
    path.write_text("I: Und?\nB: So.\n", "utf-8")
    list(import_files(store, [(path, None)], STUDY, people.coder(who).id))


def _open_round(people: Team, store: Store, who: str) -> None:
    coder_ids = [people.coder(name).id for name in ("anna", "bea")]
    open_round(store, "Runde", coder_ids, None, people.coder(who).id)


def _code_as_bea(people: Team, store: Store, who: str) -> None:
    apply_code(store, a_coding_by(people, "bea"))


def _undo_as_bea(people: Team, store: Store, who: str) -> None:
    history.undo(store, people.coder("bea").id)


def _code(people: Team, store: Store, who: str) -> None:
    apply_code(store, a_coding_by(people, who))


def _memo(people: Team, store: Store, who: str) -> None:
    about = people.study.document
    memos.write_memo(store, a_memo(about, coder_id=people.coder(who).id))


Act = Callable[[Team, Store, str], None]


@pytest.mark.parametrize(
    ("who", "act"),
    [
        *[("anna", act) for act in (_create_code, _change_code, _import, _open_round)],
        *[("anna", act) for act in (_code_as_bea, _undo_as_bea)],
        *[("rita", act) for act in (_create_code, _change_code, _import)],
        *[("rita", act) for act in (_code, _memo, _code_as_bea)],
    ],
)
def test_what_the_server_refuses_becomes_one_line_and_changes_nothing(
    people: Team, who: str, act: Act
) -> None:
    before = examine(people.workspace.store)
    with people.opened(who) as store, pytest.raises(NotAllowedError) as caught:
        act(people, store, who)
    assert people.members[who].account in str(caught.value)
    assert "\n" not in str(caught.value)
    assert examine(people.workspace.store) == before


@pytest.mark.parametrize("act", [_create_code, _change_code, _import, _open_round])
def test_a_lead_changes_codebook_and_documents(people: Team, act: Act) -> None:
    with people.opened("lea") as store:
        act(people, store, "lea")
        assert examine(store).damages == []


def test_anothers_memo_about_ones_coding_is_not_taken_away(people: Team) -> None:
    [coding] = codings_of(people, "anna")
    theirs = a_memo(coding, "Wirklich?", coder_id=people.coder("lea").id)
    with people.opened("lea") as store:
        memos.write_memo(store, theirs)
    with people.opened("anna") as store, pytest.raises(NotYoursError, match="lea-"):
        remove_coding(store, coding.id, people.coder("anna").id)
    assert codings_of(people, "anna") == [coding]
    assert theirs in memos.list_memos(people.workspace.store)


def test_coders_write_summaries_together_and_take_back_their_own_change(
    people: Team,
) -> None:
    anna, bea = people.coder("anna").id, people.coder("bea").id
    first = a_summary(people.study, "Viel", coder_id=anna)
    with people.opened("anna") as store:
        write_summary(store, first)
    with people.opened("bea") as store:
        later = replace(first, text="Wenig", coder_id=bea)
        assert write_summary(store, later) == first
        write_summary(store, replace(later, text=""))
        history.undo(store, bea)
        history.undo(store, bea)
        with store.read() as connection:
            assert summaries.find(connection, first.id) == first
    with people.opened("rita") as store, pytest.raises(NotAllowedError):
        write_summary(store, replace(first, coder_id=people.coder("rita").id))


def test_an_account_codes_as_its_own_coder_only(people: Team, tmp_path: Path) -> None:
    with people.opened("anna") as store:
        workspace = replace(people.workspace, store=store)
        own = coders.enter(workspace, people.coder("anna").handle.upper())
        assert own == people.coder("anna")
        with pytest.raises(NotYourAccountError, match="codes as 'anna-"):
            coders.enter(workspace, people.coder("bea").handle)


def test_the_owner_is_bound_to_nobody(people: Team) -> None:
    assert own_member(people.workspace.store) is None
    assert coders.enter(people.workspace, "Otto").handle == "Otto"


def test_a_coders_codebook_file_is_no_concern_to_them(people: Team) -> None:
    project = people.workspace.project
    project.codebook_path.write_text("study_id: x\n", "utf-8")
    with people.opened("anna") as store:
        assert not codebook.may_be_apart(project, store)
    with people.opened("lea") as store:
        assert codebook.may_be_apart(project, store)


def test_a_lead_merges_what_others_coded(people: Team, tmp_path: Path) -> None:

    passage = CodedPassage(
        document="anna-01",
        start=30,
        end=35,
        text=None,
        code="nets",
        coder=people.coder("bea").handle,
        memo="Von Bea",
        place="set.csv:2",
    )
    lead = people.coder("lea").id
    with people.opened("anna") as store, pytest.raises(QcodeError):
        merge(store, Brought([passage]), STUDY, people.coder("anna").id)
    with people.opened("lea") as store:
        merge(store, Brought([passage]), STUDY, lead)
        assert examine(store).damages == []
    assert Span(30, 35) in [coding.span for coding in codings_of(people, "bea")]
