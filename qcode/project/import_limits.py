"""How much the files may hold that are taken in, as [import] in qcode.toml says."""

from collections.abc import Mapping
from dataclasses import dataclass

MIB = 1024 * 1024

# The name of each limit, which field it sets, and in what unit.
_LIMITS = {
    "max-file-mib": ("file_bytes", MIB),
    "max-unpacked-mib": ("unpacked_bytes", MIB),
    "max-markup-mib": ("markup_bytes", MIB),
    "max-elements": ("elements", 1),
    "max-lines": ("lines", 1),
    "max-characters": ("characters", 1),
}


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """What a file may hold; beyond it, the file is refused.

    `file_bytes` is a file as it lies there, `unpacked_bytes` all that an archive
    (.docx, .odt, .xlsx) holds, `markup_bytes` the XML among it, which takes many
    times its size in memory. The others bound the time that a transcript takes:
    `elements` of its markup, `lines` of its text or its subtitles, `characters`.
    """

    file_bytes: int = 64 * MIB
    unpacked_bytes: int = 256 * MIB
    markup_bytes: int = 48 * MIB
    elements: int = 500_000
    lines: int = 150_000
    characters: int = 10_000_000


def import_limits(value: object) -> ImportLimits:
    """Return what the table says; raises ValueError with what belongs there."""
    if not isinstance(value, Mapping):
        raise ValueError("[import] is a table, with a line for each value.")
    said: dict[str, int] = {}
    for name, size in value.items():
        if name not in _LIMITS:
            known = ", ".join(_LIMITS)
            raise ValueError(f"[import] has no '{name}'; it knows {known}.")
        field, unit = _LIMITS[name]
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            of_what = " of MiB" if unit == MIB else ""
            raise ValueError(
                f"{name} in [import] is a whole number{of_what} from 1, not {size!r}."
            )
        said[field] = size * unit
    return ImportLimits(**said)
