"""How a study was done, as a text: sentences, and tables beside them."""

from collections.abc import Iterator

from qcode.interchange.methods.compared import compared
from qcode.interchange.methods.languages import words_in
from qcode.interchange.methods.made import exclusions, made_with
from qcode.interchange.methods.saying import Saying
from qcode.interchange.methods.words import MethodsWords
from qcode.model.methods import CodebookFacts, CorpusFacts, Methods, SurveyFacts
from qcode.model.prose import Block, Grid, Heading, Paragraph, Prose, plain


def methods_text(methods: Methods, language: str) -> Prose:
    """Return the text in one of `LANGUAGES`."""
    words = words_in(language)
    at = "–" if methods.at is None else f"{methods.at:%Y-%m-%d %H:%M} UTC"
    state = words.state.format(study=methods.study, at=at, program=methods.program)
    blocks: list[Block] = [Paragraph(plain(state))]
    if methods.coder:
        blocks.append(Paragraph(plain(words.limited.format(coder=methods.coder))))
    if methods.hidden:
        say = Saying(words)
        names = say.joined([say.quoted(it) for it in methods.hidden])
        told = say.counted(len(methods.hidden), words.hidden, names=names)
        blocks.append(Paragraph(plain(told)))
    blocks.append(Heading(1, words.methods, "methods"))
    for part in (_corpus, _coding, compared, exclusions, made_with):
        blocks += part(methods, words)
    return Prose(language, words.title, blocks, words.contents, methods.at)


def _corpus(methods: Methods, words: MethodsWords) -> Iterator[Block]:
    own = words.corpus
    yield Heading(2, own.heading, "corpus")
    yield _paragraph(_documents(methods.corpus, words))
    if methods.survey is not None:
        yield _paragraph([_survey(methods.survey, words)])
    yield _paragraph(_codebook(methods.codebook, words))


def _paragraph(sentences: Iterator[str] | list[str]) -> Paragraph:
    return Paragraph(plain(" ".join(sentences)))


def _documents(corpus: CorpusFacts, words: MethodsWords) -> Iterator[str]:
    own, nouns, say = words.corpus, words.nouns, Saying(words)
    if not corpus.documents:
        yield own.empty
        return
    kinds = [
        f"{say.counted(it.documents, nouns.kinds[it.kind])} "
        f"({say.counted(it.words, nouns.words)})"
        for it in corpus.kinds
    ]
    yield say.counted(
        corpus.documents,
        own.corpus,
        words=say.counted(corpus.words, nouns.of_words),
        kinds=say.joined(kinds),
    )
    if corpus.documents > 1:
        yield say.counted(corpus.cases, own.cases)
    yield own.what_is_a_word
    if not corpus.revised:
        yield own.not_revised
        return
    names = [
        own.revision.format(name=name, revision=revision)
        for name, revision in corpus.revised.items()
    ]
    yield say.counted(len(names), own.revised, names=say.named(names))


def _survey(survey: SurveyFacts, words: MethodsWords) -> str:
    own, nouns, say = words.corpus, words.nouns, Saying(words)
    return own.survey.format(
        name=survey.name,
        answers=say.counted(survey.answers, nouns.answers),
        kept=own.kept.format(keep=survey.keep) if survey.keep else "",
        codes=say.counted(survey.items, nouns.codes),
    )


def _codebook(book: CodebookFacts, words: MethodsWords) -> Iterator[str]:
    own, nouns, say = words.corpus, words.nouns, Saying(words)
    yield own.structure.format(
        codes=say.counted(book.codes, nouns.codes),
        families=say.counted(book.families, nouns.in_families),
        levels=say.counted(book.levels, nouns.on_levels),
    )
    if book.codable == book.codes:
        yield own.all_codable
    else:
        yield say.counted(book.codable, own.codable)
    yield own.named.format(revision=_short(book.revision))
    if book.finished_with:
        yield _finished_with(book, words)
    if book.first is None or book.last is None:
        yield own.unchanged
        return
    first, last = say.day(book.first), say.day(book.last)
    when = own.on_day if first == last else own.between_days
    yield say.counted(
        sum(book.changes.values()),
        own.changed,
        when=when.format(first=first, last=last),
        how=say.joined(
            [
                say.counted(book.changes[change], forms)
                for change, forms in own.changes.items()
                if book.changes.get(change)
            ]
        ),
    )


def _finished_with(book: CodebookFacts, words: MethodsWords) -> str:
    own, say = words.corpus, Saying(words)
    number = sum(book.finished_with.values())
    others = [it for it in book.finished_with if it != book.revision]
    if not others:
        return say.counted(number, own.finished_now)
    return say.counted(
        number,
        own.finished_then,
        now=say.whole(book.finished_with.get(book.revision, 0)),
        others=say.counted(len(others), own.other_revisions),
        revisions=say.joined(list(map(_short, others))),
    )


def _short(revision: str) -> str:
    return revision[:12]


def _coding(methods: Methods, words: MethodsWords) -> Iterator[Block]:
    own, say = words.coding, Saying(words)
    yield Heading(2, own.heading, "coding")
    coders = methods.coders
    if not coders:
        yield _paragraph([own.nobody])
    else:
        handles = say.joined([it.handle for it in coders])
        yield _paragraph([say.counted(len(coders), own.coders, handles=handles)])
        numbers = [(it.codings, it.documents, it.finished) for it in coders]
        yield Grid(
            own.columns,
            [
                (plain(it.handle), *(plain(say.whole(number)) for number in row))
                for it, row in zip(coders, numbers, strict=True)
            ],
        )
    yield _paragraph(list(_rounds(methods, words)) or [own.no_rounds])


def _rounds(methods: Methods, words: MethodsWords) -> Iterator[str]:
    own, nouns, say = words.coding, words.nouns, Saying(words)
    for it in methods.rounds:
        told = own.round.format(
            name=it.name,
            coders=say.joined(it.coders),
            documents=say.counted(it.documents, nouns.documents),
            opener=it.opened_by,
            opened=say.day(it.opened_at),
        )
        if it.closed_at is None:
            yield told + own.open
            continue
        when = ""
        if it.finished is not None and it.finished >= it.needed:
            when = own.closed_after_all
        elif it.finished is not None:
            when = own.closed_early.format(
                finished=say.whole(it.finished), needed=say.whole(it.needed)
            )
        yield told + own.closed.format(
            closer=it.closed_by, closed=say.day(it.closed_at), when=when
        )
