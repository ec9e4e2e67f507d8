import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from qcode.errors import UnreadableError
from qcode.model.coded_set import CodedSet, SealedEntry
from qcode.model.journal import ObjectKind
from qcode.operations.checking_sets import checked
from qcode.operations.codings import apply_code
from qcode.operations.finishing import finish
from qcode.operations.gathering import gather_set
from tests.builders import Study, a_coding, a_memo


@pytest.fixture
def coded(study: Study) -> CodedSet:
    coding = a_coding()
    apply_code(study.store, coding, a_memo(coding))
    finish(study.store, study.document.id, study.anna.id)
    return gather_set(study.store, [study.anna.id], "anna.qcset")


def test_a_set_of_ours_is_sound_as_it_is(coded: CodedSet) -> None:
    assert checked(coded) == coded


def _with(coded: CodedSet, kind: ObjectKind, **fields: Any) -> CodedSet:
    """Return the set without steps, a field of its object of this kind changed."""
    (record,) = coded.objects[kind]
    changed = {name: it for name, it in {**record, **fields}.items() if it != "gone"}
    return replace(coded, steps=(), objects={kind: (changed,)})


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (ObjectKind.CODING, {"span": [4, 4]}),
        (ObjectKind.CODING, {"span": [-1, 4]}),
        (ObjectKind.CODING, {"span": "4:8"}),
        (ObjectKind.CODING, {"origin": "oracle"}),
        (ObjectKind.CODING, {"code_id": "gone"}),
        (ObjectKind.CODING, {"id": "7"}),
        (ObjectKind.CODING, {"created_at": "2026-03-01T12:00:00"}),
        (ObjectKind.CODING, {"created_at": "2026-03-01T12:00:00+01:00"}),
        (ObjectKind.MEMO, {"subject": "weather"}),
        (ObjectKind.MEMO, {"text": "gone"}),
        (ObjectKind.FINISHED_MARK, {"codes": None}),
    ],
)
def test_a_record_that_is_incomplete_or_strange_is_refused(
    coded: CodedSet, kind: ObjectKind, fields: dict[str, Any]
) -> None:
    with pytest.raises(UnreadableError, match=f"the {kind} .*is incomplete or damaged"):
        checked(_with(coded, kind, **fields))


def test_a_time_written_another_way_is_the_same_time(coded: CodedSet) -> None:
    (record,) = coded.objects[ObjectKind.MEMO]
    written = str(record["written_at"]).replace("+00:00", "Z")
    (step,) = checked(_with(coded, ObjectKind.MEMO, written_at=written)).steps
    assert step.after == record


def _sealed_anew(entry: SealedEntry) -> SealedEntry:
    """Return the entry with its hash as docs/coded-set.md says it is made."""
    covered = {
        "parents": entry.parents,
        "installation": str(entry.installation_id),
        "coder": str(entry.coder_id),
        "at": entry.at.isoformat(timespec="microseconds"),
        "verb": entry.verb,
        "reverses": entry.reverses,
        "payload_hash": entry.payload_hash,
    }
    written = json.dumps(covered, sort_keys=True, separators=(",", ":"))
    return replace(entry, hash=sha256(written.encode()).hexdigest())


def test_the_hash_of_an_entry_is_as_the_description_says(coded: CodedSet) -> None:
    assert [_sealed_anew(entry) for entry in coded.entries] == list(coded.entries)


def test_what_only_a_newer_program_does_is_refused(coded: CodedSet) -> None:
    newer = _sealed_anew(replace(coded.entries[0], verb="video coded"))
    with pytest.raises(UnreadableError, match="'video coded', which only a newer"):
        checked(replace(coded, entries=(newer,)))


def test_a_step_about_another_object_is_refused(coded: CodedSet) -> None:
    first, second, *_ = coded.steps
    crossed = replace(first, id=second.id)
    with pytest.raises(UnreadableError, match="a step of .* is about"):
        checked(replace(coded, steps=(crossed,)))


def test_a_coder_without_a_name_is_refused(coded: CodedSet) -> None:
    nameless = replace(coded.coders[0], handle="")
    with pytest.raises(UnreadableError, match=r"a coder in it has no name\."):
        checked(replace(coded, coders=(nameless,)))
