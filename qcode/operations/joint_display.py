"""A joint display: what the study's documents speak of beside how a survey rated it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.analysis.joint_display import (
    JointLine,
    Spoken,
    joint_lines,
    rank_correlation,
    rated,
)
from qcode.errors import RefusedError, UnreadableError
from qcode.interchange.survey import SurveyTable, read_survey
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coder
from qcode.model.counting import ATTRIBUTE_PREFIX, FrequencyQuestion
from qcode.model.document import Kind
from qcode.model.table import (
    Cell,
    Provenance,
    Table,
    number_column,
    text_column,
    whole_column,
)
from qcode.operations.frequencies import count
from qcode.operations.provenance import provenance
from qcode.operations.query_answers import filters_of
from qcode.store import Store, study

if TYPE_CHECKING:
    from sqlalchemy import Connection

EVERYONE = ""
"""The group that all answers and all documents are in."""


@dataclass(frozen=True, slots=True)
class JointQuestion:
    """Which answers and which codings are laid beside each other.

    `keep` are a column of the survey and the value that answers must have; `by` is a
    column that parts them into groups, with the case's attribute of the same name on
    the other side. Items are the columns that are keys of codes. Several coders are
    pooled: what two of them coded counts once. A `query` says which codings count.
    """

    survey: Path
    keep: tuple[str, str] | None = None
    by: str | None = None
    coders: Sequence[Coder] | None = None
    kind: Kind = Kind.INTERVIEW
    query: str | None = None


@dataclass(frozen=True)
class JointDisplay:
    """The lines of each group, items in the codebook's order; `EVERYONE` comes first.

    `least` and `most` are the ends of the survey's scale as far as it was used.
    """

    question: JointQuestion
    codes: Mapping[str, Code]
    groups: Mapping[str, Sequence[JointLine]]
    least: float
    most: float
    provenance: Provenance

    def correlation(self, group: str) -> float:
        """Return Spearman's rho of the two orders in a group, nan where undefined."""
        return rank_correlation(self.groups[group])

    def table(self) -> Table:
        """Return the display as a table for others, a row per group and item."""
        rows = [
            self._row(group, line)
            for group, lines in self.groups.items()
            for line in lines
        ]
        return Table("Joint display", _COLUMNS, rows, self.provenance, _NOTES)

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows by the names of the columns; what is undefined is `None`."""
        table = self.table()
        return [
            dict(zip(table.names, map(_defined, row), strict=True))
            for row in table.rows
        ]

    def _row(self, group: str, line: JointLine) -> Sequence[Cell]:
        return (
            group,
            line.item,
            self.codes[line.item].name,
            line.spoken.documents,
            line.spoken.segments,
            line.spoken_rank,
            line.rated.mean,
            line.rated.sd,
            line.rated.n,
            line.rated_rank,
            line.rank_difference,
        )


_COLUMNS = (
    text_column("group", "Group of answers and documents, empty for all of them"),
    text_column("code", "Key of the code, and the survey's column"),
    text_column("name", "Name of the code"),
    whole_column("documents", "In how many documents it or one below it occurs"),
    whole_column("segments", "In how many distinct segments"),
    number_column("spoken_rank", "Rank by documents, then segments; equals share one"),
    number_column("mean", "Mean of the survey's ratings"),
    number_column("sd", "Standard deviation of the ratings (of a sample)"),
    whole_column("n", "How many rated it", "answers"),
    number_column("rated_rank", "Rank by the mean; equals share one"),
    number_column("rank_difference", "How many ranks higher the survey puts it"),
)
_NOTES = (
    "How often documents speak of something and how people rate it are different "
    "things: the ranks are laid beside each other, they do not test each other.",
)


def joint_display(store: Store, question: JointQuestion) -> JointDisplay:
    """Lay the study's documents of one kind beside a survey.

    Raises UnreadableError for the survey, RefusedError where it rates no code, and
    UnknownAttributeError where cases have no attribute to be grouped by.
    """
    survey = read_survey(question.survey)
    if question.keep is not None:
        survey = survey.kept(*question.keep)
    with store.read() as connection:
        book = study.codebook(connection)
        items = [code.key for code in book.codes if code.key in survey.columns]
        if not items:
            raise RefusedError(
                f"No column of {question.survey.name} is the key of a code; name the "
                "columns with ratings as codebook.yaml names the codes."
            )
        spoken = _spoken(connection, question)
        made_from = _provenance(connection, question, survey)
    ratings = {item: survey.ratings(item) for item in items}
    given = [it for values in ratings.values() for it in values if not math.isnan(it)]
    if not given:
        raise UnreadableError(question.survey, "has no ratings in these answers.")
    groups = {
        group: joint_lines(
            items,
            spoken.get(group, {}),
            {
                item: rated(_of_group(survey, question.by, group, ratings[item]))
                for item in items
            },
        )
        for group in [EVERYONE, *(survey.groups(question.by) if question.by else [])]
    }
    codes = _codes(book, items)
    return JointDisplay(question, codes, groups, min(given), max(given), made_from)


def _codes(book: Codebook, keys: Sequence[str]) -> dict[str, Code]:
    return {code.key: code for code in book.codes if code.key in keys}


def _spoken(
    connection: "Connection", question: JointQuestion
) -> Mapping[str, Mapping[str, Spoken]]:
    """Return what documents of the kind speak of, by group and code."""
    found: dict[str, dict[str, Spoken]] = {EVERYONE: {}}
    dimensions: list[tuple[str, ...]] = [("kind",)]
    if question.by is not None:
        dimensions.append(("kind", f"{ATTRIBUTE_PREFIX}{question.by}"))
    for by in dimensions:
        asked = FrequencyQuestion(
            by=by, coders=question.coders, distinct=True, query=question.query
        )
        for row in count(connection, asked).records():
            if row["kind"] == question.kind:
                group = EVERYONE if len(by) == 1 else str(row[by[1]])
                spoken = Spoken(_whole(row["total"]), _whole(row["segments_total"]))
                if len(by) == 1 or group != EVERYONE:
                    found.setdefault(group, {})[str(row["code"])] = spoken
    return found


def _of_group(
    survey: SurveyTable, by: str | None, group: str, ratings: Sequence[float]
) -> list[float]:
    if by is None or group == EVERYONE:
        return list(ratings)
    values = zip(survey.values(by), ratings, strict=True)
    return [rating for value, rating in values if value == group]


def _provenance(
    connection: "Connection", question: JointQuestion, survey: SurveyTable
) -> Provenance:
    coders, query = question.coders, question.query
    return provenance(
        connection,
        "documents, segments; ratings",
        base={"answers": len(survey.answers), "kind": question.kind.value},
        filters={
            "coders": "all" if coders is None else [it.handle for it in coders],
            "answers": "all" if question.keep is None else "=".join(question.keep),
            **({} if query is None else filters_of(connection, query)),
        },
        parameters={"survey": question.survey.name, "by": question.by},
    )


def _whole(cell: Cell) -> int:
    assert isinstance(cell, int)
    return cell


def _defined(cell: Cell) -> Cell:
    return None if isinstance(cell, float) and math.isnan(cell) else cell
