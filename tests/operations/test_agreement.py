"""Agreement of two coders on a tiny study, counted by hand."""

import numpy as np
import pytest

from qcode.comparison.agreement import Undefined
from qcode.errors import RefusedError
from qcode.model.adjudication import CONSENSUS
from qcode.model.agreement import ComparisonQuestion, Excluded, Exclusion, JudgedUnit
from qcode.model.coding import Coder, Origin
from qcode.model.ids import coder_id
from qcode.model.span import Span
from qcode.operations.agreement import (
    agreement,
    agreement_on,
    coders_to_compare,
    confusion,
)
from qcode.operations.agreement_tables import agreement_json
from qcode.operations.codings import apply_code
from qcode.operations.finishing import finish
from qcode.operations.merging_codes import merge_codes
from qcode.store import cases, coders, codes, documents
from qcode.store import study as studies
from tests.builders import (
    Study,
    a_case,
    a_code,
    a_coder,
    a_coding,
    a_document,
    a_source,
)

# Of B: six sentences; the interviewer's are not counted.
RAW = (
    "I: Was half denn damals?\n"
    "B: Die Kollegen halfen sofort. Ohne sie ging nichts. Wir kannten uns lange.\n"
    "I: Und dann?\n"
    "B: Später kam Erschöpfung 😀. Niemand fragte danach. Erst im Herbst wieder.\n"
)
HELP, NOTHING, KNEW = (
    "Die Kollegen halfen sofort.",
    "Ohne sie ging nichts.",
    "Wir kannt",
)


@pytest.fixture
def talk(study: Study) -> Study:
    """A study with the talk above in it, which both coders have finished."""
    document = a_document("talk", RAW)
    with study.store.begin() as connection:
        cases.ensure(connection, a_case("talk"))
        documents.insert_document(connection, document, a_source("talk", RAW))
    for coder in (study.anna, study.bea):
        finish(study.store, document.id, coder.id)
    return study


def _code(study: Study, part: str, *, bea: bool = False, nets: bool = False) -> None:
    document = a_document("talk", RAW)
    start = document.text.index(part)
    coding = a_coding(
        document_id=document.id,
        span=Span(start, start + len(part)),
        coder_id=(study.bea if bea else study.anna).id,
        code_id=(study.nets if nets else study.engagement).id,
    )
    apply_code(study.store, coding)


def _question(study: Study, **how: object) -> ComparisonQuestion:
    return ComparisonQuestion(coders=(study.anna, study.bea), **how)  # type: ignore[arg-type]


def test_figures_are_those_counted_by_hand(talk: Study) -> None:
    """Of six sentences anna gives the first two, Bea the second and the third."""
    _code(talk, f"{HELP} {NOTHING}")
    _code(talk, NOTHING, bea=True)
    _code(talk, "Wir kannten uns lange.", bea=True)
    found = agreement(talk.store, _question(talk))
    by_code = {it.code.key: it.figures for it in found.codes}
    figures = by_code["engagement"].figures
    assert by_code["engagement"].units == 6
    assert by_code["engagement"].prevalence == pytest.approx(4 / 12)
    assert figures["percent"].value == pytest.approx(4 / 6)
    # Each gives it to a third: by chance they agree on 1/9 + 4/9.
    assert figures["kappa"].value == pytest.approx((4 / 6 - 5 / 9) / (4 / 9))
    # Twelve judgements, four of them "present": 12 * 11 - 4 * 3 - 8 * 7 unlike pairs.
    assert figures["alpha"].value == pytest.approx(1 - 11 * 4 / (2 * 4 * 8))
    assert figures["ac1"].value == pytest.approx((4 / 6 - 4 / 9) / (5 / 9))
    # Two codings against one: none covers nine tenths of what both cover.
    assert figures["segments"].value == 0.0
    assert figures["alpha"].interval is None


