"""Which lines of a codebook file belong to which code and field.

Rows count from 0. A comment belongs to what it stands directly above, or, where it is
indented more, to what it stands directly below. A comment between blank lines belongs
to nobody and stays where it is.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from qcode.interchange.codebook_file import CodebookFile, FileCode
from qcode.interchange.codebook_source import ListNode, MapNode, Node
from qcode.model.ids import CodeId


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one code or field, each stretch beginning where the last ends.

    From `free` lines of nobody, from `lead` its comments above, from `start` its own
    lines, from `end` its comments below; `stop` is the row after them.
    """

    free: int
    lead: int
    start: int
    end: int
    stop: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code in lines stands: its rows and columns, and the parts of its fields.

    `column` is where the fields begin, `dash_column` where the "-" before them is.
    `fields` is empty for a code in braces. Comments of the whole code follow the
    last field's part up to `part.stop`.
    """

    part: Part
    dash_column: int
    column: int
    fields: dict[str, Part]


class Page:
    """A file's text in lines, each with its line break."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [line + "\n" for line in text.removesuffix("\n").split("\n")]
        self._starts = [0, *accumulate(map(len, self.lines))]

    def row(self, index: int) -> int:
        """Return the row in which a codepoint of the text stands."""
        return bisect_right(self._starts, index) - 1

    def column(self, index: int) -> int:
        """Return how many codepoints stand before this one in its line."""
        return index - self._starts[self.row(index)]

    def start(self, row: int) -> int:
        """Return the index of a row's first codepoint."""
        return self._starts[row]

    def is_blank(self, row: int) -> bool:
        """Whether nothing visible stands in the row."""
        return not self.lines[row].strip()

    def indent(self, row: int) -> int:
        """Return how many spaces the row begins with."""
        return len(self.lines[row]) - len(self.lines[row].lstrip(" "))

    def rows(self, node: Node) -> tuple[int, int]:
        """Return a node's first row and the row after its last."""
        return self.row(node.start), self.row(max(node.start, node.end - 1)) + 1

    def dash_row(self, item: Node, column: int) -> int:
        """Return the row of the "-" before an item of a list in lines."""
        row = self.row(item.start)
        while self.indent(row) != column or self.lines[row][column] != "-":
            row -= 1
        return row

    def parts(
        self, spans: Sequence[tuple[int, int]], column: int, *, begin: int, limit: int
    ) -> list[Part]:
        """Share the rows from `begin` to `limit` among siblings in one column.

        `spans` are the siblings' own rows. What follows the last part is nobody's.
        """
        found: list[Part] = []
        free = begin
        for number, (start, end) in enumerate(spans):
            lead = start
            while lead > free and not self.is_blank(lead - 1):
                lead -= 1
            following = spans[number + 1][0] if number + 1 < len(spans) else limit
            stop = end
            while (
                stop < following
                and not self.is_blank(stop)
                and self.indent(stop) > column
            ):
                stop += 1
            found.append(Part(free, lead, start, end, stop))
            free = stop
        return found


def places(page: Page, file: CodebookFile) -> tuple[dict[CodeId, Place], Place]:
    """Return where each code stands that has lines of its own, and the whole file."""
    start = page.row(file.root.start)
    whole = Part(0, 0, start, len(page.lines), len(page.lines))
    root = _place(page, file.root, whole, page.column(file.root.start))
    found = dict(_inner_places(page, file.root, file.codes, root, "codes"))
    return found, root


def _inner_places(
    page: Page, node: MapNode, codes: Sequence[FileCode], place: Place, field: str
) -> Iterator[tuple[CodeId, Place]]:
    below = node.entries[field].value if field in place.fields else None
    if not isinstance(below, ListNode) or below.is_flow:
        return
    column = page.column(below.start)
    spans = [
        (page.dash_row(code.node, column), page.rows(code.node)[1]) for code in codes
    ]
    part = place.fields[field]
    parts = page.parts(spans, column, begin=part.start + 1, limit=part.stop)
    for code, own in zip(codes, parts, strict=True):
        inner = _place(page, code.node, own, column)
        yield code.code.id, inner
        yield from _inner_places(page, code.node, code.children, inner, "children")


def _place(page: Page, node: MapNode, part: Part, dash_column: int) -> Place:
    column = page.column(node.start)
    if node.is_flow:
        return Place(part, dash_column, column, {})
    spans = [
        (page.row(entry.key.start), page.rows(entry.value)[1])
        for entry in node.entries.values()
    ]
    parts = page.parts(spans, column, begin=spans[0][0], limit=part.stop)
    return Place(part, dash_column, column, dict(zip(node.entries, parts, strict=True)))
