"""What stands under recommendations, in one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.analysis.evidence import count_kinds, group_by_value
from qcode.errors import UnknownAttributeError
from qcode.model.adjudication import CONSENSUS
from qcode.model.codebook import Code
from qcode.model.coding import Coder, Coding
from qcode.model.evidence import (
    Choice,
    Chosen,
    CodeAlphas,
    Evidence,
    Portfolio,
    Survey,
)
from qcode.model.ids import CodeId, CoderId, RecommendationId, coder_id
from qcode.model.recommendation import KeyQuotation, Recommendation
from qcode.operations.code_alphas import code_alphas
from qcode.operations.evidence_beside import find_neighbours, find_remarks
from qcode.operations.evidence_survey import rated_codes, ratings_of
from qcode.operations.passages import Reader, sources
from qcode.operations.provenance import PROGRAM
from qcode.operations.quotation_standing import look_at
from qcode.operations.recommendation_finding import codes_under, one_of
from qcode.operations.rounds import refuse_blind
from qcode.store import (
    Store,
    codings,
    facts,
    journal,
    memos,
    recommendations,
    segments,
    study,
)
from qcode.store import coders as coders_store
from qcode.store.segments import Wanted

if TYPE_CHECKING:
    from sqlalchemy import Connection

ROLE, CITY = "role", "city"
"""The attributes of cases that say who was asked, and in which city."""


@dataclass(frozen=True, slots=True)
class EvidenceQuestion:
    """Whose codings are evidence, by which attributes it is told, beside which survey.

    Without `coder` the consensus set's codings count where it has any of the codes,
    else everybody's; with `distinct` everybody's in any case. `keep`
    are a column of the survey and the value that answers have.
    """

    coder: Coder | None = None
    role: str = ROLE
    city: str = CITY
    survey: Path | None = None
    keep: tuple[str, str] | None = None
    distinct: bool = False


def portfolio(
    store: Store,
    question: EvidenceQuestion,
    of: RecommendationId | None = None,
) -> Portfolio:
    """Return all recommendations with their evidence, or one of them.

    Raises UnknownRecommendationError, UnknownAttributeError for an attribute that was
    chosen, UnreadableError and RefusedError for the survey, and RoundOpenError.
    """
    refuse_blind(store)
    with store.read() as connection:
        return evidence_in(connection, question, of)


def evidence_in(
    connection: "Connection",
    question: EvidenceQuestion,
    of: RecommendationId | None,
) -> Portfolio:
    """Do the same in a transaction that goes on."""
    return _Study(connection, question).portfolio(of)


class _Study:
    """The study as evidence needs it, looked at in one transaction."""

    def __init__(self, connection: "Connection", question: EvidenceQuestion) -> None:
        self._connection = connection
        self._question = question
        self._check_attributes()
        self._book = study.codebook(connection)
        self._sources = sources(connection, role=question.role, city=question.city)
        every = coders_store.every(connection)
        self._handles = {it.id: it.handle for it in every}
        self._reader = Reader(connection, self._book, self._sources, self._handles)
        self._quotations = recommendations.quotations(connection)
        self._memos = memos.every(connection)

    def portfolio(self, of: RecommendationId | None) -> Portfolio:
        known = recommendations.every(self._connection)
        wanted = known if of is None else [one_of(known, of)]
        alphas = code_alphas(self._connection, self._codes(wanted))
        survey = self._survey()
        row = study.get(self._connection)
        return Portfolio(
            study=row.name,
            language=row.language,
            program=PROGRAM,
            at=journal.newest(self._connection),
            evidence=[self._evidence(it, alphas, survey) for it in wanted],
            agreement=alphas,
            survey=survey,
        )

    def _check_attributes(self) -> None:
        known = facts.attribute_names(self._connection)
        asked = (self._question.role, ROLE), (self._question.city, CITY)
        for name, usual in asked:
            if name not in known and name != usual:
                raise UnknownAttributeError(name, known)

    def _codes(self, wanted: Iterable[Recommendation]) -> list[Code]:
        """Return the codes under recommendations and of their quotations, once each."""
        found: dict[CodeId, Code] = {}
        for one in wanted:
            found |= codes_under(one, self._book)
            for quotation in self._quotations.get(one.id, ()):
                if quotation.code_id in self._book:
                    code = self._book.code(quotation.code_id)
                    found[code.id] = code
        return list(found.values())

    def _evidence(
        self, of: Recommendation, alphas: CodeAlphas, survey: Survey | None
    ) -> Evidence:
        codes = codes_under(of, self._book)
        retrieved = segments.wanted(self._connection, Wanted(code_ids=list(codes)))
        every = [it.coding for it in retrieved]
        how, whose, taken = self._chosen(every)
        passages = self._reader.passages(taken)
        speaking = [it for it in passages if not it.opposes]
        known = list(self._sources.values())
        coded = codings.documents_coded(self._connection, whose)
        neighbours = find_neighbours(
            self._connection, self._reader, self._book, speaking, whose
        )
        return Evidence(
            recommendation=of,
            codes=[it for it in codes.values() if it.codable],
            missing_codes=sum(it not in self._book for it in of.code_ids),
            chosen=how,
            passages=passages,
            kinds=count_kinds(speaking, known, coded),
            roles=group_by_value(
                self._question.role, speaking, {it.id: it.role for it in known}
            ),
            cities=group_by_value(
                self._question.city, speaking, {it.id: it.city for it in known}
            ),
            alphas=[alphas.by_code[it.key] for it in codes.values() if it.codable],
            neighbours=neighbours,
            ratings=ratings_of(survey, codes.values(), neighbours),
            quotations=look_at(
                self._connection, self._reader, self._seen(of), codes, alphas
            ),
            remarks=find_remarks(
                self._reader, self._memos, codes, every, self._handles
            ),
        )

    def _seen(self, of: Recommendation) -> list[tuple[KeyQuotation, str, str, str]]:
        """Return the quotations, each with document, code and who chose it."""
        return [
            (
                it,
                self._sources[it.document_id].name
                if it.document_id in self._sources
                else "",
                self._book.code(it.code_id).name if it.code_id in self._book else "",
                self._handles[it.chosen_by],
            )
            for it in self._quotations.get(of.id, ())
        ]

    def _chosen(
        self, every: Sequence[Coding]
    ) -> tuple[Chosen, set[CoderId], list[Coding]]:
        """Return whose codings count, by their ids, and these."""
        asked = self._question.coder
        consensus = coder_id(self._book.study_id, CONSENSUS)
        if asked is not None:
            how, whose = Choice.CODER, asked.id
        elif not self._question.distinct and any(
            it.coder_id == consensus for it in every
        ):
            how, whose = Choice.CONSENSUS, consensus
        else:
            # What was settled is made of what the others coded.
            taken = [it for it in every if it.coder_id != consensus]
            handles = sorted({self._handles[it.coder_id] for it in taken})
            return (
                Chosen(Choice.EVERYONE, handles),
                set(self._handles) - {consensus},
                taken,
            )
        taken = [it for it in every if it.coder_id == whose]
        return Chosen(how, [self._handles[whose]]), {whose}, taken

    def _survey(self) -> Survey | None:
        path = self._question.survey
        if path is None:
            return None
        return rated_codes(self._book, path, self._question.keep)
