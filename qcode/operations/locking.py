"""Keeping others from coding while something is planned and done."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qcode.model.ids import CoderId
from qcode.store import coders, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


def lock(connection: "Connection", coder_ids: Iterable[CoderId]) -> None:
    """Let nobody act for these coders, or change the codebook, until this ends.

    What was looked up then still holds when it is used. Always in the same order, so
    that two never wait for each other. Raises what `coders.lock` raises.
    """
    for coder_id in sorted(set(coder_ids)):
        coders.lock(connection, coder_id)
    study.lock(connection)
