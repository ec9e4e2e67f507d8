"""Words that are typical of a code: more frequent under it than beside it."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyWord:
    """A word with how often it stands under a code, and beside it.

    `log_likelihood` tells how sure the difference is, `log_ratio` how large: 1 is
    twice as frequent under the code, 2 four times.
    """

    word: str
    under: int
    beside: int
    log_likelihood: float
    log_ratio: float


# What chance exceeds once in a hundred words that are no more frequent.
LEAST_LIKELIHOOD = 6.63


def key_words(
    under: Mapping[str, int], beside: Mapping[str, int], *, least: int
) -> list[KeyWord]:
    """Return the words that are more frequent under a code, the surest first.

    Those that stand there less than `least` times are left out, and those whose
    log-likelihood is below `LEAST_LIKELIHOOD`. Empty where one of
    the two sides has no words.
    """
    many_under, many_beside = sum(under.values()), sum(beside.values())
    if not many_under or not many_beside:
        return []
    found = []
    for word, count in under.items():
        other = beside.get(word, 0)
        if count >= least and count * many_beside > other * many_under:
            figures = (count, other, many_under, many_beside)
            likelihood = log_likelihood(*figures)
            if likelihood >= LEAST_LIKELIHOOD:
                ratio = log_ratio(*figures)
                found.append(KeyWord(word, count, other, likelihood, ratio))
    return sorted(found, key=lambda it: (-it.log_likelihood, -it.log_ratio, it.word))


def log_likelihood(first: int, second: int, size: int, other_size: int) -> float:
    """Return G2 of a word's frequencies in two bodies of text of these sizes.

    The sum over the word alone, as corpus linguistics has it: 3.84 is exceeded by
    chance in one of twenty words, 15.13 in one of ten thousand. Sizes are above 0.
    Source: Rayson and Garside (2000), Comparing Corpora using Frequency Profiling,
    after Dunning (1993), Comput. Linguist. 19(1), 61-74.
    """
    both, whole = first + second, size + other_size
    parts = ((first, size * both / whole), (second, other_size * both / whole))
    return 2 * sum(seen * math.log(seen / due) for seen, due in parts if seen)


def log_ratio(first: int, second: int, size: int, other_size: int) -> float:
    """Return the binary logarithm of the ratio of two relative frequencies.

    A frequency of 0 counts as 0.5. Source: Hardie (2014), Log Ratio: an informal
    introduction, CASS, Lancaster University.
    """
    return math.log2(((first or 0.5) / size) / ((second or 0.5) / other_size))


class Vocabulary:
    """Words by what they have in common, each shown as it is mostly written."""

    def __init__(self) -> None:
        self._spellings: dict[str, Counter[str]] = {}

    def keys(self, words: Iterable[str]) -> Iterator[str]:
        """Yield what stands for each word, whatever its case."""
        for word in words:
            key = word.casefold()
            self._spellings.setdefault(key, Counter())[word] += 1
            yield key

    def shown(self, key: str) -> str:
        """Return the most frequent spelling, the first by codepoints where they tie."""
        spellings = self._spellings[key]
        return min(spellings, key=lambda word: (-spellings[word], word))
