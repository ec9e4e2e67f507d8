"""The branches of the tree: what kind of thing is wrong."""

from pathlib import Path
from typing import ClassVar


class QcodeError(Exception):
    """Something the user can mend."""

    exit_code: ClassVar[int] = 1


class StudyError(QcodeError):
    """The study's folder, database or settings are not as they must be."""


class UnknownError(QcodeError):
    """What was named is not in the study."""


class RefusedError(QcodeError):
    """The study's rules do not allow what was asked."""


class UnreadableError(QcodeError):
    """A file cannot be taken in."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class WrongUsageError(QcodeError):
    """The command was put together wrongly."""

    exit_code = 2


class DamageError(QcodeError):
    """A check found that the study's data are damaged."""

    exit_code = 3
