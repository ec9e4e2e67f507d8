"""How large the files may be that are taken in, as [import] in qcode.toml says."""

from collections.abc import Mapping
from dataclasses import dataclass

MIB = 1024 * 1024

_NAMES = ("max-file-mib", "max-unpacked-mib", "max-markup-mib")


@dataclass(frozen=True, slots=True)
class ImportLimits:
    """Sizes in bytes beyond which a file is refused.

    `file_bytes` is a file as it lies there, `unpacked_bytes` all that an archive
    (.docx, .odt, .xlsx) holds, `markup_bytes` the XML among it, which takes many
    times its size in memory.
    """

    file_bytes: int = 64 * MIB
    unpacked_bytes: int = 256 * MIB
    markup_bytes: int = 48 * MIB


def import_limits(value: object) -> ImportLimits:
    """Return what the table says; raises ValueError with what belongs there."""
    if not isinstance(value, Mapping):
        raise ValueError("[import] is a table, with a line for each value.")
    for name, size in value.items():
        if name not in _NAMES:
            raise ValueError(f"[import] has no '{name}'; it knows {', '.join(_NAMES)}.")
        if isinstance(size, bool) or not isinstance(size, int) or size < 1:
            raise ValueError(
                f"{name} in [import] is a whole number of MiB from 1, not {size!r}."
            )
    usual = ImportLimits()
    file, unpacked, markup = (value.get(name) for name in _NAMES)
    return ImportLimits(
        file_bytes=file * MIB if file else usual.file_bytes,
        unpacked_bytes=unpacked * MIB if unpacked else usual.unpacked_bytes,
        markup_bytes=markup * MIB if markup else usual.markup_bytes,
    )
