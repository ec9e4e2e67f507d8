"""What each role may do by commands: leading goes through, the rest is one line."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from qcode.operations.bringing import export_set
from qcode.operations.codings import apply_code
from qcode.operations.doctor import examine
from qcode.operations.moving import move
from qcode.store import open_store
from tests.builders import ELSEWHERE, a_coding
from tests.conftest import CODEBOOK
from tests.team.conftest import Run, Team

ROWS = "document,start,end,text,code,coder\nanna-01,30,35,,nets,{}\n"
PAIR = ("--between", "{anna}", "{bea}")
LEADING = {
    "merge a table": ("merge", "{table}"),
    "merge a set": ("merge", "{set}"),
    "take what is alike": ("adjudicate", "alike", *PAIR),
    "settle a difference": ("adjudicate", "settle", "{difference}", "second", *PAIR),
    "open a round": ("round", "open", "R2", "--with", "{anna}", "--with", "{bea}"),
    "change the codebook": ("codebook", "apply", "--take", "file"),
    "import a document": ("import", "{document}"),
    "release a document": ("release", "anna-01"),
    "close a round": ("round", "close", "R1", "--early"),
}


@pytest.fixture
def words(run: Run, people: Team, tmp_path: Path) -> dict[str, str]:
    """What stands for the words in braces, made by the study's owner and anna.

    Anna and bea have coded one place alike and others apart; anna has coded more in
    a copy of the study.
    """
    names = {name: member.coder.handle for name, member in people.members.items()}
    place = ("--document", "anna", "--span", "20:23", "--code", "engagement")
    for who in ("anna", "bea"):
        assert run("coding", "add", *place, who=who).exit_code == 0
    pair = (word.format(**names) for word in PAIR)
    listed = json.loads(run("adjudicate", "list", *pair, "--json").stdout)
    names |= {
        "table": str(tmp_path / "sets.csv"),
        "set": str(tmp_path / "work.qcset"),
        "document": str(tmp_path / "neu.txt"),
        "difference": listed["differences"][0]["id"],
    }
    Path(names["table"]).write_text(ROWS.format(names["bea"]), "utf-8")
    Path(names["document"]).write_text("I: Und?\nB: So.\n", "utf-8")
    _code_elsewhere(people, tmp_path / "copy.db", Path(names["set"]))
    more = CODEBOOK + "  - key: neu\n    name: Neu\n"
    people.workspace.project.codebook_path.write_text(more, "utf-8")
    return names


def _code_elsewhere(people: Team, copy: Path, path: Path) -> None:
    anna = people.coder("anna").id
    move(people.workspace, f"sqlite:///{copy}")
    with closing(open_store(f"sqlite:///{copy}", ELSEWHERE)) as store:
        apply_code(store, a_coding(36, 39, coder_id=anna))
        export_set(store, [anna], path)


def _said(run: Run, what: str, words: dict[str, str]) -> list[str]:
    if what == "close a round":
        two = ("--with", words["carl"], "--with", words["bea"])
        assert run("--coder", "Otto", "round", "open", "R1", *two).exit_code == 0
    return [word.format(**words) for word in LEADING[what]]


@pytest.mark.parametrize("what", LEADING)
def test_a_lead_does_with_an_account_what_leading_needs(
    run: Run, people: Team, words: dict[str, str], what: str
) -> None:
    before = examine(people.workspace.store)
    done = run(*_said(run, what, words), who="lea")
    assert done.exit_code == 0, done.stderr
    after = examine(people.workspace.store)
    assert after.damages == []
    assert after.entries > before.entries


@pytest.mark.parametrize("who", ["anna", "rita"])
def test_nobody_else_does_and_is_told_in_one_line(
    run: Run, people: Team, words: dict[str, str], who: str
) -> None:
    for what in LEADING:
        said = _said(run, what, words)
        before = examine(people.workspace.store)
        refused = run(*said, who=who)
        assert (refused.exit_code, refused.stdout) == (1, ""), what
        errors = [it for it in refused.stderr.splitlines() if "is blind" not in it]
        account = people.members[who].account
        assert errors == [
            f"Error: The database does not let the account '{account}' do this; "
            "nothing was stored. `qcode team list` says who leads the study."
        ], what
        assert examine(people.workspace.store) == before
