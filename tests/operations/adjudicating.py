"""Two coders who differ, and what is decided about that."""

from qcode.model.adjudication import Difference, Settlement
from qcode.model.coding import Coding
from qcode.operations.codings import apply_code
from qcode.operations.differences import (
    Adjudicated,
    Pair,
    Scope,
)
from qcode.operations.dockets import open_docket
from qcode.operations.finishing import finish
from qcode.store import codings
from tests.builders import Study, a_coder, a_coding

CONSENSUS = a_coder("consensus")


def differing(study: Study) -> Scope:
    """Let anna and Bea differ in a span of engagement, and anna alone have nets."""
    for coding in (
        a_coding(15, 22),
        a_coding(15, 30, coder_id=study.bea.id),
        a_coding(31, 40, code_id=study.nets.id),
        a_coding(0, 3),
        a_coding(0, 3, coder_id=study.bea.id),
    ):
        apply_code(study.store, coding)
    for coder in (study.anna, study.bea):
        finish(study.store, study.document.id, coder.id)
    return Scope(Pair(study.anna, study.bea))


def docket_of(study: Study, scope: Scope) -> list[Adjudicated]:
    return list(open_docket(study.store, scope).differences)


def settlements_of(study: Study, scope: Scope) -> list[Settlement]:
    return [it.settlement for it in docket_of(study, scope) if it.settlement]


def boundaries(study: Study, scope: Scope) -> Difference:
    return next(
        it.difference
        for it in docket_of(study, scope)
        if len(it.difference.codings) == 2
    )


def consensus_of(study: Study) -> list[Coding]:
    with study.store.read() as connection:
        found = codings.in_document(connection, study.document.id)
    return [it for it in found if it.coder_id == CONSENSUS.id]
