"""Texts for readers as DOCX, HTML and Markdown."""

from qcode.interchange.prose.writing import ENDINGS, write_prose

__all__ = ["ENDINGS", "write_prose"]
