"""What became of files on their way in."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Status(StrEnum):
    """What became of a file, or of a row of answers."""

    NEW = "new"
    KNOWN = "known"
    REFUSED = "refused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and why; `document_name` where it is in the study.

    The reason of a file that is in says what of it did not come along. `asks_nobody`
    where nobody in the document counts as one who asks.
    """

    path: Path
    status: Status
    reason: str = ""
    document_name: str = ""
    asks_nobody: bool = False


def not_reached(paths: Iterable[Path]) -> list[Outcome]:
    """Return what is told of files that an interrupted import did not come to.

    The first of them may be in all the same, if the break came behind its last step.
    """
    reason = "interrupted; import again to go on"
    return [Outcome(path, Status.SKIPPED, reason) for path in paths]
