"""The program as a whole: help, usage, pipes, interruption, bugs of the system."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import Result

import qcode
import qcode.cli
from qcode.cli import COMMANDS

Run = Callable[..., Result]

PROGRAM = (sys.executable, "-m", "qcode")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_there(name: str) -> None:
    module, _, attribute = COMMANDS[name][0].partition(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert command.name == name
    assert command.help


def test_the_help_lists_every_command_in_the_order_of_the_table(call: Run) -> None:
    for option in ("--help", "-h"):
        result = call(option)
        assert result.exit_code == 0
        listed = result.stdout.partition("Commands:\n")[2].splitlines()
        names = [line.split()[0] for line in listed if line[2] != " "]
        assert names == list(COMMANDS)


def test_the_version_is_printed(call: Run) -> None:
    assert call("--version").stdout == f"qcode {qcode.__version__}\n"


@pytest.mark.parametrize(
    "arguments", [("fehlt",), ("documents", "--fehlt"), ("coding", "fehlt")]
)
def test_wrong_usage_ends_with_status_2(call: Run, arguments: tuple[str, ...]) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage:" in result.stderr


def test_quiet_leaves_only_the_data(run: Run, folder: Path) -> None:
    result = run("--quiet", "documents")
    assert result.stderr == ""
    assert result.stdout


def test_verbose_says_which_study_it_is(run: Run, folder: Path) -> None:
    assert f"Study in {folder}" in run("--verbose", "documents").stderr


def test_verbose_tells_the_cause_of_an_error(run: Run, folder: Path) -> None:
    (folder / "qcode.db").write_bytes(b"no database at all, only words" * 99)
    assert "because of" in run("--verbose", "documents").stderr


def test_a_name_in_an_error_cannot_steer_the_terminal(run: Run) -> None:
    result = run("segments", "--document", "x\x1b[2J\ny")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1 + 1  # setting up, then the error
    assert "\x1b" not in result.stderr


def test_a_refusal_of_the_system_is_one_line(
    call: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/study")

    monkeypatch.setattr("qcode.cli.listing.list_documents", refuse)
    result = call("--study", folder, "--quiet", "documents")
    assert result.exit_code == 1
    assert result.stderr == "Error: /study: Permission denied.\n"


def test_a_bug_is_not_hidden(
    call: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("bug")

    monkeypatch.setattr("qcode.cli.listing.list_documents", fail)
    with pytest.raises(AssertionError, match="bug"):
        call("--study", folder, "documents")


def test_an_interruption_ends_with_status_130_and_no_traceback(
    call: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qcode.cli.listing.list_documents", interrupt)
    result = call("--study", folder, "documents")
    assert result.exit_code == 130
    assert "Traceback" not in result.stderr


def test_a_closed_pipe_ends_quietly(run: Run, folder: Path, coded: list[str]) -> None:
    environment = {**os.environ, "QCODE_STUDY": str(folder)}
    for command in (["history"], ["coding", "list", "--json"], ["documents"]):
        process = subprocess.Popen(
            [*PROGRAM, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
        process.stderr.close()
        process.wait()
        assert said == b""


def test_output_is_utf_8_where_the_locale_is_not(folder: Path, run: Run) -> None:
    run("memo", "add", "--document", "anna", "schön \U0001f600")
    environment = {
        **os.environ,
        "QCODE_STUDY": str(folder),
        "PYTHONIOENCODING": "latin-1",
    }
    done = subprocess.run(
        [*PROGRAM, "memo", "list"], capture_output=True, env=environment, check=True
    )
    assert "schön \U0001f600" in done.stdout.decode()


def test_an_interrupt_signal_ends_the_program_with_status_130() -> None:
    # The command sends itself what ctrl+c sends, once it runs. A test run in the
    # background hands the signal down as ignored.
    program = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from qcode.cli import listing, main\n"
        "listing.open_study = lambda _: signal.raise_signal(signal.SIGINT)\n"
        "sys.argv = ['qcode', 'documents']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True)
    assert done.returncode == 130
    assert done.stderr.strip() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", [("--help",), ("codes", "--json")])
def test_a_full_disk_is_told_in_one_line(
    folder: Path, run: Run, arguments: tuple[str, ...]
) -> None:
    run("codes")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *arguments],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "QCODE_STUDY": str(folder)},
        )
    assert done.returncode == 1
    assert done.stderr == b"Error: No space left on device.\n"


def test_a_database_in_use_is_told_in_one_line(
    folder: Path, run: Run, coded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qcode.store.opening._WAIT_FOR_LOCK_S", 0.1)
    holder = sqlite3.connect(folder / "qcode.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    result = run("undo")
    holder.close()
    assert result.exit_code == 1
    assert "another program is writing to it" in result.stderr
    assert len(result.stderr.splitlines()) == 1
