"""Options of `qcode search`: how the query is meant, and where is searched."""

from dataclasses import dataclass

import click

from qcode.cli import parameters
from qcode.cli.option_groups import Command, with_options
from qcode.model.document import Kind
from qcode.model.search import CONTEXT, How, SearchQuestion
from qcode.operations.naming import document_named
from qcode.operations.reading import list_documents
from qcode.store import Store

_MOST_CONTEXT = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """What was said on the command line about what is searched for, and where."""

    regex: bool
    lemma: bool
    fuzzy: bool
    near: int | None
    speaker: str | None
    without_interviewer: bool
    document: str | None
    kind: str | None
    attribute: tuple[str, str] | None
    context: int

    def question(self, query: str, store: Store) -> SearchQuestion:
        """Return what is meant; raises UnknownDocumentError, AmbiguousError."""
        document_id = None
        if self.document is not None:
            document_id = document_named(self.document, list_documents(store)).id
        return SearchQuestion(
            query,
            self._how(),
            near=self.near,
            speaker=self.speaker,
            kind=None if self.kind is None else Kind(self.kind),
            attribute=self.attribute,
            document_id=document_id,
            without_interviewer=self.without_interviewer,
            context=self.context,
        )

    def _how(self) -> How:
        said = {How.REGEX: self.regex, How.LEMMA: self.lemma, How.FUZZY: self.fuzzy}
        meant = [how for how, is_meant in said.items() if is_meant]
        if len(meant) > 1:
            raise click.UsageError(
                "A query is read in one way: --regex, --lemma or --fuzzy."
            )
        return meant[0] if meant else How.WORDS


def search_options(command: Command) -> Command:
    """Give a command the options of `Asked`, which it gets as `asked`."""
    return with_options(command, "asked", Asked, _OPTIONS)


_OPTIONS = (
    click.option("--regex", is_flag=True, help="QUERY is a regular expression."),
    click.option(
        "--lemma",
        is_flag=True,
        help="Find all forms of the words: ging, gehst for gehen.",
    ),
    click.option(
        "--fuzzy", is_flag=True, help="Find words with typing errors as well."
    ),
    click.option(
        "--near",
        type=click.IntRange(1),
        metavar="N",
        help="Find QUERY's words in any order, the last at most N words behind the "
        "first.",
    ),
    click.option("--speaker", metavar="S", help="Only in turns of this label."),
    click.option(
        "--without-interviewer",
        is_flag=True,
        help="Leave out the turns of those who ask.",
    ),
    click.option("--document", metavar="D", help="Only in this document."),
    click.option(
        "--kind",
        type=click.Choice([kind.value for kind in Kind]),
        help="Only in documents of this kind.",
    ),
    click.option(
        "--attribute",
        type=parameters.attribute,
        metavar="NAME=VALUE",
        help="Only in documents of cases with this value.",
    ),
    click.option(
        "--context",
        type=click.IntRange(0, _MOST_CONTEXT),
        default=CONTEXT,
        show_default=True,
        metavar="N",
        help="So many characters before and behind each hit.",
    ),
)
