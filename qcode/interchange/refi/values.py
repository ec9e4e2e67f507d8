"""Values of REFI-QDA's attributes <-> Python: GUIDs, times, colours, truth values.

Pure functions on strings; what is wrong with a value is said, not raised.
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID, uuid5

_SHORT_COLOUR = re.compile(r"#[0-9A-Fa-f]{3}")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_COLOUR_WITH_ALPHA = re.compile(r"#[0-9A-Fa-f]{8}")
_GUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# Names what stands for a GUID without being one, the same in each import.
_NO_GUIDS = UUID("6f3b1d1e-52f0-5c57-8a53-0d0f3f1f4d1a")
_DIGITS = 18
# What .NET writes for a time that was never set.
_NEVER = 1


def is_guid(value: str) -> bool:
    """Whether it is a GUID as the standard has them, braces or not."""
    return _GUID.fullmatch(_bare(value)) is not None


# Users and codes come again and again; this halves the time of large projects.
@lru_cache(maxsize=4096)
def guid(value: str) -> UUID:
    """Return the GUID, or the one that always stands for a value that is none."""
    bare = _bare(value)
    return UUID(bare) if _GUID.fullmatch(bare) else uuid5(_NO_GUIDS, value)


def moment(value: str | None) -> datetime | None:
    """Return the time in UTC, `None` for none; without a zone it is UTC."""
    if not value:
        return None
    try:
        parsed = datetime.fromisoformat(value.strip())
        if parsed.year == _NEVER:
            return None
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def written_moment(at: datetime) -> str:
    """Return the time as an `xsd:dateTime` in UTC, to the microsecond if need be."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def truth(value: str | None, *, default: bool) -> bool:
    """Return an `xsd:boolean`, whatever its case."""
    match (value or "").strip().lower():
        case "true" | "1":
            return True
        case "false" | "0":
            return False
        case _:
            return default


def number(value: str | None) -> int | None:
    """Return a whole number of at most 18 digits, `None` for what is none."""
    digits = (value or "").strip().removeprefix("+")
    is_number = digits.removeprefix("-").isdecimal() and digits.isascii()
    return int(digits) if is_number and len(digits) <= _DIGITS else None


def colour(value: str | None) -> tuple[str, str]:
    """Return a colour as "#rrggbb", "" for none, and what had to be changed.

    Eight digits are alpha and colour, as .NET writes them, unless only the last
    two are opaque.
    """
    written = (value or "").strip()
    if _COLOUR.fullmatch(written) or not written:
        return written.lower(), ""
    if _SHORT_COLOUR.fullmatch(written):
        return "#" + "".join(digit * 2 for digit in written[1:].lower()), ""
    if _COLOUR_WITH_ALPHA.fullmatch(written):
        digits = written[1:].lower()
        is_last = digits.endswith("ff") and not digits.startswith("ff")
        plain = digits[:6] if is_last else digits[2:]
        return f"#{plain}", f"its colour {written} lost its transparency"
    return "", f"its colour '{written}' is none and was left off"


def _bare(value: str) -> str:
    stripped = value.strip()
    if stripped.startswith("{") and stripped.endswith("}"):
        return stripped[1:-1].strip()
    return stripped
