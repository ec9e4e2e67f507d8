"""YAML text as a tree that remembers where everything stands.

It alone asks ruamel.yaml to take a codebook file apart, and turns its complaints
into sentences. It knows no codes: only texts, lists and mappings. Anchors, aliases
and tags are refused, so the tree is never larger than the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from qcode.errors import CodebookFileError

MAX_LEVELS = 12
# A code on level n is 2n + 1 collections deep, its lists one more.
_MAX_DEPTH = 2 * MAX_LEVELS + 2

_NEVER_STORED = re.compile("[\\0\ud800-\udfff]")

_QUOTE_IT = "a text that begins with {} must stand in quotes"
_INDENTED = "lines are indented with spaces here, not with tabs"
_QUOTE_THIS = "a text that begins like this must stand in quotes"
_OUT_OF_LINE = (
    "this does not stand in one column with the fields around it, or a text goes on "
    "behind its closing quotation mark"
)
_SENTENCES = (
    ("alias", _QUOTE_IT.format("'*'")),
    ("anchor", _QUOTE_IT.format("'&'")),
    ("tag", _QUOTE_IT.format("'!'")),
    (
        "mapping values are not allowed",
        "a text with ': ' in it must stand in quotes; a field begins in the same "
        "column as the fields around it",
    ),
    ("'\\t' that cannot start", _INDENTED),
    ("tab character", _INDENTED),
    ("cannot start any token", _QUOTE_THIS),
    ("expected ':'", "here a ':' is missing, or the line must be indented more"),
    ("while parsing a flow", "in this list a ',' or the closing bracket is missing"),
    ("scanning a quoted", "the quotation mark that opens here is never closed"),
    ("double-quoted", 'in double quotes a backslash is written twice: "\\\\"'),
    ("expected the node content", _QUOTE_THIS),
    ("<block end>", _OUT_OF_LINE),
    ("not allowed here", _OUT_OF_LINE),
    (
        "while scanning a block scalar",
        "a text after '|' or '>' starts on the next line",
    ),
)


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One value. `style` is the mark it begins with (quote, "|", ">"), "" if plain.

    Positions are codepoints of the source; `end` is after the last visible one.
    """

    start: int
    end: int
    text: str
    style: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands there."""
        return not (self.text or self.style)


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list; `is_flow` if it is written in brackets."""

    start: int
    end: int
    is_flow: bool
    items: list["Node"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A field's name and its value."""

    key: ScalarNode
    value: "Node"


@dataclass(frozen=True, slots=True)
class MapNode:
    """Named fields in their order; `is_flow` if it is written in braces."""

    start: int
    end: int
    is_flow: bool
    entries: dict[str, Entry] = field(default_factory=dict)


Node: TypeAlias = ScalarNode | ListNode | MapNode


@dataclass(frozen=True, slots=True)
class Source:
    """A codebook file's text (without byte order mark) and where it comes from."""

    text: str
    path: Path | str

    def line(self, index: int) -> int:
        """Return the line, from 1, in which a codepoint stands."""
        return self.text.count("\n", 0, index) + 1

    def error(self, index: int, reason: str) -> CodebookFileError:
        """Return the error that points at a codepoint."""
        column = index - self.text.rfind("\n", 0, index)
        return CodebookFileError(self.path, self.line(index), column, reason)


def decode(content: bytes | str, path: Path | str) -> Source:
    """Return the text as a source; raises CodebookFileError if it is no UTF-8."""
    text = content if isinstance(content, str) else _decoded(content, path)
    source = Source(text.removeprefix("\ufeff"), path)
    lone = re.search("\r(?!\n)", source.text)
    if lone:
        reason = "a line ends in CR alone; save the file again with LF line ends"
        raise source.error(lone.start(), reason)
    return source


def _decoded(content: bytes, path: Path | str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        before = Source(content[: error.start].decode(), path)
        reason = "the file is not in UTF-8; save it again with the encoding UTF-8"
        raise before.error(len(before.text), reason) from error


def tree(source: Source) -> MapNode:
    """Return the file's fields; raises CodebookFileError where it is no plain YAML."""
    found = _events(source)
    first = next(found, None)
    root = None if first is None else _node(source, found, first, depth=1)
    if root is None or (isinstance(root, ScalarNode) and root.is_empty):
        reason = "the file is empty; `qcode init` writes one to begin with"
        raise source.error(0, reason)
    if not isinstance(root, MapNode):
        reason = "the file must begin with fields such as 'study_id: …'"
        raise source.error(root.start, reason)
    surplus = next(found, None)
    if surplus is not None:
        reason = "a codebook ends before '---'; keep one of the two"
        raise source.error(surplus.start_mark.index, reason)
    return root


def _events(source: Source) -> Iterator[events.NodeEvent | events.CollectionEndEvent]:
    try:
        for event in YAML(typ="safe", pure=True).parse(source.text):
            if isinstance(event, (events.NodeEvent, events.CollectionEndEvent)):
                yield event
    except ReaderError as error:
        reason = f"the character U+{error.character:04X} is not allowed here; remove it"
        raise source.error(error.position, reason) from error
    except MarkedYAMLError as error:
        raise _sentence(source, error) from error
    except (YAMLError, ValueError, OverflowError) as error:
        raise source.error(0, f"this is not YAML: {error}".split("\n")[0]) from error


def _sentence(source: Source, error: MarkedYAMLError) -> CodebookFileError:
    told = f"{error.context or ''}; {error.problem or ''}"
    mark = error.problem_mark or error.context_mark
    opens_here = "end of stream" in told or "while parsing a flow" in told
    if opens_here and error.context_mark is not None:
        mark = error.context_mark
    for complaint, sentence in _SENTENCES:
        if complaint in told:
            return source.error(mark.index, sentence)
    return source.error(mark.index, f"this is not YAML: {error.problem}".split("\n")[0])


def _node(
    source: Source,
    found: Iterator[events.NodeEvent | events.CollectionEndEvent],
    event: events.NodeEvent | events.CollectionEndEvent,
    depth: int,
) -> Node:
    start: int = event.start_mark.index
    _refuse_references(source, event, start)
    if isinstance(event, events.ScalarEvent):
        if _NEVER_STORED.search(event.value):
            reason = "this text contains '\\0' or half a character; remove it"
            raise source.error(start, reason)
        written = source.text[start : event.end_mark.index].rstrip(" \t\r\n")
        return ScalarNode(start, start + len(written), event.value, event.style or "")
    if depth > _MAX_DEPTH:
        reason = f"codes are at most {MAX_LEVELS} levels deep; move this one up"
        raise source.error(start, reason)
    is_flow = bool(getattr(event, "flow_style", False))
    if isinstance(event, events.SequenceStartEvent):
        items: list[Node] = []
        for inner in found:
            if isinstance(inner, events.CollectionEndEvent):
                end = inner.end_mark.index if is_flow else items[-1].end
                return ListNode(start, end, is_flow, items)
            items.append(_node(source, found, inner, depth + 1))
    entries: dict[str, Entry] = {}
    for inner in found:
        if isinstance(inner, events.CollectionEndEvent):
            last = next(reversed(entries.values()), None)
            end = inner.end_mark.index if is_flow or not last else last.value.end
            return MapNode(start, end, is_flow, entries)
        key = _key(source, _node(source, found, inner, depth + 1), entries)
        value = _node(source, found, next(found), depth + 1)
        if isinstance(value, ScalarNode) and value.is_empty:
            # The parser sees nothing where the next thing begins; it is meant here.
            here = source.text.find(":", key.end) + 1
            value = ScalarNode(here, here, "", "")
        entries[key.text] = Entry(key, value)
    raise AssertionError("the parser did not close a collection")


def _refuse_references(source: Source, event: events.Event, start: int) -> None:
    if isinstance(event, events.AliasEvent):
        raise source.error(start, _QUOTE_IT.format("'*'"))
    if getattr(event, "anchor", None) is not None:
        raise source.error(start, _QUOTE_IT.format("'&'"))
    if getattr(event, "ctag", None) is not None:
        raise source.error(start, _QUOTE_IT.format("'!'"))


def _key(source: Source, key: Node, entries: dict[str, Entry]) -> ScalarNode:
    before = source.text[source.text.rfind("\n", 0, key.start) + 1 : key.start]
    if not isinstance(key, ScalarNode) or before.strip(" -").startswith("?"):
        raise source.error(key.start, "a field is written as 'name: value'")
    if key.text in entries:
        line = source.line(entries[key.text].key.start)
        reason = f"'{key.text}' stands in line {line} already; keep one of the two"
        raise source.error(key.start, reason)
    return key
