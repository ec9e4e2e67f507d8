"""codebook.yaml beside the database's codebook: what changed where since they met."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from qcode.errors import ForeignDatabaseError, UnreadableError
from qcode.interchange.codebook_yaml import read_codebook
from qcode.model.codebook import Code, Codebook
from qcode.model.codebook_diff import Difference, differences
from qcode.model.ids import CodeId
from qcode.project import Project
from qcode.store import Store, codes, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Standing(StrEnum):
    """Where the codebook changed since file and database last met."""

    IN_STEP = "in step"
    FILE_CHANGED = "file changed"
    DATABASE_CHANGED = "database changed"
    BOTH_CHANGED = "both changed"


@dataclass(frozen=True, slots=True)
class Comparison:
    """File against database; `differences` are seen from the database to the file.

    `merged` are the codes that left the file and whose key another one there has as a
    former key, each with that other: they were merged.
    """

    standing: Standing
    file: Codebook
    file_content: bytes
    database: Codebook
    differences: list[Difference]
    merged: list[tuple[Code, Code]] = field(default_factory=list)


def compare(project: Project, store: Store) -> Comparison:
    """Say how codebook.yaml and the database stand to each other.

    Raises UnreadableError or CodebookFileError where the file cannot be read,
    ForeignDatabaseError where it belongs to another study.
    """
    with store.read() as connection:
        return compare_within(connection, project)


def compare_within(connection: "Connection", project: Project) -> Comparison:
    """Say it within a transaction; raises what `compare` raises."""
    content, keys = _read(project), codes.known_keys(connection)
    met = study.last_meeting(connection)
    # A key that went to another code since still means its own in the file as it was.
    keys |= {code.key: code.id for code in met.in_file}
    file = read_codebook(content, project.codebook_path, keys)
    database = study.codebook(connection)
    if file.study_id != database.study_id:
        raise ForeignDatabaseError(file.study_id, database.study_id)
    file_changed = file.codes != met.in_file
    database_changed = database.codes != met.in_database
    found = differences(database, file)
    standing = {
        (False, False): Standing.IN_STEP,
        (True, False): Standing.FILE_CHANGED,
        (False, True): Standing.DATABASE_CHANGED,
        (True, True): Standing.BOTH_CHANGED if found else Standing.IN_STEP,
    }[file_changed, database_changed]
    merged = list(_merged(database, file, keys))
    return Comparison(standing, file, content, database, found, merged)


def _merged(
    database: Codebook, file: Codebook, keys: Mapping[str, CodeId]
) -> Iterator[tuple[Code, Code]]:
    """Yield each code that the file merged into another, with that one as it is now.

    One that the database does not have yet comes to the top level.
    """
    for code in file.codes:
        owners = dict.fromkeys(keys[key] for key in code.formerly if key in keys)
        for owner in owners:
            if owner == code.id or owner not in database or owner in file:
                continue
            if code.id in database:
                into = replace(database.code(code.id), codable=code.codable)
            else:
                into = replace(code, parent_id=None, formerly=(), shortcut="")
            yield database.code(owner), into


def _read(project: Project) -> bytes:
    try:
        return project.codebook_path.read_bytes()
    except OSError as error:
        raise UnreadableError(
            project.codebook_path, f"cannot be read: {error.strerror}"
        ) from error
