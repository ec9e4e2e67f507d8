from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, event

from qcode.model.counting import CodeCounts, SharedCodes
from qcode.model.document import Kind
from qcode.model.ids import CodingId
from qcode.store import Store, coders, codings, counts, facts, open_store
from qcode.store.counted import Counted
from qcode.store.packed import packed_codings
from tests.builders import HERE, a_coder
from tests.counting import Mark, Material, document_of, fill_counted

TEXT = "I: Was?\nB: Geld und Leute.\nI: Ja, gut.\n"
ANNA = Material("anna", TEXT, attributes={"size": "large", "town": "Bonn"})
BODO = Material("bodo", "B: Nichts.\n", Kind.WORKSHOP)
MARKS = [
    Mark("team", "anna", "ada", 11, 15),
    Mark("trust", "anna", "ada", 11, 15),
    Mark("team", "anna", "bea", 11, 15),
    Mark("money", "anna", "bea", 11, 15),
    Mark("team", "anna", "bea", 5, 31),
    Mark("need", "bodo", "ada", 3, 9),
]


@pytest.fixture
def counted(store: Store) -> Store:
    fill_counted(store, [ANNA, BODO], MARKS)
    return store


def rows(found: CodeCounts) -> list[tuple[str, str, str, str, int]]:
    document, coder, speaker, _ = found.places.columns()
    columns = found.code, document, coder, speaker, found.segments
    return sorted(zip(*columns, strict=True))


def shared(found: SharedCodes) -> list[tuple[tuple[str, ...], str, str, str]]:
    document, coder, speaker, _ = found.places.columns()
    return sorted(zip(found.codes, document, coder, speaker, strict=True))


def test_segments_of_codes_are_told_apart_by_coder(counted: Store) -> None:
    with counted.read() as connection:
        found = counts.code_counts(connection, Counted())
    assert rows(found) == [
        ("money", "anna", "bea", "", 1),
        ("need", "bodo", "ada", "", 1),
        ("team", "anna", "ada", "", 1),
        ("team", "anna", "bea", "", 2),
        ("trust", "anna", "ada", "", 1),
    ]


def test_pooled_coders_have_a_segment_as_often_as_they_coded_it(
    counted: Store,
) -> None:
    with counted.read() as connection:
        found = counts.code_counts(connection, Counted(pooled=True))
        spoken = counts.code_counts(connection, Counted(pooled=True, by_speaker=True))
    assert ("team", "anna", "", "", 3) in rows(found)
    assert ("team", "anna", "", "B", 2) in rows(spoken)


def test_a_segment_is_one_for_a_speaker_whose_turns_it_touches_twice(
    counted: Store,
) -> None:
    with counted.read() as connection:
        wanted = Counted([a_coder("bea").id], by_speaker=True)
        found = counts.code_counts(connection, wanted)
    assert rows(found) == [
        ("money", "anna", "bea", "B", 1),
        ("team", "anna", "bea", "B", 2),
        ("team", "anna", "bea", "I", 1),
    ]


def test_codes_meet_on_a_segment_of_one_coder(counted: Store) -> None:
    with counted.read() as connection:
        found = counts.shared_codes(connection, Counted())
    assert shared(found) == [
        (("money", "team"), "anna", "bea", ""),
        (("team", "trust"), "anna", "ada", ""),
    ]


def test_codes_of_pooled_coders_meet_too_each_as_often_as_it_is_counted(
    counted: Store,
) -> None:
    with counted.read() as connection:
        silent = counts.shared_codes(connection, Counted(pooled=True))
        spoken = counts.shared_codes(connection, Counted(None, True, True))
    assert shared(silent) == [(("money", "team", "team", "trust"), "anna", "", "")]
    assert shared(spoken) == [(("money", "team", "trust"), "anna", "", "B")]


