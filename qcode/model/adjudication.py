"""Differences between two coders, and what was decided about them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from qcode.model.coding import Coding, now
from qcode.model.ids import (
    CodeId,
    CoderId,
    CodingId,
    DifferenceId,
    DocumentId,
    SettlementId,
)
from qcode.model.span import Span

CONSENSUS = "consensus"
"""The handle of the set that adjudication makes: a coder like any other."""


class DifferenceKind(StrEnum):
    """How two coders' codings of one code stand to each other in one place."""

    ALIKE = "alike"
    FIRST_ONLY = "first only"
    SECOND_ONLY = "second only"
    BOUNDARIES = "boundaries"


@dataclass(frozen=True, slots=True)
class Difference:
    """What two coders coded with one code in one place: codings that hang together.

    `first` and `second` are in order of the text; one of them may be empty. Codings
    that overlap, also by way of others, are in one place.
    """

    document_id: DocumentId
    code_id: CodeId
    first: tuple[Coding, ...]
    second: tuple[Coding, ...]

    @property
    def id(self) -> DifferenceId:
        """Follows from the codings: where one comes or goes it is another difference.

        Who is first and who second makes none.
        """
        name = " ".join(sorted(str(it.id) for it in self.codings))
        return DifferenceId(uuid5(self.document_id, f"difference {name}"))

    @property
    def codings(self) -> tuple[Coding, ...]:
        """All codings of both."""
        return (*self.first, *self.second)

    @property
    def span(self) -> Span:
        """From the first to the last of what is coded here."""
        spans = [coding.span for coding in self.codings]
        return Span(min(it.start for it in spans), max(it.end for it in spans))

    @property
    def kind(self) -> DifferenceKind:
        """How the codings stand to each other."""
        if not self.second:
            return DifferenceKind.FIRST_ONLY
        if not self.first:
            return DifferenceKind.SECOND_ONLY
        is_alike = {it.span for it in self.first} == {it.span for it in self.second}
        return DifferenceKind.ALIKE if is_alike else DifferenceKind.BOUNDARIES


class Ruling(StrEnum):
    """What was decided about a difference."""

    FIRST = "first"
    SECOND = "second"
    BOTH = "both"
    NEITHER = "neither"
    REDRAWN = "redrawn"
    SENT_BACK = "sent back"

    @property
    def in_tables(self) -> str:
        """How it is typed on a command line and in a table: one word."""
        return self.value.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody decides about a difference, and why.

    `redrawn` are the spans drawn anew; for what is sent back `why` becomes a memo on
    the code.
    """

    ruling: Ruling
    coder_id: CoderId
    why: str = ""
    redrawn: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """What was decided about one difference, by whom, when and why.

    `taken` are the codings of the consensus set that it stands for, `compared` those
    of the two coders that it was about, with `first` the coder who stood first.
    """

    difference_id: DifferenceId
    document_id: DocumentId
    code_id: CodeId
    coder_id: CoderId
    first: CoderId
    second: CoderId
    ruling: Ruling
    why: str
    compared: tuple[CodingId, ...]
    taken: tuple[CodingId, ...] = ()
    settled_at: datetime = field(default_factory=now)

    @property
    def id(self) -> SettlementId:
        """Follows from the difference: it is settled once, until it is reopened."""
        return settlement_id(self.difference_id)

    def ruling_for(self, first: CoderId) -> Ruling:
        """Return what was decided where `first` is the coder who stands first."""
        if first == self.first:
            return self.ruling
        turned = {Ruling.FIRST: Ruling.SECOND, Ruling.SECOND: Ruling.FIRST}
        return turned.get(self.ruling, self.ruling)


def settlement_id(difference_id: UUID) -> SettlementId:
    """Return the id of what is decided about a difference."""
    return SettlementId(uuid5(difference_id, "settlement"))


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A row of a table of decisions, as somebody filled it in.

    It means a difference by `id` or, where that is empty, by `document`, `code` and
    `span`. `ruling` is `None` where nothing is decided. `first` and `second` are the
    handles of the coders in the table's order, empty where it names none.
    """

    row: int
    id: str
    document: str
    code: str
    span: Span | None
    ruling: Ruling | None
    why: str
    redrawn: tuple[Span, ...]
    first: str = ""
    second: str = ""
