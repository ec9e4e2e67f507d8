import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.interchange.refi.archives import a_project, a_source, an_archive

Run = Callable[..., Result]
Read = Callable[..., Any]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with a new file and two that cannot be taken in."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "clara-03.txt").write_bytes("I: Na?\r\nB: Gu\u0308t \U0001f44d".encode())
    (folder / "binary.txt").write_bytes(b"ab\x00cd" * 9)
    (folder / "table.xyz").write_text("x")
    return folder


def names(read: Read) -> list[str]:
    return [document["name"] for document in read("documents")]


def test_what_became_of_each_file_comes_with_the_promised_keys(
    run: Run, inbox: Path
) -> None:
    result = run("import", inbox / "clara-03.txt", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == [
        {
            "path": str(inbox / "clara-03.txt"),
            "status": "new",
            "reason": "",
            "document": "clara-03",
        }
    ]
    assert "1 new, 0 known" in result.stderr


def test_importing_again_brings_nothing_new(run: Run, read: Read, inbox: Path) -> None:
    path = inbox / "clara-03.txt"
    run("import", path)
    before = read("history")
    result = run("import", path, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)[0]["status"] == "known"
    assert read("history") == before


def test_refused_files_do_not_keep_the_others_out(
    run: Run, read: Read, inbox: Path
) -> None:
    paths = [inbox / name for name in ("binary.txt", "clara-03.txt", "table.xyz")]
    result = run("import", *paths, inbox / "missing.txt", "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    statuses = [outcome["status"] for outcome in found]
    assert statuses == ["refused", "new", "refused", "refused"]
    assert [bool(outcome["reason"]) for outcome in found] == [True, False, True, True]
    assert found[0]["document"] is None
    assert "3 of 4 files refused" in result.stderr.splitlines()[-1]
    assert "clara-03" in names(read)


def test_a_dry_run_says_the_same_and_changes_nothing(
    run: Run, read: Read, inbox: Path
) -> None:
    before = read("history")
    result = run("import", "--dry-run", inbox / "clara-03.txt", "--json")
    assert json.loads(result.stdout)[0]["status"] == "new"
    assert "nothing was changed" in result.stderr
    assert read("history") == before
    assert names(read) == ["anna-01", "bodo-02"]


def test_a_folder_brings_in_what_its_attributes_list(
    run: Run, read: Read, inbox: Path
) -> None:
    table = "document,kind,city\nclara-03.txt,interview,C\n"
    (inbox / "attributes.csv").write_text(table)
    result = run("import", inbox)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].split() == [
        *("path", "status", "document", "reason"),
    ]
    clara = next(d for d in read("documents") if d["name"] == "clara-03")
    assert clara["attributes"] == {"city": "C"}


def test_a_damaged_attributes_table_refuses_all_in_one_line(
    run: Run, read: Read, inbox: Path
) -> None:
    (inbox / "attributes.csv").write_text("dokument;kind\n")
    result = run("import", inbox)
    assert result.exit_code == 1
    assert "attributes.csv" in result.stderr
    assert names(read) == ["anna-01", "bodo-02"]


def test_documents_may_come_in_before_anyone_codes(
    run: Run, read: Read, inbox: Path
) -> None:
    assert run("import", inbox / "clara-03.txt", coder=None).exit_code == 0
    assert read("history", "-n", "1")[0]["coder"] is None


def test_no_progress_bar_goes_into_a_file(run: Run, inbox: Path) -> None:
    assert "Importing" not in run("import", inbox / "clara-03.txt").stderr


def test_a_command_without_path_is_wrong_usage(run: Run) -> None:
    assert run("import").exit_code == 2


SURVEY = "id;text;size\n1;Ja, gern.;groß\n2;Ja, gern.;klein\n3;;klein\n"


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "wave.csv"
    path.write_text(SURVEY, "utf-8")
    return path


def test_open_answers_become_documents_with_attributes(
    run: Run, read: Read, survey: Path
) -> None:
    options = ("--text", "text", "--id", "id", "--attribute", "size")
    result = run("import", survey, *options, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert [it["document"] for it in found] == ["wave 1", "wave 2", None]
    assert found[2]["status"] == "skipped"
    assert found[2]["reason"] == "1 row without an answer: 4"
    kinds = {it["name"]: (it["kind"], it["attributes"]) for it in read("documents")}
    assert kinds["wave 1"] == ("survey", {"size": "groß"})
    assert kinds["wave 2"] == ("survey", {"size": "klein"})
    assert run("doctor").exit_code == 0


def test_answers_of_the_same_words_are_known_each_by_itself(
    run: Run, read: Read, survey: Path
) -> None:
    options = ("--text", "text", "--id", "id", "--attribute", "size")
    run("import", survey, *options)
    before = read("history")
    again = json.loads(run("import", survey, *options, "--json").stdout)
    assert [(it["status"], it["document"]) for it in again[:2]] == [
        ("known", "wave 1"),
        ("known", "wave 2"),
    ]
    assert read("history") == before


def test_a_table_without_columns_named_is_refused_with_their_names(
    run: Run, survey: Path
) -> None:
    result = run("import", survey)
    assert result.exit_code == 1
    assert "--text" in result.stdout
    assert "id, text, size" in result.stdout


def test_other_files_of_a_folder_are_told_and_hinder_nothing(
    run: Run, inbox: Path
) -> None:
    (inbox / "binary.txt").unlink()
    result = run("import", inbox, "--json")
    assert result.exit_code == 0
    found = {Path(it["path"]).name: it for it in json.loads(result.stdout)}
    assert found["clara-03.txt"]["status"] == "new"
    assert found["table.xyz"]["status"] == "skipped"
    assert found["table.xyz"]["reason"] == ".xyz is no known format"


def test_what_a_table_does_not_list_is_told(run: Run, inbox: Path) -> None:
    (inbox / "attributes.csv").write_text("document\nclara-03\n")
    result = run("import", inbox, "--json")
    found = {Path(it["path"]).name: it for it in json.loads(result.stdout)}
    assert set(found) == {"clara-03.txt", "binary.txt"}
    assert found["binary.txt"]["reason"] == "attributes.csv does not list it"


# A test run in the background hands the signal down as ignored; and only the thread
# that raises it has it at once.
_INTERRUPTED = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from qcode.operations import corpus

settle = corpus.settle

def settle_until_c(connection, store, arrival, coder_id):
    outcome = settle(connection, store, arrival, coder_id)
    if arrival.path.name == "c.txt":
        signal.raise_signal(signal.SIGINT)
    return outcome

corpus.settle = settle_until_c
from qcode.cli import main
main()
"""


def test_what_is_in_stays_and_the_rest_is_told_after_an_interrupt(
    read: Read, folder: Path, inbox: Path
) -> None:
    for name in "abcd":
        (inbox / f"{name}.txt").write_text(f"B: {name}.")
    paths = [str(inbox / f"{name}.txt") for name in "abcd"]
    command = [sys.executable, "-c", _INTERRUPTED, "--study", str(folder), "import"]
    done = subprocess.run(
        [*command, *paths, "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 130
    assert "Traceback" not in done.stderr
    found = json.loads(done.stdout)
    assert [it["status"] for it in found] == ["new", "new", "skipped", "skipped"]
    assert all("import again" in it["reason"] for it in found[2:])
    assert [it for it in names(read) if len(it) == 1] == ["a", "b"]


_INTERRUPTED_PROJECT = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from qcode.operations.exchange.incoming import importing

record = importing._record

def record_until_b(intake, store, report, taken, coder_id):
    record(intake, store, report, taken, coder_id)
    if report.file_name == "b.qdpx":
        signal.raise_signal(signal.SIGINT)

importing._record = record_until_b
from qcode.cli import main
main()
"""


def test_projects_that_are_in_stay_and_the_rest_is_told_after_an_interrupt(
    read: Read, folder: Path, inbox: Path
) -> None:
    for number, name in enumerate("abc"):
        source = a_source(guid=f"44444444-0000-4000-8000-{number:012}")
        an_archive(
            inbox / f"{name}.qdpx",
            a_project(source.replace('"a"', f'"{name}"')),
            {"t.txt": name},
        )
    paths = [str(inbox / name) for name in ("a.qdpx", "b.qdpx", "c.qdpx")]
    paths.append(str(inbox / "clara-03.txt"))
    command = [sys.executable, "-c", _INTERRUPTED_PROJECT, "--study", str(folder)]
    done = subprocess.run(
        [*command, "import", *paths, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 130, done.stderr
    found = json.loads(done.stdout)
    assert [it["status"] for it in found] == ["new", "skipped", "skipped", "skipped"]
    assert all("import again" in it["reason"] for it in found[1:])
    assert [it for it in names(read) if len(it) == 1] == ["a"]


def test_on_a_narrow_terminal_the_reasons_are_whole(folder: Path, inbox: Path) -> None:
    (inbox / "binary.txt").rename(inbox / "b.txt")
    command = [sys.executable, "-m", "qcode", "--study", str(folder), "import"]
    near, far = pty.openpty()
    environment = {**os.environ, "COLUMNS": "40", "TERM": "dumb"}
    done = subprocess.run(
        [*command, str(inbox / "b.txt")],
        stdout=far,
        stderr=subprocess.DEVNULL,
        env=environment,
        check=False,
    )
    os.close(far)
    said = b""
    with suppress(OSError):
        while part := os.read(near, 4096):
            said += part
    os.close(near)
    assert done.returncode == 1
    lines = said.decode().splitlines()
    assert lines[0].split() == ["path", "status", "document"]
    assert lines[-1].startswith(f"{inbox / 'b.txt'}: ")
    assert lines[-1].endswith(".")
