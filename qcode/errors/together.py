"""What several people working on one study come upon."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from qcode.errors.branches import RefusedError, StudyError, UnknownError

if TYPE_CHECKING:
    from qcode.model.codebook import Code
    from qcode.model.coding import Memo
    from qcode.model.recommendation import Recommendation
    from qcode.model.summary import Summary


class NoAccountsError(StudyError):
    """A team was asked for where the database knows no accounts."""

    def __init__(self) -> None:
        super().__init__(
            "An SQLite file knows no accounts, so nobody's rights can be held there. "
            "`qcode move --to postgresql://…` puts the study on a server."
        )


class UnknownMemberError(UnknownError):
    """Nobody of this name is in the team."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no '{wanted}' in the team. `qcode team list` lists it."
        )
        self.wanted = wanted


class NotYoursError(RefusedError):
    """A coder wanted to change another coder's work."""

    def __init__(self, what: str, owner: str) -> None:
        super().__init__(f"This {what} is {owner}'s; only {owner} can change it.")
        self.what = what
        self.owner = owner


class NotAllowedError(RefusedError):
    """The database does not let this account do what was asked."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"The database does not let the account '{account}' do this; nothing was "
            "stored. `qcode team list` says who leads the study."
        )
        self.account = account


class NotYourAccountError(RefusedError):
    """Somebody wanted to code as another than the account's coder."""

    def __init__(self, account: str, own: str, wanted: str) -> None:
        super().__init__(
            f"The account '{account}' codes as '{own}', not as '{wanted}'. Leave out "
            "--coder and QCODE_CODER, or open the study with the other account."
        )
        self.account = account
        self.own = own
        self.wanted = wanted


class AccountInUseError(RefusedError):
    """An account has powers on the server that no rule of a study binds."""

    def __init__(self, account: str) -> None:
        super().__init__(
            f"The account '{account}' owns the study or rules the server, so no role "
            "can bind it. Choose another name with --account."
        )
        self.account = account


class CrossedError(RefusedError):
    """What two people did in one moment cannot both be."""

    def __init__(self) -> None:
        super().__init__(
            "Somebody changed what this needs in the same moment; nothing was stored. "
            "Look again and repeat it."
        )


class MemoChangedError(RefusedError):
    """A memo is not what its coder started from: it was changed elsewhere.

    `present` is the memo as it is now, `None` if it was taken away.
    """

    def __init__(self, present: "Memo | None") -> None:
        done = "taken away" if present is None else "changed"
        super().__init__(
            f"This memo was {done} elsewhere meanwhile; nothing was stored. Look at it "
            "and write again."
        )
        self.present = present


class SummaryChangedError(RefusedError):
    """A summary is not what somebody started from: another changed it meanwhile.

    `present` is the summary as it is now, `None` if it was taken away; `by` the handle
    of who wrote it, if known.
    """

    def __init__(self, present: "Summary | None", by: str | None) -> None:
        done = "took this summary away" if present is None else "changed this summary"
        super().__init__(
            f"{by or 'Somebody'} {done} meanwhile; nothing was stored. Look at it and "
            "write again."
        )
        self.present = present
        self.by = by


class CodeChangedError(RefusedError):
    """A code is not what somebody started from: another changed it meanwhile.

    `present` is the code as it is now, `by` the handle of who changed it, if known.
    """

    def __init__(self, present: "Code", by: str | None) -> None:
        super().__init__(
            f"{by or 'Somebody'} changed '{present.name}' meanwhile; nothing was "
            "stored. Look at it and change it again."
        )
        self.present = present
        self.by = by


class RecommendationChangedError(RefusedError):
    """A recommendation is not what somebody started from: another changed it.

    `present` is how it is now, `by` the handle of who changed it, if known.
    """

    def __init__(self, present: "Recommendation", by: str | None) -> None:
        super().__init__(
            f"{by or 'Somebody'} changed '{present.title}' meanwhile; nothing was "
            "stored. Look at it and change it again."
        )
        self.present = present
        self.by = by


class RoundOpenError(RefusedError):
    """A blind round hides what was asked for."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Round {', '.join(names)} is blind until all its coders have finished; "
            "what they did is compared and handed on afterwards. `qcode round list` "
            "says how far it is."
        )
        self.names = list(names)
