"""What other programs know the study's objects by: looked up, and added to."""

from collections.abc import Iterable
from uuid import UUID

from qcode.model.foreign import ForeignIdentity, IdentityKind


class Identities:
    """The foreign identities of a study; `new` are those that were added."""

    def __init__(self, known: Iterable[ForeignIdentity]) -> None:
        self.new: list[ForeignIdentity] = []
        self._by_subject: dict[tuple[IdentityKind, str], list[ForeignIdentity]] = {}
        self._by_guid: dict[tuple[IdentityKind, UUID], list[ForeignIdentity]] = {}
        for identity in known:
            self._keep(identity)

    def of(self, kind: IdentityKind, subject: object) -> list[ForeignIdentity]:
        """Return what others know an object by, in the order in which it came."""
        return self._by_subject.get((kind, str(subject)), [])

    def known(self, kind: IdentityKind, guid: UUID) -> list[ForeignIdentity]:
        """Return the identities with a GUID."""
        return self._by_guid.get((kind, guid), [])

    def subject(self, kind: IdentityKind, guid: UUID) -> str | None:
        """Return the first object that a GUID stands for, `None` if there is none."""
        found = self.known(kind, guid)
        return found[0].subject if found else None

    def add(self, identity: ForeignIdentity) -> None:
        """Add an identity unless the object is known by the GUID already."""
        same = self.known(identity.kind, identity.guid)
        if all(it.subject != identity.subject for it in same):
            self._keep(identity)
            self.new.append(identity)

    def every(self, kind: IdentityKind) -> list[ForeignIdentity]:
        """Return all identities of a kind."""
        lists = self._by_guid.items()
        return [it for (of, _), found in lists if of is kind for it in found]

    def _keep(self, identity: ForeignIdentity) -> None:
        key = identity.kind, identity.subject
        self._by_subject.setdefault(key, []).append(identity)
        same = self._by_guid.setdefault((identity.kind, identity.guid), [])
        same.append(identity)
