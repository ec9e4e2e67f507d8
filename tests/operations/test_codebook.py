from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from qcode.errors import (
    DuplicateCodeError,
    NotCodableError,
    QcodeError,
    RefusedError,
    SpanOutOfRangeError,
    UnknownCodeError,
    UnknownDocumentError,
)
from qcode.model.ids import CodeId, DocumentId
from qcode.model.journal import Verb
from qcode.model.span import Span
from qcode.operations.codebook import (
    change_code,
    create_and_apply,
    create_code,
    draft_code,
)
from qcode.operations.codings import apply_code
from qcode.operations.history import history, undo
from qcode.operations.reading import load_codebook, open_document
from tests.builders import Study, a_coding


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Engagement & Motivation", "engagement-motivation"),
        ("Über die Maßen größer", "ueber-die-massen-groesser"),
        ("Ko\u0308nnen", "koennen"),
        ("\uff26ull", "full"),
        ("\u05e9\u05dc\u05d5\u05dd \U0001f600", "code"),
        ("a" * 39 + " bc", "a" * 39),
        ("nets", "nets-2"),
    ],
)
def test_a_drafted_code_has_a_plain_key(study: Study, name: str, key: str) -> None:
    assert draft_code(study.store, name, None).key == key


def test_a_key_that_ever_was_is_not_used_again(study: Study) -> None:
    first = draft_code(study.store, "Nets", None)
    create_code(study.store, first, study.anna.id)
    undo(study.store, study.anna.id)
    assert (first.key, draft_code(study.store, "Nets", None).key) == (
        "nets-2",
        "nets-3",
    )


def test_a_drafted_code_has_its_name_on_one_line(study: Study) -> None:
    assert draft_code(study.store, " eins\n  zwei ", None).name == "eins zwei"
    with pytest.raises(RefusedError):
        draft_code(study.store, " \n", None)


def test_a_new_code_comes_behind_its_siblings(study: Study) -> None:
    code = draft_code(study.store, "Neu", study.family.id)
    create_code(study.store, code, study.anna.id)
    book = load_codebook(study.store)
    assert book.codes == (study.family, study.engagement, study.nets, code)
    assert history(study.store)[0].entry.action.verb is Verb.CODE_CREATED


def _refused(study: Study, code_key: str, **fields: object) -> None:
    code = draft_code(study.store, "Neu", None)
    code = replace(code, key=code_key, **fields)  # type: ignore[arg-type]
    before = load_codebook(study.store)
    with pytest.raises((DuplicateCodeError, UnknownCodeError)):
        create_code(study.store, code, study.anna.id)
    assert load_codebook(study.store) == before
    assert history(study.store) == []


def test_a_code_needs_a_key_and_shortcut_of_its_own(study: Study) -> None:
    _refused(study, "nets")
    _refused(study, "neu", shortcut="1")


def test_a_code_needs_its_parent(study: Study) -> None:
    _refused(study, "neu", parent_id=uuid4())


def test_coding_in_vivo_makes_code_and_coding_in_one_step(study: Study) -> None:
    code = draft_code(study.store, "Neu", None)
    coding = a_coding(code_id=code.id)
    create_and_apply(study.store, code, coding)
    opened = open_document(study.store, study.document.id)
    assert list(opened.codings) == [coding]
    assert load_codebook(study.store).code(code.id) == code
    (line,) = history(study.store)
    assert line.entry.action.note == "Neu: anna-01 19:22"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"document_id": DocumentId(uuid4())}, UnknownDocumentError),
        ({"span": Span(0, 10_000)}, SpanOutOfRangeError),
    ],
)
def test_refused_coding_in_vivo_leaves_no_code(
    study: Study, wrong: dict[str, Any], error: type[QcodeError]
) -> None:
    code = draft_code(study.store, "Neu", None)
    coding = a_coding(code_id=code.id, **wrong)
    with pytest.raises(error):
        create_and_apply(study.store, code, coding)
    assert code.id not in load_codebook(study.store)
    assert history(study.store) == []


def test_a_changed_code_keeps_key_and_place(study: Study) -> None:
    changed = replace(study.engagement, name="Einsatz", keywords=("x",), codable=False)
    change_code(study.store, changed, study.bea.id)
    assert load_codebook(study.store).codes == (study.family, changed, study.nets)
    with pytest.raises(NotCodableError):
        apply_code(study.store, a_coding())


def test_a_change_that_changes_nothing_is_not_written_down(study: Study) -> None:
    change_code(study.store, study.nets, study.anna.id)
    assert history(study.store) == []


def test_a_code_keeps_its_own_shortcut(study: Study) -> None:
    change_code(study.store, replace(study.engagement, memo="x"), study.anna.id)
    with pytest.raises(DuplicateCodeError) as caught:
        change_code(study.store, replace(study.nets, shortcut="1"), study.anna.id)
    assert (caught.value.field, caught.value.owner) == ("shortcut", "Engagement")


def test_a_code_that_is_not_there_cannot_be_changed(study: Study) -> None:
    with pytest.raises(UnknownCodeError):
        change_code(study.store, replace(study.nets, id=CodeId(uuid4())), study.anna.id)


def test_key_and_place_are_not_changed_here(study: Study) -> None:
    with pytest.raises(ValueError, match=r"codebook\.yaml"):
        change_code(study.store, replace(study.nets, key="x"), study.anna.id)
