"""What tests do with two copies of one study."""

from qcode.comparison.outcomes import Outcomes
from qcode.comparison.recognising import Consent
from qcode.model.coded_set import CodedSet
from qcode.model.coding import Coder, Coding
from qcode.operations.gathering import gather_set
from qcode.operations.merging import Brought, merge
from qcode.operations.reading import open_document
from tests.builders import STUDY, Study


def take_in(study: Study, coded: CodedSet, consent: Consent | None = None) -> Outcomes:
    """Merge a set; Bea does it."""
    return merge(study.store, Brought(sets=[coded]), STUDY, study.bea.id, consent)


def coded_set(study: Study, *coders: Coder) -> CodedSet:
    """Return what these coders did in a copy, all without any."""
    return gather_set(study.store, [coder.id for coder in coders], "other.qcset")


def codings_in(study: Study) -> list[Coding]:
    """Return the codings in the study's first document, in the order of the text."""
    return list(open_document(study.store, study.document.id).codings)
