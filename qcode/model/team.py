"""Who works on a study that is shared on a server, and what they may do."""

from dataclasses import dataclass
from enum import StrEnum

from qcode.model.coding import Coder


class Role(StrEnum):
    """What a member may do: read; code as themselves; lead codebook and merges."""

    READER = "reader"
    CODER = "coder"
    LEAD = "lead"


@dataclass(frozen=True, slots=True)
class Member:
    """A person's account on the database server, and the coder it codes as."""

    account: str
    role: Role
    coder: Coder
