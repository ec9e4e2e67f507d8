"""The folder, the database, the settings are not as they must be."""

from pathlib import Path

from qcode.errors.branches import StudyError


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


class NoCoderError(StudyError):
    """Nobody said who is coding."""

    def __init__(self) -> None:
        super().__init__(
            "It is not known who is coding. Say so with --coder NAME or QCODE_CODER."
        )


class PipelineUnusableError(StudyError):
    """The spaCy pipeline that the settings name is not there or does not fit."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"The spaCy pipeline '{name}' cannot be used: {reason}. Install it on this "
            "machine or name none in the settings; qcode downloads nothing."
        )
        self.name = name
        self.reason = reason
