r"""What of RTF its reader would take minutes for, made harmless or refused.

The reader finds fonts and links with patterns whose time grows with the square or the
cube of what a damaged or hostile file holds of them.
"""

import re

MOST_LINK_STEPS = 1_000_000_000
"""Places to begin a link times the length of their line: about three seconds."""

_TABLE = re.compile(r"\{[^{}]*\\fonttbl")
_BRACE = re.compile(r"[{}]")
_FONT = re.compile(r"\\f(\d{1,9})")
_CHARSET = re.compile(r"\\fcharset(\d{1,9})")


def with_plain_fonts(markup: str) -> str:
    """Return the markup with no more of its fonts than their numbers and charsets."""
    start = _TABLE.search(markup)
    if start is None:
        return markup
    depth, end = 1, len(markup)
    for brace in _BRACE.finditer(markup, start.end()):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            end = brace.start()
            break
    fonts = []
    for written in markup[start.end() : end].split(";"):
        font, charset = _FONT.search(written), _CHARSET.search(written)
        if font is not None and charset is not None:
            fonts.append(f"{{{font[0]}{charset[0]} x;}}")
    return f"{markup[: start.end()]}{''.join(fonts)}{markup[end:]}"


def has_too_many_links(markup: str) -> bool:
    """Whether looking for links would take longer than a person waits."""
    steps = sum(line.count("\\field") * len(line) for line in markup.split("\n"))
    return steps > MOST_LINK_STEPS
