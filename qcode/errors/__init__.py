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

from qcode.errors.adjudication import (
    AlreadySettledError,
    NotAdjudicatedError,
    NotSettledError,
    TableRefusedError,
    UnknownDifferenceError,
)
from qcode.errors.branches import (
    DamageError,
    QcodeError,
    RefusedError,
    StudyError,
    UnknownError,
    UnreadableError,
    WrongUsageError,
)
from qcode.errors.refused import (
    CodebookConflictError,
    CodebookFileError,
    DuplicateCodeError,
    DuplicateCodingError,
    InvalidSpanError,
    NotCodableError,
    NothingToUndoError,
    NulInTextError,
    QueryError,
    SpanOutOfRangeError,
    UndoBlockedError,
)
from qcode.errors.studies import (
    DatabaseError,
    ForeignDatabaseError,
    HoldsStudyError,
    NoCoderError,
    NoStudyError,
    PipelineUnusableError,
    SchemaVersionError,
)
from qcode.errors.together import (
    AccountInUseError,
    CodeChangedError,
    CrossedError,
    MemoChangedError,
    NoAccountsError,
    NotAllowedError,
    NotYourAccountError,
    NotYoursError,
    RecommendationChangedError,
    RoundOpenError,
    SummaryChangedError,
    UnknownMemberError,
)
from qcode.errors.unknown import (
    AmbiguousError,
    UnknownAttributeError,
    UnknownCaseError,
    UnknownCodeError,
    UnknownCoderError,
    UnknownCodingError,
    UnknownDocumentError,
    UnknownExchangeError,
    UnknownRecommendationError,
    UnknownSuggestionError,
)

__all__ = [
    "AccountInUseError",
    "AlreadySettledError",
    "AmbiguousError",
    "CodeChangedError",
    "CodebookConflictError",
    "CodebookFileError",
    "CrossedError",
    "DamageError",
    "DatabaseError",
    "DuplicateCodeError",
    "DuplicateCodingError",
    "ForeignDatabaseError",
    "HoldsStudyError",
    "InvalidSpanError",
    "MemoChangedError",
    "NoAccountsError",
    "NoCoderError",
    "NoStudyError",
    "NotAdjudicatedError",
    "NotAllowedError",
    "NotCodableError",
    "NotSettledError",
    "NotYourAccountError",
    "NotYoursError",
    "NothingToUndoError",
    "NulInTextError",
    "QueryError",
    "PipelineUnusableError",
    "QcodeError",
    "RecommendationChangedError",
    "RefusedError",
    "RoundOpenError",
    "SchemaVersionError",
    "SpanOutOfRangeError",
    "StudyError",
    "SummaryChangedError",
    "TableRefusedError",
    "UndoBlockedError",
    "UnknownAttributeError",
    "UnknownCaseError",
    "UnknownCodeError",
    "UnknownCoderError",
    "UnknownCodingError",
    "UnknownDifferenceError",
    "UnknownDocumentError",
    "UnknownError",
    "UnknownExchangeError",
    "UnknownMemberError",
    "UnknownRecommendationError",
    "UnknownSuggestionError",
    "UnreadableError",
    "WrongUsageError",
]
