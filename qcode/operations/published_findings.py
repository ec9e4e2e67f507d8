"""Recommendations and codes as strangers may read them: counts, and the team's text."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qcode.errors import RefusedError
from qcode.model.codebook import Code, Codebook
from qcode.model.evidence import Evidence
from qcode.model.ids import DocumentId
from qcode.model.publishing import (
    Agreed,
    Beside,
    KeptBack,
    KindShare,
    Noticed,
    Piece,
    Publication,
    PublishedCode,
    PublishedRecommendation,
    Rated,
    Sign,
    Why,
)
from qcode.model.table import Cell
from qcode.operations.frequencies import family_of_codes
from qcode.operations.publishing_gate import repeated_of_private
from qcode.text.identifying import Identifying

if TYPE_CHECKING:
    from sqlalchemy import Connection

# An example is a quotation: so many words in a row are one. In what the team wrote
# itself a phrase may well be somebody else's too.
_RUN_OF_EXAMPLE, _RUN_OF_OWN = 5, 8
_MOST_BESIDE = 12


def recommendation(
    evidence: Evidence, references: Sequence[str], sizes: Sequence[str]
) -> PublishedRecommendation:
    """Return a recommendation with its counts; `references` are of its quotations.

    `sizes` are all size classes in their order, none where sources have none.
    """
    own = evidence.recommendation
    by_size = evidence.cities.sources
    return PublishedRecommendation(
        position=own.position,
        title=own.title,
        statement=own.statement,
        codes=[it.key for it in evidence.codes],
        passages=len(evidence.speaking),
        opposing=len(evidence.opposing),
        kinds=[
            KindShare(it.kind, len(it.sources), it.coded, it.documents)
            for it in evidence.kinds
        ],
        roles=(len(evidence.roles.sources), evidence.roles.known),
        sizes=[(size, len(by_size.get(size, ()))) for size in sizes],
        agreement=[
            Agreed(it.code.key, it.value, it.interval, it.units, it.undefined)
            for it in evidence.alphas
        ],
        beside=[
            Beside(it.code.key, it.family.key, it.documents, len(it.passages))
            for it in evidence.neighbours[:_MOST_BESIDE]
        ],
        ratings=[
            Rated(it.code.key, it.rank, it.mean, it.sd, it.n) for it in evidence.ratings
        ],
        quotations=references,
    )


def published_codes(
    book: Codebook,
    rows: Sequence[Mapping[str, Cell]],
    examples: Mapping[str, str],
) -> list[PublishedCode]:
    """Return the codebook with how often each code occurs, 0 where it has no row.

    `examples` are those that may be read, by the keys of their codes.
    """
    numbers = {str(row["code"]): row for row in rows}
    families = family_of_codes(book)
    return [
        PublishedCode(
            key=code.key,
            name=code.name,
            level=len(book.ancestors(code.id)) + 1,
            family=families[code.key].key,
            definition=code.definition,
            include=code.include,
            exclude=code.exclude,
            example=examples.get(code.key, ""),
            codable=code.codable,
            documents=_whole(numbers.get(code.key, {}).get("total")),
            segments=_whole(numbers.get(code.key, {}).get("segments_total")),
        )
        for code in book.codes
    ]


def fit_examples(
    connection: "Connection",
    codes: Sequence[Code],
    identifying: Identifying,
    private: Mapping[DocumentId, str],
) -> tuple[dict[str, str], list[KeptBack]]:
    """Return the codebook's examples that may be read, by key, and those kept back.

    One that has five words in a row from a private document is a quotation of it.
    """
    examples = {it.key: it.example for it in codes if it.example.strip()}
    repeated = repeated_of_private(connection, examples, private, _RUN_OF_EXAMPLE)
    kept_back = []
    for code in codes:
        if code.key in repeated:
            document, _ = repeated[code.key]
            kept = KeptBack(Piece.EXAMPLE, code.name, Why.PRIVATE, document)
        elif named := identifying.find(examples.get(code.key, "")):
            kept = KeptBack(Piece.EXAMPLE, code.name, Why.NAMES, named=named)
        else:
            continue
        kept_back.append(kept)
        del examples[code.key]
    return examples, kept_back


def refuse_private_words(
    connection: "Connection", of: Publication, private: Mapping[DocumentId, str]
) -> None:
    """Raise RefusedError where a text of the team repeats a private document.

    That is one with a whole sentence of it, or eight words in a row.
    """
    found = repeated_of_private(connection, _own_texts(of), private, _RUN_OF_OWN)
    for what, (document, words) in found.items():
        raise RefusedError(
            f"{what} repeats '{document}', which is private (“{words}”): word it "
            "otherwise, or release the document."
        )


def to_be_looked_at(of: Publication, identifying: Identifying) -> list[Noticed]:
    """Return the team's own texts in which somebody seems to be named.

    They are published all the same. Labels of speakers are left out: in a definition
    they are mostly words like others.
    """
    found = []
    for what, text in _own_texts(of).items():
        named = [it for it in identifying.find(text) if it.sign is not Sign.SPEAKER]
        if named:
            found.append(Noticed(what, named))
    return found


def _own_texts(of: Publication) -> dict[str, str]:
    """Return what the team itself has written, by what it is."""
    texts = {"The study's name": of.study}
    for one in of.recommendations:
        texts[f"The title of recommendation {one.position}"] = one.title
        texts[f"The statement of recommendation {one.position}"] = one.statement
    for code in of.codes:
        texts[f"The name of the code '{code.key}'"] = code.name
        texts[f"The definition of the code '{code.key}'"] = code.definition
        texts[f"What belongs to the code '{code.key}'"] = code.include
        texts[f"What does not belong to the code '{code.key}'"] = code.exclude
    return texts


def _whole(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
