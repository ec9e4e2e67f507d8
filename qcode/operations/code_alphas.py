"""How far coders agree on single codes, in a transaction that goes on.

Counted as `qcode agreement` counts without options: sentences of those interviewed,
in the documents that all have finished who finished any, without the consensus set.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qcode.comparison.comparing import Comparison, Matching
from qcode.model.agreement import ComparisonQuestion
from qcode.model.codebook import Code
from qcode.model.evidence import CodeAlpha, CodeAlphas
from qcode.operations.compared import Field, Material, gather
from qcode.operations.leaving_out import finishers

if TYPE_CHECKING:
    from sqlalchemy import Connection

NO_COMPARISON = "no-comparison"
"""Why alpha is undefined where no two coders have finished the same document."""


def code_alphas(connection: "Connection", codes: Sequence[Code]) -> CodeAlphas:
    """Return alpha for each of the codes that can be given."""
    asked = [code for code in codes if code.codable]
    compared = finishers(connection)
    handles = [it.handle for it in compared]
    counted: list[Material] = []
    if len(compared) > 1 and asked:
        question = ComparisonQuestion(coders=compared)
        counted, _ = gather(connection, question)
    if not counted:
        nothing = {it.key: CodeAlpha(it, None, 0, None, NO_COMPARISON) for it in asked}
        return CodeAlphas(handles, [], nothing)
    field = Field(asked, [frozenset([code.id]) for code in asked])
    comparison = Comparison([it.judged(field, question) for it in counted], Matching())
    found = {
        code.key: _alpha(code, comparison, number) for number, code in enumerate(asked)
    }
    return CodeAlphas(handles, [it.document.name for it in counted], found)


def _alpha(code: Code, comparison: Comparison, number: int) -> CodeAlpha:
    figures = comparison.of_code(number)
    alpha = figures.figures["alpha"]
    if alpha.undefined is not None:
        return CodeAlpha(code, None, figures.units, None, alpha.undefined.value)
    return CodeAlpha(code, alpha.value, figures.units, alpha.interval)
