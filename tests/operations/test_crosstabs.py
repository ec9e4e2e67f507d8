import json
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st

from qcode.errors import UnknownAttributeError, WrongUsageError
from qcode.interchange.tables import ENDINGS
from qcode.model.counting import FrequencyQuestion, Unit
from qcode.operations.crosstabs import crosstab_table, make_crosstab, write_crosstab
from qcode.store import Store, open_store
from tests.builders import HERE, a_coder
from tests.counting import PARENTS, Mark, Material, fill_counted
from tests.operations.counted_studies import studies
from tests.operations.laws import law

TEXT = "I: Was half?\nB: Das Team half uns.\n"


@pytest.fixture
def counted(store: Store) -> Store:
    """Six large documents, four small and one without a size; ada codes."""
    sizes = {f"l{n}": "large" for n in range(6)} | {f"s{n}": "small" for n in range(4)}
    materials = [Material("none", f"none {TEXT}")] + [
        Material(name, f"{name} {TEXT}", attributes={"size": size})
        for name, size in sizes.items()
    ]
    marks = [Mark("need", name, "ada", 0, 5) for name in sizes if name != "s3"]
    marks += [Mark("trust", name, "ada", 0, 5) for name in ("l0", "l1", "l2", "s0")]
    marks += [Mark("team", "l0", "ada", 0, 5), Mark("money", "none", "ada", 0, 5)]
    fill_counted(store, materials, marks)
    return store


def question(**fields: object) -> FrequencyQuestion:
    by = {"by": ("attribute:size",)}
    return FrequencyQuestion(**(by | fields))  # type: ignore[arg-type]


def test_the_crosstab_is_as_counted_by_hand(counted: Store) -> None:
    rows = make_crosstab(counted, question()).as_json()["rows"]
    assert isinstance(rows, list)
    told = {(row["code"], row["value"]): row for row in rows}
    # Small document s3 was not coded, so that the bases are 6, 3 and 1.
    helped = told["helped", "large"]
    assert (helped["count"], helped["base"]) == (3, 6)
    assert helped["row_percent"] == 75
    assert helped["column_percent"] == 50
    assert helped["total_percent"] == 30
    assert helped["expected"] == pytest.approx(2.4)
    # (3 - 2.4) / sqrt(2.4 * 0.6 * 0.4)
    assert helped["residual"] == pytest.approx(0.790569, abs=1e-6)
    assert told["money", ""]["count"] == 1
    assert told["family", "small"]["count"] == 1
    assert ("staff", "large") not in told


def test_small_counts_are_said_plainly(counted: Store) -> None:
    made = make_crosstab(counted, question())
    small = f"In {len(made.cells)} of {len(made.cells)} cells fewer than 5 documents"
    assert made.warning().startswith(small)
    assert crosstab_table(made).notes == [made.warning()]


def test_without_small_counts_nothing_is_said(store: Store) -> None:
    materials = [
        Material(f"d{n}", f"{n} {TEXT}", attributes={"size": "ab"[n % 2]})
        for n in range(40)
    ]
    marks = [Mark("need", it.name, "ada", 0, 5) for it in materials]
    marks += [Mark("trust", it.name, "ada", 0, 5) for it in materials[:20]]
    fill_counted(store, materials, marks)
    made = make_crosstab(store, question())
    told = {cell.code for cell in made.cells if cell.is_small}
    # Everybody has the code "need": nobody is expected not to have it.
    assert told == {"need"}


def test_segments_are_out_of_all_segments(counted: Store) -> None:
    made = make_crosstab(counted, question(unit=Unit.SEGMENTS))
    assert {cell.value: cell.base for cell in made.cells} == {
        "": 1,
        "large": 6,
        "small": 3,
    }


def test_coders_are_never_summed_in_silence(store: Store) -> None:
    material = Material("anna", TEXT, attributes={"size": "large"})
    marks = [Mark("need", "anna", coder, 0, 5) for coder in ("ada", "bea")]
    fill_counted(store, [material], marks)
    made = make_crosstab(store, question())
    assert [(cell.block, cell.count) for cell in made.cells] == [
        (("ada",), 1),
        (("bea",), 1),
    ]
    assert "coder" in crosstab_table(made).names
    pooled = make_crosstab(store, question(distinct=True))
    assert [(cell.block, cell.count) for cell in pooled.cells] == [((), 1)]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"by": ("speaker",)}, "'speaker' is none of them"),
        ({"by": ("kind", "case")}, "one dimension"),
        ({"by": ("kind",), "unit": Unit.CASES}, "count documents"),
        ({"unit": Unit.WORDS}, "not words"),
    ],
)
def test_what_has_no_crosstab_is_refused(
    counted: Store, fields: dict[str, object], message: str
) -> None:
    with pytest.raises(WrongUsageError, match=message):
        make_crosstab(counted, question(**fields))


def test_an_attribute_that_nobody_has_is_unknown(counted: Store) -> None:
    with pytest.raises(UnknownAttributeError, match="size"):
        make_crosstab(counted, question(by=("attribute:town",)))


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_crosstab_goes_into_every_format(
    counted: Store, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"t{ending}"
    made = make_crosstab(counted, question())
    write_crosstab(made, path)
    assert path.stat().st_size > 0
    if ending == ".json":
        assert json.loads(path.read_text("utf-8")) == made.as_json()


@law(studies(), st.sampled_from(["kind", "case", "attribute:size"]), few=15, many=200)
def test_any_crosstab_has_the_counts_that_sets_of_documents_give(
    study: tuple[list[Material], list[Mark]], by: str
) -> None:
    materials, marks = study
    asked = FrequencyQuestion((by,), coders=[a_coder("ada")])
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/qcode.db"
        with closing(open_store(url, HERE)) as store:
            fill_counted(store, materials, marks)
            made = make_crosstab(store, asked)
    own = [mark for mark in marks if mark.coder == "ada"]
    value = {
        it.name: {"kind": str(it.kind), "case": it.case or it.name}.get(
            by, it.attributes.get("size", "")
        )
        for it in materials
    }
    coded = {mark.document for mark in own}
    having: dict[str, set[str]] = {}
    for mark in own:
        code = mark.code
        while code:
            having.setdefault(code, set()).add(mark.document)
            code = PARENTS[code]
    assert {
        (cell.code, cell.value): (cell.count, cell.base) for cell in made.cells
    } == {
        (code, one): (
            sum(value[it] == one for it in documents),
            sum(value[it] == one for it in coded),
        )
        for code, documents in having.items()
        for one in {value[it] for it in coded}
    }
    for cell in made.cells:
        assert (cell.row, cell.every) == (len(having[cell.code]), len(coded))
