"""Languages by their tags."""

import re


def primary(language: str) -> str:
    """Return the language of a tag without its region: "de" of "de-AT" or "DE"."""
    return re.split("[-_]", language.strip().lower())[0]
