"""How a survey rated the codes that stand under recommendations, and beside them."""

import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from qcode.analysis.joint_display import ranks, rated
from qcode.errors import RefusedError
from qcode.interchange.survey import read_survey
from qcode.model.codebook import Code, Codebook
from qcode.model.evidence import Neighbour, Rating, Survey


def rated_codes(book: Codebook, path: Path, keep: tuple[str, str] | None) -> Survey:
    """Return how the answers rate the codes whose keys are columns, by rank.

    `keep` are a column and the value that answers must have. Raises UnreadableError,
    and RefusedError where no code is rated.
    """
    table = read_survey(path)
    if keep is not None:
        table = table.kept(*keep)
    codes = [it for it in book.codes if it.key in table.columns]
    if not codes:
        raise RefusedError(
            f"No column of {path.name} is the key of a code; name the columns with "
            "ratings as codebook.yaml names the codes."
        )
    found = {it.key: rated(table.ratings(it.key)) for it in codes}
    order = ranks({key: (it.mean,) for key, it in found.items() if it.n})
    ratings = [
        Rating(
            it,
            found[it.key].n,
            _defined(found[it.key].mean),
            _defined(found[it.key].sd),
            order.get(it.key),
        )
        for it in codes
    ]
    ratings.sort(key=lambda it: math.inf if it.rank is None else it.rank)
    return Survey(path.name, "" if keep is None else "=".join(keep), ratings)


def ratings_of(
    survey: Survey | None, codes: Iterable[Code], neighbours: Sequence[Neighbour]
) -> list[Rating]:
    """Return the ratings of some codes and of those beside them, by rank."""
    if survey is None:
        return []
    wanted = {it.id for it in codes} | {it.code.id for it in neighbours}
    return [it for it in survey.rated if it.code.id in wanted]


def _defined(value: float) -> float | None:
    return None if math.isnan(value) else value
