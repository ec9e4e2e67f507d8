import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import pytest

from qcode.errors import DuplicateCodingError, NothingToUndoError
from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.span import Span
from qcode.model.suggestion import Suggestion
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.deciding import Acceptance, accept_suggestions, reject_suggestion
from qcode.operations.history import redo, undo
from qcode.operations.live_suggestions import LiveSuggestions
from qcode.operations.reading import open_document
from qcode.operations.standing import read_standing
from qcode.operations.suggester import Suggester, read_study
from qcode.project import SuggestionSettings
from qcode.store import codes, suggestion_runs
from qcode.text.sentences import sentences
from tests.builders import Study, a_code
from tests.operations.interviews import CODES, interviewed

USUAL = SuggestionSettings()
# What is learned does not hang on the database, and takes long.
on_one_database = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def read(study: Study) -> list[Document]:
    return interviewed(study.store, 4)


@pytest.fixture
def live(study: Study) -> LiveSuggestions:
    return LiveSuggestions(study.store, study.anna.id, USUAL)


class _Coder:
    """Someone who codes, removes, accepts, rejects, undoes and redoes at random."""

    def __init__(self, study: Study, read: Sequence[Document], seed: int) -> None:
        self._store, self._id = study.store, study.anna.id
        self._read = read
        self._draw = random.Random(seed)

    def act(self, shown: Sequence[Suggestion]) -> None:
        ways: list[Callable[[], object]] = [self._code, self._code, self._code]
        ways += [self._remove, self._undo, self._redo]
        if shown:
            one = self._draw.choice(shown)
            taken = [Acceptance(one, one.span)]
            ways += [lambda: accept_suggestions(self._store, taken)] * 2
            ways += [lambda: reject_suggestion(self._store, one)] * 2
        with suppress(NothingToUndoError, DuplicateCodingError):
            self._draw.choice(ways)()

    def _code(self) -> None:
        document = self._draw.choice(self._read)
        span = self._draw.choice(sentences(document.text))
        code = self._draw.choice(CODES)
        apply_code(self._store, Coding(document.id, code.id, self._id, span))

    def _remove(self) -> None:
        for document in self._read:
            if own := open_document(self._store, document.id).codings:
                remove_coding(self._store, self._draw.choice(own).id, self._id)
                return

    def _undo(self) -> None:
        undo(self._store, self._id)

    def _redo(self) -> None:
        redo(self._store, self._id)


def _fresh(study: Study, document: Document) -> list[Suggestion]:
    return Suggester(read_study(study.store, study.anna.id)).suggestions(document.id)


@on_one_database
@pytest.mark.parametrize("seed", range(3))
def test_following_gives_what_reading_everything_anew_gives(
    study: Study, read: list[Document], live: LiveSuggestions, seed: int
) -> None:
    coder = _Coder(study, read, seed)
    shown: Sequence[Suggestion] = live.refresh(read[0].id)
    for step in range(1, 25):
        coder.act(shown)
        document = read[step % len(read)]
        shown = live.refresh(document.id)
        if step % 5 == 0:
            _assert_same(shown, _fresh(study, document))


def _assert_same(followed: Sequence[Suggestion], anew: Sequence[Suggestion]) -> None:
    by_id = {it.id: it for it in anew}
    assert by_id.keys() == {it.id for it in followed}
    for it in followed:
        # Learning ends within a small distance of the best, from where it started.
        assert it.score == pytest.approx(by_id[it.id].score, abs=1e-4)
        assert replace(it, score=0) == replace(by_id[it.id], score=0)


def test_opening_again_finds_what_was_kept(
    study: Study, read: list[Document], live: LiveSuggestions
) -> None:
    assert live.kept(read[0].id) == []
    shown = live.refresh(read[0].id)
    again = LiveSuggestions(study.store, study.anna.id, USUAL)
    assert again.kept(read[0].id) == shown != []


