"""Recommendations with their evidence as a text for readers."""

from qcode.interchange.recommendations.text import recommendations_text
from qcode.interchange.recommendations.words import LANGUAGES

__all__ = ["LANGUAGES", "recommendations_text"]
