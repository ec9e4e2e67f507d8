"""Evidence under a recommendation: counted, laid beside other codes, judged again.

Pure: passages in, counts and reasons out.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from qcode.model.document import Kind
from qcode.model.evidence import (
    Candidate,
    CodeAlpha,
    KindCount,
    Passage,
    Reason,
    Source,
    Values,
)
from qcode.model.ids import DocumentId
from qcode.model.recommendation import KeyQuotation, Mark, MarkKind

LEAST_DROP = 0.1
"""From how much less alpha on a drop of agreement is marked."""

SHORTEST, LONGEST = 12, 60
"""How many words are good for a quotation."""

_ALWAYS_TOLD = (Kind.INTERVIEW, Kind.WORKSHOP, Kind.EXAMPLE)


def count_kinds(
    passages: Sequence[Passage],
    sources: Sequence[Source],
    coded: Collection[DocumentId],
) -> list[KindCount]:
    """Return in how many documents of each kind passages stand.

    Interviews, workshops and practice examples come always, others where there are
    any. `sources` are all documents, `coded` those in which anything was coded.
    """
    speaking = {it.source.id for it in passages}
    counts = []
    for kind in Kind:
        of_kind = [it for it in sources if it.kind is kind]
        found = [it for it in of_kind if it.id in speaking]
        if found or kind in _ALWAYS_TOLD:
            done = [it for it in of_kind if it.id in coded]
            counts.append(KindCount(kind, found, done, len(of_kind)))
    return counts


def group_by_value(
    attribute: str, passages: Sequence[Passage], values: Mapping[DocumentId, str]
) -> Values:
    """Return which values of an attribute the passages' documents have, sorted.

    `values` are those of all documents, "" without one.
    """
    found: dict[str, list[Source]] = {}
    for source in dict.fromkeys(it.source for it in passages):
        found.setdefault(values.get(source.id, ""), []).append(source)
    without = found.pop("", [])
    known = len({it for it in values.values() if it})
    return Values(attribute, dict(sorted(found.items())), known, without)


def mark_agreement(quotation: KeyQuotation, now: CodeAlpha | None) -> list[Mark]:
    """Return the mark of an agreement that fell since a quotation was chosen.

    It falls by `LEAST_DROP` at least, or to nothing that could be told. Where it was
    undefined already there is nothing to compare.
    """
    before = quotation.alpha
    if before is None:
        return []
    after = None if now is None else now.value
    if after is None:
        return [Mark(MarkKind.UNDEFINED, before)]
    # So that a drop from 0.8 to 0.7 is one of 0.1 in floating point too.
    if before - after >= LEAST_DROP - 1e-9:
        return [Mark(MarkKind.DROPPED, before, after)]
    return []


def propose(
    passages: Sequence[Passage],
    quoted: Sequence[Passage],
    *,
    consensus: Collection[Passage],
    alike: Mapping[Passage, Sequence[str]],
    words: Mapping[Passage, int],
) -> list[Candidate]:
    """Return the passages not quoted yet that something speaks for.

    Those with the most reasons come first; where they tie the first of each document,
    then the second, so that no document crowds the others out. `quoted` stand for the
    recommendation already: what overlaps one of them is not proposed.
    """
    roles = {it.source.role for it in quoted}
    cities = {it.source.city for it in quoted}
    found = []
    for passage in passages:
        if any(_overlap(passage, it) for it in quoted):
            continue
        agreeing = alike.get(passage, ())
        source = passage.source
        holds = {
            Reason.OPPOSES: passage.opposes,
            Reason.CONSENSUS: passage in consensus,
            Reason.ALIKE: len(agreeing) > 1,
            Reason.LENGTH: SHORTEST <= words[passage] <= LONGEST,
            Reason.NEW_ROLE: bool(source.role) and source.role not in roles,
            Reason.NEW_CITY: bool(source.city) and source.city not in cities,
        }
        reasons = [reason for reason, is_so in holds.items() if is_so]
        if reasons:
            found.append(Candidate(passage, reasons, agreeing, words[passage]))
    return _in_turn(found)


def _in_turn(found: Sequence[Candidate]) -> list[Candidate]:
    ordered = []
    before: Counter[tuple[int, DocumentId]] = Counter()
    for candidate in found:
        reasons = len(candidate.reasons)
        place = reasons, candidate.passage.source.id
        ordered.append((-reasons, before[place], candidate))
        before[place] += 1
    ordered.sort(key=lambda it: it[:2])
    return [candidate for _, _, candidate in ordered]


def _overlap(one: Passage, other: Passage) -> bool:
    return one.source.id == other.source.id and one.span.overlaps(other.span)
