"""One derived thing of a report: its name, what it is made from, and what makes it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from qcode.model.basis import CODED, Basis
from qcode.operations.report.sources import Sources


class Beside(StrEnum):
    """What some things are made from beside the database."""

    SURVEY = "survey"
    CODEBOOK_FILE = "codebook file"
    LANGUAGE = "language"
    LEFT_OUT = "left out"


Make: TypeAlias = Callable[[Sources, Path], None]


@dataclass(frozen=True, slots=True)
class Thing:
    """Something derived; `name` is the path of its files, their endings left out.

    `make` is given that path in a folder of its own and writes one file or several
    there, each with an ending put behind. It raises RefusedError, UnknownError or
    UnreadableError for what this study has not got.
    """

    name: str
    make: Make
    bases: frozenset[Basis] = CODED
    beside: frozenset[Beside] = frozenset()


def ending(path: Path, suffix: str) -> Path:
    """Return a path with an ending put behind; names may hold dots."""
    return path.with_name(path.name + suffix)


def file_name(said: str) -> str:
    """Return what is said as a part of a file's name that every system takes.

    Where something has to give way a few digits keep two from becoming one.
    """
    fitting = re.sub(r"[^\w.-]+", "-", said).strip("-.")
    if fitting == said:
        return said
    return f"{fitting}-{sha256(said.encode()).hexdigest()[:6]}"