def test_a_code_that_nobody_gave_is_undefined_and_not_perfect(talk: Study) -> None:
    _code(talk, HELP)
    found = agreement(talk.store, _question(talk))
    nets = next(it for it in found.codes if it.code.key == "nets").figures
    assert nets.figures["alpha"].undefined is Undefined.ONE_CATEGORY
    assert np.isnan(nets.figures["kappa"].value)
    assert nets.figures["u_alpha"].undefined is not None
    assert agreement_json(found)["codes"][1]["alpha"] == {  # type: ignore[index]
        "undefined": "one-category"
    }


def test_a_family_counts_its_codes_as_one(talk: Study) -> None:
    _code(talk, HELP)
    _code(talk, HELP, bea=True, nets=True)
    found = agreement(talk.store, _question(talk))
    (family,) = found.families
    assert family.code.key == "family"
    assert family.figures.figures["alpha"].value == pytest.approx(1.0)
    # Alone each is given once by one of them: as good as chance.
    for code in found.codes:
        assert code.figures.figures["alpha"].value == pytest.approx(0.0)


def test_documents_that_are_not_finished_by_all_are_left_out(talk: Study) -> None:
    finish(talk.store, talk.hebrew.id, talk.bea.id)
    found = agreement(talk.store, _question(talk))
    assert found.documents == ["talk"]
    assert found.excluded == [
        Excluded("anna-01", Exclusion.NOT_FINISHED, ("anna", "Bea")),
        Excluded("bodo-02", Exclusion.NOT_FINISHED, ("anna",)),
    ]


def test_interviewers_count_only_when_asked_for(talk: Study) -> None:
    _code(talk, "Und dann?")
    without = agreement(talk.store, _question(talk))
    assert (without.units, without.codes[0].figures.prevalence) == (6, 0)
    with_them = agreement(talk.store, _question(talk, with_interviewer=True))
    assert with_them.units == 8
    assert with_them.codes[0].figures.prevalence == pytest.approx(1 / 16)


@pytest.mark.parametrize(
    ("unit", "number"),
    [(JudgedUnit.SENTENCE, 6), (JudgedUnit.TURN, 2), (JudgedUnit.PARAGRAPH, 2)],
)
def test_the_unit_is_chosen(talk: Study, unit: JudgedUnit, number: int) -> None:
    assert agreement(talk.store, _question(talk, unit=unit)).units == number


def test_given_segments_are_those_that_somebody_coded(talk: Study) -> None:
    _code(talk, HELP)
    _code(talk, "Wir kannten", bea=True)
    question = _question(talk, unit=JudgedUnit.SEGMENT, segments_of=talk.anna)
    found = agreement(talk.store, question)
    assert found.units == 1
    assert found.codes[0].figures.figures["percent"].value == 0.0
    with pytest.raises(RefusedError):
        agreement(talk.store, _question(talk, unit=JudgedUnit.SEGMENT))


def test_one_word_is_enough_where_that_is_asked_for(talk: Study) -> None:
    _code(talk, "Kollegen")
    _code(talk, HELP, bea=True)
    half = agreement(talk.store, _question(talk)).codes[0].figures
    any_word = agreement(talk.store, _question(talk, is_any=True)).codes[0].figures
    assert half.figures["percent"].value == pytest.approx(5 / 6)
    assert any_word.figures["percent"].value == pytest.approx(1.0)


def test_suggested_codings_are_told_and_can_be_left_out(talk: Study) -> None:
    _code(talk, HELP)
    document = a_document("talk", RAW)
    start = document.text.index(NOTHING)
    suggested = a_coding(
        start,
        start + len(NOTHING),
        document_id=document.id,
        coder_id=talk.bea.id,
        origin=Origin.SUGGESTION,
    )
    apply_code(talk.store, suggested)
    found = agreement(talk.store, _question(talk))
    assert found.suggested == pytest.approx(0.5)
    by_hand = agreement(talk.store, _question(talk, with_suggested=False))
    assert by_hand.codes[0].figures.prevalence == pytest.approx(1 / 12)


