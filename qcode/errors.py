"""Everything that a person can cause and mend.

    QcodeError                  exit status 1: one line, nothing half done
    ├── StudyError              the folder, the database, the settings
    ├── UnknownError            something named does not exist, or is ambiguous
    ├── RefusedError            the study's rules do not allow it
    ├── UnreadableError         a file cannot be taken in
    │   └── CodebookFileError   codebook.yaml, with line and column
    ├── WrongUsageError         exit status 2: the command was put together wrongly
    └── DamageError             exit status 3: a check found damage

A message says what is wrong and what to do; its values are attributes.
Bugs are not in this tree: they stay ValueError and AssertionError.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from qcode.model.codebook import Code
    from qcode.model.coding import Memo


class QcodeError(Exception):
    """Something the user can mend."""

    exit_code: ClassVar[int] = 1


class StudyError(QcodeError):
    """The study's folder, database or settings are not as they must be."""


class UnknownError(QcodeError):
    """What was named is not in the study."""


class RefusedError(QcodeError):
    """The study's rules do not allow what was asked."""


class UnreadableError(QcodeError):
    """A file cannot be taken in."""

    def __init__(self, path: Path | str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class WrongUsageError(QcodeError):
    """The command was put together wrongly."""

    exit_code = 2


class DamageError(QcodeError):
    """A check found that the study's data are damaged."""

    exit_code = 3


class NoStudyError(StudyError):
    """There is no study here or above."""

    def __init__(self, start: Path) -> None:
        super().__init__(
            f"There is no study in {start} or above it. Go to a study's folder, name "
            "it with --study, or make one with `qcode init`."
        )
        self.start = start


class ForeignDatabaseError(StudyError):
    """The database belongs to another study than codebook.yaml."""

    def __init__(self, expected: object, found: object) -> None:
        super().__init__(
            f"The database belongs to study {found}, codebook.yaml to study {expected}."
            " Put the database that belongs to this codebook here, or remove it."
        )
        self.expected = expected
        self.found = found


class SchemaVersionError(StudyError):
    """The database was written by another version of qcode."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(
            f"The database has the form {found}, this program knows {known}. "
            "Open it with a newer version of qcode."
        )
        self.found = found
        self.known = known


class DatabaseError(StudyError):
    """The database cannot be reached or is in use."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"The database {where} cannot be used: {reason}")
        self.where = where
        self.reason = reason


class HoldsStudyError(StudyError):
    """A study was to be put into a database that is not empty."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} holds a study already; nothing was moved. Name an empty database."
        )
        self.where = where


class NoAccountsError(StudyError):
    """A team was asked for where the database knows no accounts."""

    def __init__(self) -> None:
        super().__init__(
            "An SQLite file knows no accounts, so nobody's rights can be held there. "
            "`qcode move --to postgresql://…` puts the study on a server."
        )


class NoCoderError(StudyError):
    """Nobody said who is coding."""

    def __init__(self) -> None:
        super().__init__(
            "It is not known who is coding. Say so with --coder NAME or QCODE_CODER."
        )


class UnknownDocumentError(UnknownError):
    """No document has this id or name."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no document '{wanted}'. `qcode documents` lists them."
        )
        self.wanted = wanted


class UnknownCodeError(UnknownError):
    """No code has this id, key or name."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"There is no code '{wanted}'. `qcode codes` lists them.")
        self.wanted = wanted


class UnknownCoderError(UnknownError):
    """No coder has this handle."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"There is no coder '{wanted}'. `qcode coders` lists them.")
        self.wanted = wanted


class UnknownMemberError(UnknownError):
    """Nobody of this name is in the team."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no '{wanted}' in the team. `qcode team list` lists it."
        )
        self.wanted = wanted


class UnknownCodingError(UnknownError):
    """No coding has this id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no coding '{wanted}'. `qcode coding list` lists them."
        )
        self.wanted = wanted


class UnknownSuggestionError(UnknownError):
    """No suggestion has this id, or it was decided or computed anew since."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no suggestion '{wanted}' now. `qcode suggest` lists them."
        )
        self.wanted = wanted


class UnknownAttributeError(UnknownError):
    """No case has an attribute of this name."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        names = ", ".join(known) or "none"
        super().__init__(f"There is no attribute '{wanted}'. Known are: {names}.")
        self.wanted = wanted
        self.known = known


