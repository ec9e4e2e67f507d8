"""What a blind round hides: for each table, the rows that a coder still sees.

One wording for both who hold to it: the temporary views of `sight`, on any database,
and the row security of `rights`, on a server. A table that is not named here is not
hidden. What is wanted of the journal are the verbs that tell nothing of coders' work;
a verb that is not among them is hidden.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qcode.model.coding import Subject
from qcode.model.journal import ObjectKind, Verb

_TELLING_NOTHING = (
    Verb.STUDY_CREATED,
    Verb.DOCUMENT_IMPORTED,
    Verb.ATTRIBUTES_SET,
    Verb.CODEBOOK_APPLIED,
    Verb.CODE_CREATED,
    Verb.CODE_CHANGED,
    Verb.DOCUMENT_FINISHED,
    Verb.DOCUMENT_REOPENED,
    Verb.ROUND_OPENED,
    Verb.ROUND_CLOSED,
    Verb.SPEAKER_SET,
    Verb.DOCUMENTS_RELEASED,
    Verb.DOCUMENTS_WITHDRAWN,
)
_OPENLY = ", ".join(f"'{verb.value}'" for verb in _TELLING_NOTHING)
# A code may be made together with the first coding of it. Payloads have no blanks
# between keys and values, and quotes in a text are escaped.
_WITH_A_CODING = f'%"kind":"{ObjectKind.CODING.value}"%'

_IN_DOCUMENT = "{own} OR document_id NOT IN {documents}"
_SEEN = {
    "codings": _IN_DOCUMENT,
    "decisions": _IN_DOCUMENT,
    "suggestions": _IN_DOCUMENT,
    "suggestion_runs": _IN_DOCUMENT,
    "shown_suggestions": _IN_DOCUMENT,
    "settlements": "document_id NOT IN {documents}",
    "summaries": (
        "{own} OR case_id NOT IN"
        " (SELECT case_id FROM documents WHERE id IN {documents})"
    ),
    # A quotation tells who coded what where; words are vouched for in quotations.
    "key_quotations": "document_id NOT IN {documents}",
    "vouches": "document_id NOT IN {documents}",
    # What came in and went out is counted there, and named where something was left.
    "exchange_reports": "{own}",
    # Said the positive way round: a server shows its rules the hidden codings as
    # little as it shows them to the coder.
    "memos": (
        "{own}"
        f" OR subject = '{Subject.CODE.value}'"
        f" OR (subject = '{Subject.DOCUMENT.value}'"
        " AND subject_id NOT IN {documents})"
        f" OR (subject = '{Subject.CODING.value}' AND subject_id IN"
        " (SELECT id FROM {codings} WHERE document_id NOT IN {documents}))"
    ),
    "journal": (
        f"{{own}} OR (verb IN ({_OPENLY})"
        f" AND (payload IS NULL OR payload NOT LIKE '{_WITH_A_CODING}'))"
    ),
}
HIDDEN_FROM = tuple(_SEEN)
"""The tables of which a round hides rows."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the conditions stand on, as SQL.

    `own` says whether a row is of the one who looks, `documents` selects those of the
    rounds that hide something, `codings` is the table itself.
    """

    own: str
    documents: str
    codings: str = "codings"


def seen(ground: Ground) -> Mapping[str, str]:
    """Return for each table under which condition a row of it is seen."""
    return {
        table: rule.format(
            own=ground.own, documents=ground.documents, codings=ground.codings
        )
        for table, rule in _SEEN.items()
    }
