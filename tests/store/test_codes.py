from dataclasses import replace
from uuid import UUID

import pytest

from qcode.errors import UnknownCodeError
from qcode.model.codebook import Code
from qcode.model.ids import CodeId
from qcode.store import codes
from tests.builders import Study, a_code, a_coding, put

NOBODY = CodeId(UUID(int=1))
WHOLE = Code(
    id=a_code("whole").id,
    key="whole",
    name='Alles "auf einmal" \U0001f600',
    definition="a\nb",
    include="c",
    exclude="d",
    example="e",
    keywords=("eins, zwei", "ko\u0308nnen", "\u05e9\u05dc\u05d5\u05dd"),
    colour="#a0b1c2",
    memo="f",
    codable=False,
    shortcut="ü",
    formerly=("oldest", "older"),
)


def test_a_code_comes_back_with_all_its_fields(study: Study) -> None:
    with study.store.begin() as connection:
        codes.save(connection, WHOLE, 1)
        assert codes.get(connection, WHOLE.id) == WHOLE
        assert WHOLE in codes.every(connection)


def test_codes_come_parents_first_and_siblings_by_place(study: Study) -> None:
    with study.store.begin() as connection:
        codes.save(connection, replace(study.engagement, name="moved"), 5)
        codes.save(connection, a_code("below", parent_id=study.nets.id), 0)
        found = [code.key for code in codes.every(connection)]
    assert found == ["family", "nets", "below", "engagement"]


def test_siblings_at_one_place_come_by_key(study: Study) -> None:
    with study.store.begin() as connection:
        for key in ("b", "a", "Z"):
            codes.save(connection, a_code(key), 0)
        found = [code.key for code in codes.every(connection) if not code.parent_id]
    assert found == ["Z", "a", "b", "family"]


def test_saving_a_known_code_changes_it(study: Study) -> None:
    changed = replace(study.nets, name="Neu", keywords=("x",))
    with study.store.begin() as connection:
        codes.save(connection, changed, 7)
        assert codes.find(connection, study.nets.id) == changed
        assert codes.position(connection, study.nets.id) == 7


def test_what_is_not_there_is_unknown(study: Study) -> None:
    with study.store.read() as connection:
        assert codes.find(connection, NOBODY) is None
        with pytest.raises(UnknownCodeError):
            codes.get(connection, NOBODY)
        with pytest.raises(UnknownCodeError):
            codes.position(connection, NOBODY)


def test_the_next_place_is_behind_the_last_sibling(study: Study) -> None:
    with study.store.read() as connection:
        assert codes.next_position(connection, study.family.id) == 2
        assert codes.next_position(connection, study.nets.id) == 0
        assert codes.next_position(connection, None) == 1


def test_keys_stay_taken_when_their_code_is_gone(study: Study) -> None:
    with study.store.begin() as connection:
        codes.save(connection, WHOLE, 1)
        codes.remove(connection, WHOLE.id)
        known = codes.known_keys(connection)
        assert codes.find(connection, WHOLE.id) is None
    assert {known[key] for key in ("whole", "older", "oldest")} == {WHOLE.id}


def test_former_keys_stay_in_their_order(study: Study) -> None:
    renamed = replace(study.nets, key="netze", formerly=("nets",))
    again = replace(renamed, key="a", formerly=("nets", "netze"))
    with study.store.begin() as connection:
        codes.save(connection, renamed, 1)
        codes.save(connection, again, 1)
        assert codes.get(connection, again.id).formerly == ("nets", "netze")
        assert codes.known_keys(connection)["nets"] == again.id


def test_a_key_that_was_set_free_can_go_to_another_code(study: Study) -> None:
    with study.store.begin() as connection:
        codes.free_key(connection, study.nets.id)
        assert codes.get(connection, study.nets.id).key != "nets"
        assert codes.get(connection, study.engagement.id).key == "engagement"


def test_codings_are_counted_by_code(study: Study) -> None:
    put(study, a_coding(0, 1))
    put(study, a_coding(0, 2, coder_id=study.bea.id))
    put(study, a_coding(0, 1, code_id=study.nets.id))
    with study.store.read() as connection:
        counts = codes.counts(connection)
    assert counts == {study.engagement.id: 2, study.nets.id: 1}
