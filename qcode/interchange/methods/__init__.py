"""How a study was done, in sentences that a paper can take over."""

from qcode.interchange.methods.languages import LANGUAGES
from qcode.interchange.methods.text import methods_text

__all__ = ["LANGUAGES", "methods_text"]
