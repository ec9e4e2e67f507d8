"""What coders did, as files carry it from one copy of a study to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from qcode.model.coding import Coder
from qcode.model.ids import CoderId, DocumentId, InstallationId, StudyId
from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.step import Histories, Step


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """One coding as a file names it, before it is known what it refers to.

    `start` and `end` count codepoints of the document's stored text, half-open.
    `text` is what stands there according to the file, `None` where it does not
    say; `memo` is empty where there is none. `place` tells people where it
    stands in which file.
    """

    document: str
    start: int
    end: int
    text: str | None
    code: str
    coder: str
    memo: str
    place: str


@dataclass(frozen=True, slots=True)
class FinishedRow:
    """One coder's word that they finished a document, as a table names it.

    `codebook_revision` is the SHA-256 of the codebook.yaml that they worked with.
    """

    document: str
    coder: str
    codebook_revision: str
    place: str


@dataclass(frozen=True, slots=True)
class SealedEntry:
    """A journal entry as it was written, to be carried over to the letter.

    `payload` and `salt` are `None` where the content was held back; the hash stands
    nevertheless. `verb` may be one that this program does not know.
    """

    hash: str
    parents: str
    installation_id: InstallationId
    coder_id: CoderId | None
    at: datetime
    verb: str
    reverses: str | None
    payload_hash: str
    salt: bytes | None
    payload: str | None


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document that a coded set speaks of, without its text.

    `text_digest` is of the text that the spans were counted in; `digests` are all
    that the document was ever known by, sorted.
    """

    id: DocumentId
    name: str
    revision: int
    text_digest: str
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodedSet:
    """All that some coders did in one copy of a study.

    `codes` are the codebook's records, parents first, `objects` those of everything
    else that is there; codings have the digest of their text beside, as `segment`.
    `base` are the entries of others that this copy merged last. `place` tells people
    which file it is.
    """

    study_id: StudyId
    study: str
    coders: tuple[Coder, ...]
    documents: tuple[DocumentReference, ...]
    codebook_revision: str
    codes: tuple[JsonObject, ...]
    objects: Mapping[ObjectKind, tuple[JsonObject, ...]]
    steps: tuple[Step, ...]
    entries: tuple[SealedEntry, ...] = ()
    base: tuple[str, ...] = ()
    place: str = ""

    @property
    def segments(self) -> Mapping[UUID, str]:
        """The digests of the coded texts, by coding."""
        return {
            UUID(str(record["id"])): str(record["segment"])
            for record in self.objects.get(ObjectKind.CODING, ())
            if "segment" in record
        }

    @property
    def histories(self) -> Histories:
        """The steps by object, as far as the set tells of it."""
        found = Histories()
        for step in self.steps:
            found.add(step)
        return found

    @property
    def written_at(self) -> datetime | None:
        """The time of the newest step or entry in it, `None` where there is none."""
        moments = [step.at for step in self.steps] + [it.at for it in self.entries]
        return max(moments, default=None)

    @property
    def heads(self) -> tuple[str, ...]:
        """The entries that no other one names as a parent, sorted."""
        parents = {it for entry in self.entries for it in entry.parents.split()}
        return tuple(sorted({entry.hash for entry in self.entries} - parents))
