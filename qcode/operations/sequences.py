"""Which code follows which."""

from qcode.analysis.sequences import Following, Sequences
from qcode.model.relation import Nearness
from qcode.model.table import Cell, Table, number_column, text_column, whole_column
from qcode.operations.selecting import Material, Selection
from qcode.store import Store

_FEW = 5


def sequences(
    store: Store, selection: Selection, sentences: int | None = None
) -> Table:
    """Return a row for each code that follows another, the most frequent first.

    Codes that follow themselves come last: mostly a passage that was coded in pieces.
    Within a turn, or at most `sentences` sentences on (0 is the same one). By coder
    unless these are pooled. Raises UnknownAttributeError.
    """
    nearness = Nearness.TURN if sentences is None else Nearness.SENTENCE
    with store.read() as connection:
        material = Material(connection, selection)
        size = len(material.tree.keys)
        counted = Sequences(len(material.handles), size, sentences or 0)
        for part in material.parts(nearness):
            counted.add(part)
        cells = sorted(counted.cells(), key=_place)
        within = "turn" if sentences is None else f"sentences:{sentences}"
        origin = material.provenance(
            "followings", {"followings": int(counted.count.sum())}, {"within": within}
        )
    rows = [_row(material, it) for it in cells]
    return Table("Sequences of codes", _COLUMNS, rows, origin, [_note(sentences)])


def _place(it: Following) -> tuple[int, bool, int, int, int]:
    return it.coder, it.first == it.second, -it.count, it.first, it.second


def _note(sentences: int | None) -> str:
    within = "in the same turn"
    if sentences is not None:
        within = f"at most {sentences} sentences on"
    return (
        f"A segment follows another of the same coder {within}, where nothing else "
        "begins in between; what overlaps does not follow. Expected is what chance "
        f"gives; where it is below {_FEW}, a residual says little."
    )


def _row(material: Material, it: Following) -> list[Cell]:
    codes = material.tree.codebook.codes
    first, second = codes[it.first], codes[it.second]
    return [
        material.handles[it.coder],
        *(first.key, first.name, second.key, second.name),
        *(it.count, it.documents, it.expected, it.residual),
    ]


_COLUMNS = [
    text_column("coder", "Who coded, empty where coders are pooled"),
    text_column("first", "Key of the code that comes first"),
    text_column("first_name", "Name of the code that comes first"),
    text_column("second", "Key of the code that follows"),
    text_column("second_name", "Name of the code that follows"),
    whole_column("count", "How often it follows", "followings"),
    whole_column("documents", "In how many documents", "documents"),
    number_column(
        "expected",
        "How often by chance: followings after the first times those by the second, "
        "by all",
        "followings",
    ),
    number_column(
        "residual",
        "Adjusted residual (Haberman 1973): how many standard deviations the count is "
        "from the expected one; empty where undefined",
    ),
]
