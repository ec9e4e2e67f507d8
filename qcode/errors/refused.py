"""The study's rules, or a file, do not allow what was asked."""

from pathlib import Path

from qcode.errors.branches import RefusedError, UnreadableError


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


class QueryError(RefusedError):
    """A query cannot be read, or asks for what there is not.

    `pointer` shows the query and, on a second line, carets under the fault, which
    runs from `start` to `end`.
    """

    def __init__(self, what: str, query: str, start: int, end: int) -> None:
        super().__init__(f"{what}.")
        self.query = query
        self.start = start
        self.end = end

    @property
    def pointer(self) -> str:
        """The query with carets under the fault, as two lines of equal indent."""
        shown = "".join(sign if sign.isprintable() else " " for sign in self.query)
        length = max(1, min(self.end, len(shown) + 1) - self.start)
        return f"{shown}\n{' ' * self.start}{'^' * length}"


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
