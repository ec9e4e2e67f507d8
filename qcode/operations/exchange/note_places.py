"""Where a note stands in another program's project."""

from enum import StrEnum


class NotePlace(StrEnum):
    """Where a note stands: at what the memo is about, or elsewhere.

    A selection is a passage; a description is no note there but a text of a thing; a
    free note is about nothing.
    """

    SUBJECT = "subject"
    SELECTION = "selection"
    DESCRIPTION = "description"
    FREE = "free"
