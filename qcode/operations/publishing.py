"""A study's findings for everybody to read: what is released, and names nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.errors import UnknownAttributeError
from qcode.interchange.site import LANGUAGES, render, words_in
from qcode.model.adjudication import CONSENSUS
from qcode.model.coding import Coder
from qcode.model.counting import FrequencyQuestion
from qcode.model.evidence import Choice, Portfolio
from qcode.model.ids import DocumentId, coder_id
from qcode.model.publishing import (
    KeptBack,
    Noticed,
    Publication,
    PublishedRecommendation,
)
from qcode.model.recommendation import Status
from qcode.operations.charts import natural_order
from qcode.operations.evidence import CITY, EvidenceQuestion, evidence_in
from qcode.operations.frequencies import count
from qcode.operations.published_figures import FigureQuestion, draw_figures
from qcode.operations.published_findings import (
    fit_examples,
    published_codes,
    recommendation,
    refuse_private_words,
    to_be_looked_at,
)
from qcode.operations.published_quotations import Quotations
from qcode.operations.publishing_gate import identifying
from qcode.operations.releasing import releasable
from qcode.operations.rounds import refuse_blind
from qcode.operations.workspace import Workspace
from qcode.project import PublishSettings, check_own_folder, write_own_folder
from qcode.store import facts, study, vouches

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class PublishQuestion:
    """Whose codings are counted, beside which survey.

    Without `coder` it is the consensus set where it has codings, else everybody.
    `keep` are a column of the survey and the value that answers have.
    """

    coder: Coder | None = None
    survey: Path | None = None
    keep: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What is published, as files by their paths, and what was kept back.

    `not_agreed` are the titles of the recommendations that the team has not agreed on,
    which are left out; `look_again` are texts of the team in which somebody seems to
    be named.
    """

    publication: Publication
    files: Mapping[str, bytes]
    kept_back: Sequence[KeptBack]
    not_agreed: Sequence[str]
    look_again: Sequence[Noticed]


def publish(workspace: Workspace, folder: Path, question: PublishQuestion) -> Published:
    """Write the study's evidence site into a folder, all or nothing.

    The folder is new, empty, or was written so before. Raises RefusedError for another
    one and where a text of the team repeats a private document, StudyError where it
    cannot be written, RoundOpenError, and what the survey's reading raises.
    """
    check_own_folder(folder)
    made = prepare(workspace, question)
    write_own_folder(folder, made.files)
    return made


def prepare(workspace: Workspace, question: PublishQuestion) -> Published:
    """Return what `publish` would write, and write nothing."""
    store = workspace.store
    refuse_blind(store)
    with store.read() as connection:
        made = _Making(connection, workspace, question)
        publication = made.publication()
        drawn = made.figure_question()
    figures = {
        language: draw_figures(store, drawn, language, _note(publication, language))
        for language in LANGUAGES
    }
    publication = replace(publication, figures=figures)
    return Published(
        publication,
        render(publication),
        made.kept_back,
        made.not_agreed,
        made.look_again,
    )


def _note(of: Publication, language: str) -> str:
    words = words_in(language)
    return words["figure_note"].format(
        coded=of.documents_coded,
        documents=of.documents,
        program=of.program,
        at="–" if of.at is None else f"{of.at:%Y-%m-%d}",
    )


