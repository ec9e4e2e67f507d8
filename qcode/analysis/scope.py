"""What was looked at: the places that were coded at all, and the words said there.

A document without counted codings is no place where codes are absent: it was not
coded yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qcode.analysis.cells import Cells, Column, Numbers, cells, column
from qcode.model.counting import CODER, DOCUMENT, PLACE, ROUND, SPEAKER


@dataclass(frozen=True)
class Scope:
    """Places that were coded, one a row, in columns as `Counts` has them.

    `words` are those of the document, or of its speaker where speakers are told apart.
    """

    place: dict[str, Column]
    words: Numbers

    def words_of(self, combinations: Cells) -> Numbers:
        """Return the words of each cell that these rows make, each document's once."""
        heard = [self.place[name] for name in (DOCUMENT, SPEAKER)]
        once = cells([combinations.as_column(), *heard])
        found: Numbers = np.zeros(combinations.number, dtype=np.int64)
        np.add.at(found, once.columns[0].numbers, self.words[once.sample()])
        return found


def scope_of(
    coded: Mapping[str, Column], spoken: Mapping[str, Mapping[str, int]]
) -> Scope:
    """Return the places that were coded, with all who speak in their documents.

    `coded` has columns of documents, coders and rounds, as `Counts` has them; `spoken`
    says how many words each speaker has in each document ("" is everybody
    where speakers are not told apart).
    """
    apart = cells([coded[name] for name in (DOCUMENT, CODER, ROUND)])
    texts = zip(*(it.texts() for it in apart.columns), strict=True)
    rows = [
        (document, coder, speaker, round_, words)
        for document, coder, round_ in texts
        for speaker, words in spoken[document].items()
    ]
    *places, numbers = zip(*rows, strict=True) if rows else [[]] * 5
    columns = [column([str(it) for it in values]) for values in places]
    words = np.array(numbers, dtype=np.int64)
    return Scope(dict(zip(PLACE, columns, strict=True)), words)
