"""Transcripts in Markdown files, with or without YAML front matter.

The text stays as it is, marks and all: what a coder reads is what was written.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from qcode.errors import UnreadableError
from qcode.interchange.encoding import decode
from qcode.interchange.registry import ImportedText

MOST_FRONT_MATTER = 64 * 1024

_BREAK = r"(?:\r\n|\r|\n)"
# A rule (---) with a blank line below it is the text's own, not front matter.
_OPENED = re.compile(rf"---[ \t]*{_BREAK}(?![ \t]*(?:{_BREAK}|\Z))")
_CLOSED = re.compile(rf"^(?:---|\.\.\.)[ \t]*(?:{_BREAK}|\Z)", re.MULTILINE)
_BLANK_LINES = re.compile(rf"(?:[ \t]*{_BREAK})*")
# Only YAML's escapes can bring them in: decode lets none through.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_LINES_ABOVE = 2  # the opening rule, and lines count from 1


class MarkdownImporter:
    """Reads .md files."""

    suffixes = (".md", ".markdown")

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the text below the front matter, and the front matter's values.

        Values stay as they are written (`2023-06-22`, `ja`), lists are joined by
        ", ", empty values are missing. The title is the value `title`, else the
        file's name without ending. Raises UnreadableError with the line where
        the front matter is damaged or holds more than values and lists.
        """
        text = decode(content, path)
        opened = _OPENED.match(text)
        if opened is None:
            return ImportedText(text, metadata={}, title=path.stem)
        closed = _CLOSED.search(_with_line_feeds(text), opened.end())
        if closed is None:
            raise _damage(path, 1, "opens front matter (---) that no line --- closes")
        if closed.start() > MOST_FRONT_MATTER:
            raise _damage(path, 1, "opens front matter (---) of more than 64 KiB")
        metadata = _values(text[opened.end() : closed.start()], path)
        start = _BLANK_LINES.match(text, closed.end())
        return ImportedText(
            text=text[start.end() if start else closed.end() :],
            title=metadata.get("title", path.stem),
            metadata=metadata,
        )


def _with_line_feeds(text: str) -> str:
    """Return the text with lone carriage returns as line feeds, no offset moved.

    The ^ of a pattern knows no other break.
    """
    return re.sub(r"\r(?!\n)", "\n", text)


def _values(front_matter: str, path: Path) -> dict[str, str]:
    root = _compose(front_matter, path)
    if root is None:
        return {}
    if not isinstance(root, MappingNode):
        raise _damage(
            path, _LINES_ABOVE, "front matter must be lines of the form 'name: value'"
        )
    values: dict[str, str] = {}
    for name, value, line in _entries(root, path):
        if name in values:
            raise _damage(path, line, f"'{name}' stands here for the second time")
        if _UNSTORABLE.search(name + value):
            raise _damage(path, line, "holds a character that no text can hold")
        values[name] = value
    return {name: value for name, value in values.items() if value}


def _compose(front_matter: str, path: Path) -> Node | None:
    """Return the tree of the YAML: its scalars are the characters of the file."""
    try:
        root: Node | None = YAML(typ="safe", pure=True).compose(front_matter)
    except MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + _LINES_ABOVE if mark else 1
        raise _damage(path, line, error.problem or "damaged front matter") from error
    except (YAMLError, RecursionError, ValueError) as error:
        raise _damage(path, 1, "the front matter is not YAML") from error
    return root


def _entries(root: MappingNode, path: Path) -> Iterator[tuple[str, str, int]]:
    """Yield each name with its value and its line."""
    for key, value in root.value:
        line = key.start_mark.line + _LINES_ABOVE
        if not isinstance(key, ScalarNode):
            raise _damage(path, line, "a name must be plain text")
        yield key.value, _as_text(key.value, value, path), line


def _as_text(name: str, node: Node, path: Path) -> str:
    if isinstance(node, ScalarNode):
        return str(node.value).strip()
    items = node.value if isinstance(node, SequenceNode) else [node]
    for item in items:
        if not isinstance(item, ScalarNode):
            raise _damage(
                path,
                item.start_mark.line + _LINES_ABOVE,
                f"'{name}' is nested; write one value or a plain list",
            )
    return ", ".join(str(item.value).strip() for item in items)


def _damage(path: Path, line: int, reason: str) -> UnreadableError:
    return UnreadableError(path, f"line {line}: {reason}.")
