from collections import Counter, defaultdict
from hashlib import sha256

import pytest

from qcode.interchange.codebook_yaml import read_codebook
from qcode.text.segments import masked_spans, turns
from tests.study.demonstration import CODED_SETS, ROOT, documents, of_kind, table

CODERS = ("K1", "K2")
ALL = (*CODERS, "consensus")


def rows(coder: str) -> list[dict[str, str]]:
    return table(CODED_SETS / f"{coder.lower()}.csv")


def texts() -> dict[str, str]:
    """Return the stored texts by the documents' names, which have no ending."""
    return {name.rpartition(".")[0]: text for name, text in documents().items()}


def material() -> set[str]:
    names = [*of_kind("interview"), *of_kind("workshop")]
    return {name.rpartition(".")[0] for name in names}


def codable() -> set[str]:
    path = ROOT / "codebook.yaml"
    codebook = read_codebook(path.read_bytes(), path, {})
    return {code.key for code in codebook.codes if code.codable}


@pytest.mark.parametrize("coder", ALL)
def test_every_quote_is_the_text_it_points_to(coder: str) -> None:
    stored = texts()
    for row in rows(coder):
        start, end = int(row["start"]), int(row["end"])
        assert stored[row["document"]][start:end] == row["text"], row


@pytest.mark.parametrize("coder", ALL)
def test_quotes_begin_and_end_with_what_was_said(coder: str) -> None:
    masked = {name: masked_spans(text, turns(text)) for name, text in texts().items()}
    for row in rows(coder):
        assert row["text"] == row["text"].strip(), row
        start, end = int(row["start"]), int(row["end"])
        inside = [
            it for it in masked[row["document"]] if start < it.end and it.start < end
        ]
        assert inside == [], row


@pytest.mark.parametrize("coder", ALL)
def test_a_set_holds_its_coders_work_once_and_in_order(coder: str) -> None:
    found = rows(coder)
    assert {row["coder"] for row in found} == {coder}
    keys = [
        (it["document"], int(it["start"]), -int(it["end"]), it["code"]) for it in found
    ]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("coder", CODERS)
def test_each_coder_made_at_least_1300_codings_in_all_documents(coder: str) -> None:
    found = rows(coder)
    assert len(found) >= 1_300
    assert {row["document"] for row in found} == material()


def test_every_codable_code_is_in_three_documents_of_one_coder_at_least() -> None:
    used: dict[tuple[str, str], set[str]] = defaultdict(set)
    for coder in CODERS:
        for row in rows(coder):
            used[coder, row["code"]].add(row["document"])
    assert {code for _, code in used} <= codable()
    rare = {
        code
        for code in codable()
        if max(len(used[coder, code]) for coder in CODERS) < 3
    }
    assert rare == set()


def test_the_frequencies_of_codes_are_skewed() -> None:
    for coder in CODERS:
        counts = sorted(Counter(row["code"] for row in rows(coder)).values())
        quarter = len(counts) // 4
        assert sum(counts[-quarter:]) > 2.5 * sum(counts[:quarter])


def test_passages_carry_several_codes_where_meant() -> None:
    for coder in CODERS:
        found = Counter((it["document"], it["start"], it["end"]) for it in rows(coder))
        assert sum(number > 1 for number in found.values()) >= 50


def test_the_coders_differ_and_agree_as_people_do() -> None:
    first, second = (
        {(it["document"], it["start"], it["end"], it["code"]) for it in rows(coder)}
        for coder in CODERS
    )
    same = len(first & second) / min(len(first), len(second))
    assert 0.02 < same < 0.6


def test_eight_documents_are_adjudicated() -> None:
    assert len({row["document"] for row in rows("consensus")}) == 8


def test_finished_marks_name_the_codebooks_revision() -> None:
    revision = sha256((ROOT / "codebook.yaml").read_bytes()).hexdigest()
    marks = table(CODED_SETS / "finished.csv")
    assert {mark["codebook_revision"] for mark in marks} == {revision}
    finished = defaultdict(set)
    for mark in marks:
        finished[mark["coder"]].add(mark["document"])
    assert finished["K1"] == finished["K2"] == material()
    assert finished["consensus"] == {row["document"] for row in rows("consensus")}
