"""A synthetic codebook and coded passages for suggestions, the same every time."""

import random
from dataclasses import dataclass

from qcode.suggest.proposals import CodeEntry
from tests.benchmarks.generate import vocabulary

CODES = 60
WORDS_OF_A_CODE = 12
WORDS_OF_A_PASSAGE = 40
OBSERVED = 2_000
CODED = 500


@dataclass(frozen=True)
class Material:
    """Codes with keywords; texts, and the keys of the codes that each has."""

    codes: list[CodeEntry]
    texts: list[str]
    keys: list[list[str]]


def material(number: int, seed: int = 1) -> Material:
    """Return so many passages, each with words of one to three codes."""
    draw = random.Random(seed)
    known = vocabulary(random.Random(seed))
    own = {
        f"code_{code:02}": draw.sample(known[100:], WORDS_OF_A_CODE)
        for code in range(CODES)
    }
    codes = [
        CodeEntry(key, words[0], "", " ".join(words[1:6]), tuple(words[6:10]))
        for key, words in own.items()
    ]
    texts, keys = [], []
    for _ in range(number):
        given = draw.sample(sorted(own), draw.choice((1, 1, 2, 3)))
        words = [word for key in given for word in draw.choices(own[key], k=4)]
        words += draw.choices(known, k=WORDS_OF_A_PASSAGE - len(words))
        draw.shuffle(words)
        texts.append(" ".join(words))
        keys.append(given)
    return Material(codes, texts, keys)
