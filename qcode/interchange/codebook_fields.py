"""One field of a codebook file: written anew, or changed with what stands beside it.

Lines carry their line breaks; those that are kept are taken over as they are.
"""

import re
from collections.abc import Sequence
from typing import TypeAlias

from qcode.interchange.codebook_layout import Page, Part
from qcode.interchange.codebook_source import Entry, ListNode, Node, ScalarNode
from qcode.interchange.codebook_text import block, inline

Value: TypeAlias = str | bool | tuple[str, ...]

_PROSE = frozenset({"definition", "include", "exclude", "example", "memo"})
_BLOCK_INDENT = 2


def field_lines(
    name: str, value: Value, column: int, width: int, old: Node | None = None
) -> list[str]:
    """Return a field's lines from its name on, in the style of its `old` value."""
    room = " " * column
    style = old.style if isinstance(old, ScalarNode) else ""
    if isinstance(value, bool):
        return [f"{room}{name}: {'true' if value else 'false'}\n"]
    if isinstance(value, tuple):
        return _list_lines(f"{room}{name}: [", value, width)
    line = f"{room}{name}: {inline(value, style)}"
    mark = _block_mark(old)
    if name in _PROSE and ("\n" in value or len(line) > width or mark):
        mark = mark or ("|" if "\n" in value else ">")
        lines = block(value, mark, column + _BLOCK_INDENT, width)
        if lines:
            return [f"{room}{name}: {lines[0]}\n", *(line + "\n" for line in lines[1:])]
    return [line + "\n"]


def _list_lines(opening: str, values: Sequence[str], width: int) -> list[str]:
    """Return a list in brackets, continued below its first item where it is long."""
    lines = [opening]
    for number, value in enumerate(values):
        item = inline(value) + ("," if number + 1 < len(values) else "]")
        if number and len(lines[-1]) + 1 + len(item) > width:
            lines.append(" " * len(opening) + item)
        else:
            lines[-1] += f" {item}" if number else item
    return [line + "\n" for line in lines]


def changed_field(
    page: Page, part: Part, entry: Entry, value: Value, *, column: int, width: int
) -> list[str]:
    """Return a field's own lines with another value; comments beside it stay."""
    old = entry.value
    own = page.lines[part.start : part.end]
    if isinstance(value, tuple) and isinstance(old, ListNode) and not old.is_flow:
        return _changed_items(page, part, old, value)
    lines = field_lines(entry.key.text, value, column, width, old)
    is_block = _block_mark(old) != ""
    if len(own) == len(lines) == 1 and not is_block:
        written = (
            lines[0].removeprefix(f"{' ' * column}{entry.key.text}: ").rstrip("\n")
        )
        start = page.column(old.start)
        before, behind = own[0][:start], own[0][start + old.end - old.start :]
        gap = "" if before.endswith((" ", "\t")) else " "
        return [before + gap + written + behind]
    if is_block and _keeps_mark(page, part, old, lines[0]):
        return [own[0], *lines[1:]]
    return [lines[0].rstrip("\n") + comment_beside(page, entry) + "\n", *lines[1:]]


def _block_mark(node: Node | None) -> str:
    """Return ">" or "|" if the value is a block of text, else nothing."""
    if isinstance(node, ScalarNode) and node.style in (">", "|"):
        return node.style
    return ""


def _keeps_mark(page: Page, part: Part, old: Node, first: str) -> bool:
    """Whether a block's first line can stay: the same mark, and no width in it."""
    mark = page.text[old.start : old.start + 3].split()[0]
    is_simple = not any(character.isdigit() for character in mark)
    return (
        is_simple
        and page.row(old.start) == part.start
        and first.rstrip("\n").endswith(f": {mark[0]}-")
    )


def comment_beside(page: Page, entry: Entry) -> str:
    """Return the comment behind the field's name, mark or one-line value."""
    old = entry.value
    behind_name = page.text[entry.key.end : old.start]
    behind = page.text[old.start if _block_mark(old) else old.end :]
    for text in (behind_name, behind.split("\n", 1)[0]):
        found = re.match(r":?(?:[|>][-+0-9]*)?([ \t]+#[^\r\n]*)", text)
        if found:
            return found.group(1)
    return ""


def _changed_items(
    page: Page, part: Part, old: ListNode, values: Sequence[str]
) -> list[str]:
    """Return the lines of a list that has one item a line; items that stay are kept."""
    column = page.column(old.start)
    spans = [(page.dash_row(item, column), page.rows(item)[1]) for item in old.items]
    parts = page.parts(spans, column, begin=part.start + 1, limit=part.end)
    kept: dict[str, list[Part]] = {}
    for item, own in zip(old.items, parts, strict=True):
        if isinstance(item, ScalarNode):
            kept.setdefault(item.text, []).append(own)
    lines = page.lines[part.start : part.start + 1]
    for value in values:
        if kept.get(value):
            own = kept[value].pop(0)
            lines += page.lines[own.free : own.stop]
        else:
            lines.append(f"{' ' * column}- {inline(value)}\n")
    return lines
