"""What comes up where differences between coders are settled."""

from typing import TYPE_CHECKING

from qcode.errors.branches import RefusedError, UnknownError

if TYPE_CHECKING:
    from qcode.model.adjudication import Settlement


class UnknownDifferenceError(UnknownError):
    """No difference between the two coders has this id, or it is no longer so."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no difference '{wanted}'; the codings may have changed since. "
            "`qcode adjudicate list` lists them."
        )
        self.wanted = wanted


class AlreadySettledError(RefusedError):
    """A difference is settled already, or otherwise than somebody saw.

    `present` is what is decided, `by` the handle of who decided it.
    """

    def __init__(self, present: "Settlement", by: str) -> None:
        when = present.settled_at.astimezone().strftime("%Y-%m-%d %H:%M")
        why = f" ({present.why})" if present.why else ""
        super().__init__(
            f"{by} settled that on {when}: {present.ruling.in_tables}{why}. "
            "`qcode adjudicate settle --over` decides all the same, `qcode adjudicate "
            "reopen` opens it again."
        )
        self.present = present
        self.by = by


class NotSettledError(RefusedError):
    """Nothing is decided about a difference, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing is decided about that difference. `qcode adjudicate list --all` "
            "says what is settled."
        )


class NotAdjudicatedError(RefusedError):
    """A document is left out where differences are settled."""

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(
            f"{document} is left out ({reason}). `qcode finish` says that a document "
            "is coded to the end; --with-unfinished settles there all the same."
        )
        self.document = document
        self.reason = reason


class TableRefusedError(RefusedError):
    """Rows of a table of decisions cannot be carried out, so none was.

    `reason` says what is wrong with the first of `number` such rows.
    """

    def __init__(self, reason: str, number: int) -> None:
        rest = f" --dry-run lists all {number} such rows." if number > 1 else ""
        super().__init__(f"Nothing was settled: {reason}{rest}")
        self.number = number
