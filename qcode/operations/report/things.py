"""The things that a report rebuilds, in order.

Whatever is to be derived too gets a line in one of the modules that this one joins:
a name, what makes it, and, where that is more than codings, what it is made from.
"""

from collections.abc import Iterator

from qcode.operations.report.charts_made import charts
from qcode.operations.report.queries_made import query_findings
from qcode.operations.report.sources import Sources
from qcode.operations.report.tables_made import tables
from qcode.operations.report.team_made import team_tables
from qcode.operations.report.texts_made import (
    codebooks,
    grids,
    methods_appendix,
    recommendations,
)
from qcode.operations.report.thing import Thing
from qcode.operations.report.whose import blocks


def things(sources: Sources) -> Iterator[Thing]:
    """Yield all that is derived from this study; the last ones sum up the others."""
    for whose in blocks(sources):
        yield from tables(sources, whose)
        yield from charts(sources, whose)
        yield from query_findings(sources, whose)
    yield from team_tables()
    yield from codebooks()
    yield from recommendations()
    yield from grids()
    yield from methods_appendix()
