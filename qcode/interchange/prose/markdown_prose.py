"""A text as Markdown (CommonMark, with tables as GitHub reads them)."""

import re
from collections.abc import Iterator, Sequence

from qcode.model.prose import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paragraph,
    Prose,
    Quote,
    Run,
    Words,
)

# What would be read as more than itself somewhere in a line, or at its start.
_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_OPENING = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s|$)", re.MULTILINE)


def content(prose: Prose) -> bytes:
    """Return the text as a Markdown file in UTF-8."""
    parts = [f"# {_escaped(prose.title)}"]
    if prose.contents:
        parts.append("\n".join(_contents(prose)))
    parts += (_block(block) for block in prose.blocks)
    return ("\n\n".join(parts) + "\n").encode()


def _contents(prose: Prose) -> Iterator[str]:
    yield f"**{_escaped(prose.contents)}**\n"
    for block in prose.blocks:
        if isinstance(block, Heading) and block.anchor and block.level <= 2:
            indent = "  " * (block.level - 1)
            yield f"{indent}- [{_escaped(block.text)}](#{block.anchor})"


def _block(block: Block) -> str:
    match block:
        case Heading(level, text, anchor):
            return f"{_anchor(anchor)}{'#' * (level + 1)} {_escaped(text)}"
        case Paragraph(words, anchor):
            return f"{_anchor(anchor)}{_words(words)}"
        case Bullets(items):
            return "\n".join(f"- {_words(item)}" for item in items)
        case Quote(text, source, remark, anchor):
            said = _quoted(_line_starts(_escaped(text)))
            told = f"> {_words(source)}"
            marked = f"\n> **{_escaped(remark)}**" if remark else ""
            return f"{_anchor(anchor)}{said}\n>\n{told}{marked}"
        case Grid(columns, rows):
            return "\n".join(_grid(columns, rows))


def _grid(columns: Sequence[str], rows: Sequence[Sequence[Words]]) -> Iterator[str]:
    yield f"| {' | '.join(map(_escaped, columns))} |"
    yield f"|{'---|' * len(columns)}"
    for row in rows:
        yield f"| {' | '.join(_words(cell).replace(chr(10), ' ') for cell in row)} |"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _words(words: Words) -> str:
    return _line_starts("".join(map(_run, words)))


def _run(run: Run) -> str:
    text = _escaped(run.text)
    if run.is_strong and text.strip():
        text = f"**{text}**"
    return f"[{text}](#{run.target})" if run.target else text


def _anchor(name: str) -> str:
    return f'<a id="{name}"></a>\n\n' if name else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _line_starts(text: str) -> str:
    return _OPENING.sub(_guarded, text)


def _guarded(match: re.Match[str]) -> str:
    """Return a line's start so that it opens no heading and no list."""
    indent, sign = match.groups()
    return f"{indent}{sign[:-1]}\\{sign[-1]}"