class AmbiguousError(UnknownError):
    """A part of a name fits several things."""

    def __init__(self, wanted: str, candidates: Sequence[str]) -> None:
        shown = ", ".join(candidates[:5]) + (" …" if len(candidates) > 5 else "")
        super().__init__(
            f"'{wanted}' fits {len(candidates)}: {shown}. Write more of the name."
        )
        self.wanted = wanted
        self.candidates = candidates


class InvalidSpanError(RefusedError):
    """Two numbers do not make a span."""

    def __init__(self, start: int, end: int) -> None:
        super().__init__(
            f"{start}:{end} is no span: the start must be 0 or more and lie before "
            "the end."
        )
        self.start = start
        self.end = end


class SpanOutOfRangeError(RefusedError):
    """A span reaches beyond the document's text."""

    def __init__(self, document: str, start: int, end: int, length: int) -> None:
        super().__init__(
            f"{start}:{end} reaches beyond the end of '{document}', which has {length} "
            "characters."
        )
        self.document = document
        self.start = start
        self.end = end
        self.length = length


class DuplicateCodingError(RefusedError):
    """A coder put the same code on the same span twice."""

    def __init__(self, code: str, start: int, end: int) -> None:
        super().__init__(
            f"You already coded {start}:{end} as '{code}'; nothing was added."
        )
        self.code = code
        self.start = start
        self.end = end


class NotCodableError(RefusedError):
    """A code that only groups others was to be applied."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"'{code}' only groups other codes; choose one of the codes below it."
        )
        self.code = code


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


class DuplicateCodeError(RefusedError):
    """A key or shortcut is already in use."""

    def __init__(self, field: str, value: str, owner: str) -> None:
        super().__init__(
            f"The {field} '{value}' belongs to '{owner}' already (or did once); "
            "choose another."
        )
        self.field = field
        self.value = value
        self.owner = owner


class UndoBlockedError(RefusedError):
    """Something done later depends on what is to be undone."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"'{what}' cannot be turned around: {why}.")
        self.what = what
        self.why = why


class NothingToUndoError(RefusedError):
    """This coder has nothing left to undo (or redo) in this copy of the study."""

    def __init__(self, direction: str) -> None:
        super().__init__(f"There is nothing to {direction}.")
        self.direction = direction


class CodebookConflictError(RefusedError):
    """codebook.yaml and the database both changed since they last met."""

    def __init__(self, differences: int) -> None:
        super().__init__(
            "codebook.yaml and the database both changed since they last met "
            f"({differences} differences; see `qcode codebook diff`). Choose with "
            "`qcode codebook apply --take file` or `--take database`."
        )
        self.differences = differences


class CodebookFileError(UnreadableError):
    """codebook.yaml is not as it must be; line and column count from 1."""

    def __init__(self, path: Path | str, line: int, column: int, reason: str) -> None:
        super().__init__(f"{path}:{line}:{column}", reason)
        self.line = line
        self.column = column


class NulInTextError(RefusedError):
    """A text holds a NUL character, which PostgreSQL cannot store."""

    def __init__(self, offset: int) -> None:
        super().__init__(
            f"Character {offset} (from 0) is NUL, so this is no plain text or was "
            "read in the wrong encoding. Save it as text in UTF-8 and import it again."
        )
        self.offset = offset


class PipelineUnusableError(StudyError):
    """The spaCy pipeline that the settings name is not there or does not fit."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"The spaCy pipeline '{name}' cannot be used: {reason}. Install it on this "
            "machine or name none in the settings; qcode downloads nothing."
        )
        self.name = name
        self.reason = reason


class UnknownDifferenceError(UnknownError):
    """No difference between the two coders has this id, or it is no longer so."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"There is no difference '{wanted}'; the codings may have changed since. "
            "`qcode adjudicate list` lists them."
        )
        self.wanted = wanted


class AlreadySettledError(RefusedError):
    """Somebody has decided about this difference already."""

    def __init__(self, handle: str, ruling: str, at: datetime) -> None:
        when = at.astimezone().strftime("%Y-%m-%d %H:%M")
        super().__init__(
            f"{handle} settled that on {when}: {ruling}. `qcode adjudicate reopen` "
            "opens it again."
        )
        self.handle = handle
        self.ruling = ruling
        self.at = at


class RoundOpenError(RefusedError):
    """A blind round hides what was asked for."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"Round {', '.join(names)} is blind until all its coders have finished; "
            "coders are compared afterwards. `qcode round list` says how far it is."
        )
        self.names = list(names)
