"""The spaCy pipeline that reads a language: words, sentences and lemmas.

It alone loads spaCy, 1.2 s at first, so import this module where it is needed.
spaCy keeps what is registered here in its own registries: the tokenizer, two
components and the extensions `Doc._.sentences`, `Span._.place`, `Token._.place`
and `Token._.lemma`. Nothing is ever downloaded.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan
from spacy.util import DummyTokenizer, is_package, registry
from spacy.vocab import Vocab

from qcode.errors import PipelineUnusableError
from qcode.model.span import Span
from qcode.suggest.lemmas import Lemmatiser
from qcode.suggest.versions import rules_version, trained_for
from qcode.text.language import primary
from qcode.text.sentences import sentences, words

TOKENIZER = "qcode.words.v1"
SENTENCES = "qcode_sentences"
LEMMAS = "qcode_lemmas"
_RULES = "qcode-rules"
_ANY_LANGUAGE = "xx"
# They would mark sentences of their own, and nothing else here asks for them.
_UNUSED = ("parser", "senter", "sentencizer")
_BETWEEN_WORDS = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A loaded pipeline with what suggestions call it.

    `name` and `version` are those of the trained pipeline; without one they name
    the rules and the versions of what they rest on.
    """

    language: str
    name: str
    version: str
    nlp: Language
    lemmatiser: Lemmatiser

    @property
    def is_trained(self) -> bool:
        """Whether a trained pipeline is used, which may know entities."""
        return self.name != _RULES

    def read(self, text: str) -> Doc:
        """Return the text as a Doc whose offsets are those of the text."""
        return self.nlp(text)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


class Pipelines:
    """The pipelines of one study, each loaded when its language is first asked for.

    `trained` gives the trained pipeline to use by language, as in the settings.
    """

    def __init__(self, trained: Mapping[str, str]) -> None:
        self._trained = trained
        self._loaded: dict[str, Pipeline] = {}

    def of(self, language: str) -> Pipeline:
        """Return the language's pipeline; raises PipelineUnusableError."""
        code = primary(language)
        if code not in self._loaded:
            name = trained_for(code, self._trained)
            self._loaded[code] = (
                load_rules(code) if name is None else load_trained(code, name)
            )
        return self._loaded[code]


def load_rules(language: str) -> Pipeline:
    """Return the pipeline that needs nothing trained, for any language."""
    code = primary(language)
    config = {"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}}
    try:
        nlp = spacy.blank(code, config=config)
    except ImportError:
        nlp = spacy.blank(_ANY_LANGUAGE, config=config)
    # The limit guards the memory of trained components, which are not here.
    nlp.max_length = sys.maxsize
    return _completed(nlp, code, _RULES, rules_version())


def load_trained(language: str, name: str) -> Pipeline:
    """Return an installed trained pipeline, its sentences replaced by ours.

    `name` is that of an installed package or the folder of a saved pipeline. It
    must be of the language. Raises PipelineUnusableError.
    """
    code = primary(language)
    if not (is_package(name) or Path(name).is_dir()):
        raise PipelineUnusableError(name, "it is not installed")
    try:
        nlp = spacy.load(name, exclude=_UNUSED)
    except AttributeError as error:
        raise PipelineUnusableError(name, "it is no pipeline") from error
    except (ImportError, OSError, ValueError) as error:
        raise PipelineUnusableError(name, str(error).splitlines()[0]) from error
    if nlp.lang != code:
        reason = f"it reads '{nlp.lang}', the text is '{code}'"
        raise PipelineUnusableError(name, reason)
    full_name = f"{nlp.meta['lang']}_{nlp.meta['name']}"
    return _completed(nlp, code, full_name, str(nlp.meta["version"]))


def _completed(nlp: Language, language: str, name: str, version: str) -> Pipeline:
    """Return the pipeline with our sentences before and our lemmas behind it."""
    if SENTENCES not in nlp.pipe_names:
        nlp.add_pipe(SENTENCES, first=True)
    if LEMMAS not in nlp.pipe_names:
        nlp.add_pipe(LEMMAS, last=True, config={"language": language})
    lemmas = nlp.get_pipe(LEMMAS)
    assert isinstance(lemmas, LemmaComponent)
    return Pipeline(language, name, version, nlp, lemmas.lemmatiser)


class WordTokenizer(DummyTokenizer):
    """Tokens that are this program's words; signs between them stay together."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return a Doc with exactly this text; a single blank belongs to its word."""
        tokens: list[str] = []
        is_spaced: list[bool] = []
        for token in _pieces(text):
            if token == " " and tokens and not is_spaced[-1]:
                is_spaced[-1] = True
            else:
                tokens.append(token)
                is_spaced.append(False)
        return Doc(self._vocab, words=tokens, spaces=is_spaced)


def _pieces(text: str) -> Iterator[str]:
    """Yield words, runs of signs and runs of white space; they make up the text."""
    end = 0
    for word in words(text):
        if word.start > end:
            yield from _BETWEEN_WORDS.findall(text, end, word.start)
        yield word.cut(text)
        end = word.end
    yield from _BETWEEN_WORDS.findall(text, end)


def create_word_tokenizer() -> Callable[[Language], WordTokenizer]:
    """Return what makes the tokenizer of a pipeline, as spaCy's registry asks."""
    return lambda nlp: WordTokenizer(nlp.vocab)


registry.tokenizers(TOKENIZER, func=create_word_tokenizer)


@Language.component(SENTENCES)
def mark_sentences(doc: Doc) -> Doc:
    """Set `Doc._.sentences` and begin spaCy's own sentences where these begin.

    Labels and time stamps belong to no sentence; in `Doc.sents`, which leaves
    nothing out, they end the sentence before.
    """
    found = sentences(doc.text)
    doc._.sentences = found
    if len(doc):
        ends = [token.idx + len(token) for token in doc]
        starts = numpy.zeros(len(doc), dtype=numpy.uint64)
        starts[[0, *(bisect_right(ends, span.start) for span in found)]] = 1
        # Token by token spaCy looks through the whole Doc each time.
        # The stub knows such arrays by thinc's name for them only.
        doc.from_array(["SENT_START"], starts)  # type: ignore[arg-type]
    return doc


class LemmaComponent:
    """Gives each token its lemma, unless a trained component has set one."""

    def __init__(self, language: str) -> None:
        self.lemmatiser = Lemmatiser(language)

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas in the Doc that came in, and give it on."""
        for token in doc:
            if not token.lemma_:
                token.lemma_ = self.lemmatiser.lemma(token.text)
        return doc


@Language.factory(LEMMAS, default_config={"language": _ANY_LANGUAGE})
def create_lemmas(nlp: Language, name: str, language: str) -> LemmaComponent:
    """Return the component of a pipeline, as spaCy's registry asks."""
    return LemmaComponent(language)


def _place_of_span(span: DocSpan) -> Span:
    return Span(span.start_char, span.end_char)


def _place_of_token(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _lemma_of_token(token: Token) -> str:
    return token.lemma_


# With force, as a module that is loaded again registers again.
Doc.set_extension("sentences", default=None, force=True)
DocSpan.set_extension("place", getter=_place_of_span, force=True)
Token.set_extension("place", getter=_place_of_token, force=True)
Token.set_extension("lemma", getter=_lemma_of_token, force=True)
