"""Numbers, places and lists as the words of a language say them."""

from collections.abc import Iterable, Iterator, Sequence

from qcode.interchange.recommendations.words import RecommendationWords
from qcode.model.evidence import CodeAlpha, Passage, Source
from qcode.model.prose import Run
from qcode.model.recommendation import Mark


def number(value: float | None, words: RecommendationWords) -> str:
    """Return a number with two places, a dash for none."""
    if value is None:
        return "–"
    # So that what is rounded to nought has no sign.
    return f"{round(value, 2) + 0.0:.2f}".replace(".", words.decimal)


def rank(value: float | None, words: RecommendationWords) -> str:
    """Return a rank; those that equals share may have a half."""
    if value is None:
        return "–"
    return f"{value:.1f}".removesuffix(".0").replace(".", words.decimal)


def alpha(found: CodeAlpha, words: RecommendationWords) -> str:
    """Return alpha, or why it has no value."""
    if found.value is None:
        return words.undefined[found.undefined]
    return number(found.value, words)


def ends(found: CodeAlpha, words: RecommendationWords) -> str:
    """Return the interval of alpha, "" without one."""
    if found.interval is None:
        return ""
    return words.until.join(number(end, words) for end in found.interval)


def marked(mark: Mark, words: RecommendationWords) -> str:
    """Return what must be known of a quotation as a sentence."""
    return words.marks[mark.kind].format(
        drop=number(mark.drop, words),
        before=number(mark.before, words),
        after=number(mark.after, words),
    )


def place(passage: Passage, words: RecommendationWords) -> str:
    """Return document, line and time of a passage."""
    return located(passage.source.name, passage.line, passage.time, words)


def located(document: str, line: int, time: str, words: RecommendationWords) -> str:
    """Return document, line and time as one place."""
    parts = document, words.line.format(line=line), time
    return ", ".join(part for part in parts if part)


def described(passage: Passage) -> str:
    """Return speaker, source's role and city, codes and coders of a passage."""
    source = passage.source
    about = ", ".join(part for part in (source.role, source.city) if part)
    parts = (
        passage.speaker,
        about,
        ", ".join(passage.codes),
        ", ".join(passage.coders),
    )
    return " · ".join(part for part in parts if part)


def linked(items: Iterable[tuple[str, str]], between: str = ", ") -> tuple[Run, ...]:
    """Return words that each lead somewhere, with something between them."""
    return tuple(_between((Run(text, target) for text, target in items), between))


def _between(runs: Iterable[Run], sign: str) -> Iterator[Run]:
    for index, run in enumerate(runs):
        if index:
            yield Run(sign)
        yield run


def counts(
    sources: Sequence[Source], passages: Sequence[Passage]
) -> list[tuple[Source, int]]:
    """Return documents with the number of passages in each."""
    return [
        (source, sum(it.source.id == source.id for it in passages))
        for source in sources
    ]
