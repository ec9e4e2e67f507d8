import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import update

from qcode.model.coding import Coder
from qcode.model.ids import InstallationId
from qcode.model.journal import Action, Change, Entry, ObjectKind, Verb
from qcode.operations.doctor import examine
from qcode.store import chain, journal, schema
from qcode.store.records import record_of
from tests.builders import ELSEWHERE, HERE, Study, a_coding

TABLE = schema.journal


def _record(
    study: Study,
    coder: Coder | None,
    installation: InstallationId = HERE,
    **more: Any,
) -> None:
    action = Action(
        more.pop("verb", Verb.MEMO_WRITTEN), coder.id if coder else None, **more
    )
    with study.store.begin() as connection:
        journal.record(connection, action, installation)


def _entries(study: Study) -> list[Entry]:
    """The oldest first."""
    with study.store.read() as connection:
        return journal.entries(connection)[::-1]


def _rows(study: Study) -> list[Any]:
    with study.store.read() as connection:
        return list(connection.execute(TABLE.select().order_by(TABLE.c.number)))


def _change(study: Study, number: int, **values: Any) -> None:
    with study.store.begin() as connection:
        query = update(TABLE).where(TABLE.c.number == number)
        connection.execute(query.values(**values))


def _damages(study: Study) -> list[str]:
    """What the journal finds, which the doctor must find too."""
    with study.store.read() as connection:
        found = [*chain.altered(connection), *chain.torn(connection)]
    assert set(found) <= set(examine(study.store).damages)
    return found


@pytest.fixture
def written(study: Study) -> Study:
    """Three entries of one chain."""
    for note in ("one", "two", "three"):
        _record(study, study.anna, note=note)
    return study


def test_an_entry_follows_the_last_of_its_coder_and_installation(study: Study) -> None:
    acting = [
        (study.anna, HERE),
        (study.bea, HERE),
        (study.anna, ELSEWHERE),
        (None, HERE),
        (study.anna, HERE),
        (study.anna, ELSEWHERE),
        (None, HERE),
    ]
    for coder, installation in acting:
        _record(study, coder, installation)
    hashes = [entry.hash for entry in _entries(study)]
    parents = [entry.parents for entry in _entries(study)]
    heads = [(hashes[i],) for i in (0, 2, 3)]
    assert parents == [(), (), (), (), heads[0], heads[1], heads[2]]


def test_an_entry_holds_the_whole_action(study: Study) -> None:
    coding = a_coding()
    action = Action(
        Verb.CODING_REMOVED,
        study.anna.id,
        (Change(ObjectKind.CODING, coding.id, record_of(coding), None),),
        {"list": [1, "\U0001f600"]},
        "ko\u0308nnen",
        "f" * 64,
    )
    before = datetime.now(UTC)
    with study.store.begin() as connection:
        journal.record(connection, action, HERE)
    (entry,) = _entries(study)
    assert (entry.action, entry.installation_id) == (action, HERE)
    assert before <= entry.at <= datetime.now(UTC)


def test_the_hash_covers_what_was_done_by_whom_where_and_when(study: Study) -> None:
    _record(study, study.anna, note="first")
    _record(study, study.anna, note="Ü \U0001f600", details={"b": 1, "a": None})
    first, row = _rows(study)
    payload = '{"changes":[],"details":{"a":null,"b":1},"note":"Ü \U0001f600"}'
    payload_hash = sha256(row.salt + payload.encode()).hexdigest()
    covered = (
        f'{{"at":"{row.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")}",'
        f'"coder":"{study.anna.id}",'
        f'"installation":"{HERE}",'
        f'"parents":"{first.hash}",'
        f'"payload_hash":"{payload_hash}",'
        '"reverses":null,"verb":"memo written"}'
    )
    assert row.payload == payload
    assert row.hash == sha256(covered.encode()).hexdigest()


def test_an_entry_without_coder_is_hashed_as_such(study: Study) -> None:
    _record(study, None, verb=Verb.STUDY_CREATED)
    (row,) = _rows(study)
    covered = {
        "at": row.at.strftime("%Y-%m-%dT%H:%M:%S.%f+00:00"),
        "coder": None,
        "installation": str(HERE),
        "parents": "",
        "payload_hash": row.payload_hash,
        "reverses": None,
        "verb": "study created",
    }
    text = json.dumps(covered, separators=(",", ":"))
    assert row.hash == sha256(text.encode()).hexdigest()


