from pathlib import Path

import pytest
import spacy

from qcode.errors import RefusedError
from qcode.model.document import Document
from qcode.model.span import Span
from qcode.model.suggestion import Reason, ReasonKind, Suggestion, Verdict
from qcode.operations.codings import apply_code
from qcode.operations.deciding import Acceptance, accept_suggestions, reject_suggestion
from qcode.operations.history import history, undo
from qcode.operations.standing import read_standing
from qcode.operations.suggesting import Place, judge, list_suggestions, refresh
from qcode.project import SuggestionSettings
from qcode.store import cases, codes, documents, suggestion_runs, suggestions
from tests.builders import Study, a_case, a_code, a_coding, a_document, a_source

TEXT = (
    "I: Was fehlte?\n\nB: Die Masken waren nach drei Tagen alle aufgebraucht.\n\n"
    "I: Sonst?\n\nB: Für den Unterricht brauchten wir Tablets und Leitungen.\n"
)
MASKS = a_code("masks", name="Schutzausrüstung", keywords=("Masken", "Kittel"))


@pytest.fixture
def asked(study: Study) -> Document:
    """A document in which one keyword of a code stands."""
    document = a_document("masken", TEXT)
    with study.store.begin() as connection:
        codes.save(connection, MASKS, 3)
        cases.ensure(connection, a_case("masken"))
        documents.insert_document(connection, document, a_source("masken", TEXT))
    return document


def _refresh(study: Study, document: Document) -> None:
    assert list(refresh(study.store, study.anna.id, [document.id])) == [document.id]


def _state(study: Study) -> str:
    return read_standing(study.store, study.anna.id, SuggestionSettings()).state


def _listed(study: Study, document: Document) -> list[tuple[str, str]]:
    shown = list_suggestions(study.store, study.anna.id, [document.id])
    return [(it.document_name, it.segment) for it in shown]


def test_a_keyword_of_the_codebook_is_suggested_before_anything_is_coded(
    study: Study, asked: Document
) -> None:
    _refresh(study, asked)
    assert _listed(study, asked)[0] == (
        "masken",
        "Die Masken waren nach drei Tagen alle aufgebraucht.",
    )


def test_suggesting_is_no_data_and_leaves_no_trace_in_the_journal(
    study: Study, asked: Document
) -> None:
    _refresh(study, asked)
    assert history(study.store) == []


def test_what_was_computed_is_kept_until_something_changes(
    study: Study, asked: Document
) -> None:
    _refresh(study, asked)
    with study.store.begin() as connection:
        state = suggestion_runs.states(connection, study.anna.id)[asked.id]
        suggestions.replace(connection, asked.id, study.anna.id, [], state)
    _refresh(study, asked)
    assert _listed(study, asked) == []
    apply_code(study.store, a_coding())
    _refresh(study, asked)
    assert _listed(study, asked) != []


def test_only_the_coders_own_work_is_learned_from(
    study: Study, asked: Document
) -> None:
    before = _state(study)
    apply_code(study.store, a_coding(coder_id=study.bea.id))
    assert _state(study) == before
    apply_code(study.store, a_coding())
    assert _state(study) != before


def test_a_rejected_suggestion_does_not_come_back(
    study: Study, asked: Document
) -> None:
    _refresh(study, asked)
    first = list_suggestions(study.store, study.anna.id, [asked.id])[0].suggestion
    reject_suggestion(study.store, first)
    _refresh(study, asked)
    left = list_suggestions(study.store, study.anna.id, [asked.id])
    assert first.id not in {it.suggestion.id for it in left}


def test_an_accepted_suggestion_is_coded_and_not_suggested_again(
    study: Study, asked: Document
) -> None:
    _refresh(study, asked)
    first = list_suggestions(study.store, study.anna.id, [asked.id])[0].suggestion
    accept_suggestions(study.store, [Acceptance(first, first.span)])
    _refresh(study, asked)
    left = list_suggestions(study.store, study.anna.id, [asked.id])
    assert first.id not in {it.suggestion.id for it in left}
    with study.store.read() as connection:
        (decision,) = suggestions.decided(connection)
    assert decision.verdict is Verdict.ACCEPTED


def test_judging_needs_two_coded_documents(study: Study, asked: Document) -> None:
    apply_code(study.store, a_coding())
    with pytest.raises(RefusedError, match="code two documents first"):
        judge(study.store, study.anna.id)


def test_judging_counts_the_coders_own_documents(study: Study, asked: Document) -> None:
    own = a_coding(document_id=asked.id, code_id=MASKS.id, start=19, end=30)
    apply_code(study.store, own)
    apply_code(study.store, a_coding(23, 60))
    judged = judge(study.store, study.anna.id)
    assert judged.documents == 2
    assert judged.total.right + judged.total.missed == judged.codings


def test_settings_are_part_of_what_suggestions_follow_from(
    study: Study, asked: Document, tmp_path: Path
) -> None:
    nlp = spacy.blank("de")
    nlp.meta["name"] = "probe"
    nlp.to_disk(tmp_path / "probe")
    trained = SuggestionSettings(pipelines={"de": str(tmp_path / "probe")})
    _refresh(study, asked)
    plain = list_suggestions(study.store, study.anna.id, [asked.id])
    assert list(refresh(study.store, study.anna.id, [asked.id], trained))
    named = list_suggestions(study.store, study.anna.id, [asked.id])
    assert {it.suggestion.engine.partition(", ")[2] for it in plain} == {"qcode-rules"}
    assert {it.suggestion.engine.partition(", ")[2] for it in named} == {"de_probe"}


def test_the_place_of_a_reason_elsewhere_is_document_and_line(
    study: Study, asked: Document
) -> None:
    start = study.document.text.index("Wir ko")
    there = (Span(start, start + 17),)
    reasons = (
        Reason(ReasonKind.SEGMENT, "Wir", there, document_id=study.document.id),
        Reason(ReasonKind.KEYWORD, "Masken", (Span(19, 22),)),
    )
    suggestion = Suggestion(
        asked.id, MASKS.id, study.anna.id, Span(19, 22), 0.5, "qcode 1", reasons
    )
    with study.store.begin() as connection:
        suggestions.replace(connection, asked.id, study.anna.id, [suggestion], "s")
    (shown,) = list_suggestions(study.store, study.anna.id, [asked.id])
    # The fourth line of the interview, after an empty one.
    assert shown.places == {reasons[0]: Place("anna-01", 4)}


def test_doing_and_undoing_comes_back_to_what_was_kept(
    study: Study, asked: Document
) -> None:
    before = _state(study)
    _refresh(study, asked)
    first = list_suggestions(study.store, study.anna.id, [asked.id])[0].suggestion
    reject_suggestion(study.store, first)
    assert _state(study) != before
    undo(study.store, study.anna.id)
    assert _state(study) == before
    with study.store.read() as connection:
        assert suggestion_runs.states(connection, study.anna.id)[asked.id] == before
