from hashlib import sha256
from uuid import UUID, uuid5

from qcode.model.coding import segment_digest
from qcode.model.document import Source, text_digest
from qcode.model.ids import case_id, code_id, coder_id, document_id
from tests.builders import STUDY


def test_a_document_is_known_by_its_text_and_external_key() -> None:
    digest = text_digest("Köln")
    assert digest == sha256(b"K\xc3\xb6ln").hexdigest()
    assert document_id(STUDY, digest) == uuid5(STUDY, digest)
    assert document_id(STUDY, digest, "7") == uuid5(STUDY, digest + "7")


def test_a_code_is_known_by_its_key() -> None:
    assert code_id(STUDY, "nets") == uuid5(STUDY, "nets")


def test_handles_that_differ_in_case_only_are_one_coder() -> None:
    assert coder_id(STUDY, "GROSS") == coder_id(STUDY, "groß") == uuid5(STUDY, "gross")


def test_a_case_and_a_code_of_one_name_are_two_things() -> None:
    assert case_id(STUDY, "x") != UUID(str(code_id(STUDY, "x")))


def test_a_source_is_known_by_its_bytes() -> None:
    assert Source("a.txt", b"abc").digest == sha256(b"abc").hexdigest()


def test_a_segments_digest_tells_texts_apart() -> None:
    digests = {segment_digest(text) for text in ("ö", "o\u0308", "o", "")}
    assert {len(digest) for digest in digests} == {8}
    assert len(digests) == 4
