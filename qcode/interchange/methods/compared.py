"""What the text says of agreement, decisions, suggestions and new information."""

import math
from collections.abc import Iterator

from qcode.interchange.methods.saying import Saying
from qcode.interchange.methods.words import MethodsWords
from qcode.model.methods import (
    AgreementFacts,
    Methods,
    NotCompared,
    Parameter,
    SettlingFacts,
    SuggestionFacts,
)
from qcode.model.prose import Block, Grid, Heading, Paragraph, plain

_PLACES = 3
"""Of figures in the table: most units carry no code, so many are close to 1."""
_SHARES = (33, 12, 21, 13, 21)
"""Of the table's width: an interval stays on one line."""


def compared(methods: Methods, words: MethodsWords) -> Iterator[Block]:
    """Yield agreement, decisions, suggestions and new information."""
    own, found = words.agreement, methods.agreement
    yield Heading(2, own.heading, "agreement")
    if isinstance(found, NotCompared):
        yield Paragraph(plain(own.not_compared[found]))
    else:
        yield from _agreement(methods, found, words)
    if methods.settling is not None:
        yield Heading(2, words.coding.settling, "decisions")
        yield Paragraph(plain(" ".join(_settling(methods.settling, words))))
    yield Heading(2, words.coding.suggestions, "suggestions")
    yield Paragraph(plain(" ".join(_suggestions(methods.suggestions, words))))
    yield Heading(2, own.saturation, "new-information")
    yield Paragraph(plain(_new_information(methods, words)))


def _agreement(
    methods: Methods, found: AgreementFacts, words: MethodsWords
) -> Iterator[Block]:
    own, nouns, say = words.agreement, words.nouns, Saying(words)
    told = own.compared.format(
        coders=say.joined(found.coders),
        documents=say.counted(found.documents, nouns.in_documents),
        sentences=say.counted(found.units, nouns.sentences),
    )
    yield Paragraph(plain(f"{told} {own.unit}"))
    yield Paragraph(plain(" ".join(_alpha(methods, found, words))))
    rows = [
        (
            plain(own.coefficients.get(it.name, it.name)),
            plain(say.number(it.pooled, _PLACES)),
            plain(say.ends(it.pooled_interval, _PLACES)),
            plain(say.number(it.mean, _PLACES)),
            plain(say.ends(it.mean_interval, _PLACES)),
        )
        for it in found.estimates
    ]
    yield Grid(own.columns, rows, _SHARES)
    limits = list(_limits(found, words))
    if limits:
        yield Paragraph(plain(" ".join(limits)))


def _alpha(
    methods: Methods, found: AgreementFacts, words: MethodsWords
) -> Iterator[str]:
    own, say = words.agreement, Saying(words)
    estimates = {it.name: it for it in found.estimates}
    alpha, percent = estimates["alpha"], estimates["percent"]
    head = own.alpha_without
    if not math.isnan(alpha.pooled):
        head = own.alpha.format(
            alpha=say.number(alpha.pooled),
            interval=_interval(alpha.pooled_interval, words),
            percent=say.share(percent.pooled),
        )
    tail = "."
    if not math.isnan(alpha.mean):
        tail = own.mean.format(
            mean=say.number(alpha.mean), interval=_interval(alpha.mean_interval, words)
        )
    yield head + tail
    if found.documents < methods.parameters[Parameter.FEWEST]:
        yield own.few_documents.format(fewest=_whole(methods, Parameter.FEWEST, say))
    else:
        yield own.intervals.format(
            draws=_whole(methods, Parameter.DRAWS, say),
            seed=f"{methods.parameters[Parameter.DRAWS_SEED]:.0f}",
        )


def _interval(ends: tuple[float, float] | None, words: MethodsWords) -> str:
    if ends is None:
        return ""
    low, high = map(Saying(words).number, ends)
    return words.agreement.interval.format(low=low, high=high)


def _whole(methods: Methods, parameter: Parameter, say: Saying) -> str:
    return say.whole(round(methods.parameters[parameter]))


def _limits(found: AgreementFacts, words: MethodsWords) -> Iterator[str]:
    own, say = words.agreement, Saying(words)
    if found.suggested > 0:
        yield own.suggested.format(share=say.share(found.suggested))
    for why, forms in own.undefined.items():
        if found.undefined.get(why):
            yield say.counted(found.undefined[why], forms)
    if found.partly_known:
        names = say.joined(found.partly_known)
        yield say.counted(len(found.partly_known), own.partly_known, names=names)


def _settling(found: SettlingFacts, words: MethodsWords) -> Iterator[str]:
    own, nouns, say = words.coding, words.nouns, Saying(words)
    if found.number:
        taken = [
            say.counted(it.number, own.taken[it.ruling], handle=it.handle)
            for it in found.taken
        ]
        deciders = say.joined(found.deciders)
        yield say.counted(
            found.number, own.settled, deciders=deciders, taken=say.joined(taken)
        )
    told = own.consensus if found.number else own.consensus_alone
    yield told.format(
        codings=say.counted(found.codings, nouns.codings),
        documents=say.counted(found.documents, nouns.in_documents),
    )


def _suggestions(found: SuggestionFacts, words: MethodsWords) -> Iterator[str]:
    own, say = words.coding, Saying(words)
    if found.codings:
        engines = f" ({say.joined(found.engines)})" if found.engines else ""
        yield say.counted(
            found.codings,
            own.suggested,
            all=say.counted(found.all_codings, words.nouns.of_codings),
            share=say.share(found.codings / found.all_codings),
            engines=engines,
        )
    else:
        yield own.no_suggestions
    if found.rejected:
        yield say.counted(found.rejected, own.rejected)


def _new_information(methods: Methods, words: MethodsWords) -> str:
    say, parameters = Saying(words), methods.parameters
    return words.agreement.new_information.format(
        base=_whole(methods, Parameter.BASE, say),
        run=_whole(methods, Parameter.RUN, say),
        threshold=say.share(parameters[Parameter.THRESHOLD], 0),
        orders=_whole(methods, Parameter.ORDERS, say),
        seed=f"{parameters[Parameter.ORDERS_SEED]:.0f}",
    )
