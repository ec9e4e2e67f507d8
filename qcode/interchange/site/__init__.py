"""The evidence site: pages in each language, of what is published and nothing else."""

from qcode.interchange.site.pages import render
from qcode.interchange.site.words import LANGUAGES, words_in

__all__ = ["LANGUAGES", "render", "words_in"]
