"""Two copies of a study that differ only in work that a blind round hides."""

import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from qcode.cli import cli
from tests.cli.conftest import ANNA, ATTRIBUTES, BODO, CODEBOOK

SURVEY = "role,engagement\nLeitung,4\nTeam,5\n"
NAMED = "I: Wer half?\r\nB: Das war Frau Weber.\r\n"
START = len(ANNA.replace("\r\n", "\n")) + NAMED.index("Das") - 1
SECRET = "GEHEIM"

Run = Callable[..., Result]


def runs(folder: Path) -> Run:
    def run(who: str, *arguments: str) -> Result:
        runner = CliRunner(catch_exceptions=False)
        return runner.invoke(cli, ["--study", str(folder), "--coder", who, *arguments])

    return run


def _do(run: Run, who: str, *arguments: str) -> str:
    done = run(who, *arguments)
    assert done.exit_code == 0, done.stderr
    return done.stdout.strip()


def _code(run: Run, who: str, document: str, span: str, code: str, *more: str) -> str:
    place = ("--document", document, "--span", span, "--code", code)
    return _do(run, who, "coding", "add", *place, *more)


def _common(run: Run) -> None:
    """What both copies hold: work before the round, and anna's in it."""
    _code(run, "anna", "anna", "19:24", "engagement", "--memo", "Mein Memo")
    _code(run, "anna", "anna", "31:40", "erfahrung")
    _code(run, "anna", "bodo", "3:7", "erfahrung")
    _code(run, "Bea", "bodo", "3:7", "engagement", "--memo", "Vorher")
    _do(run, "anna", "grid", "write", "anna-01", "netze", "Meine Summe")
    _do(run, "Lead", "recommend", "add", "Rat", "--code", "netze-aussen")
    _do(run, "Lead", "release", "anna-01", "bodo-02")
    _do(run, "anna", "finish", "anna-01")
    both = ("--with", "anna", "--with", "Bea", "--document", "anna-01")
    _do(run, "Lead", "round", "open", "R1", *both)


def _secret(run: Run, aside: Path) -> None:
    """What only one copy holds: all of it in the round's document."""
    memo = ("--memo", SECRET)
    coding = _code(run, "Bea", "anna", "19:24", "netze-aussen", *memo)
    _code(run, "Bea", "anna", "31:40", "engagement", *memo)
    place = f"{START}:{START + 18}"
    named = _code(run, "Bea", "anna", place, "netze-aussen", *memo)
    _do(run, "Bea", "memo", "add", "--document", "anna-01", SECRET)
    _do(run, "Lead", "grid", "write", "anna-01", "netze-aussen", SECRET)
    _do(run, "Lead", "grid", "write", "anna-01", "engagement", SECRET)
    _do(run, "Lead", "memo", "add", "--coding", coding, SECRET)
    _do(run, "Lead", "recommend", "quote", "Rat", named, "--note", SECRET)
    _do(run, "Lead", "export", str(aside))
    _do(run, "Lead", "recommend", "vouch", "Rat", named, "--why", SECRET)


def two_copies(base: Path) -> tuple[Path, Path]:
    """Return the study without Bea's work in anna's and her round, and with it."""
    without, with_it = base / "a" / "study", base / "b" / "study"
    (without / "corpus").mkdir(parents=True)
    (without / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (without / "corpus" / "anna-01.txt").write_bytes((ANNA + NAMED).encode())
    (without / "corpus" / "bodo-02.txt").write_bytes(BODO.encode())
    (without / "corpus" / "attributes.csv").write_text(ATTRIBUTES, "utf-8")
    (without / "survey.csv").write_text(SURVEY, "utf-8")
    _common(runs(without))
    shutil.copytree(without, with_it)
    _secret(runs(with_it), base / "aside.qdpx")
    return without, with_it
