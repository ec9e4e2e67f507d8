"""Gathering how a study was done, from what the other operations found."""

import math
from collections.abc import Iterator

from qcode.analysis.crosstabs import SMALL
from qcode.analysis.keyness import LEAST_LIKELIHOOD
from qcode.analysis.saturation import PERMUTATIONS
from qcode.analysis.saturation import SEED as ORDERS_SEED
from qcode.comparison.comparing import Figure
from qcode.comparison.intervals import DRAWS, FEWEST_DOCUMENTS, LEVEL, SEED
from qcode.comparison.units import HALF
from qcode.errors import QcodeError, RefusedError, RoundOpenError
from qcode.model.agreement import ComparisonQuestion, Excluded
from qcode.model.methods import (
    AgreementFacts,
    Estimate,
    Methods,
    NotCompared,
    Parameter,
    SurveyFacts,
)
from qcode.operations.agreement import Agreement, agreement
from qcode.operations.compared import gather
from qcode.operations.joint_display import joint_display
from qcode.operations.provenance import PROGRAM
from qcode.operations.report.coding_facts import (
    coder_facts,
    round_facts,
    settling_facts,
    suggestion_facts,
)
from qcode.operations.report.corpus_facts import codebook_facts, corpus_facts
from qcode.operations.report.dependence import libraries
from qcode.operations.report.sources import Sources
from qcode.operations.report.tables_made import RULE, joint_question
from qcode.operations.report.team_made import comparison
from qcode.operations.report.whose import Whose
from qcode.operations.rounds import blinding
from qcode.store import Store, journal, study


def methods(sources: Sources) -> Methods:
    """Return how the study was done, as far as who looks may see it."""
    store, question = sources.store, sources.question
    compared, not_counted = _agreement(store)
    with store.read() as connection:
        return Methods(
            study=study.get(connection).name,
            coder="" if question.coder is None else question.coder.handle,
            corpus=corpus_facts(connection, store),
            codebook=codebook_facts(connection),
            coders=coder_facts(connection),
            rounds=round_facts(connection, store),
            agreement=compared,
            not_counted=sorted(not_counted, key=lambda it: it.document),
            settling=settling_facts(connection),
            suggestions=suggestion_facts(connection),
            survey=_survey(sources),
            parameters=_parameters(comparison(store)),
            hidden=[it.name for it in blinding(store)],
            left_out=[(it.name, it.reason) for it in sources.left_out],
            program=PROGRAM,
            libraries=libraries(),
            at=journal.newest(connection),
        )


def _agreement(
    store: Store,
) -> tuple[AgreementFacts | NotCompared, list[Excluded]]:
    """Return how far coders agree, or why that is not known; and what did not count."""
    question = comparison(store)
    if len(question.coders) < 2:
        return NotCompared.FEW_CODERS, []
    try:
        found = agreement(store, question)
    except RoundOpenError:
        return NotCompared.BLIND, []
    except RefusedError:
        with store.read() as connection:
            return NotCompared.NO_DOCUMENT, gather(connection, question)[1]
    return _facts(found), list(found.excluded)


def _facts(found: Agreement) -> AgreementFacts:
    undefined: dict[str, int] = {}
    for it in found.codes:
        why = it.figures.figures["alpha"].undefined
        if why is not None:
            undefined[why.value] = undefined.get(why.value, 0) + 1
    return AgreementFacts(
        coders=[it.handle for it in found.question.coders],
        documents=len(found.documents),
        units=found.units,
        excluded=found.excluded,
        suggested=found.suggested,
        estimates=list(_estimates(found)),
        codes=len(found.codes),
        undefined=undefined,
        partly_known=[
            it.code.name for it in found.codes if 0 < it.figures.units < found.units
        ],
    )


def _estimates(found: Agreement) -> Iterator[Estimate]:
    for name, pooled in found.pooled.figures.items():
        mean = found.macro.figures[name]
        yield Estimate(
            name, _value(pooled), pooled.interval, _value(mean), mean.interval
        )


def _value(figure: Figure) -> float:
    return math.nan if figure.undefined is not None else figure.value


def _survey(sources: Sources) -> SurveyFacts | None:
    asked = sources.question.survey
    if asked is None:
        return None
    try:
        whose = Whose("", sources.question.coder)
        question = joint_question(sources.store, asked, whose)
        found = joint_display(sources.store, question)
    except QcodeError:
        # Why it was left out stands among what was left out.
        return None
    answers = found.provenance.base["answers"]
    assert isinstance(answers, int)
    keep = "" if asked.keep is None else "=".join(asked.keep)
    return SurveyFacts(asked.path.name, keep, answers, len(found.codes))


def _parameters(question: ComparisonQuestion) -> dict[Parameter, float]:
    return {
        Parameter.UNIT_SHARE: HALF,
        Parameter.OVERLAP: question.least_overlap,
        Parameter.TOLERANCE: question.tolerance,
        Parameter.LEVEL: LEVEL,
        Parameter.DRAWS: DRAWS,
        Parameter.DRAWS_SEED: SEED,
        Parameter.FEWEST: FEWEST_DOCUMENTS,
        Parameter.BASE: RULE.base_size,
        Parameter.RUN: RULE.run_length,
        Parameter.THRESHOLD: RULE.threshold,
        Parameter.ORDERS: PERMUTATIONS,
        Parameter.ORDERS_SEED: ORDERS_SEED,
        Parameter.SMALL: SMALL,
        Parameter.LIKELIHOOD: LEAST_LIKELIHOOD,
    }
