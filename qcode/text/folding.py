"""Text as matching sees it: without case, width and composition.

Folded text has its own length, so no offset of it means anything in the stored
text.
"""

from unicodedata import normalize


def fold(text: str) -> str:
    """Return what two texts that differ only in case, width or composition share.

    Source: Unicode 14.0, section 3.13, D146 (compatibility caseless match), with
    the last normalisation composed instead of decomposed.
    """
    if text.isascii():
        return text.lower()
    decomposed = normalize("NFD", text).casefold()
    return normalize("NFKC", normalize("NFKD", decomposed).casefold())
