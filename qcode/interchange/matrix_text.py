"""A summary grid as a text for readers: the matrix, and how it came about."""

from collections.abc import Iterator, Mapping

from qcode.interchange.matrix_words import MatrixWords, matrix_words
from qcode.model.coding import Origin
from qcode.model.matrix import Matrix, MatrixCell
from qcode.model.prose import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Prose,
    Run,
    Words,
    plain,
)
from qcode.model.table import Fact


def matrix_text(matrix: Matrix, language: str, at_once: int | None = None) -> Prose:
    """Return the text of a grid in a language ("de", "en").

    At most `at_once` categories stand beside each other, all where `None`; the others
    follow in further tables of the same cases.
    """
    words = matrix_words(language)
    blocks = [Paragraph(plain(it)) for it in _told(matrix, words)]
    return Prose(
        language,
        words.title,
        [*blocks, *_tables(matrix, words, at_once), *_homeless(matrix, words)],
        at=matrix.provenance.at,
        paper=Paper.ACROSS,
    )


def _told(matrix: Matrix, words: MatrixWords) -> Iterator[str]:
    of = matrix.provenance
    yield words.state.format(
        study=of.study,
        cases=len(matrix.rows),
        categories=len(matrix.categories),
        at="–" if of.at is None else f"{of.at:%Y-%m-%d %H:%M} UTC",
        program=of.program,
    )
    chosen = matrix.chosen
    whose = words.whose[chosen.how].format(coders=", ".join(chosen.coders))
    what = "; ".join(_selected(of.filters, words))
    selected = f" {words.selected.format(what=what)}" if what else ""
    yield f"{words.reading} {whose}{selected}"


def _selected(filters: Mapping[str, Fact], words: MatrixWords) -> Iterator[str]:
    """Yield what was left out of the study, in words."""
    if filters.get("kind"):
        yield words.of_kind.format(kind=filters["kind"])
    if filters.get("attribute"):
        yield str(filters["attribute"])
    origins = filters.get("origins")
    if isinstance(origins, list) and len(origins) < len(Origin):
        yield words.of_origin.format(origins=", ".join(origins))
    if filters.get("interviewer's turns left out"):
        yield words.without_interviewer


def _tables(matrix: Matrix, words: MatrixWords, at_once: int | None) -> Iterator[Block]:
    if not matrix.rows:
        yield Paragraph(plain(words.no_cases))
        return
    number = len(matrix.categories)
    step = at_once or max(number, 1)
    for first in range(0, number, step):
        last = min(first + step, number)
        if step < number:
            told = words.part.format(first=first + 1, last=last, of=number)
            yield Heading(1, told)
        across = matrix.categories[first:last]
        yield Grid(
            [words.case, *(it.name for it in across)],
            [
                [
                    (Run(row.case.name, is_strong=True),),
                    *(_cell(it, words) for it in row.cells[first:last]),
                ]
                for row in matrix.rows
            ],
            # Names of cases are long words, which must not be broken.
            [1.1, *[1.0] * len(across)],
        )


def _cell(cell: MatrixCell, words: MatrixWords) -> Words:
    number = cell.segments
    if not number and not cell.text:
        return plain(words.nothing)
    told = words.segment if number == 1 else words.segments.format(number=number)
    if cell.is_open:
        return plain(f"({words.is_open}, {told})")
    return plain(f"{cell.text}\n({told})")


def _homeless(matrix: Matrix, words: MatrixWords) -> Iterator[Block]:
    if matrix.homeless:
        yield Heading(1, words.homeless)
        yield Bullets([plain(f"{it.case}: {it.text}") for it in matrix.homeless])
