"""Progress bars: on stderr, and only where a person looks at it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from qcode.cli.session import Session


@contextmanager
def progress(session: Session, label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while something is done; gives what to report done and all steps to.

    Nothing is shown with --quiet and where stderr is no terminal.
    """
    is_hidden = session.is_quiet or not sys.stderr.isatty()
    with click.progressbar(
        length=1, label=label, file=sys.stderr, hidden=is_hidden
    ) as bar:

        def report(done: int, steps: int) -> None:
            bar.length = steps
            bar.update(done - bar.pos)

        yield report
