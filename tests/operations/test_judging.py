from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from qcode.errors import RefusedError
from qcode.model.document import Document
from qcode.model.suggestion import Suggestion
from qcode.operations.codings import apply_code
from qcode.operations.deciding import reject_suggestion
from qcode.operations.judging import judge
from qcode.project import SuggestionSettings
from qcode.store import open_store
from qcode.suggest.figures import Evaluation
from tests.builders import HERE, Study, a_coding, a_study, fill
from tests.operations.coded_interviews import coded_interviews, said
from tests.operations.interviews import code_of, interviewed

# What is computed does not hang on the database, and takes long.
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@dataclass(frozen=True)
class Judged:
    """Anna's work as judged once, and what was heard of its progress."""

    found: Evaluation
    heard: list[tuple[int, int]]


def code_four_of_five(study: Study) -> list[Document]:
    """Anna has coded the first four of five interviews by their words, Bea nothing."""
    made = coded_interviews(study, 4)
    return made + interviewed(study.store, 1, first=4)


@pytest.fixture
def coded(study: Study) -> list[Document]:
    return code_four_of_five(study)


@pytest.fixture(scope="module")
def judged(
    database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Judged]:
    """The same work in a study of its own: judging takes seconds, so it is shared."""
    assert database_kind == "sqlite"
    folder = tmp_path_factory.mktemp("judged")
    with closing(open_store(f"sqlite:///{folder / 'qcode.db'}", HERE)) as store:
        fill(store)
        study, heard = a_study(store), list[tuple[int, int]]()
        code_four_of_five(study)
        found = judge(
            store,
            study.anna.id,
            progress=lambda done, steps: heard.append((done, steps)),
        )
        yield Judged(found, heard)


def test_too_little_is_refused_with_what_to_do(study: Study) -> None:
    apply_code(study.store, a_coding())
    for coder in (study.anna, study.bea):
        with pytest.raises(RefusedError, match="code two documents first"):
            judge(study.store, coder.id)


def test_the_coders_own_documents_are_judged(judged: Judged) -> None:
    found = judged.found
    assert (found.documents, found.passages, found.codings) == (4, 48, 48)
    assert found.total.right + found.total.missed == 48
    assert found.shown.right + found.shown.missed == 48
    assert sum(it.given for it in found.by_code.values()) == 48


def test_the_curve_ends_with_the_figure_of_all_other_documents(judged: Judged) -> None:
    found = judged.found
    assert [(it.documents, it.codings) for it in found.curve] == [
        (0, 0),
        (1, 12),
        (2, 24),
        (3, 36),
    ]
    assert found.curve[-1].recall_at_3 == found.recall_at_3


def test_words_that_the_codebook_does_not_have_are_learned(judged: Judged) -> None:
    # The codebook has two of the five words of each subject; a guess is right in
    # one of four cases.
    assert judged.found.precision_at_1 is not None
    assert judged.found.precision_at_1 > 0.8


def test_progress_ends_at_its_end(judged: Judged) -> None:
    assert judged.heard == [(done, 16) for done in range(17)]


def test_the_same_is_judged_alike(
    study: Study, coded: list[Document], judged: Judged
) -> None:
    assert judge(study.store, study.anna.id) == judged.found


def test_threshold_and_settings_decide_what_counts(
    study: Study, coded: list[Document]
) -> None:
    strict = SuggestionSettings(least=1.0)
    found = judge(study.store, study.anna.id, strict, threshold=0.0)
    assert found.total.missed == 0
    assert (found.shown.right, found.shown.missed) == (0, 48)


@pytest.mark.parametrize("place", [0, 4])
def test_what_was_rejected_is_learned_from(
    study: Study, coded: list[Document], place: int, judged: Judged
) -> None:
    document = coded[place]
    # Two sentences as one are no passage that was read: only the rejection teaches.
    first, second = said(document)[:2]
    refused = Suggestion(
        document.id,
        code_of("talks").id,
        study.anna.id,
        first.hull(second),
        0.5,
        "qcode 1",
    )
    reject_suggestion(study.store, refused)
    assert judge(study.store, study.anna.id) != judged.found
