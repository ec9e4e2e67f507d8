"""README.md says what is there: commands, keys, exit statuses, its own two commands."""

import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import walk_packages

import click
import pytest
from click.testing import CliRunner
from textual.binding import Binding

import qcode.tui
from qcode.cli import COMMANDS, cli
from qcode.errors import QcodeError

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CI_RUN = (ROOT / ".ci" / "run").read_text("utf-8")
SIGNS = {
    "full_stop": ".",
    "question_mark": "?",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "slash": "/",
}


def code_lines(text: str) -> list[str]:
    """Return the lines of the blocks of shell commands."""
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def table_rows() -> list[list[str]]:
    """Return the cells of every row of every table."""
    lines = [line for line in README.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def quoted(cell: str) -> list[str]:
    """Return what stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def command_names() -> Iterator[str]:
    """Yield every command, and the commands of those that are groups."""
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        if isinstance(command, click.Group):
            yield from (f"{name} {below}" for below in command.commands)
        else:
            yield name


def bindings() -> Iterator[Binding]:
    """Yield every binding that a class of the screens has of its own."""
    for found in walk_packages(qcode.tui.__path__, "qcode.tui."):
        module = import_module(found.name)
        for _, member in getmembers(module, isclass):
            if member.__module__ == module.__name__:
                for binding in member.__dict__.get("BINDINGS", ()):
                    assert isinstance(binding, Binding), f"{member}: {binding}"
                    yield binding


def exit_statuses(branch: type[QcodeError]) -> set[int]:
    """Return the exit statuses of an error and all that derive from it."""
    below = (exit_statuses(one) for one in branch.__subclasses__())
    return {branch.exit_code}.union(*below)


@pytest.mark.parametrize("name", list(command_names()))
def test_a_command_stands_in_the_table_of_commands(name: str) -> None:
    shown = [one for row in table_rows() for one in quoted(row[0])]
    pattern = re.compile(rf"qcode {re.escape(name)}( [\[\]A-Z…]+)?")
    assert any(map(pattern.fullmatch, shown))


def test_the_table_of_commands_names_nothing_that_does_not_exist() -> None:
    shown = {one for row in table_rows() for one in quoted(row[0])}
    named = {
        re.sub(r" [\[\]A-Z…]+$", "", one).removeprefix("qcode ")
        for one in shown
        if one.startswith("qcode ")
    }
    assert named == set(command_names())


@pytest.mark.parametrize("binding", list(bindings()), ids=lambda binding: binding.id)
def test_a_binding_stands_in_the_table_of_keys(binding: Binding) -> None:
    assert binding.id
    [row] = [row for row in table_rows() if binding.id in quoted(row[-1])]
    keys = [SIGNS.get(key, key) for key in binding.key.split(",")]
    assert set(keys) <= set(quoted(row[0]))


def test_the_table_of_keys_names_no_binding_that_does_not_exist() -> None:
    shown = [one for row in table_rows() if len(row) == 3 for one in quoted(row[2])]
    assert sorted(shown) == sorted(str(binding.id) for binding in bindings())


def test_every_exit_status_is_explained() -> None:
    shown = {one for row in table_rows() for one in quoted(row[0]) if one.isdigit()}
    assert shown == {str(status) for status in {0} | exit_statuses(QcodeError)}


def test_one_line_installs_and_opens_the_study() -> None:
    [line] = [line for line in code_lines(README) if line.endswith(".venv/bin/qcode")]
    first, second, third = line.split(" && ")
    assert first == "python3 -m venv .venv"
    assert second == ".venv/bin/pip install -c constraints.txt ."
    assert third == ".venv/bin/qcode"


def test_one_line_installs_and_runs_all_tests() -> None:
    [line] = [line for line in code_lines(README) if " -n auto" in line]
    first, second, third = line.split(" && ")
    assert first == "python3 -m venv .venv"
    assert second == ".venv/bin/pip install -c constraints.txt -e '.[dev]'"
    assert third == ".venv/bin/python -m pytest -n auto --dist loadfile"


def test_ci_runs_the_very_test_command_of_the_readme() -> None:
    [found] = re.findall(r"test_command=\$\(grep -E '(.+)' README\.md\)", CI_RUN)
    taken = [line for line in README.splitlines() if re.search(found, line)]
    assert taken == [line for line in code_lines(README) if " -n auto" in line]
    assert 'bash -euc "$test_command"' in CI_RUN
    assert len(re.findall(r"\bpytest\b", CI_RUN)) == 1


def test_the_commands_of_the_first_ten_minutes_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("QCODE_STUDY", "QCODE_CODER", "QCODE_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    section = README.partition("## The first ten minutes")[2].partition("\n## ")[0]
    for line in code_lines(section):
        program, *arguments = shlex.split(line)
        if program == "cd":
            monkeypatch.chdir(arguments[0])
            continue
        result = CliRunner(catch_exceptions=False).invoke(cli, arguments)
        assert (line, program, result.exit_code) == (line, "qcode", 0), result.stderr
    assert {path.name for path in Path("exports").iterdir()} == {
        "cities.xlsx",
        "documents.csv",
        "documents.csv.about.json",
        "personal.csv",
        "personal.csv.about.json",
    }


def test_the_settings_shown_are_settings() -> None:
    [block] = re.findall(r"^```toml\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    ids = re.findall(r'^"([^"]+)" = ', block, re.MULTILINE)
    assert ids
    assert set(ids) <= {binding.id for binding in bindings()}


def test_what_the_readme_links_to_is_there() -> None:
    linked = re.findall(r"\]\(([^):]+)\)", README)
    assert "docs/coding-screen.svg" in linked
    assert [path for path in linked if not (ROOT / path).is_file()] == []


def test_the_command_for_the_benchmarks_names_a_program_that_is_there() -> None:
    [line] = [line for line in code_lines(README) if "tests.benchmarks" in line]
    python, option, module, *_ = line.split()
    assert (python, option) == (".venv/bin/python", "-m")
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