class _Making:
    """The study as its publication needs it, looked at in one transaction."""

    def __init__(
        self, connection: "Connection", workspace: Workspace, question: PublishQuestion
    ) -> None:
        self._connection = connection
        self._question = question
        self._settings = workspace.project.settings.publish
        self._size = self._attribute_of_size()
        self._book = study.codebook(connection)
        self._documents = releasable(connection)
        self._identifying = identifying(connection, self._settings)
        self.kept_back: list[KeptBack] = []
        self.not_agreed: list[str] = []
        self.look_again: list[Noticed] = []

    def publication(self) -> Publication:
        """Return all but the charts; raises RefusedError for words of the private."""
        connection, private = self._connection, self._private()
        found = self._evidence()
        sizes = self._sizes()
        whose, coders = self._whose()
        fit = self._quotations(coders)
        agreed = self._agreed(found, fit, sizes)
        counted = count(connection, FrequencyQuestion(coders=coders, distinct=True))
        examples, kept_back = fit_examples(
            connection, self._book.codes, self._identifying, private
        )
        self.kept_back = [*fit.kept_back, *kept_back]
        made = Publication(
            study=found.study,
            language=found.language.partition("-")[0].lower(),
            program=found.program,
            at=found.at,
            counted=whose,
            coders=len(counted.base["coders"]),
            documents=counted.base["documents"],
            documents_coded=counted.base["documents_coded"],
            released=sum(it.is_released for it in self._documents),
            codes=published_codes(self._book, counted.records(), examples),
            recommendations=agreed,
            quotations=sorted(
                fit.fit.values(), key=lambda it: (it.recommendations, it.text)
            ),
            sizes=sizes,
            survey="" if found.survey is None else found.survey.kept,
        )
        refuse_private_words(connection, made, private)
        self.look_again = to_be_looked_at(made, self._identifying)
        return made

    def _quotations(self, coders: Sequence[Coder] | None) -> Quotations:
        connection = self._connection
        return Quotations(
            connection,
            self._book,
            {it.id for it in self._documents if it.is_released},
            self._identifying,
            {(it.document_id, it.span): it for it in vouches.every(connection)},
            {it.id for it in coders or self._people()},
            self._private(),
        )

    def _agreed(
        self, found: Portfolio, fit: Quotations, sizes: Sequence[str]
    ) -> list[PublishedRecommendation]:
        """Return what the team agreed on, and note the others."""
        agreed = []
        for evidence in found.evidence:
            if evidence.recommendation.status is Status.AGREED:
                agreed.append(evidence)
            else:
                self.not_agreed.append(evidence.recommendation.title)
        fit.compare(agreed)
        return [
            recommendation(it, fit.take(it, has_sizes=bool(self._size)), sizes)
            for it in agreed
        ]

    def figure_question(self) -> FigureQuestion:
        """Return what the charts are drawn of."""
        _, coders = self._whose()
        question = self._question
        return FigureQuestion(coders, self._size, question.survey, question.keep)

    def _attribute_of_size(self) -> str:
        """Return the attribute of size classes, "" where cases have none."""
        wanted = self._settings.size
        known = facts.attribute_names(self._connection)
        if wanted in known:
            return wanted
        if wanted != PublishSettings().size:
            raise UnknownAttributeError(wanted, known)
        return ""

    def _evidence(self) -> Portfolio:
        question = self._question
        asked = EvidenceQuestion(
            coder=question.coder,
            role=self._settings.role,
            city=self._size or CITY,
            survey=question.survey,
            keep=question.keep,
        )
        return evidence_in(self._connection, asked, None)

    def _sizes(self) -> list[str]:
        if not self._size:
            return []
        known = facts.document_facts(self._connection)
        values = {it.attributes.get(self._size, "") for it in known} - {""}
        return sorted(values, key=natural_order)

    def _whose(self) -> tuple[Choice, list[Coder] | None]:
        """Return whose codings are counted in the whole study, all where `None`."""
        if self._question.coder is not None:
            return Choice.CODER, [self._question.coder]
        consensus = coder_id(self._book.study_id, CONSENSUS)
        with_codings = facts.coders_with_codings(self._connection)
        settled = [it for it in with_codings if it.id == consensus]
        return (Choice.CONSENSUS, settled) if settled else (Choice.EVERYONE, None)

    def _people(self) -> list[Coder]:
        consensus = coder_id(self._book.study_id, CONSENSUS)
        every = facts.coders_with_codings(self._connection)
        return [it for it in every if it.id != consensus]

    def _private(self) -> dict[DocumentId, str]:
        return {it.id: it.name for it in self._documents if not it.is_released}
