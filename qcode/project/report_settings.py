"""What `qcode report` lays beside the study, as [report] in qcode.toml says."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_NAMES = ("survey", "keep", "by")


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """The survey that reports are made beside, `None` without one.

    `keep` are a column and the value that answers have, `by` is a column that parts
    them into groups.
    """

    survey: Path | None = None
    keep: tuple[str, str] | None = None
    by: str | None = None


def report_settings(value: object, study: Path) -> ReportSettings:
    """Return what the table says, the survey seen from the study's folder.

    Raises ValueError with what belongs there.
    """
    if not isinstance(value, Mapping):
        raise ValueError("[report] is a table, with a line for each value.")
    for name, said in value.items():
        if name not in _NAMES:
            known = ", ".join(_NAMES)
            raise ValueError(f"[report] has no '{name}'; it knows {known}.")
        if not isinstance(said, str) or not said:
            raise ValueError(f"{name} in [report] is a text, not {said!r}.")
    if value and "survey" not in value:
        raise ValueError("keep and by in [report] go with survey, the name of a file.")
    keep = value.get("keep")
    return ReportSettings(
        survey=study / value["survey"] if value else None,
        keep=None if keep is None else _kept(keep),
        by=value.get("by"),
    )


def _kept(said: str) -> tuple[str, str]:
    column, sign, kept = said.partition("=")
    if not (column and sign and kept):
        raise ValueError(f'keep in [report] is as in "wave=2024", not {said!r}.')
    return column, kept
