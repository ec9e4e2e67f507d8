"""The texts of a report: codebook, recommendations, and how the study was done."""

from collections.abc import Iterator
from pathlib import Path

from qcode.errors import RefusedError
from qcode.interchange.methods import LANGUAGES, methods_text
from qcode.interchange.prose import write_prose
from qcode.model.basis import CODED, Basis
from qcode.operations.codebook_file import export_codebook
from qcode.operations.evidence import EvidenceQuestion, portfolio
from qcode.operations.exports import write_found
from qcode.operations.grid import GridQuestion, summary_grid
from qcode.operations.grid_files import write_grid
from qcode.operations.overview import overview
from qcode.operations.recommendation_files import write_recommendations
from qcode.operations.report.methods import methods
from qcode.operations.report.sources import Sources
from qcode.operations.report.thing import Beside, Thing, ending
from qcode.operations.selecting import Selection

_FORMATS = (".docx", ".html", ".md")


def codebooks() -> Iterator[Thing]:
    """Yield the codebook, as codebook.yaml and to be read."""
    yield Thing(
        "codebook/codebook",
        _yaml,
        frozenset({Basis.CODEBOOK}),
        frozenset({Beside.CODEBOOK_FILE}),
    )
    yield Thing("codebook/codebook-with-counts", _overview)


def _yaml(sources: Sources, path: Path) -> None:
    export_codebook(sources.workspace, ending(path, ".yaml"))


def _overview(sources: Sources, path: Path) -> None:
    selection = Selection(coder=sources.question.coder or sources.consensus)
    for suffix in (".html", ".md"):
        write_found(overview(sources.store, selection), ending(path, suffix))


def recommendations() -> Iterator[Thing]:
    """Yield the recommendations with their evidence."""
    yield Thing(
        "recommendations/recommendations",
        _recommendations,
        CODED | {Basis.RECOMMENDATIONS, Basis.SETTLED, Basis.MEMOS},
        frozenset({Beside.SURVEY, Beside.LANGUAGE}),
    )


def _recommendations(sources: Sources, path: Path) -> None:
    question = sources.question
    survey = question.survey
    asked = EvidenceQuestion(
        coder=question.coder,
        survey=None if survey is None else survey.path,
        keep=None if survey is None else survey.keep,
    )
    found = portfolio(sources.store, asked)
    if not found.evidence:
        raise RefusedError("There are no recommendations yet.")
    for suffix in _FORMATS:
        write_recommendations(found, ending(path, suffix), question.language)


def grids() -> Iterator[Thing]:
    """Yield the summary grid."""
    yield Thing(
        "grid/grid",
        _grid,
        CODED | {Basis.SUMMARIES, Basis.SETTLED},
        frozenset({Beside.LANGUAGE}),
    )


def _grid(sources: Sources, path: Path) -> None:
    question = sources.question
    selection = Selection(coder=question.coder)
    found = summary_grid(sources.store, GridQuestion(selection=selection))
    cells = (cell for row in found.rows for cell in row.cells)
    if not found.homeless and all(cell.summary is None for cell in cells):
        raise RefusedError("No summary has been written into the grid yet.")
    for suffix in (*_FORMATS, ".xlsx"):
        write_grid(found, ending(path, suffix), question.language)


def methods_appendix() -> Iterator[Thing]:
    """Yield how the study was done, in each language; it tells of what was left out."""
    yield Thing(
        "methods/methods",
        _methods,
        CODED | {Basis.SETTLED, Basis.SUGGESTIONS},
        frozenset({Beside.SURVEY, Beside.LEFT_OUT}),
    )


def _methods(sources: Sources, path: Path) -> None:
    found = methods(sources)
    for language in LANGUAGES:
        prose = methods_text(found, language)
        for suffix in _FORMATS:
            write_prose(ending(path, f"-{language}{suffix}"), prose)
