from uuid import UUID

import pytest

from qcode.errors import (
    AmbiguousError,
    UnknownCodeError,
    UnknownCoderError,
    UnknownDocumentError,
)
from qcode.model.codebook import Codebook
from qcode.model.document import DocumentSummary, Kind
from qcode.model.ids import CaseId, DocumentId
from qcode.operations.naming import code_named, coder_named, document_named
from tests.builders import STUDY, a_code, a_coder

DOCUMENTS = [
    DocumentSummary(
        DocumentId(UUID(int=number)), name, Kind.OTHER, 0, 1, 0, CaseId(UUID(int=0))
    )
    for number, name in enumerate(["anna-01", "anna-01-b", "Ümit-02", "bodo-03"])
]
FAMILY = a_code("family", name="Personal")
BOOK = Codebook(
    STUDY,
    "",
    "de",
    (
        FAMILY,
        a_code("engagement", name="Engagement", parent_id=FAMILY.id),
        a_code("nets", name="Vertrauensnetze", formerly=("trust",)),
        a_code("nets-2", name="Vertrauensnetze außerhalb"),
        a_code("engagement-2", name="Engagement"),
    ),
)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("anna-01", "anna-01"),
        ("01-b", "anna-01-b"),
        ("ümit", "Ümit-02"),
        ("U\u0308MIT", "Ümit-02"),
        (str(UUID(int=3)), "bodo-03"),
    ],
)
def test_a_document_is_meant_by_any_part_of_its_name(wanted: str, name: str) -> None:
    assert document_named(wanted, DOCUMENTS).name == name


def test_a_part_that_fits_several_documents_is_asked_about() -> None:
    with pytest.raises(AmbiguousError) as caught:
        document_named("ann", DOCUMENTS)
    assert caught.value.candidates == ["anna-01", "anna-01-b"]
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("wanted", ["", " ", "carl", "%", "anna-01 "[::-1]])
def test_what_fits_no_document_is_unknown(wanted: str) -> None:
    with pytest.raises(UnknownDocumentError):
        document_named(wanted, DOCUMENTS)


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("nets", "nets"),
        ("trust", "nets"),
        ("vertrauensnetze", "nets"),
        ("AUSSERHALB", "nets-2"),
        ("Personal > Engagement", "engagement"),
        ("personal > eng", "engagement"),
        (str(a_code("nets-2").id), "nets-2"),
    ],
)
def test_a_code_is_meant_by_key_former_key_path_or_part_of_its_name(
    wanted: str, key: str
) -> None:
    assert code_named(wanted, BOOK).key == key


def test_codes_of_one_name_are_asked_about() -> None:
    with pytest.raises(AmbiguousError):
        code_named("Engagement", BOOK)


def test_what_fits_no_code_is_unknown() -> None:
    with pytest.raises(UnknownCodeError):
        code_named("xyz", BOOK)


def test_a_coder_is_meant_whatever_the_case() -> None:
    coders = [a_coder("Anna"), a_coder("Annabell")]
    assert coder_named("anna", coders).handle == "Anna"
    assert coder_named("bell", coders).handle == "Annabell"
    with pytest.raises(AmbiguousError):
        coder_named("ann", coders)
    with pytest.raises(UnknownCoderError):
        coder_named("bea", coders)
