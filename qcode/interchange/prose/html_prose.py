"""A text as one HTML file that asks for nothing from outside."""

from collections.abc import Iterator
from html import escape

from qcode.model.prose import (
    Block,
    Bullets,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Prose,
    Quote,
    Run,
    Words,
)

_STYLE = """\
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff;
  max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; }
a { color: #00528f; }
nav ul { list-style: none; padding: 0; }
.below { margin-left: 1.5rem; }
blockquote { margin: 1rem 0; padding: 0 1rem; border-left: .25rem solid #8a8a8a; }
blockquote p { margin: .25rem 0; white-space: pre-line; }
blockquote footer { font-size: .875rem; }
.remark { font-weight: bold; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top;
  border-bottom: 1px solid #c9c9c9; }
:target { background: #fff4c2; }
@media print { body { max-width: none; } a { color: inherit; } }
"""
# A wide table: the first column stays in view, lines in a cell stay lines.
_ACROSS = """\
body { max-width: none; }
th, td { padding: .5rem; min-width: 12rem; white-space: pre-line; }
th:first-child, td:first-child { position: sticky; left: 0; min-width: 8rem;
  background: #fff; border-right: 1px solid #c9c9c9; font-weight: bold; }
@page { size: A4 landscape; }
@media print { th, td { min-width: 0; } }
"""


def content(prose: Prose) -> bytes:
    """Return the text as an HTML file in UTF-8."""
    return "\n".join(_lines(prose)).encode()


def _lines(prose: Prose) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{escape(prose.language)}">'
    yield '<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    style = _STYLE + _ACROSS if prose.paper is Paper.ACROSS else _STYLE
    yield f"<title>{escape(prose.title)}</title>\n<style>\n{style}</style>\n</head>"
    yield f"<body>\n<main>\n<h1>{escape(prose.title)}</h1>"
    if prose.contents:
        yield from _contents(prose)
    for block in prose.blocks:
        yield from _block(block)
    yield "</main>\n</body>\n</html>\n"


def _contents(prose: Prose) -> Iterator[str]:
    name = escape(prose.contents)
    yield f'<nav aria-label="{name}">\n<p><strong>{name}</strong></p>\n<ul>'
    for block in prose.blocks:
        if isinstance(block, Heading) and block.anchor and block.level <= 2:
            link = f'<a href="#{escape(block.anchor)}">{escape(block.text)}</a>'
            below = ' class="below"' * (block.level > 1)
            yield f"<li{below}>{link}</li>"
    yield "</ul>\n</nav>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(level, text, anchor):
            tag = f"h{min(level + 1, 6)}"
            yield f"<{tag}{_id(anchor)}>{escape(text)}</{tag}>"
        case Paragraph(words, anchor):
            yield f"<p{_id(anchor)}>{_words(words)}</p>"
        case Bullets(items):
            yield "<ul>"
            yield from (f"<li>{_words(item)}</li>" for item in items)
            yield "</ul>"
        case Quote(text, source, remark, anchor):
            yield f"<blockquote{_id(anchor)}>\n<p>{escape(text)}</p>"
            yield f"<footer>{_words(source)}</footer>"
            if remark:
                yield f'<p class="remark">{escape(remark)}</p>'
            yield "</blockquote>"
        case Grid(columns, rows):
            yield '<div class="wide" tabindex="0">\n<table>\n<thead><tr>'
            yield from (f'<th scope="col">{escape(name)}</th>' for name in columns)
            yield "</tr></thead>\n<tbody>"
            for row in rows:
                cells = "".join(f"<td>{_words(cell)}</td>" for cell in row)
                yield f"<tr>{cells}</tr>"
            yield "</tbody>\n</table>\n</div>"


def _words(words: Words) -> str:
    return "".join(map(_run, words))


def _run(run: Run) -> str:
    text = escape(run.text)
    if run.is_strong:
        text = f"<strong>{text}</strong>"
    return f'<a href="#{escape(run.target)}">{text}</a>' if run.target else text


def _id(anchor: str) -> str:
    return f' id="{escape(anchor)}"' if anchor else ""