def test_a_code_that_came_later_is_not_counted_as_absent(talk: Study) -> None:
    with talk.store.begin() as connection:
        codes.save(connection, a_code("later"), 9)
    found = agreement(talk.store, _question(talk))
    later = next(it for it in found.codes if it.code.key == "later").figures
    assert later.units == 0
    assert later.figures["percent"].undefined is Undefined.NOTHING_COMPARED


def test_coders_to_compare_are_those_who_finished_something(talk: Study) -> None:
    assert coders_to_compare(talk.store) == [talk.anna, talk.bea]


def test_the_consensus_set_is_compared_only_where_it_is_named(talk: Study) -> None:
    with talk.store.begin() as connection:
        study_id = studies.get(connection).id
        consensus = Coder(coder_id(study_id, CONSENSUS), CONSENSUS)
        coders.ensure(connection, consensus)
    finish(talk.store, a_document("talk", RAW).id, consensus.id)
    assert consensus not in coders_to_compare(talk.store)
    by_name = ComparisonQuestion(coders=(talk.anna, consensus))
    assert agreement(talk.store, by_name).units == 6


def test_who_knew_a_code_that_was_merged_knew_the_one_it_is_now(talk: Study) -> None:
    """Anna gave "nets" once in six sentences; it is "later" now, given by none else."""
    _code(talk, HELP, nets=True)
    later = a_code("later")
    with talk.store.begin() as connection:
        codes.save(connection, later, 9)
    merge_codes(talk.store, talk.nets.id, later.id, talk.anna.id)
    found = agreement(talk.store, _question(talk))
    figures = next(it for it in found.codes if it.code.key == "later").figures
    assert figures.units == 6
    assert figures.figures["percent"].value == pytest.approx(5 / 6)


def test_one_coder_and_nothing_finished_are_refused(study: Study) -> None:
    with pytest.raises(RefusedError, match="two coders"):
        agreement(study.store, ComparisonQuestion(coders=(study.anna,)))
    with pytest.raises(RefusedError, match="no document that anna and Bea"):
        agreement(study.store, _question(study))


def test_confusion_leads_to_the_sentences_behind_a_cell(talk: Study) -> None:
    _code(talk, HELP)
    _code(talk, HELP, bea=True, nets=True)
    _code(talk, NOTHING)
    found = confusion(talk.store, _question(talk))
    assert [code.key for code in found.codes] == ["engagement", "nets"]
    assert found.confusion.table.tolist() == [[0, 1, 1], [0, 0, 0], [0, 0, 0]]
    assert [cell.text for cell in found.cell(0, 1)] == [HELP]
    assert [cell.text for cell in found.cell(0, 2)] == [NOTHING]


def test_confusion_is_of_two_coders(talk: Study) -> None:
    three = (talk.anna, talk.bea, a_coder("Cem"))
    with pytest.raises(RefusedError, match="two"):
        confusion(talk.store, ComparisonQuestion(coders=three))


def test_one_code_alone_has_the_figures_that_it_has_among_all(talk: Study) -> None:
    _code(talk, f"{HELP} {NOTHING}")
    _code(talk, NOTHING, bea=True)
    _code(talk, HELP, nets=True)
    alone = agreement_on(talk.store, _question(talk), talk.engagement.id)
    among = {it.code.id: it for it in agreement(talk.store, _question(talk)).codes}
    figures = among[talk.engagement.id].figures.figures
    assert figures.keys() == alone.figures.figures.keys()
    assert np.isnan(alone.figures.figures["segments_kappa"].value)
    for name, figure in alone.figures.figures.items():
        if name != "segments_kappa":
            assert figure.value == pytest.approx(figures[name].value), name
    assert alone.figures.figures["percent"].value == pytest.approx(5 / 6)


def test_one_code_needs_finished_documents_too(study: Study) -> None:
    with pytest.raises(RefusedError, match="no document that anna and Bea"):
        agreement_on(study.store, _question(study), study.engagement.id)
