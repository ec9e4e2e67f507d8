"""Identities of the study's objects, and how the derived ones are made.

One UUID per object is its key in the store, its GUID in REFI-QDA and the key
by which merges recognise it. Ids are made once, with the object; those below
follow from the study, so that two people who set up the same study agree.
"""

from typing import NewType
from uuid import UUID, uuid5

StudyId = NewType("StudyId", UUID)
DocumentId = NewType("DocumentId", UUID)
CaseId = NewType("CaseId", UUID)
CodeId = NewType("CodeId", UUID)
CoderId = NewType("CoderId", UUID)
CodingId = NewType("CodingId", UUID)
MemoId = NewType("MemoId", UUID)
DecisionId = NewType("DecisionId", UUID)
SuggestionId = NewType("SuggestionId", UUID)
FinishedMarkId = NewType("FinishedMarkId", UUID)
DifferenceId = NewType("DifferenceId", UUID)
SettlementId = NewType("SettlementId", UUID)
RoundId = NewType("RoundId", UUID)
RecommendationId = NewType("RecommendationId", UUID)
SummaryId = NewType("SummaryId", UUID)
ReleaseId = NewType("ReleaseId", UUID)
InstallationId = NewType("InstallationId", UUID)


def document_id(study: StudyId, text_digest: str, external_key: str = "") -> DocumentId:
    """Return the id of a document by its first stored text.

    `text_digest` is the SHA-256 of the text in 64 hexadecimal digits, so that
    digest and key cannot run into each other. `external_key` tells apart
    survey answers of the same words; it is empty for files.
    """
    return DocumentId(uuid5(study, text_digest + external_key))


def code_id(study: StudyId, key: str) -> CodeId:
    """Return the id of a code that is first read from codebook.yaml."""
    return CodeId(uuid5(study, key))


def coder_id(study: StudyId, handle: str) -> CoderId:
    """Return the id of the coder who works under a handle, whatever its case."""
    return CoderId(uuid5(study, handle.casefold()))


def case_id(study: StudyId, name: str) -> CaseId:
    """Return the id of the case of this name."""
    return CaseId(uuid5(study, f"case:{name}"))
