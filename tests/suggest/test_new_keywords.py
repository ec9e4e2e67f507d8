from collections.abc import Sequence

from qcode.model.ids import CodeId
from qcode.suggest.new_keywords import (
    KeywordProposal,
    PassageWords,
    propose_keywords,
    words_of_codebook,
    words_of_names,
)
from tests.builders import a_code, a_document

MASKS = a_code("masks", name="Schutzausrüstung", keywords=("FFP2 Masken",))
LEMMAS = {"Kitteln": "Kittel", "Filtern": "Filter"}
TEXTS = ["Kittel und Filter", "Kitteln, viele Kittel", "ein Kittel", "Filtern 2020"]


class Told:
    """Names the same words for every code."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def telling_words(self, code: CodeId, number: int) -> Sequence[str]:
        return self.words[:number]


def words() -> PassageWords:
    return PassageWords(TEXTS, lambda word: LEMMAS.get(word, word))


def test_a_word_is_counted_in_every_form_and_once_a_passage() -> None:
    assert words().count("Kitteln", {0, 1}) == (2, 1)
    assert words().count("Filter", {0, 1}) == (1, 1)
    assert words().count("Lehm", {0}) == (0, 0)


def test_proposals_keep_the_order_and_leave_out_what_is_known() -> None:
    told = Told("Kitteln", "2020", "Filter", "viele", "ein")
    found = propose_keywords(
        MASKS.id, told, words(), {0, 1}, left_out={"filter"}, most=2
    )
    assert found == [
        KeywordProposal(MASKS.id, "Kitteln", 2, 1),
        KeywordProposal(MASKS.id, "viele", 1, 0),
    ]


def test_the_codebooks_words_are_those_of_names_and_keywords() -> None:
    assert words_of_codebook([MASKS]) == {"Schutzausrüstung", "FFP2", "Masken"}


def test_names_are_speakers_and_placeholders() -> None:
    said = "Heller: Das war [Name 4] 😀, nicht ich."
    document = a_document(raw=f"I: Wer?\n{said}\nI: So.\nHeller: Ja.\n")
    assert words_of_names([document]) >= {"Heller", "Name", "4"}
    assert "nicht" not in words_of_names([document])
