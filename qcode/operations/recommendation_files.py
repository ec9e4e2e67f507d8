"""Recommendations with their evidence, for other people and for other programs."""

from pathlib import Path

from qcode.interchange.prose import write_prose
from qcode.interchange.recommendations import recommendations_text
from qcode.model.evidence import (
    Candidate,
    CodeAlpha,
    Evidence,
    Former,
    KindCount,
    Neighbour,
    Passage,
    Portfolio,
    Rating,
    Remark,
    SeenQuotation,
    Values,
)
from qcode.model.journal import JsonObject
from qcode.model.recommendation import Mark


def write_recommendations(
    portfolio: Portfolio, path: Path, language: str | None = None
) -> None:
    """Write recommendations to a .docx, .html or .md file.

    Without `language` the study's is taken. Raises WrongUsageError for another
    ending, StudyError where the file cannot be written.
    """
    write_prose(path, recommendations_text(portfolio, language or portfolio.language))


def summary_json(evidence: Evidence) -> JsonObject:
    """Return a recommendation as lists tell it."""
    own = evidence.recommendation
    marked = sum(bool(it.marks) for it in evidence.quotations)
    return {
        "id": str(own.id),
        "position": own.position,
        "title": own.title,
        "statement": own.statement,
        "status": own.status.value,
        "codes": [it.key for it in evidence.codes],
        "missing_codes": evidence.missing_codes,
        "quotations": len(evidence.quotations),
        "marked": marked,
    }


def evidence_json(evidence: Evidence) -> JsonObject:
    """Return a recommendation with all of its evidence."""
    return {
        **summary_json(evidence),
        "codings_of": {
            "choice": evidence.chosen.how.value,
            "coders": list(evidence.chosen.coders),
        },
        "documents": [_kind(it) for it in evidence.kinds],
        "roles": _values(evidence.roles),
        "cities": _values(evidence.cities),
        "passages": [_passage(it) for it in evidence.passages],
        "opposing": [_passage(it) for it in evidence.opposing],
        "agreement": [_alpha(it) for it in evidence.alphas],
        "neighbours": [_neighbour(it) for it in evidence.neighbours],
        "survey": [_rating(it) for it in evidence.ratings],
        "key_quotations": [_quotation(it) for it in evidence.quotations],
        "memos": [_remark(it) for it in evidence.remarks],
    }


def candidate_json(candidate: Candidate) -> JsonObject:
    """Return a candidate with its reasons."""
    return {
        **_passage(candidate.passage),
        "words": candidate.words,
        "alike": list(candidate.alike),
        "reasons": [it.value for it in candidate.reasons],
    }


def _kind(count: KindCount) -> JsonObject:
    return {
        "kind": count.kind.value,
        "speaking": [it.name for it in count.sources],
        "coded": count.coded,
        "all": count.documents,
    }


def _neighbour(found: Neighbour) -> JsonObject:
    return {
        "code": found.code.key,
        "family": found.family.key,
        "documents": found.documents,
        "passages": len(found.passages),
    }


def _rating(found: Rating) -> JsonObject:
    return {
        "code": found.code.key,
        "rank": found.rank,
        "mean": found.mean,
        "sd": found.sd,
        "n": found.n,
    }


def _remark(found: Remark) -> JsonObject:
    passage = found.passage
    return {
        "about": found.about,
        "document": None if passage is None else passage.source.name,
        "line": None if passage is None else passage.line,
        "coder": found.coder,
        "text": found.text,
    }


def _values(values: Values) -> JsonObject:
    return {
        "attribute": values.attribute,
        "known": values.known,
        "values": {name: len(found) for name, found in values.sources.items()},
        "without": len(values.without),
    }


def _passage(passage: Passage) -> JsonObject:
    return {
        "coding": str(passage.codings[0].id),
        "document": passage.source.name,
        "kind": passage.source.kind.value,
        "role": passage.source.role,
        "city": passage.source.city,
        "start": passage.span.start,
        "end": passage.span.end,
        "line": passage.line,
        "time": passage.time,
        "speaker": passage.speaker,
        "text": passage.text,
        "codes": list(passage.codes),
        "coders": list(passage.coders),
        "opposes": passage.opposes,
    }


def _alpha(found: CodeAlpha) -> JsonObject:
    value: JsonObject = {"undefined": found.undefined}
    return {
        "code": found.code.key,
        "alpha": value if found.value is None else found.value,
        "interval": None if found.interval is None else list(found.interval),
        "n": found.units,
    }


def _quotation(seen: SeenQuotation) -> JsonObject:
    quotation = seen.quotation
    return {
        "coding": str(quotation.coding_id),
        "document": seen.document,
        "code": seen.code,
        "passage": None if seen.passage is None else _passage(seen.passage),
        "former": _former(seen.former),
        "alpha": quotation.alpha,
        "chosen_by": seen.chosen_by,
        "chosen_at": quotation.chosen_at.isoformat(),
        "note": quotation.note,
        "marks": [_mark(it) for it in seen.marks],
    }


def _former(stood: Former | None) -> JsonObject | None:
    if stood is None:
        return None
    return {"line": stood.line, "time": stood.time, "text": stood.text}


def _mark(mark: Mark) -> JsonObject:
    return {
        "mark": mark.kind.value,
        "before": mark.before,
        "now": mark.after,
        "drop": mark.drop,
    }
