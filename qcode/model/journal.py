"""What a person did, as the study remembers it.

An action is a list of changes; each change holds an object's state before and
after, so that undoing is swapping the two. The store keeps every action as an
entry of a hash graph.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from qcode.model.ids import CoderId, InstallationId

JsonValue: TypeAlias = "str | int | float | bool | None | list[JsonValue] | JsonObject"
JsonObject: TypeAlias = Mapping[str, "JsonValue"]


class ObjectKind(StrEnum):
    """The objects whose states an action changes."""

    CODE = "code"
    CODING = "coding"
    MEMO = "memo"
    DECISION = "decision"
    FINISHED_MARK = "finished mark"
    SETTLEMENT = "settlement"
    SUMMARY = "summary"
    RELEASE = "release"


IN_SETS = tuple(
    it for it in ObjectKind if it not in (ObjectKind.SUMMARY, ObjectKind.RELEASE)
)
"""The objects that coded sets carry; summaries are the team's and no coder's own.

What may be published is each copy's own matter.
"""


class Verb(StrEnum):
    """What was done. People read these through the words of the front end."""

    STUDY_CREATED = "study created"
    DOCUMENT_IMPORTED = "document imported"
    ATTRIBUTES_SET = "attributes set"
    PROJECT_IMPORTED = "project imported"
    CODEBOOK_APPLIED = "codebook applied"
    CODE_CREATED = "code created"
    CODE_CHANGED = "code changed"
    CODES_MERGED = "codes merged"
    CODING_APPLIED = "coding applied"
    CODING_REMOVED = "coding removed"
    MEMO_WRITTEN = "memo written"
    SETS_MERGED = "coded sets merged"
    SUGGESTIONS_ACCEPTED = "suggestions accepted"
    SUGGESTION_REJECTED = "suggestion rejected"
    DOCUMENT_FINISHED = "document finished"
    DOCUMENT_REOPENED = "document reopened"
    DIFFERENCES_SETTLED = "differences settled"
    DIFFERENCE_REOPENED = "difference reopened"
    ROUND_OPENED = "round opened"
    ROUND_CLOSED = "round closed"
    QUERY_SAVED = "query saved"
    QUERY_REMOVED = "query removed"
    RECOMMENDATIONS_STARTED = "recommendations started"
    RECOMMENDATION_ADDED = "recommendation added"
    RECOMMENDATION_CHANGED = "recommendation changed"
    RECOMMENDATION_REMOVED = "recommendation removed"
    QUOTATION_CHOSEN = "key quotation chosen"
    QUOTATION_DROPPED = "key quotation dropped"
    QUOTATION_VOUCHED_FOR = "key quotation vouched for"
    VOUCH_TAKEN_BACK = "vouch taken back"
    SPEAKER_SET = "speaker set"
    SUMMARY_WRITTEN = "summary written"
    DOCUMENTS_RELEASED = "documents released"
    DOCUMENTS_WITHDRAWN = "documents made private"
    UNDONE = "undone"
    REDONE = "redone"


UNDOABLE = frozenset(
    {
        Verb.CODE_CREATED,
        Verb.CODE_CHANGED,
        Verb.CODES_MERGED,
        Verb.CODING_APPLIED,
        Verb.CODING_REMOVED,
        Verb.MEMO_WRITTEN,
        Verb.SETS_MERGED,
        Verb.PROJECT_IMPORTED,
        Verb.SUGGESTIONS_ACCEPTED,
        Verb.SUGGESTION_REJECTED,
        Verb.DOCUMENT_FINISHED,
        Verb.DOCUMENT_REOPENED,
        Verb.DIFFERENCES_SETTLED,
        Verb.DIFFERENCE_REOPENED,
        Verb.SUMMARY_WRITTEN,
        Verb.DOCUMENTS_RELEASED,
        Verb.DOCUMENTS_WITHDRAWN,
    }
)

STEPS = "recommending"
"""The detail that tells what became of recommendations, state before and after.

They are no objects that merges know, so that they stand in no changes.
"""


@dataclass(frozen=True, slots=True)
class Change:
    """One object's state before and after; `None` where it did not exist."""

    kind: ObjectKind
    id: UUID
    before: JsonObject | None
    after: JsonObject | None

    @property
    def inverse(self) -> "Change":
        """The change that takes this one back."""
        return Change(self.kind, self.id, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person asked for.

    `coder_id` is `None` for what an installation does before anyone has coded
    (setting up, importing). `reverses` is the hash of the entry that an undo
    or redo turns around. `note` says in a few words what was acted on.
    """

    verb: Verb
    coder_id: CoderId | None
    changes: tuple[Change, ...] = ()
    details: JsonObject = field(default_factory=dict)
    note: str = ""
    reverses: str | None = None

    @property
    def is_undoable(self) -> bool:
        """Whether it is for undo; what undoes and redoes is asked for otherwise."""
        return self.verb in UNDOABLE or (
            STEPS in self.details and self.verb not in (Verb.UNDONE, Verb.REDONE)
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as it stands in the journal, in the order of this copy (`number`)."""

    number: int
    hash: str
    parents: tuple[str, ...]
    installation_id: InstallationId
    at: datetime
    action: Action
