"""Where a table comes from: the state of the study that it was made from."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from qcode import __version__
from qcode.model.table import Fact, Provenance
from qcode.operations.finishing import codebook_revision
from qcode.store import journal, study, text_states

if TYPE_CHECKING:
    from sqlalchemy import Connection

PROGRAM = f"qcode {__version__}"


def provenance(
    connection: "Connection",
    unit: str,
    *,
    base: Mapping[str, Fact] | None = None,
    filters: Mapping[str, Fact] | None = None,
    parameters: Mapping[str, Fact] | None = None,
) -> Provenance:
    """Return the provenance of a table that is made in this transaction."""
    row = study.get(connection)
    return Provenance(
        study=row.name,
        study_id=row.id,
        codebook=codebook_revision(connection)[0],
        texts=text_states.every(connection),
        program=PROGRAM,
        at=journal.newest(connection),
        unit=unit,
        base=base or {},
        filters=filters or {},
        parameters=parameters or {},
    )
