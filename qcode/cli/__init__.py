"""The command line: which command lives where, loaded only when it is asked for.

This module and what it imports stay light, so that `qcode --help` is instant:
short helps stand in the table, not in the modules that hold the commands.
"""

import gc
import io
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

import qcode
from qcode.cli.errors import told
from qcode.cli.session import Session

# name -> where the command stands, and what it does
COMMANDS: Mapping[str, tuple[str, str]] = {
    "init": ("qcode.cli.study:init", "Make a new study, or add what one lacks."),
    "demo": ("qcode.cli.study:demo", "Copy the demonstration study to try things."),
    "move": (
        "qcode.cli.moving:move_",
        "Carry the study to another database: PostgreSQL or a file.",
    ),
    "import": ("qcode.cli.importing:import_", "Bring documents in: files or folders."),
    "export": (
        "qcode.cli.exporting:export_",
        "Write the study for other programs (REFI-QDA).",
    ),
    "exchanges": (
        "qcode.cli.exchanges:exchanges",
        "Show what came from other programs and what could not.",
    ),
    "documents": ("qcode.cli.listing:documents", "List the documents."),
    "codes": ("qcode.cli.listing:codes", "List the codes."),
    "coders": ("qcode.cli.listing:coders", "List the coders."),
    "speakers": (
        "qcode.cli.speakers:speakers",
        "List speakers' labels; say who asks.",
    ),
    "cases": ("qcode.cli.listing:cases", "List the cases and their attributes."),
    "codebook": (
        "qcode.cli.codebook:codebook",
        "Codebook.yaml and the database: check, diff, apply, export.",
    ),
    "coding": ("qcode.cli.coding:coding", "Code a span; list and remove codings."),
    "memo": ("qcode.cli.memo:memo", "Write and list memos."),
    "segments": ("qcode.cli.segments:segments", "Retrieve coded segments."),
    "search": (
        "qcode.cli.search:search",
        "Find words in context; code all that is found.",
    ),
    "query": (
        "qcode.cli.query:query",
        "Keep queries on coded segments under a name.",
    ),
    "suggest": (
        "qcode.cli.suggesting:suggest",
        "Propose codes for passages, with reasons.",
    ),
    "frequencies": (
        "qcode.cli.frequencies:frequencies_",
        "Count how often which code.",
    ),
    "crosstab": (
        "qcode.cli.crosstab:crosstab_",
        "Set codes against an attribute.",
    ),
    "cooccurrence": (
        "qcode.cli.cooccurrence:cooccurrence",
        "Tell which codes occur together.",
    ),
    "sequences": (
        "qcode.cli.sequences:sequences_",
        "Tell which code follows which.",
    ),
    "saturation": (
        "qcode.cli.saturation:saturation_",
        "Tell how much each further document still brings.",
    ),
    "overview": (
        "qcode.cli.overview:overview_",
        "Print the codebook with examples and counts.",
    ),
    "keyness": (
        "qcode.cli.keyness:keyness_",
        "List the words most typical of each code.",
    ),
    "similarity": (
        "qcode.cli.similarity:similarity_",
        "Tell how alike documents are by their codes.",
    ),
    "portrait": (
        "qcode.cli.portrait:portrait_",
        "Print the codes along the text of a document.",
    ),
    "chart": ("qcode.cli.chart:chart", "Draw what was coded, for a printed page."),
    "joint-display": (
        "qcode.cli.joint_display:joint_display_",
        "Lay interviews beside a survey.",
    ),
    "recommend": (
        "qcode.cli.recommending:recommend",
        "Recommendations with the evidence under them.",
    ),
    "grid": (
        "qcode.cli.grid:grid",
        "Summaries of cases under categories, as a grid.",
    ),
    "release": (
        "qcode.cli.releasing:release_",
        "Say which documents may be quoted in public.",
    ),
    "publish": (
        "qcode.cli.publishing:publish_",
        "Write the findings as a site for everybody to read.",
    ),
    "report": (
        "qcode.cli.reporting:report_",
        "Rebuild everything derived, where it changed.",
    ),
    "finish": (
        "qcode.cli.finishing:finish_",
        "Say that you have coded a document to the end.",
    ),
    "set": ("qcode.cli.sets:set_", "Hand coders' work on as a file: export, show."),
    "merge": ("qcode.cli.merging:merge_", "Take in what others coded."),
    "team": (
        "qcode.cli.team:team",
        "Who may do what in a study on a server: add, list, remove.",
    ),
    "round": (
        "qcode.cli.rounds:round_",
        "Blind rounds: coders who do not see each other's work.",
    ),
    "agreement": (
        "qcode.cli.agreement:agreement_",
        "Say how far coders agree, code by code.",
    ),
    "adjudicate": (
        "qcode.cli.adjudicating:adjudicate",
        "Settle differences between two coders.",
    ),
    "history": ("qcode.cli.history:history", "List what was done, the newest first."),
    "undo": ("qcode.cli.history:undo", "Take back what you did last."),
    "redo": ("qcode.cli.history:redo", "Do again what you took back last."),
    "doctor": ("qcode.cli.doctor:doctor", "Check that the study's data are whole."),
}
SCREENS = "qcode.cli.tui:screens"


class CommandTable(click.Group):
    """The program: a group whose commands are loaded one at a time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name, `None` if there is none."""
        if cmd_name not in COMMANDS:
            return None
        return _loaded(COMMANDS[cmd_name][0])

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the table's short helps, without loading a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in COMMANDS.items()])

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Read the command line; a help that cannot be written becomes one line."""
        with told(is_verbose=False):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what people can mend becomes one line."""
        with told(is_verbose=bool(ctx.params["verbose"])):
            return super().invoke(ctx)


def _loaded(where: str) -> click.Command:
    module, _, name = where.partition(":")
    command = getattr(import_module(module), name)
    assert isinstance(command, click.Command)
    return command


@click.group(
    name="qcode",
    cls=CommandTable,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]…",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--study",
    type=click.Path(path_type=Path),
    envvar="QCODE_STUDY",
    metavar="DIR",
    help="The study's folder, or one inside it; else the working directory. "
    "[QCODE_STUDY]",
)
@click.option(
    "--coder",
    envvar="QCODE_CODER",
    metavar="NAME",
    help="Who acts; else who acted last in this study on this machine. [QCODE_CODER]",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no notes, only results.")
@click.option("-v", "--verbose", is_flag=True, help="Say more of what is done.")
@click.version_option(qcode.__version__, message="%(prog)s %(version)s")
@click.pass_context
def cli(
    ctx: click.Context,
    study: Path | None,
    coder: str | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Code qualitative interviews in the terminal.

    Without a command the study is opened on the screen. Documents are named by
    any unambiguous part of their name, codes by key, path or part of their name.
    Results go to stdout, notes to stderr. Exit status: 0 done, 1 something to
    mend, 2 wrong usage, 3 a check found damage.
    """
    ctx.obj = Session(study, coder, is_quiet=quiet, is_verbose=verbose)
    if ctx.invoked_subcommand is None:
        ctx.invoke(_loaded(SCREENS))


def main() -> None:
    """Run the program and exit with its status."""
    # A start makes objects that all stay; looking for garbage among them took a
    # sixth of its time.
    gc.set_threshold(100_000, 20, 50)
    for stream in _streams():
        # A terminal keeps its encoding; files and pipes always get UTF-8. What
        # cannot be written so (an undecodable file name) is escaped, not fatal.
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")
    cli(prog_name="qcode")


def _streams() -> Iterator[io.TextIOWrapper]:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            yield stream
