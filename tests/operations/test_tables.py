"""The tables offered at once, the segments behind their numbers, and plain counts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings

from qcode.analysis.keyness import LEAST_LIKELIHOOD
from qcode.errors import RefusedError
from qcode.model.counting import Unit
from qcode.model.table import Cell
from qcode.operations.behind import behind
from qcode.operations.corpus_survey import CorpusSurvey, survey_of
from qcode.operations.keyness import keyness
from qcode.operations.overview import overview
from qcode.operations.portrait import portrait
from qcode.operations.retrieval import coded_segments
from qcode.operations.selecting import Selection
from qcode.operations.table_cells import Behind, CellAt, Passage, passage_of
from qcode.operations.table_choices import Cells, Choices, Offered, offered
from qcode.operations.table_making import joint_display_of
from qcode.operations.table_reading import for_reading
from qcode.operations.tables import TableKind, table_kinds
from qcode.store import Store
from tests.counting import PARENTS, Mark, Material, document_of, fill_counted
from tests.operations.marked_texts import (
    MATERIALS,
    TALK,
    lifted,
    marked,
    marks_in_talk,
    records,
    selections,
    words_of,
    works,
)

Count = Callable[[Behind], int]
KINDS = {it.name: it for it in table_kinds()}
OF_CODE = ("code", "name", "path", "family", "level", "coder")


def some_marks() -> list[Mark]:
    random = Random(7)
    codes = [it for it in PARENTS if it != "family"]
    starts = [random.randrange(0, len(TALK) - 30) for _ in range(24)]
    return sorted(
        {
            Mark(
                codes[n % 6], "ab"[n % 2], ("ada", "bea")[n % 3 // 2], start, start + 9
            )
            for n, start in enumerate([*starts, *starts[:10], *starts[:6]])
        }
    )


class Seen:
    """A table of one kind, and what is behind its cells."""

    def __init__(self, store: Store, kind: TableKind, choices: Choices) -> None:
        self.store, self.kind = store, kind
        self.offered: Offered = offered(store)
        self.choices = kind.settled(choices, self.offered)
        self.table = kind.make(store, self.choices)
        self.rows = list(self.table.rows)

    def behind(self, row: int, column: str) -> Behind:
        cell = CellAt(self.table.names, self.rows[row], column)
        return behind(self.store, self.kind.name, self.choices, self.offered, cell)

    def numbers(self, *but: str) -> list[tuple[Cell, Behind]]:
        """Return each cell that holds a number and is not of these columns."""
        names = [it for it in self.table.names if it not in but]
        return [
            (row[self.table.names.index(name)], self.behind(at, name))
            for at, row in enumerate(self.rows)
            for name in names
        ]


def distinct(found: Behind) -> int:
    """Return how many segments there are: one coded twice is one."""
    ends = [row[found.names.index("text")] for row in found.rows]
    return len(set(zip(found.passages, ends, strict=True)))


def test_behind_a_number_are_as_many_segments_as_it_says() -> None:
    only_answers = Choices(without_interviewer=True)
    with marked(some_marks()) as store:
        ada = next(it for it in offered(store).coders if it.handle == "ada")
        asked = {
            "frequencies": [
                Choices(unit=Unit.SEGMENTS, query="NOT code:money"),
                replace(only_answers, unit=Unit.SEGMENTS, by="case"),
            ],
            "codes-in-columns": [Choices(by="coder"), Choices(by="document")],
            "crosstab": [Choices(unit=Unit.SEGMENTS, by="document", coder=ada)],
        }
        for name, several in asked.items():
            for choices in several:
                seen = Seen(store, KINDS[name], choices)
                for number, found in seen.numbers(*OF_CODE, "case"):
                    assert (number or 0) == distinct(found), (name, choices)
        seen = Seen(store, KINDS["overview"], Choices(coder=ada))
        counted: dict[str, Count] = {
            "segments": distinct,
            "total_segments": distinct,
            "documents": lambda it: len({p.document for p in it.passages}),
        }
        for column, count in counted.items():
            for at, row in enumerate(seen.rows):
                number = row[seen.table.names.index(column)]
                assert number == count(seen.behind(at, column)), (row[0], column)
        seen = Seen(store, KINDS["presence"], Choices(coder=ada))
        for number, found in seen.numbers("document", "coder"):
            assert number == int(bool(found.rows))


def test_behind_codes_together_are_the_pairs_of_segments() -> None:
    with marked(some_marks()) as store:
        seen = Seen(store, KINDS["cooccurrence"], Choices())
        for at, row in enumerate(seen.rows):
            found = seen.behind(at, "count")
            assert len(found.rows) == row[seen.table.names.index("count")]
        following = Seen(store, KINDS["sequences"], Choices())
        for at, row in enumerate(following.rows):
            found = following.behind(at, "count")
            assert len(found.rows) == row[following.table.names.index("count")]
        matrix = Seen(store, KINDS["cooccurrence-matrix"], Choices())
        names = matrix.table.names
        cells = [
            (at, name)
            for at, row in enumerate(matrix.rows)
            for name in names[4:]
            if row[names.index(name)]
        ]
        assert cells
        for at, name in cells:
            found = matrix.behind(at, name)
            assert len(found.rows) == matrix.rows[at][names.index(name)]
            texts = [it[found.names.index("first text")] for it in found.rows]
            assert all(str(text) in TALK for text in texts)


def test_a_row_about_one_segment_leads_to_its_place() -> None:
    with marked(some_marks()) as store:
        for name in ("segments", "portrait"):
            seen = Seen(store, KINDS[name], offered(store).choices)
            cell = CellAt(seen.table.names, seen.rows[0], "line")
            start = cell.said["start"]
            assert passage_of(cell, seen.choices, name) == Passage("a", int(start or 0))
        seen = Seen(store, KINDS["similarity"], Choices())
        assert (
            passage_of(CellAt(seen.table.names, seen.rows[0], ""), seen.choices, "")
            is None
        )
        with pytest.raises(RefusedError):
            seen.behind(0, "shared")
        by_speaker = Seen(store, KINDS["frequencies"], Choices(by="speaker"))
        with pytest.raises(RefusedError, match="speaker"):
            by_speaker.behind(0, "own")


def test_the_crosstab_has_a_column_for_each_value_with_its_base(store: Store) -> None:
    materials = [
        Material(f"d{n}", f"{n} {TALK}", attributes={"size": "ab"[n % 2], "id": f"{n}"})
        for n in range(9)
    ]
    marks = [Mark("need", it.name, "ada", 0, 5) for it in materials[:7]]
    marks += [Mark("team", it.name, "ada", 0, 5) for it in materials[:3]]
    fill_counted(store, materials, marks)
    found = offered(store)
    # Nine different ids tell nothing: size has few values.
    assert found.telling == "attribute:size"
    kind = KINDS["crosstab"]
    choices = kind.settled(replace(found.choices, cells=Cells.COLUMN), found)
    table = kind.make(store, choices)
    assert table.names[-2:] == ["a (n=4)", "b (n=3)"]
    told = {row[0]: list(row[-2:]) for row in table.rows}
    assert told["team"] == [50, pytest.approx(100 / 3)]
    assert kind.file_name(choices) == "crosstab-by-size"
    reading = for_reading(table)
    assert [str(row[0]) for row in reading.rows][:2] == ["Family", "  Helped"]


def test_the_survey_that_rates_codes_is_found(store: Store, tmp_path: Path) -> None:
    fill_counted(store, MATERIALS, some_marks())
    assert survey_of(store, tmp_path) is None
    folder = tmp_path / "survey"
    folder.mkdir()
    (folder / "a-cities.csv").write_text("city,people\nB,3\n", "utf-8")
    (folder / "answers.csv").write_text("wave,money\n9,1\n2024,5\n", "utf-8")
    survey = survey_of(store, tmp_path)
    assert survey == CorpusSurvey(folder / "answers.csv", ("wave", "2024"))
    joint = joint_display_of(survey)
    (row,) = records(joint(store, Choices()))
    assert (row["code"], row["mean"], row["n"]) == ("money", 5, 1)
    assert table_kinds(survey)[-1].name == "joint-display"
    (none,) = records(joint(store, Choices(query="code:team")))
    assert (row["documents"], none["documents"], none["n"]) == (1, 0, 1)


@settings(max_examples=15, deadline=None)
@given(marks_in_talk, selections)
def test_words_segments_and_codebook_are_what_going_through_the_codings_gives(
    marks: list[Mark], selection: Selection
) -> None:
    with marked(marks) as store:
        typical = records(keyness(store, selection, most=999, least=1, by_lemma=False))
        pictures = {
            it.name: records(portrait(store, document_of(it).id, selection))
            for it in MATERIALS
        }
        book = records(overview(store, replace(selection, distinct=True)))
        segments = [
            (it.document, it.coding.span.start, it.coding.span.end, it.code, it.coder)
            for it in coded_segments(store)
        ]
    assert sorted(segments) == sorted(
        (it.document, it.start, it.end, it.code, it.coder) for it in marks
    )
    for name, rows in pictures.items():
        assert sorted(
            (row["coder"], row["code"], row["start"], row["end"]) for row in rows
        ) == sorted(
            (coder, code, *span)
            for coder, work in works(marks, selection).items()
            for code, spans in work.items()
            for span in spans.get(name, ())
        )
    pooled = works(marks, replace(selection, distinct=True)).get("", {})
    for row in book:
        above = lifted(pooled)[str(row["code"])]
        every = [set(), *above.values()]
        assert row["total_segments"] == sum(map(len, every))
        assert row["total_documents"] == sum(map(bool, every))
        own = pooled.get(str(row["code"]), {})
        assert row["segments"] == sum(map(len, own.values()))
    expected = _typical(marks, selection)
    found = {
        (row["coder"], row["code"], str(row["word"]).casefold()): (
            row["under"],
            row["beside"],
            row["documents"],
        )
        for row in typical
    }
    assert found.items() <= expected.items()
    assert all(float(row["log_likelihood"] or 0) >= LEAST_LIKELIHOOD for row in typical)


def _typical(
    marks: list[Mark], selection: Selection
) -> dict[tuple[str, str, str], tuple[int, int, int]]:
    """Return how often each word stands under each code, elsewhere, in documents."""
    found: dict[tuple[str, str, str], tuple[int, int, int]] = {}
    for coder, work in works(marks, selection).items():
        coded = {name for spans in work.values() for name in spans}
        said = {
            it.name: [
                (word, word.cut(it.text).casefold())
                for word in words_of(document_of(it), selection)
            ]
            for it in MATERIALS
            if it.name in coded
        }
        every = Counter(text for words in said.values() for _, text in words)
        for code, spans in lifted(work).items():
            under = [
                (name, text)
                for name, words in said.items()
                for word, text in words
                if any(
                    word.start < end and start < word.end
                    for start, end in spans.get(name, ())
                )
            ]
            for text, number in Counter(text for _, text in under).items():
                where = {name for name, one in under if one == text}
                beside = every[text] - number
                found[coder, code, text] = (number, beside, len(where))
    return found
