import pytest

from qcode.errors import UnknownDocumentError
from qcode.operations.places import place_in
from qcode.operations.suggesting import Place
from tests.builders import Study, a_document


def test_a_place_is_the_documents_name_and_its_line_from_one(study: Study) -> None:
    text = study.document.text
    found = place_in(study.store, study.document.id, text.index("Und sonst?"))
    assert found == Place("anna-01", 5)
    assert place_in(study.store, study.document.id, 0).line == 1


def test_a_document_that_is_not_there_has_no_places(study: Study) -> None:
    with pytest.raises(UnknownDocumentError):
        place_in(study.store, a_document("else", "Etwas anderes.").id, 0)
