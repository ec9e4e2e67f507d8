"""The laws of merging, over random teams and what they did apart from each other."""

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from qcode.model.journal import JsonObject
from qcode.operations.history import history, undo
from qcode.store import coders, histories, journal, open_store
from tests.builders import Study, a_study, fill
from tests.operations.laws import law
from tests.operations.teams import (
    LEAD,
    Act,
    acts,
    check,
    foresee,
    installation,
    play,
    state,
    take,
)

COPIES = 3


class Team:
    """Copies of one study, each in a file that can be copied again."""

    def __init__(self, folder: Path, stack: ExitStack, before: list[Act]) -> None:
        self.folder, self.stack = folder, stack
        self.number = 0
        first = self._open(folder / "first.db")
        fill(first.store)
        with first.store.begin() as connection:
            coders.ensure(connection, LEAD)
        play([first], before)
        self.copies = [self.another(first) for _ in range(COPIES)]

    def _open(self, path: Path) -> Study:
        self.number += 1
        store = open_store(f"sqlite:///{path}", installation(self.number))
        return a_study(self.stack.enter_context(closing(store)))

    def another(self, study: Study) -> Study:
        """Copy the study as it is now; another installation works with the copy."""
        study.store.close()
        path = self.folder / f"{self.number}.db"
        shutil.copyfile(str(study.store.engine.url.database), path)
        return self._open(path)


@contextmanager
def teams(before: list[Act]) -> Iterator[Team]:
    """Copies of a study in which something was done before they went apart."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        yield Team(Path(folder), stack, before)


@law(acts(1), acts(COPIES), few=6, many=60)
def test_a_copy_is_always_as_its_journal_says(
    before: list[Act], played: list[Act]
) -> None:
    with teams(before) as team:
        play(team.copies, played)
        for study in team.copies:
            check(study)


@law(acts(1), acts(COPIES), few=6, many=60)
def test_merging_again_changes_nothing_and_writes_no_entry(
    before: list[Act], played: list[Act]
) -> None:
    with teams(before) as team:
        play(team.copies, played)
        here, other, _ = team.copies
        take(here, other)
        was = state(here.store), len(history(here.store))
        again = take(here, other)
        assert (state(here.store), len(history(here.store))) == was
        assert (again.new, again.moved) == ([], [])
        check(here)


@law(acts(1), acts(COPIES), few=6, many=60)
def test_the_order_of_merges_does_not_matter(
    before: list[Act], played: list[Act]
) -> None:
    with teams(before) as team:
        play(team.copies, played)
        here, second, third = team.copies
        one, other = team.another(here), team.another(here)
        take(one, second)
        take(one, third)
        take(other, third)
        take(other, second)
        assert state(one.store) == state(other.store)
        check(one)


@law(acts(1), acts(COPIES), few=6, many=60)
def test_merging_two_in_turn_is_merging_the_merge_of_both(
    before: list[Act], played: list[Act]
) -> None:
    with teams(before) as team:
        play(team.copies, played)
        here, second, third = team.copies
        one, other = team.another(here), team.another(here)
        take(one, second)
        take(one, third)
        both = team.another(second)
        take(both, third)
        take(other, both)
        assert state(one.store) == state(other.store)


@law(acts(1), acts(2), few=6, many=60)
def test_copies_that_merged_each_other_are_the_same(
    before: list[Act], played: list[Act]
) -> None:
    with teams(before) as team:
        one, other, _ = team.copies
        play(team.copies[:2], played)
        take(one, other)
        take(other, one)
        assert state(one.store) == state(other.store)


def _texts(study: Study) -> set[str]:
    """Return all that people wrote in this copy, wherever it stands."""
    found = state(study.store)
    return {part for memo in found["memo"].values() for part in _parts(memo)}


def _parts(record: JsonObject) -> list[str]:
    """Return the texts of a memo, which merging may have joined."""
    return str(record.get("text", "")).split("\n\n")


def _place(coding: JsonObject, living: Mapping[UUID, UUID]) -> str:
    """Return where a coding stands, under the code that merged codes became."""
    code = UUID(str(coding["code_id"]))
    names = ("document_id", "coder_id", "span")
    return json.dumps([str(living.get(code, code)), *(coding[it] for it in names)])


def _codings(study: Study) -> list[JsonObject]:
    return list(state(study.store)["coding"].values())


def _taken_back(study: Study) -> list[JsonObject]:
    """Return all records that someone took away or replaced in this copy."""
    with study.store.read() as connection:
        return [
            change.before
            for entry in journal.local_entries(connection)
            if not histories.is_merge(entry)
            for change in entry.action.changes
            if change.before is not None
        ]


@law(acts(1), acts(2), few=6, many=60)
def test_nothing_is_absent_from_result_and_conflicts(
    before: list[Act], played: list[Act]
) -> None:
    with teams(before) as team:
        one, other, _ = team.copies
        play(team.copies[:2], played)
        wrote = _texts(one) | _texts(other)
        coded = _codings(one) + _codings(other)
        told = take(one, other)
        reasons = [part for it in told.conflicts for part in it.reason.split(": ")]
        taken = _taken_back(one) + _taken_back(other)
        rewritten = {part for it in taken for part in _parts(it)}
        assert wrote - _texts(one) <= rewritten | set(reasons)
        with one.store.read() as connection:
            living = histories.aliases(connection)
        places = {_place(it, living) for it in _codings(one)}
        lost = {_place(it, living) for it in coded} - places
        assert lost <= {_place(it, living) for it in taken if "span" in it}


@law(acts(1), acts(2), few=6, many=60)
def test_undoing_a_merge_gives_the_state_before(
    before: list[Act], played: list[Act]
) -> None:
    with teams(before) as team:
        one, other, _ = team.copies
        play(team.copies[:2], played)
        was = state(one.store)
        if take(one, other).new:
            undo(one.store, LEAD.id)
            kept = state(one.store)
            assert {k: kept[k] for k in kept if k != "code"} == {
                k: was[k] for k in was if k != "code"
            }
            check(one)
            take(one, other)
            again = team.another(one)
            take(again, other)
            assert state(again.store) == state(one.store)


@law(acts(1), acts(2), few=6, many=60)
def test_a_plan_says_what_the_merge_then_does(
    before: list[Act], played: list[Act]
) -> None:
    with teams(before) as team:
        one, other, _ = team.copies
        play(team.copies[:2], played)
        was = state(one.store), len(history(one.store))
        plan = foresee(one, other)
        assert (state(one.store), len(history(one.store))) == was
        assert take(one, other) == plan
