"""Marks of quotations, and reasons for candidates, as terminals tell them."""

from collections.abc import Mapping

from qcode.model.evidence import Candidate, CodeAlpha, Reason
from qcode.model.recommendation import Mark, MarkKind

_REASONS: Mapping[Reason, str] = {
    Reason.OPPOSES: "opposes",
    Reason.CONSENSUS: "in the consensus set",
    Reason.ALIKE: "coded alike by {alike}",
    Reason.LENGTH: "good length ({words} words)",
    Reason.NEW_ROLE: "role not quoted yet ({role})",
    Reason.NEW_CITY: "city not quoted yet ({city})",
}
_MARKS: Mapping[MarkKind, str] = {
    MarkKind.LOST: "its coding is gone",
    MarkKind.CHANGED: "its words changed",
    MarkKind.OUTSIDE: "its code is not under the recommendation",
    MarkKind.DROPPED: "agreement fell by {drop:.2f} ({before:.2f} to {after:.2f})",
    MarkKind.UNDEFINED: "agreement is undefined now (was {before:.2f})",
}


def mark_in_words(mark: Mark) -> str:
    """Return what has happened to a quotation since it was chosen."""
    return _MARKS[mark.kind].format(
        drop=mark.drop, before=mark.before, after=mark.after
    )


def reason_in_words(reason: Reason, candidate: Candidate) -> str:
    """Return why a passage is proposed."""
    source = candidate.passage.source
    return _REASONS[reason].format(
        alike=" and ".join(candidate.alike),
        words=candidate.words,
        role=source.role,
        city=source.city,
    )


def alpha_in_words(found: CodeAlpha) -> str:
    """Return how far coders agree on a code, or why that is not known."""
    if found.value is None:
        return f"undefined: {found.undefined}"
    return f"{found.value:.2f}"
