"""No command that reads tells a blind coder anything of what another coder did.

Two copies of a study differ only in what Bea, and who leads, did in the documents of
an open round. Whatever anna asks for must be the same in both, to the letter, so that
neither a word nor a number tells the copies apart.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from qcode.cli import COMMANDS, cli
from tests.blind_copies import SECRET, runs, two_copies

# Each with the arguments it is called with; `{out}` is a folder of the call's own.
READING: dict[str, list[str]] = {
    "exchanges": ["", "--json"],
    "export": ["{out}/study.qdpx", "{out}/book.qdc"],
    "documents": ["", "--json"],
    "codes": ["", "--json"],
    "coders": ["", "--json"],
    "speakers list": ["", "--json"],
    "cases": ["", "--json"],
    "codebook check": ["", "--json"],
    "codebook diff": ["", "--json"],
    "codebook export": ["-o {out}/book.csv"],
    "codebook merge-codes": ["netze-aussen netze --dry-run --json"],
    "coding list": ["", "--json", "--code netze-aussen", "--of Bea"],
    "memo list": ["", "--json"],
    "segments": [
        "",
        "--json",
        "--coder Bea",
        "--where code:netze-aussen",
        "-o {out}/segments.csv",
    ],
    "search": ["engagiert", "engagiert --code netze-aussen --dry-run --json"],
    "query list": ["", "--json"],
    "suggest propose": ["--all --json"],
    "suggest accept": ["--least 0.1 --all --dry-run"],
    "suggest check": [""],
    "suggest evaluate": [""],
    "suggest keywords": ["", "--code netze-aussen --json"],
    "suggest next": ["--json"],
    "frequencies": [
        "",
        "--json --by coder --by document --zero --totals",
        "--coder Bea --json",
        "--distinct --count segments --json",
        "--by round --by speaker --json",
        "--where code:netze-aussen --json",
        "-o {out}/frequencies.xlsx",
    ],
    "crosstab": ["--by attribute:role --json", "--by kind --distinct"],
    "cooccurrence": ["--json", "--distinct --matrix", "--distinct --segments --json"],
    "sequences": ["--json", "--distinct"],
    "saturation": ["--json", "--distinct", "--summary --distinct --json"],
    "overview": ["--json", "--distinct"],
    "keyness": ["--least 1 --json", "--distinct --least 1"],
    "similarity": ["--json", "--distinct"],
    "portrait": ["anna-01 --json", "anna-01 --distinct"],
    "chart bars": ["-o {out}/bars.svg", "--distinct -o {out}/bars-distinct.svg"],
    "chart curve": ["--distinct -o {out}/curve.svg"],
    "chart heat-map": ["--by attribute:role --distinct -o {out}/heat.svg"],
    "chart joint-display": ["{survey} -o {out}/joint.svg"],
    "chart network": ["--least 1 --distinct -o {out}/network.svg"],
    "chart portrait": ["--document anna-01 --distinct -o {out}/portrait.svg"],
    "chart stacked": ["--by attribute:role --distinct -o {out}/stacked.svg"],
    "chart tree-map": ["--distinct -o {out}/tree.svg"],
    "joint-display": ["{survey}", "{survey} --by role --json"],
    "recommend candidates": ["Rat", "Rat --distinct --json"],
    "recommend list": ["", "--json"],
    "recommend show": ["Rat", "Rat --distinct --json"],
    "recommend write": ["--distinct -o {out}/advice.html", "-o {out}/advice.md"],
    "grid show": ["anna-01 netze", "anna-01 netze-aussen --json"],
    "grid table": ["", "--json", "--distinct -o {out}/grid.html"],
    "release": ["", "--json"],
    "publish": ["{out}/site", "{out}/other --dry-run --json"],
    "report": ["{out}/report"],
    "set export": ["-o {out}/set", "--coder Bea -o {out}/beas.qcset"],
    "set show": ["{out}/set", "{out}/set --json"],
    "merge": ["{out}/set --dry-run --json"],
    "round list": ["", "--json"],
    "agreement": ["", "--between anna --between Bea --json", "--confusion"],
    "adjudicate list": ["--between anna Bea --json", "--all"],
    "adjudicate alike": ["--between anna Bea"],
    "history": ["", "--json"],
    "doctor": ["", "--json"],
}
# What these do is the caller's own, or is refused on a file.
WRITING = {
    *("init", "demo", "move", "import", "finish", "undo", "redo"),
    *("speakers name", "speakers set", "codebook apply", "codebook import"),
    *(
        "coding add",
        "coding remove",
        "memo add",
        "query remove",
        "query save",
        "suggest reject",
    ),
    *("recommend add", "recommend change", "recommend quote", "recommend remove"),
    *("recommend start", "recommend unquote", "recommend vouch"),
    *("grid remove", "grid write", "team add", "team list", "team remove"),
    *("round close", "round open", "adjudicate explain", "adjudicate reopen"),
    "adjudicate settle",
}


def _leaves(name: str, command: click.Command) -> Iterator[str]:
    if not isinstance(command, click.Group):
        yield name
        return
    context = click.Context(command)
    for under in command.list_commands(context):
        below = command.get_command(context, under)
        assert below is not None
        yield from _leaves(f"{name} {under}", below)


def test_every_command_is_asked_or_named_as_one_that_writes() -> None:
    root = click.Context(cli)
    every = set()
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        every |= set(_leaves(name, command))
    assert every == set(READING) | WRITING


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """The study without Bea's work in the round, and with it."""
    return two_copies(tmp_path)


def _answers(folder: Path, who: str, out: Path) -> Iterator[tuple[str, object]]:
    """Ask all commands of one copy, one after the other."""
    run = runs(folder)
    out.mkdir()
    for command, calls in READING.items():
        for call in calls:
            filled = call.format(out=out, survey=folder / "survey.csv")
            result = run(who, *command.split(), *filled.split())
            told = (result.exit_code, result.stdout, result.stderr)
            yield f"{command} {call}", tuple(_plain(str(it), folder) for it in told)
    for path in sorted(out.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(out)), path.read_bytes()


def _plain(said: str, folder: Path) -> str:
    """Take out what differs between any two copies: their place, ids made anew."""
    said = said.replace(str(folder.parent), "")
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", said)


def test_no_answer_tells_of_work_in_a_blind_round(
    copies: tuple[Path, Path],
) -> None:
    without, with_it = (
        dict(_answers(folder, "anna", folder.parent / "out")) for folder in copies
    )
    differing = {it for it in without | with_it if without.get(it) != with_it.get(it)}
    assert differing == set()
    assert SECRET in runs(copies[1])("Lead", "memo", "list").stdout
