"""Whose codings are not pooled with those of the others."""

from typing import TYPE_CHECKING

from qcode.model.adjudication import CONSENSUS
from qcode.model.ids import CoderId, coder_id
from qcode.store import facts, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


def not_pooled(connection: "Connection") -> frozenset[CoderId]:
    """Return the coders that are left out where coders are pooled and none is named.

    It is the consensus set: made of the others' codings it tells nothing more of what
    they coded. Where nobody else has codings it stands for itself.
    """
    row = study.find(connection)
    if row is None:
        return frozenset()
    consensus = coder_id(row.id, CONSENSUS)
    have_codings = {it.id for it in facts.coders_with_codings(connection)}
    return frozenset({consensus}) if have_codings > {consensus} else frozenset()