def test_the_same_twice_has_two_salts_and_two_hashes(study: Study) -> None:
    _record(study, study.anna)
    _record(study, study.anna)
    first, second = _rows(study)
    assert len(first.salt) == 16
    assert first.salt != second.salt
    assert first.payload_hash != second.payload_hash


def test_a_whole_chain_has_no_damage(written: Study) -> None:
    assert _damages(written) == []


def test_a_changed_content_is_found(written: Study) -> None:
    _change(written, 2, payload='{"changes":[],"details":{},"note":"TWO"}')
    (damage,) = _damages(written)
    assert damage.startswith("the content of journal entry 2 (memo written, 20")
    assert damage.endswith("was changed after it was written")


def test_a_content_that_is_no_json_is_found(written: Study) -> None:
    _change(written, 2, payload="}")
    assert len(_damages(written)) == 1


@pytest.mark.parametrize(
    "values",
    [
        {"verb": "coding applied"},
        {"at": datetime(2020, 1, 1, tzinfo=UTC)},
        {"coder_id": None},
        {"installation_id": ELSEWHERE},
        {"reverses": "f" * 64},
        {"payload_hash": "f" * 64, "payload": None, "salt": None},
    ],
)
def test_a_changed_entry_is_found(written: Study, values: dict[str, Any]) -> None:
    _change(written, 2, **values)
    (damage,) = _damages(written)
    assert damage.startswith("journal entry 2 ")
    assert damage.endswith("was changed after it was written")


def test_a_content_that_comes_with_a_fitting_hash_is_found_too(written: Study) -> None:
    payload, salt = '{"changes":[],"details":{},"note":"TWO"}', b"0" * 16
    digest = sha256(salt + payload.encode()).hexdigest()
    _change(written, 2, payload=payload, salt=salt, payload_hash=digest)
    assert len(_damages(written)) == 1


def test_an_entry_that_was_written_anew_breaks_what_follows(written: Study) -> None:
    _change(written, 2, hash="f" * 64)
    damages = _damages(written)
    assert [damage.split(" (")[0] for damage in damages] == [
        "journal entry 2",
        "journal entry 3",
    ]


@pytest.mark.parametrize("number", [1, 2])
def test_a_removed_entry_is_found(written: Study, number: int) -> None:
    with written.store.begin() as connection:
        connection.execute(TABLE.delete().where(TABLE.c.number == number))
    (damage,) = _damages(written)
    assert damage.startswith(f"journal entry {number + 1} ")
    assert damage.endswith("follows an entry that is missing")


def test_purging_content_and_salt_keeps_the_chain_whole(written: Study) -> None:
    _change(written, 2, payload=None, salt=None)
    assert _damages(written) == []


def test_one_can_go_on_after_a_purge(written: Study) -> None:
    _change(written, 3, payload=None, salt=None)
    _record(written, written.anna, note="four")
    assert _damages(written) == []
    assert [entry.action.note for entry in _entries(written)] == [
        "one",
        "two",
        "",
        "four",
    ]


@pytest.mark.parametrize("half", [{"salt": None}, {"payload": None}])
def test_half_a_purge_is_damage(written: Study, half: dict[str, None]) -> None:
    _change(written, 2, **half)
    (damage,) = _damages(written)
    assert damage.startswith("the content of journal entry 2 ")


def test_a_content_without_salt_cannot_be_slipped_in(written: Study) -> None:
    payload = '{"changes":[],"details":{},"note":"TWO"}'
    _change(written, 2, payload=payload, salt=None)
    assert len(_damages(written)) == 1


def test_entries_come_the_newest_first(written: Study) -> None:
    with written.store.read() as connection:
        found = journal.entries(connection, 2)
        newest = journal.newest(connection)
    assert [entry.action.note for entry in found] == ["three", "two"]
    assert newest == found[0].at


def test_an_empty_journal_has_no_newest_entry(study: Study) -> None:
    with study.store.read() as connection:
        assert journal.newest(connection) is None
        assert chain.live_codings(connection) == set()


def test_the_journal_knows_which_codings_must_be_there(study: Study) -> None:
    kept, gone = a_coding(0, 1), a_coding(0, 2)
    for coding in (kept, gone):
        made = Change(ObjectKind.CODING, coding.id, None, record_of(coding))
        _record(study, study.anna, changes=(made,))
    _record(study, study.anna, changes=(made.inverse,))
    with study.store.read() as connection:
        assert chain.live_codings(connection) == {kept.id}


def test_nobody_can_say_which_codings_must_be_there_after_a_purge(
    written: Study,
) -> None:
    _change(written, 1, payload=None, salt=None)
    with written.store.read() as connection:
        assert chain.live_codings(connection) is None
