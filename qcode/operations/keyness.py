"""The words that are most typical of a code."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator

from qcode.analysis.keyness import LEAST_LIKELIHOOD, Vocabulary, key_words
from qcode.analysis.stretches import Stretches
from qcode.analysis.sweep import Intervals, runs
from qcode.model.ids import CodeId
from qcode.model.relation import Nearness
from qcode.model.table import (
    Cell,
    Fact,
    Table,
    number_column,
    text_column,
    whole_column,
)
from qcode.operations.selecting import Material, Selection, by_document
from qcode.store import Store
from qcode.suggest.lemmas import Lemmatiser

_NOTE = (
    "Words under the code, or one below it, against all other words of the documents "
    "in which the coder has codings; turns of those who ask, labels and time stamps "
    "are left out. Only words that are more frequent under the code. Many words are "
    "compared: the first ones are worth a look, no proof."
)


def keyness(
    store: Store,
    selection: Selection,
    *,
    code_ids: Collection[CodeId] | None = None,
    most: int = 15,
    least: int = 3,
    by_lemma: bool = True,
) -> Table:
    """Return the words most typical of each code, at most `most`, the surest first.

    Words that stand under the code fewer than `least` times are left out. By coder
    unless these are pooled. Raises UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        language = material.tree.codebook.language
        reduced = Lemmatiser(language).lemma if by_lemma else str
        counted = _Words(material, reduced, code_ids)
        parameters: dict[str, Fact] = {
            "words": "lemmas" if by_lemma else "forms",
            "least": least,
            "least log-likelihood": LEAST_LIKELIHOOD,
            "most": most,
        }
        origin = material.provenance("words", {}, parameters)
    rows = list(counted.rows(most, least))
    return Table("Words typical of codes", _COLUMNS, rows, origin, [_NOTE])


class _Words:
    """How often each word stands under each code, and at all, by coder."""

    def __init__(
        self,
        material: Material,
        reduced: Callable[[str], str],
        code_ids: Collection[CodeId] | None,
    ) -> None:
        codes = enumerate(material.tree.codebook.codes)
        self._wanted = {n for n, it in codes if code_ids is None or it.id in code_ids}
        self._material = material
        self._vocabulary = Vocabulary()
        self._every: dict[int, Counter[str]] = {}
        self._under: dict[tuple[int, int], Counter[str]] = {}
        self._documents: dict[tuple[int, int], Counter[str]] = {}
        for part in material.parts(Nearness.WORDS):
            for number, found in by_document(part):
                document = material.places(number)
                text = document.document.text
                words = (reduced(word.cut(text)) for word in document.words)
                self._add(found, list(self._vocabulary.keys(words)))

    def _add(self, found: Stretches, words: list[str]) -> None:
        """Count one document in; `first` and `last` are numbers of words."""
        for coder in set(found.coder.tolist()):
            self._every.setdefault(coder, Counter()).update(words)
            theirs = found.take(found.coder == coder).lifted(self._material.tree)
            covered = runs(
                Intervals(theirs.block, theirs.code, theirs.first, theirs.last)
            )
            here: dict[int, Counter[str]] = {}
            for code, begin, end in zip(
                *(column.tolist() for column in covered[1:]), strict=True
            ):
                if code in self._wanted:
                    here.setdefault(code, Counter()).update(words[begin:end])
            for code, counts in here.items():
                self._under.setdefault((coder, code), Counter()).update(counts)
                once = self._documents.setdefault((coder, code), Counter())
                once.update(counts.keys())

    def rows(self, most: int, least: int) -> Iterator[list[Cell]]:
        """Yield the rows by coder and code."""
        codes = self._material.tree.codebook.codes
        for (coder, code), under in sorted(self._under.items(), key=lambda it: it[0]):
            # "-" would look at every word of the study for each code.
            beside = self._every[coder].copy()
            beside.subtract(under)
            many_under, many_beside = under.total(), beside.total()
            handle, it = self._material.handles[coder], codes[code]
            found = key_words(under, beside, least=least)[:most]
            for rank, word in enumerate(found, start=1):
                yield [
                    *(handle, it.key, it.name, rank),
                    self._vocabulary.shown(word.word),
                    *(word.under, word.beside),
                    1000 * word.under / many_under,
                    1000 * word.beside / many_beside,
                    self._documents[coder, code][word.word],
                    *(word.log_likelihood, word.log_ratio),
                ]


_COLUMNS = [
    text_column("coder", "Who coded, empty where coders are pooled"),
    text_column("code", "Key of the code"),
    text_column("name", "Name of the code"),
    whole_column("rank", "Place among the code's words, from 1"),
    text_column("word", "The word or lemma, as it is mostly written"),
    whole_column("under", "How often under the code", "words"),
    whole_column("beside", "How often elsewhere", "words"),
    number_column("under_per_1000", "Of 1,000 words under the code", "words"),
    number_column("beside_per_1000", "Of 1,000 words elsewhere", "words"),
    whole_column("documents", "Documents in which it is under the code", "documents"),
    number_column(
        "log_likelihood", "G2 (Rayson and Garside 2000): how sure the difference is"
    ),
    number_column(
        "log_ratio", "How often the frequency doubles (Hardie 2014): how large it is"
    ),
]
