"""Attributes as variables of other programs."""

from uuid import uuid5

from qcode.interchange.refi.project import Variable
from qcode.model.ids import StudyId


def own_variable(study_id: StudyId, attribute: str) -> Variable:
    """Return the variable that an attribute is which no other program knows."""
    return Variable(uuid5(study_id, f"variable:{attribute}"), attribute)
