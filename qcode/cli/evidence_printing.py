"""How recommendations, their evidence and candidates are told on a terminal."""

from collections.abc import Sequence

import click

from qcode.cli.output import counted, print_table
from qcode.cli.session import Session
from qcode.model.evidence import (
    Candidate,
    Evidence,
    Passage,
    Portfolio,
    SeenQuotation,
    Values,
)
from qcode.operations.evidence_words import (
    alpha_in_words,
    mark_in_words,
    reason_in_words,
)
from qcode.text.harmless import harmless

_SHORT_ID = 8


def tell_list(session: Session, found: Portfolio) -> None:
    """Print recommendations, a line each."""
    print_table(
        ("no", "recommendation", "status", "interviews", "passages", "quotations", ""),
        [_line(it) for it in found.evidence],
    )
    if not found.evidence:
        session.note(
            "There are no recommendations yet; `qcode recommend start --family K` "
            "makes one for each code below K."
        )


def _line(evidence: Evidence) -> tuple[str | int, ...]:
    own = evidence.recommendation
    interviews = sum(len(it.sources) for it in evidence.kinds if it.kind == "interview")
    marked = sum(bool(it.marks) for it in evidence.quotations)
    return (
        own.position,
        own.title,
        own.status.value,
        interviews,
        len(evidence.speaking),
        len(evidence.quotations),
        f"{marked} to look at again" if marked else "",
    )


def tell_evidence(session: Session, evidence: Evidence) -> None:
    """Print a recommendation with its evidence."""
    own = evidence.recommendation
    _say(f"{own.position}. {own.title} ({own.status.value})")
    if own.statement:
        _say(own.statement)
    if evidence.missing_codes:
        session.note(f"{counted(evidence.missing_codes, 'code')} of it is gone.")
    chosen = evidence.chosen
    coders = ", ".join(chosen.coders) or "nobody"
    _say(f"Codings of: {coders} ({chosen.how.value})")
    for it in evidence.kinds:
        _say(
            f"{it.kind.value}: {len(it.sources)} of {it.documents}, "
            f"{it.coded} of which are coded"
        )
    _say(f"passages: {len(evidence.speaking)}; opposing: {len(evidence.opposing)}")
    _say(_values(evidence.roles))
    _say(_values(evidence.cities))
    _agreement(evidence)
    _passages("Opposing voices", evidence.opposing)
    _neighbours(evidence)
    _quotations(evidence.quotations)
    if evidence.remarks:
        number = counted(len(evidence.remarks), "memo")
        session.note(f"{number}; `qcode recommend -o FILE` and --json show them.")


def _say(text: str) -> None:
    click.echo(harmless(text))


def _title(text: str) -> None:
    click.echo(f"\n{text}:")


def _values(values: Values) -> str:
    told = [f"{name} ({len(found)})" for name, found in values.sources.items()]
    if values.without:
        told.append(f"no value ({len(values.without)})")
    count = f"{len(values.sources)} of {values.known}"
    return f"{values.attribute}: {count}: {', '.join(told)}".removesuffix(": ")


def _agreement(evidence: Evidence) -> None:
    _title("Agreement of the coders")
    print_table(
        ("code", "alpha", "sentences"),
        [(it.code.name, alpha_in_words(it), it.units) for it in evidence.alphas],
    )


def _neighbours(evidence: Evidence) -> None:
    if evidence.neighbours:
        _title("In the same turns")
        ratings = {it.code.id: it for it in evidence.ratings}
        rows = []
        for it in evidence.neighbours:
            rated = ratings.get(it.code.id)
            mean = None if rated is None or rated.mean is None else rated.mean
            rank = None if rated is None or rated.rank is None else rated.rank
            told = (it.documents, len(it.passages), rank, mean and round(mean, 2))
            rows.append((it.family.name, it.code.name, *told))
        titles = ("family", "code", "documents", "passages", "rank", "mean")
        print_table(titles, rows)


def _passages(title: str, found: Sequence[Passage]) -> None:
    if found:
        _title(title)
        print_table(
            ("document", "line", "speaker", "coders", "segment"),
            [
                (it.source.name, it.line, it.speaker, ", ".join(it.coders), it.text)
                for it in found
            ],
        )


def _quotations(found: Sequence[SeenQuotation]) -> None:
    if found:
        _title("Key quotations")
        rows = []
        for it in found:
            stands = it.passage or it.former
            rows.append(
                (
                    str(it.quotation.coding_id)[:_SHORT_ID],
                    it.document,
                    None if stands is None else stands.line,
                    "; ".join(map(mark_in_words, it.marks)),
                    "" if stands is None else stands.text,
                )
            )
        print_table(("id", "document", "line", "marks", "segment"), rows)


def tell_candidates(session: Session, found: Sequence[Candidate]) -> None:
    """Print candidates for quotations with the reasons for them."""
    print_table(
        ("id", "document", "line", "why", "segment"),
        [
            (
                str(it.passage.codings[0].id)[:_SHORT_ID],
                it.passage.source.name,
                it.passage.line,
                "; ".join(reason_in_words(reason, it) for reason in it.reasons),
                it.passage.text,
            )
            for it in found
        ],
    )
    session.note(
        f"{counted(len(found), 'candidate')}; `qcode recommend quote` takes one."
    )