def test_segments_only_in_turns_left_out_are_not_counted(store: Store) -> None:
    marks = [
        Mark("team", "anna", "ada", 3, 6),
        Mark("team", "anna", "ada", 5, 15),
        Mark("trust", "anna", "ada", 5, 15),
    ]
    fill_counted(store, [ANNA], marks)
    without = Counted(left_out=("I",))
    with store.read() as connection:
        assert rows(counts.code_counts(connection, without)) == [
            ("team", "anna", "ada", "", 1),
            ("trust", "anna", "ada", "", 1),
        ]
        by_speaker = Counted(by_speaker=True, left_out=("I",))
        assert shared(counts.shared_codes(connection, by_speaker)) == [
            (("team", "trust"), "anna", "ada", "B")
        ]
        assert counts.number_of_codings(connection, without) == 2


def test_stretches_come_by_document_in_the_order_of_the_text(counted: Store) -> None:
    with counted.read() as connection:
        found = dict(counts.stretches(connection, Counted()))
    stretches = found[document_of(ANNA).id]
    assert [(start, end) for *_, start, end in stretches] == [
        (5, 31),
        *[(11, 15)] * 4,
    ]
    assert found[document_of(BODO).id] == [("need", "ada", "", 3, 9)]


def test_facts_of_documents_come_by_name(counted: Store) -> None:
    with counted.read() as connection:
        anna, bodo = facts.document_facts(connection)
        names = facts.attribute_names(connection)
    assert (anna.name, anna.kind, anna.case) == ("anna", Kind.INTERVIEW, "anna")
    assert anna.attributes == {"size": "large", "town": "Bonn"}
    assert (bodo.name, bodo.kind, bodo.attributes) == ("bodo", Kind.WORKSHOP, {})
    assert names == ["size", "town"]


def test_only_who_coded_counts_as_a_coder(counted: Store) -> None:
    with counted.begin() as connection:
        coders.ensure(connection, a_coder("zoe"))
        assert facts.coders_with_codings(connection) == [
            a_coder("ada"),
            a_coder("bea"),
        ]
        assert (
            facts.documents_with_codings(connection, Counted([a_coder("bea").id])) == 1
        )
        assert (
            facts.documents_with_codings(connection, Counted([a_coder("zoe").id])) == 0
        )


@pytest.mark.parametrize("pooled", [False, True])
def test_counting_reads_indexes_only(tmp_path: Path, pooled: bool) -> None:
    with closing(open_store(f"sqlite:///{tmp_path / 'qcode.db'}", HERE)) as store:
        fill_counted(store, [ANNA, BODO], MARKS)
        asked: list[tuple[str, Any]] = []

        def note(_c: Connection, _k: object, sql: str, values: Any, *_: object) -> None:
            asked.append((sql, values))

        event.listen(store.engine, "before_cursor_execute", note)
        with store.read() as connection:
            counts.code_counts(connection, Counted(pooled=pooled))
            counts.shared_codes(connection, Counted(pooled=pooled))
            packed_codings(connection, Counted(pooled=pooled))
            event.remove(store.engine, "before_cursor_execute", note)
            plans = [
                str(row[3])
                for sql, values in asked
                if "FROM codings" in sql
                for row in connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {sql}", values
                )
            ]
    scans = [plan for plan in plans if plan.startswith("SCAN")]
    assert len(scans) == 3
    assert all("USING COVERING INDEX" in scan for scan in scans)
    assert not any("FOR GROUP BY" in plan or "FOR ORDER BY" in plan for plan in plans)


def test_more_ids_are_asked_for_than_a_statement_has_parameters(counted: Store) -> None:
    others = (CodingId(UUID(int=number)) for number in range(300_000))
    with counted.begin() as connection:
        places = codings.whose(connection)
        bodo = [one for one, document, _ in places if document == document_of(BODO).id]
        found = counts.code_counts(connection, Counted(coding_ids=[*others, *bodo]))
        assert rows(found) == [("need", "bodo", "ada", "", 1)]
        assert counts.number_of_codings(connection, Counted(coding_ids=[])) == 0
