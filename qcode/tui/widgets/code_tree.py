"""The codebook as a tree, with colours, counts and shortcuts."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.widgets import Tree

from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId
from qcode.text.harmless import harmless

if TYPE_CHECKING:
    from textual.widgets.tree import TreeNode


class CodeTree(Tree[CodeId | None]):
    """All codes; a node's data is the code's id."""

    DEFAULT_CSS = """
    CodeTree {
        background: transparent;
        padding: 0;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("Codebook", id=id)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self._node_of: dict[CodeId, TreeNode[CodeId | None]] = {}
        self._counts: Mapping[CodeId, int] = {}
        self._endings: dict[CodeId, Text] = {}
        self._codebook: Codebook | None = None

    def render_label(
        self, node: "TreeNode[CodeId | None]", base_style: Style, style: Style
    ) -> Text:
        """Return the label with count and shortcut, the name cut to leave them room."""
        label = super().render_label(node, base_style, style)
        ending = self._endings.get(node.data) if node.data else None
        if ending is None:
            return label
        room = self.scrollable_content_region.width - _indent(node) * self.guide_depth
        if room > ending.cell_len:
            label.truncate(room - ending.cell_len, overflow="ellipsis")
        drawn = ending.copy()
        drawn.stylize_before(style)
        return label.append_text(drawn)

    def show_codebook(
        self,
        codebook: Codebook,
        counts: Mapping[CodeId, int],
        colour: Callable[[CodeId], str],
    ) -> None:
        """Show these codes; what was open and under the cursor stays so."""
        if codebook == self._codebook:
            self._show_counts(codebook, counts, colour)
            return
        opened = {key for key, node in self._node_of.items() if node.is_expanded}
        # What is new must be seen, also below a code that had nothing below it.
        opened |= {
            above.id
            for code in codebook.codes
            if code.id not in self._node_of
            for above in codebook.ancestors(code.id)
        }
        first_time = self._codebook is None
        chosen = self.chosen
        self._codebook, self._counts = codebook, dict(counts)
        self._node_of = {}
        self._endings = {
            code.id: _ending(code, counts.get(code.id, 0)) for code in codebook.codes
        }
        self.clear()
        for code in codebook.codes:
            parent = self._node_of.get(code.parent_id) if code.parent_id else None
            label = _label(code, colour(code.id))
            above = self.root if parent is None else parent
            if codebook.children(code.id):
                expand = code.parent_id is None if first_time else code.id in opened
                self._node_of[code.id] = above.add(label, code.id, expand=expand)
            else:
                self._node_of[code.id] = above.add_leaf(label, code.id)
        if chosen is not None and chosen in self._node_of:
            # Only after the lines are laid out anew does a node know its own.
            self.call_after_refresh(self.move_cursor, self._node_of[chosen])

    def _show_counts(
        self,
        codebook: Codebook,
        counts: Mapping[CodeId, int],
        colour: Callable[[CodeId], str],
    ) -> None:
        for code in codebook.codes:
            count = counts.get(code.id, 0)
            if count != self._counts.get(code.id, 0):
                self._endings[code.id] = _ending(code, count)
                self._node_of[code.id].set_label(_label(code, colour(code.id)))
        self._counts = dict(counts)

    @property
    def chosen(self) -> CodeId | None:
        """The code under the tree's cursor."""
        return self.cursor_node.data if self.cursor_node else None


def _indent(node: "TreeNode[CodeId | None]") -> int:
    """Return how many steps a node is set in; those right below the root are not."""
    steps, above = -1, node.parent
    while above is not None:
        steps, above = steps + 1, above.parent
    return steps


def _label(code: Code, colour: str) -> Text:
    label = Text.assemble(("■ ", Style(color=colour)))
    label.append(harmless(code.name), "" if code.codable else "bold")
    return label


def _ending(code: Code, count: int) -> Text:
    """Return what stands behind a code's name and is never cut."""
    ending = Text()
    if count:
        ending.append(f" {count}", "dim")
    if code.shortcut:
        ending.append(f" [{code.shortcut}]", "dim italic")
    return ending
