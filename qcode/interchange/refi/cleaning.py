"""Strings as XML can hold them."""

import re

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NAME_LENGTH = 100


def clean(text: str) -> str:
    """Return the text with U+FFFD for each character that XML forbids."""
    return _NOT_XML.sub(_REPLACEMENT, text)


def excerpt(segment: str) -> str:
    """Return a segment on one line, its beginning and an ellipsis where it is long."""
    line = clean(" ".join(segment.split()))
    return line if len(line) <= _NAME_LENGTH else line[:_NAME_LENGTH].rstrip() + "…"
