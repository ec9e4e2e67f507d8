"""The survey that lies in the corpus of a study and rates its codes, if any does."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.survey import read_survey
from qcode.operations.reading import load_codebook
from qcode.store import Store

FOLDER = "survey"
_WAVE = "wave"


@dataclass(frozen=True, slots=True)
class CorpusSurvey:
    """A survey that rates codes; of its waves the last one, if it tells them apart."""

    path: Path
    keep: tuple[str, str] | None


def survey_of(store: Store, corpus: Path) -> CorpusSurvey | None:
    """Return the survey in the folder `survey` of a corpus that rates codes, if any."""
    keys = {code.key for code in load_codebook(store).codes}
    for path in sorted((corpus / FOLDER).glob("*.csv")):
        found = _rating(path, keys)
        if found is not None:
            return found
    return None


def _rating(path: Path, keys: Collection[str]) -> CorpusSurvey | None:
    try:
        table = read_survey(path)
    except UnreadableError:
        # Whatever else lies beside a survey need not be one.
        return None
    if not any(column in keys for column in table.columns):
        return None
    waves = table.groups(_WAVE) if _WAVE in table.columns else []
    return CorpusSurvey(path, (_WAVE, max(waves, key=_turn)) if waves else None)


def _turn(wave: str) -> tuple[float, str]:
    """Return what waves are ordered by: those with numbers for names by these."""
    return float(wave) if wave.isdecimal() else -math.inf, wave
