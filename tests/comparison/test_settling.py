from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from qcode.comparison.settling import Settled, settle
from qcode.comparison.settling_codes import Dispute, settle_code
from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.step import Step
from qcode.store.records import record_of
from tests.builders import NOON, a_code, a_coder, a_coding, a_memo

CODING, MEMO, CODE = a_coding(), a_memo(a_coding()), a_code()
CODED, WROTE = record_of(CODING), record_of(MEMO)
DEFINED = record_of(CODE, position=0)


def a_step(
    entry: str, follows: str = "", after: JsonObject | None = None, **more: Any
) -> Step:
    """Return a step of an entry; later letters are later."""
    fields: dict[str, Any] = {"kind": ObjectKind.CODING, "id": CODING.id} | more
    at = NOON + timedelta(hours=ord(entry[-1]))
    coder = a_coder().id
    return Step(
        entry=entry,
        at=at,
        coder_id=coder,
        follows=tuple(follows.split()),
        after=after,
        **fields,
    )


def path(*steps: Step) -> dict[str, Step]:
    return {step.entry: step for step in steps}


def texts(**said: str) -> Settled:
    """Settle a memo; each letter says what it follows and, behind |, its text."""
    steps = []
    for entry, told in said.items():
        follows, _, text = told.partition("|")
        after = {**WROTE, "text": text} if text else None
        steps.append(
            a_step(entry, follows.strip(), after, kind=ObjectKind.MEMO, id=MEMO.id)
        )
    return settle(path(*steps))


def test_what_was_made_is_there() -> None:
    assert settle(path(a_step("a", "", CODED))) == Settled(CODED)


def test_a_removal_that_has_seen_the_coding_wins_over_its_presence() -> None:
    assert settle(path(a_step("a", "", CODED), a_step("b", "a"))) == Settled(None)


def test_the_same_table_merged_twice_gives_way_to_who_removed_one() -> None:
    # Copies b and c made it of the same table; in c its coder took it away.
    made = [a_step("b", "", CODED), a_step("c", "", CODED)]
    assert settle(path(*made, a_step("d", "c"))) == Settled(None)


def test_a_removal_that_did_not_know_of_a_change_is_disputed() -> None:
    undone = a_step("d", "c", CODED)
    steps = path(a_step("a", "", CODED), a_step("b", "a"), a_step("c", "a"), undone)
    assert settle(steps) == Settled(
        CODED, "taken away in one copy, changed or kept in another"
    )


def test_a_memo_changed_apart_keeps_both_texts_the_earlier_first() -> None:
    found = texts(a="|Eins", b="a|Zwei", c="a|Drei")
    assert found.after is not None
    assert found.after["text"] == "Zwei\n\nDrei"
    assert found.dispute == "changed apart in 2 copies"


def test_who_saw_both_texts_has_the_last_word() -> None:
    found = texts(a="|Eins", b="a|Zwei", c="a|Drei", d="b c|Vier")
    assert found == Settled({**WROTE, "text": "Vier"})


def test_the_same_change_in_two_copies_is_no_dispute() -> None:
    assert texts(a="|Eins", b="a|Zwei", c="a|Zwei") == Settled(
        {**WROTE, "text": "Zwei"}
    )


def changed(entry: str, follows: str, was: JsonObject, **fields: Any) -> Step:
    return a_step(
        *(entry, follows, {**was, **fields}),
        kind=ObjectKind.CODE,
        id=CODE.id,
        before=was,
    )


def test_different_fields_of_a_code_changed_apart_are_both_taken() -> None:
    named = changed("a", "", DEFINED, name="Eifer")
    defined = changed("b", "", DEFINED, definition="Was jemand freiwillig tut.")
    settled = settle_code(path(named, defined), [DEFINED])
    assert settled.disputes == ()
    assert settled.after == {
        **DEFINED,
        "name": "Eifer",
        "definition": "Was jemand freiwillig tut.",
    }


def test_the_same_field_changed_apart_is_disputed_and_the_later_holds() -> None:
    first = changed("a", "", DEFINED, name="Eifer")
    second = changed("b", "", DEFINED, name="Einsatz")
    settled = settle_code(path(first, second), [DEFINED])
    assert settled.after is not None
    assert settled.after["name"] == "Einsatz"
    assert settled.disputes == (Dispute("name", "Einsatz", "Eifer"),)


def test_a_field_changed_and_changed_back_leaves_the_others_change() -> None:
    there = changed("a", "", DEFINED, name="Eifer")
    back = changed("c", "a", {**DEFINED, "name": "Eifer"}, name=DEFINED["name"])
    other = changed("b", "", DEFINED, definition="Neu")
    settled = settle_code(path(there, back, other), [DEFINED])
    assert settled.after == {**DEFINED, "definition": "Neu"}
    assert settled.disputes == ()


def test_renaming_apart_keeps_all_former_keys() -> None:
    first = changed("a", "", DEFINED, key="eifer", formerly=["engagement"])
    second = changed("b", "", DEFINED, key="einsatz", formerly=["engagement"])
    settled = settle_code(path(first, second), [DEFINED])
    assert settled.after is not None
    assert settled.after["key"] == "einsatz"
    assert settled.after["formerly"] == ["engagement", "eifer"]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_steps_does_not_matter(order: int) -> None:
    steps = [
        a_step("a", "", WROTE, kind=ObjectKind.MEMO, id=MEMO.id),
        a_step("b", "a", {**WROTE, "text": "B"}, kind=ObjectKind.MEMO, id=MEMO.id),
        a_step("c", "a", {**WROTE, "text": "C"}, kind=ObjectKind.MEMO, id=MEMO.id),
    ][::order]
    after = settle(path(*steps)).after
    assert after is not None
    assert after["text"] == "B\n\nC"
    assert UUID(str(after["id"])) == MEMO.id
