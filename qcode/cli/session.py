"""What holds for a whole call of the program: study, coder, how much is said.

Knows no command, and nothing that is slow to load.
"""

from dataclasses import dataclass
from pathlib import Path

import click

from qcode.errors import StudyError
from qcode.text.harmless import harmless


@dataclass(frozen=True, slots=True)
class Session:
    """The global options; `None` where an option was not given."""

    study: Path | None = None
    handle: str | None = None
    is_quiet: bool = False
    is_verbose: bool = False

    @property
    def folder(self) -> Path:
        """Where the study is looked for; raises StudyError for one that is not there.

        A mistyped folder must not lead to the study around it.
        """
        if self.study is None:
            return Path.cwd()
        if not self.study.is_dir():
            raise StudyError(
                f"There is no folder {self.study}. Name the study's folder with "
                "--study or QCODE_STUDY."
            )
        return self.study

    def note(self, text: str) -> None:
        """Say something beside the data, unless --quiet."""
        if not self.is_quiet:
            click.echo(harmless(text), err=True)

    def detail(self, text: str) -> None:
        """Say what only --verbose wants to know."""
        if self.is_verbose:
            self.note(text)
