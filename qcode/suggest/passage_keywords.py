"""A codebook's keywords in passages, each passage read once.

What stands there does not change with what a coder does, so it is kept.
"""

from collections.abc import Mapping, Sequence

from qcode.model.codebook import Code
from qcode.model.ids import CodeId
from qcode.suggest.keywords import KeywordMatch, KeywordRules
from qcode.suggest.pipeline import Pipeline

MatchesByCode = Mapping[CodeId, Sequence[KeywordMatch]]


class PassageKeywords:
    """Finds the keywords of the codes that can be given."""

    def __init__(self, codes: Sequence[Code], pipeline: Pipeline) -> None:
        """Make the rules; `pipeline` reads the passages."""
        self._pipeline = pipeline
        self._by_key = {code.key: code.id for code in codes if code.codable}
        keywords = {code.key: code.keywords for code in codes if code.codable}
        self._rules = KeywordRules(keywords, pipeline.lemmatiser)
        self._known: dict[str, MatchesByCode] = {}

    def matches(self, text: str) -> MatchesByCode:
        """Return the keywords in a passage by code; codes without any are left out."""
        if text not in self._known:
            found: dict[CodeId, list[KeywordMatch]] = {}
            for match in self._rules.matches(self._pipeline.read(text)):
                for key in match.code_keys:
                    found.setdefault(self._by_key[key], []).append(match)
            self._known[text] = found
        return self._known[text]
