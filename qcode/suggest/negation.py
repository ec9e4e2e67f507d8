"""Whether something is said to be absent: negating words around a stretch.

A window of words, not a parse: it looks a few words back and ahead and never past
a sign or a conjunction that ends the clause.
"""

from collections.abc import Collection, Sequence

from qcode.text.folding import fold
from qcode.text.language import primary


def _listed(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split()))


# So many words before and behind still belong together.
WINDOW = 5

_NEGATING = {
    "de": _listed("""
        nicht nich ned net nie niemals nimmer kein keine keinem keinen keiner keines
        keins keinerlei ohne weder niemand niemanden niemandem nirgends nichts nix
    """),
    "en": _listed("""
        no not never none nobody nothing nowhere neither nor without cannot
    """),
}
# "Eine Übung hatten wir nicht" but not "Übungen ohne Ende".
_ONLY_AHEAD_OF_IT = _listed("ohne weder without neither nor no")
# "Nicht nur Übungen" is no negation.
_UNDOING = _listed("nur zuletzt bloß allein only just least")
_CLAUSE_WORDS = {
    "de": _listed("und oder aber sondern denn weil dass obwohl"),
    "en": _listed("and or but because although that"),
}
_CLAUSE_SIGNS = frozenset(",;:.!?…–—")


class Negation:
    """The negating words of one language."""

    def __init__(self, language: str) -> None:
        code = primary(language)
        self._negating = _NEGATING.get(code, frozenset())
        self._clause_words = _CLAUSE_WORDS.get(code, frozenset())
        self._has_contractions = code == "en"

    def places(self, tokens: Sequence[str]) -> list[int]:
        """Return which of the folded tokens negate, as indices in order."""
        return [
            index
            for index, token in enumerate(tokens)
            if self._negates(token) and not _is_undone(tokens, index)
        ]

    def is_negated(
        self, tokens: Sequence[str], places: Collection[int], matched: Sequence[int]
    ) -> bool:
        """Whether a negating word stands around or among the matched tokens.

        `tokens` are the folded words and signs of a text without white space,
        `places` what `places` gives for them, `matched` at least one index in
        order. Words that are matched themselves do not count: "nicht zuständig" as
        a keyword is no negation of itself.
        """
        if not places:
            return False
        first, last = matched[0], matched[-1]
        if any(first < at < last and at not in matched for at in places):
            return True
        before = self._reach(tokens, range(first - 1, -1, -1))
        behind = self._reach(tokens, range(last + 1, len(tokens)))
        return any(at in places for at in before) or any(
            at in places and tokens[at] not in _ONLY_AHEAD_OF_IT for at in behind
        )

    def _negates(self, token: str) -> bool:
        if token in self._negating:
            return True
        return self._has_contractions and token.endswith(("n't", "n’t"))

    def _reach(self, tokens: Sequence[str], way: range) -> list[int]:
        """Return the indices of the next words on the way, within the clause."""
        found: list[int] = []
        for index in way:
            token = tokens[index]
            is_end = token in self._clause_words or ends_clause(token)
            if is_end or len(found) == WINDOW:
                break
            found.append(index)
        return found


def _is_undone(tokens: Sequence[str], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1] in _UNDOING


def ends_clause(sign: str) -> bool:
    """Whether what stands between two words ends a clause: a comma, colon or dash."""
    return not _CLAUSE_SIGNS.isdisjoint(sign)