def test_what_was_coded_or_rejected_since_is_no_longer_shown(
    study: Study, read: list[Document], live: LiveSuggestions
) -> None:
    first, second, *rest = live.refresh(read[0].id)
    begun = Span(first.span.start, first.span.start + 3)
    apply_code(study.store, Coding(read[0].id, first.code_id, study.anna.id, begun))
    reject_suggestion(study.store, second)
    gone = {(it.code_id, it.span) for it in (first, second)}
    left = [it for it in rest if (it.code_id, it.span) not in gone]
    assert live.kept(read[0].id) == left
    assert not gone & {(it.code_id, it.span) for it in live.refresh(read[0].id)}


def test_another_coders_codings_hide_nothing(
    study: Study, read: list[Document], live: LiveSuggestions
) -> None:
    shown = live.refresh(read[0].id)
    first = shown[0]
    theirs = Coding(read[0].id, first.code_id, study.bea.id, first.span)
    apply_code(study.store, theirs)
    assert live.kept(read[0].id) == live.refresh(read[0].id) == shown


def test_suggestions_come_back_after_undo_of_many_acceptances_and_a_rejection(
    study: Study, read: list[Document], live: LiveSuggestions
) -> None:
    shown = live.refresh(read[0].id)
    accept_suggestions(study.store, [Acceptance(it, it.span) for it in shown[:3]])
    left = live.refresh(read[0].id)
    reject_suggestion(study.store, left[0])
    live.refresh(read[0].id)
    undo(study.store, study.anna.id)
    _assert_same(live.refresh(read[0].id), left)
    undo(study.store, study.anna.id)
    _assert_same(live.refresh(read[0].id), shown)


def test_a_new_document_and_a_new_code_are_noticed(
    study: Study, read: list[Document], live: LiveSuggestions
) -> None:
    live.refresh(read[0].id)
    (new,) = interviewed(study.store, 1, first=9)
    assert live.refresh(new.id) != []
    extra = a_code("summer", name="Sommer", keywords=("Sommer", "gestern"))
    with study.store.begin() as connection:
        codes.save(connection, extra, 30)
    assert extra.id in {it.code_id for it in live.refresh(new.id)}


def test_passages_follow_the_habit_when_it_shows(
    study: Study, read: list[Document], live: LiveSuggestions
) -> None:
    whole = live.refresh(read[0].id)
    spans = sentences(read[1].text)
    said = [span for span in spans if span.cut(read[1].text).startswith("Wir")]
    for span in said[:5]:
        own = Coding(read[1].id, CODES[0].id, study.anna.id, span)
        apply_code(study.store, own)
    shorter = live.refresh(read[0].id)
    assert max(it.span.length for it in shorter) < min(it.span.length for it in whole)
    _assert_same(shorter, _fresh(study, read[0]))


def test_the_first_look_at_what_is_kept_loads_no_spacy() -> None:
    program = (
        "import sys, qcode.operations.live_suggestions, qcode.operations.suggesting;"
        "sys.exit('spacy' in sys.modules or 'sklearn' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@on_one_database
def test_with_many_passages_some_decisions_wait_and_that_is_known(
    study: Study, live: LiveSuggestions
) -> None:
    many = interviewed(study.store, 5, answers=120)
    own = [(it, sentences(it.text)[-1]) for it in many]
    for document, span in own:
        apply_code(study.store, Coding(document.id, CODES[0].id, study.anna.id, span))
    live.refresh(many[0].id)
    assert _state(study, many[0]) == _now(study)
    places = [it for it in sentences(many[0].text) if it.length > 20]
    for span in places[:9]:
        apply_code(study.store, Coding(many[0].id, CODES[1].id, study.anna.id, span))
    shown = live.refresh(many[0].id)
    # What was coded is not shown beside, learned or not.
    same = [it.span for it in shown if it.code_id == CODES[1].id]
    assert not any(one.overlaps(span) for one in same for span in places[:9])
    # Another start of the program computes them from everything.
    assert _state(study, many[0]) == suggestion_runs.PENDING
    for span in places[9:20]:
        apply_code(study.store, Coding(many[0].id, CODES[1].id, study.anna.id, span))
    live.refresh(many[0].id)
    assert _state(study, many[0]) == _now(study)


def _now(study: Study) -> str:
    return read_standing(study.store, study.anna.id, USUAL).state


def _state(study: Study, document: Document) -> str:
    with study.store.read() as connection:
        return suggestion_runs.states(connection, study.anna.id)[document.id]
