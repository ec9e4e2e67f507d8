"""What suggestions for one coder follow from, told in a moment and without texts.

Kept suggestions hold as long as this stays the same. Learned from are the acting
coder's codings and rejections alone, so that coders stay independent of each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from qcode.model.codebook import Codebook
from qcode.model.coding import Coding
from qcode.model.ids import CoderId, DocumentId
from qcode.model.suggestion import Decision, Verdict
from qcode.project import SuggestionSettings
from qcode.store import (
    Store,
    codings,
    documents,
    finished_marks,
    speakers,
    study,
    suggestions,
)
from qcode.suggest.versions import versions

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Standing:
    """A coder's work in a study at one moment.

    `ground` is a digest of all that suggestions follow from but this work: texts,
    codebook, language, settings, engine and pipeline with their versions.
    `codings` are the coder's own, `decisions` theirs, the oldest first; `finished`
    are the documents that they have coded to the end.
    """

    coder_id: CoderId
    ground: str
    codings: Sequence[Coding]
    decisions: Sequence[Decision]
    finished: frozenset[DocumentId] = frozenset()

    @cached_property
    def state(self) -> str:
        """A digest of everything that suggestions follow from.

        Taken from what was coded and rejected and not from ids, so that doing and
        undoing comes back to the same.
        """
        parts = [self.ground, str(self.coder_id)]
        in_order = sorted(self.codings, key=lambda it: (it.created_at, it.id))
        parts += [f"{it.document_id} {it.code_id} {it.span}" for it in in_order]
        refused = {
            f"not {it.document_id} {it.code_id} {it.span}" for it in self.rejections
        }
        done = sorted(f"finished {it}" for it in self.finished)
        return _digest([*parts, *sorted(refused), *done])

    @property
    def rejections(self) -> list[Decision]:
        """The decisions against a suggestion."""
        return [it for it in self.decisions if it.verdict is Verdict.REJECTED]

    @cached_property
    def by_document(self) -> Mapping[DocumentId, Sequence[Coding]]:
        """The codings of each document that has any, in the order of the text."""
        found: dict[DocumentId, list[Coding]] = {}
        for coding in self.codings:
            found.setdefault(coding.document_id, []).append(coding)
        return found


def read_standing(
    store: Store, coder_id: CoderId, settings: SuggestionSettings
) -> Standing:
    """Return what suggestions for a coder follow from.

    Raises PipelineUnusableError where the settings name a pipeline that is not there.
    """
    with store.read() as connection:
        return standing(connection, coder_id, settings)


def standing(
    connection: "Connection", coder_id: CoderId, settings: SuggestionSettings
) -> Standing:
    """Return the same within a transaction."""
    codebook = study.codebook(connection)
    parts = [versions(codebook.language, settings.pipelines), codebook.language]
    parts += [str(settings.least), str(settings.interviewer)]
    parts += [f"{it.label} {it.part}" for it in speakers.every(connection) if it.part]
    parts += _parts_of_codes(codebook)
    for row in documents.fingerprints(connection):
        parts += row
    return Standing(
        coder_id,
        _digest(parts),
        codings.of_coder(connection, coder_id),
        suggestions.decided(connection, coder_id),
        finished_marks.of_coder(connection, coder_id),
    )


def _parts_of_codes(codebook: Codebook) -> list[str]:
    return [
        part
        for code in codebook.codes
        for part in (
            str(code.id),
            code.key,
            code.name,
            str(code.parent_id),
            str(code.codable),
            code.definition,
            "\x1e".join(code.keywords),
        )
    ]


def _digest(parts: Iterable[str]) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()
