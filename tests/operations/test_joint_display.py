"""Two interviews, of a small and a large city, and a workshop that does not count."""

import math
from pathlib import Path

import pytest

from qcode.analysis.joint_display import Spoken
from qcode.errors import QcodeError, RefusedError, UnknownAttributeError
from qcode.model.coding import segment_digest
from qcode.model.document import Kind
from qcode.model.ids import DocumentId
from qcode.operations.joint_display import EVERYONE, JointQuestion, joint_display
from qcode.store import cases, codings, documents
from tests.builders import Study, a_case, a_coding, a_document, a_source, put

SURVEY = """\
city,wave,size,engagement,nets
S1,2023,small,1,1
S1,2024,small,7,3
S2,2024,small,9,
S3,2024,large,2,4
"""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(SURVEY, "utf-8")
    return path


@pytest.fixture
def coded(study: Study) -> Study:
    second = a_document("carla-03", "I: Und?\nB: Netze, immer Netze.\n")
    with study.store.begin() as connection:
        cases.ensure(connection, a_case("carla-03"))
        documents.insert_document(connection, second, a_source("carla-03"))
        for document, size in ((study.document, "small"), (second, "large")):
            cases.set_attributes(connection, document.case_id, {"size": size})
    # In the interview of the small city: engagement twice, by two coders on the same
    # span once more, nets once; in the large one nets once; in the workshop nets.
    put(study, a_coding(19, 22))
    put(study, a_coding(3, 6))
    put(study, a_coding(19, 22, coder_id=study.bea.id))
    put(study, a_coding(3, 8, code_id=study.nets.id))
    put(study, a_coding(3, 6, document_id=study.hebrew.id, code_id=study.nets.id))
    put_in(study, second.id)
    return study


def put_in(study: Study, document_id: DocumentId) -> None:
    coding = a_coding(11, 16, document_id=document_id, code_id=study.nets.id)
    with study.store.begin() as connection:
        assert codings.insert_coding(connection, coding, segment_digest("Netze"))


def test_interviews_stand_beside_the_survey(coded: Study, survey: Path) -> None:
    found = joint_display(coded.store, JointQuestion(survey, keep=("wave", "2024")))
    engagement, nets = found.groups[EVERYONE]
    assert (engagement.item, engagement.spoken) == ("engagement", Spoken(1, 2))
    assert (nets.item, nets.spoken) == ("nets", Spoken(2, 2))
    # 7, 9, 2: mean 6, deviations 1, 9, 16, so that the variance is 13.
    assert (engagement.rated.n, engagement.rated.mean) == (3, 6)
    assert engagement.rated.sd == pytest.approx(math.sqrt(13))
    assert (nets.rated.n, nets.rated.mean) == (2, 3.5)
    assert (nets.spoken_rank, nets.rated_rank) == (1, 2)
    assert found.correlation(EVERYONE) == pytest.approx(-1)
    assert (found.least, found.most) == (2, 9)


def test_groups_are_those_of_the_survey_and_of_the_cases(
    coded: Study, survey: Path
) -> None:
    question = JointQuestion(survey, keep=("wave", "2024"), by="size")
    found = joint_display(coded.store, question)
    assert list(found.groups) == [EVERYONE, "small", "large"]
    engagement, nets = found.groups["small"]
    assert (engagement.spoken, nets.spoken) == (Spoken(1, 2), Spoken(1, 1))
    assert (engagement.rated.n, engagement.rated.mean, nets.rated.n) == (2, 8, 1)
    assert math.isnan(nets.rated.sd)
    engagement, nets = found.groups["large"]
    assert (engagement.spoken, nets.spoken) == (Spoken(0, 0), Spoken(1, 1))


def test_coders_and_kind_can_be_chosen(coded: Study, survey: Path) -> None:
    question = JointQuestion(survey, coders=[coded.bea])
    _, nets = joint_display(coded.store, question).groups[EVERYONE]
    assert nets.spoken == Spoken(0, 0)
    question = JointQuestion(survey, kind=Kind.WORKSHOP)
    engagement, nets = joint_display(coded.store, question).groups[EVERYONE]
    assert (engagement.spoken, nets.spoken) == (Spoken(0, 0), Spoken(1, 1))


def test_its_table_says_what_is_undefined_and_what_it_does_not_show(
    coded: Study, survey: Path
) -> None:
    question = JointQuestion(survey, keep=("wave", "2024"), by="size")
    found = joint_display(coded.store, question)
    rows = found.records()
    assert [row["group"] for row in rows] == [
        "",
        "",
        "small",
        "small",
        "large",
        "large",
    ]
    assert rows[3]["sd"] is None
    assert "do not test each other" in found.table().notes[0]
    assert found.provenance.filters["answers"] == "wave=2024"


def test_a_survey_that_rates_no_code_is_refused(coded: Study, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("city,mood\nS1,3\n", "utf-8")
    with pytest.raises(RefusedError, match="No column of other.csv"):
        joint_display(coded.store, JointQuestion(path))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ({"by": "wave"}, "no attribute 'wave'"),
        ({"by": "mood"}, "no attribute 'mood'"),
        ({"keep": ("wave", "2025")}, "no line has 2025"),
    ],
)
def test_what_cannot_be_laid_side_by_side_is_refused(
    coded: Study, survey: Path, question: dict[str, object], reason: str
) -> None:
    with pytest.raises(QcodeError, match=reason):
        joint_display(coded.store, JointQuestion(survey, **question))  # type: ignore[arg-type]


def test_unknown_attributes_have_an_error_of_their_own(
    coded: Study, survey: Path
) -> None:
    with pytest.raises(UnknownAttributeError):
        joint_display(coded.store, JointQuestion(survey, by="mood"))
