"""The codebook that `qcode init` writes."""

import re
from uuid import UUID

import pytest

from qcode.interchange.codebook_yaml import new_codebook, read_codebook
from qcode.model.codebook import Code
from qcode.model.ids import StudyId

STUDY = StudyId(UUID("6b1c2f0e-8d5a-4c1b-9a57-3f2e7d04c6aa"))


@pytest.mark.parametrize("language", ["de", "de-AT", "en", "no"])
@pytest.mark.parametrize(
    "name", ["Städte: Krise", "no", "12", "# x", 'a "b" \\ c', "😀é"]
)
def test_a_new_codebook_can_be_read_and_explains_itself(
    name: str, language: str
) -> None:
    text = new_codebook(STUDY, name, language)
    book = read_codebook(text, "codebook.yaml")
    assert (book.study_id, book.name, book.language) == (STUDY, name, language)
    assert [(code.codable, len(book.children(code.id))) for code in book.codes] == [
        (False, 2),
        (True, 0),
        (True, 0),
    ]
    word = "Das Codebuch" if language.startswith("de") else "The codebook"
    assert text.startswith(f"# {word}")
    explained = set(re.findall(r"^#   ([a-z]+) ", text, re.MULTILINE))
    fields = set(Code.__dataclass_fields__) - {"id", "parent_id"} | {"children"}
    assert explained == fields
