"""What goes wrong, as people see it: one line on stderr and an exit status."""

from collections.abc import Iterator
from contextlib import contextmanager

import click

from qcode.errors import QcodeError, QueryError
from qcode.text.harmless import harmless

INTERRUPTED = 130


@contextmanager
def told(*, is_verbose: bool) -> Iterator[None]:
    """Tell what a person can mend in one line and end with its exit status.

    A closed pipe passes through: Click ends it quietly. Bugs pass through too.
    """
    try:
        yield
    except QcodeError as error:
        _tell(error, str(error), is_verbose=is_verbose)
        if isinstance(error, QueryError):
            for line in error.pointer.splitlines():
                click.echo(f"  {line}", err=True)
        raise click.exceptions.Exit(error.exit_code) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        # What the operating system refuses (a full disk, a folder without
        # rights) is nobody's bug, wherever it happens.
        where = f"{error.filename}: " if error.filename else ""
        _tell(error, f"{where}{error.strerror or error}.", is_verbose=is_verbose)
        raise click.exceptions.Exit(QcodeError.exit_code) from error
    except KeyboardInterrupt as error:
        click.echo(err=True)
        raise click.exceptions.Exit(INTERRUPTED) from error


def _tell(error: BaseException, message: str, *, is_verbose: bool) -> None:
    click.echo(f"Error: {harmless(' '.join(message.split()))}", err=True)
    if is_verbose and error.__cause__ is not None:
        cause = error.__cause__
        said = " ".join(str(cause).split())
        click.echo(f"  because of {type(cause).__name__}: {harmless(said)}", err=True)
