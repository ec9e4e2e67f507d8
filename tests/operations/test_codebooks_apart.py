"""Codebooks that grew apart in copies of a study, and come together again."""

from dataclasses import replace
from uuid import uuid4

from qcode.model.codebook import Code
from qcode.model.ids import CodeId
from qcode.operations.codebook import change_code, create_code
from qcode.operations.codings import apply_code
from qcode.operations.reading import load_codebook
from tests.builders import (
    Study,
    a_code,
    a_coding,
)
from tests.operations.copies import coded_set, codings_in, take_in


def _change(study: Study, code: Code, **fields: str) -> None:
    now = load_codebook(study.store).code(code.id)
    change_code(study.store, replace(now, **fields), study.anna.id)  # type: ignore[arg-type]


def test_codes_that_both_sides_made_and_changed_come_together(
    study: Study, other: Study
) -> None:
    mine = a_code("mut", id=CodeId(uuid4()), parent_id=study.family.id)
    theirs = a_code("not", id=CodeId(uuid4()), parent_id=study.family.id)
    create_code(study.store, mine, study.anna.id)
    create_code(other.store, theirs, other.anna.id)
    _change(study, study.nets, name="Netze")
    _change(other, other.nets, definition="Wer wen kennt.")
    coding = a_coding(code_id=theirs.id)
    apply_code(other.store, coding)
    outcomes = take_in(study, coded_set(other))
    assert outcomes.conflicts == []
    book = load_codebook(study.store)
    assert {code.key for code in book.codes} >= {"mut", "not"}
    nets = book.code(study.nets.id)
    assert (nets.name, nets.definition) == ("Netze", "Wer wen kennt.")
    assert codings_in(study) == [coding]


def test_the_same_field_changed_apart_is_a_conflict_that_names_both(
    study: Study, other: Study
) -> None:
    _change(study, study.nets, name="Netze")
    _change(other, other.nets, name="Kontakte")
    (conflict,) = take_in(study, coded_set(other)).conflicts
    assert (conflict.kind, conflict.code) == ("code", "nets")
    assert conflict.reason == "name was changed apart: 'Kontakte' holds, not 'Netze'"
    assert load_codebook(study.store).code(study.nets.id).name == "Kontakte"
    _change(study, study.nets, name="Beziehungen")
    assert take_in(study, coded_set(other)).conflicts == []
    assert load_codebook(study.store).code(study.nets.id).name == "Beziehungen"
