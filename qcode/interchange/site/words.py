"""The site's own words, in the languages that it is written in."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

Words = Mapping[str, str]

LANGUAGES = ("de", "en")


@cache
def words_in(language: str) -> Words:
    """Return the site's words in a language, English where it has none."""
    known = language if language in LANGUAGES else "en"
    source = files("qcode.interchange.site") / "languages" / f"{known}.toml"
    found: dict[str, str] = tomllib.loads(source.read_text("utf-8"))
    return found
