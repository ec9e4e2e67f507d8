"""What saved queries find: tables and a chart for each, in a folder of its name."""

from collections.abc import Iterator
from pathlib import Path

from qcode.model.basis import CODED, Basis
from qcode.model.counting import FrequencyQuestion
from qcode.operations import table_making as making
from qcode.operations.charts import ChartQuestion, bar_chart
from qcode.operations.report.charts_made import write_pictures
from qcode.operations.report.sources import Sources
from qcode.operations.report.tables_made import written
from qcode.operations.report.thing import Beside, Make, Thing, file_name
from qcode.operations.report.whose import Whose
from qcode.operations.saving_queries import list_queries
from qcode.operations.table_choices import Choices

_BASES = CODED | {Basis.QUERIES, Basis.MEMOS}


def query_findings(sources: Sources, whose: Whose) -> Iterator[Thing]:
    """Yield tables and a chart of what each saved query finds of these codings."""
    for saved, _ in list_queries(sources.store):
        folder = f"{whose.folder}queries/{file_name(saved.name)}"
        query = f'query:"{saved.name}"'
        choices = Choices(coder=whose.coder, query=query)
        for name, make in (
            ("frequencies", making.frequencies),
            ("segments", making.segments),
        ):
            yield Thing(f"{folder}/{name}", written(make, choices), _BASES)
        bars, words = _bars(whose, query), frozenset({Beside.LANGUAGE})
        yield Thing(f"{folder}/codes", bars, _BASES, words)


def _bars(whose: Whose, query: str) -> Make:
    def write(sources: Sources, path: Path) -> None:
        asked = FrequencyQuestion(coders=whose.coders, query=query)
        question = ChartQuestion(asked, language=sources.question.language)
        write_pictures(bar_chart(sources.store, question), path)

    return write
