"""The tables, with everything the database itself can hold to be true."""

from qcode.store.schema.asking import saved_queries
from qcode.store.schema.coding import code_keys, coders, codes, codings, memos
from qcode.store.schema.corpus import (
    attributes,
    cases,
    document_digests,
    documents,
    revisions,
    speakers,
    study,
    turns,
)
from qcode.store.schema.exchange import (
    carried_elements,
    carried_files,
    exchange_reports,
    foreign_identities,
)
from qcode.store.schema.form import VERSION, metadata
from qcode.store.schema.history import journal, schema_version
from qcode.store.schema.publishing import releases, vouches
from qcode.store.schema.recommending import (
    key_quotations,
    recommendation_codes,
    recommendations,
)
from qcode.store.schema.suggesting import (
    decisions,
    shown_suggestions,
    suggestion_runs,
    suggestions,
)
from qcode.store.schema.summarising import summaries
from qcode.store.schema.team import (
    codebook_revisions,
    finished_marks,
    round_coders,
    round_documents,
    rounds,
    settlements,
)

__all__ = [
    "VERSION",
    "attributes",
    "carried_elements",
    "carried_files",
    "cases",
    "code_keys",
    "codebook_revisions",
    "coders",
    "codes",
    "codings",
    "decisions",
    "document_digests",
    "documents",
    "exchange_reports",
    "finished_marks",
    "foreign_identities",
    "journal",
    "key_quotations",
    "memos",
    "metadata",
    "recommendation_codes",
    "recommendations",
    "releases",
    "revisions",
    "round_coders",
    "round_documents",
    "rounds",
    "saved_queries",
    "schema_version",
    "settlements",
    "shown_suggestions",
    "speakers",
    "study",
    "suggestion_runs",
    "suggestions",
    "summaries",
    "turns",
    "vouches",
]
