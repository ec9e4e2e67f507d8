"""Files of other programs -> projects, whichever of the two formats they have."""

from pathlib import Path

from qcode.interchange.refi.codebooks import read_codebook
from qcode.interchange.refi.project import Project
from qcode.interchange.refi.reading import read_project
from qcode.interchange.refi.references import set_of
from qcode.model.exchange import ExchangeReport

CODEBOOK, PROJECT = ".qdc", ".qdpx"
ENDINGS = frozenset({CODEBOOK, PROJECT})


def read_exchanged(path: Path) -> tuple[Project, ExchangeReport]:
    """Return what a `.qdpx` or `.qdc` holds; a codebook is a project of codes only.

    Raises UnreadableError.
    """
    if path.suffix.lower() != CODEBOOK:
        reading = read_project(path)
        return reading.project, reading.report
    book, report = read_codebook(path)
    sets = (set_of(it.guid, it.name, it.description, it.codes) for it in book.sets)
    project = Project(path.stem, book.origin, codes=book.codes, carried=tuple(sets))
    return project, report
