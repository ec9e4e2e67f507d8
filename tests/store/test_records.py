import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.codebook import Code
from qcode.model.coding import Coding, Memo, Stance
from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.store.records import code_of, coding_of, memo_of, record_of
from tests.builders import NOON, a_code, a_coding, a_document, a_memo

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
CODES = st.builds(
    Code,
    id=st.uuids().map(CodeId),
    key=TEXTS,
    name=TEXTS,
    parent_id=st.none() | st.uuids().map(CodeId),
    definition=TEXTS,
    keywords=st.lists(TEXTS, max_size=3).map(tuple),
    codable=st.booleans(),
    formerly=st.lists(TEXTS, max_size=3).map(tuple),
)


@given(CODES)
def test_a_code_survives_its_record_as_json(code: Code) -> None:
    assert code_of(json.loads(json.dumps(record_of(code)))) == code


@pytest.mark.parametrize("stance", [None, *Stance])
def test_a_coding_survives_its_record_as_json(stance: Stance | None) -> None:
    coding = a_coding(stance=stance, span=Span(3, 7))
    assert coding_of(json.loads(json.dumps(record_of(coding)))) == coding


@given(st.datetimes(timezones=st.just(UTC)))
def test_moments_survive_to_the_microsecond(moment: datetime) -> None:
    memo = a_memo(a_document(), written_at=moment)
    assert memo_of(json.loads(json.dumps(record_of(memo)))) == memo


@pytest.mark.parametrize("thing", [a_code(), a_coding(), a_memo(a_document())])
def test_a_record_equals_itself_after_json(thing: Code | Coding | Memo) -> None:
    record = record_of(thing)
    assert json.loads(json.dumps(record)) == record


def test_a_record_is_written_as_people_would_expect() -> None:
    coding = a_coding(3, 7)
    assert record_of(coding) == {
        "id": str(coding.id),
        "document_id": str(coding.document_id),
        "code_id": str(coding.code_id),
        "coder_id": str(coding.coder_id),
        "span": [3, 7],
        "origin": "hand",
        "stance": None,
        "created_at": NOON.isoformat(),
    }


def test_a_record_can_say_more() -> None:
    assert record_of(a_code(), position=4)["position"] == 4
