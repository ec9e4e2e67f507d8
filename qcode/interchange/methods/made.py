"""What the text says of exclusions, parameters, the program, and what it rests on."""

from collections.abc import Iterator

from qcode.interchange.methods.references import REFERENCES
from qcode.interchange.methods.saying import Saying
from qcode.interchange.methods.words import MethodsWords
from qcode.model.methods import Methods, Parameter
from qcode.model.prose import Block, Bullets, Grid, Heading, Paragraph, plain

_SHARES = (Parameter.UNIT_SHARE, Parameter.LEVEL, Parameter.THRESHOLD)
_SEEDS = (Parameter.DRAWS_SEED, Parameter.ORDERS_SEED)


def exclusions(methods: Methods, words: MethodsWords) -> Iterator[Block]:
    """Yield what was not counted, and why."""
    yield Heading(2, words.exclusions, "exclusions")
    told = [*_documents(methods, words), _asking(methods, words)]
    uncoded, say = methods.corpus.uncoded, Saying(words)
    if uncoded and len(uncoded) == methods.corpus.documents:
        told.append(words.nothing_coded)
    elif uncoded:
        told.append(say.counted(len(uncoded), words.uncoded, names=say.named(uncoded)))
    yield Bullets([plain(it) for it in told])


def _documents(methods: Methods, words: MethodsWords) -> Iterator[str]:
    """Yield the documents without agreement, those of one reason together."""
    say = Saying(words)
    by_reason: dict[str, list[str]] = {}
    for it in methods.not_counted:
        why = words.excluded_why[it.reason].format(coders=say.joined(it.coders))
        by_reason.setdefault(why, []).append(it.document)
    for why, names in by_reason.items():
        yield say.counted(len(names), words.excluded, why=why, names=say.named(names))


def _asking(methods: Methods, words: MethodsWords) -> str:
    asking, say = methods.corpus.asking, Saying(words)
    if not asking.labels:
        return words.nobody_asks
    labels = say.joined([say.quoted(it) for it in asking.labels])
    number = say.counted(asking.words, words.nouns.words)
    return words.asking.format(labels=labels, words=number)


def made_with(methods: Methods, words: MethodsWords) -> Iterator[Block]:
    """Yield parameters, versions, what was left out, and the references."""
    yield Heading(2, words.parameters, "parameters")
    rows = [
        (plain(words.parameter_names[it]), plain(_value(methods, it, words)))
        for it in methods.parameters
    ]
    yield Grid(words.parameter_columns, rows)
    yield Heading(2, words.program, "program")
    versions = Saying(words).versions(methods.libraries)
    computed = words.computed.format(program=methods.program)
    yield Paragraph(plain(f"{computed} {words.libraries.format(libraries=versions)}"))
    if methods.left_out:
        yield Heading(2, words.left_out, "left-out")
        yield Paragraph(plain(words.left_out_told))
        yield Bullets(
            [
                plain(f"{name}: {words.reasons.get(why, why)}")
                for name, why in methods.left_out
            ]
        )
    yield Heading(2, words.references, "references")
    yield Bullets([plain(it) for it in REFERENCES])


def _value(methods: Methods, parameter: Parameter, words: MethodsWords) -> str:
    say, value = Saying(words), methods.parameters[parameter]
    if parameter in _SHARES:
        return say.share(value, 0)
    if parameter in _SEEDS:
        return f"{value:.0f}"
    if value == int(value):
        return say.whole(int(value))
    return say.number(value)
