r"""What tracked changes deleted from RTF, hidden from its reader.

Deleted text stays in the file, in a group that says `\deleted`; the reader gives it
as if it still stood there.

Source: Rich Text Format (RTF) Specification 1.9.1, section "Track Changes (Revision
Marks)".
"""

import re

_TOKEN = re.compile(r"\\(?:(?:deleted0?|plain)(?![a-z0-9])|[\\{}])|[{}]")
_HIDDEN = "\\*"


def without_deleted(markup: str) -> str:
    r"""Return the markup with deleted groups marked as destinations nobody reads.

    Deletions that end before their group does are kept, rather than to lose what
    follows them; so is one that would take in the whole document.
    """
    deletions = _deletions(markup)
    pieces, place = [], 0
    for start in sorted(deletions):
        pieces += [markup[place:start], _HIDDEN]
        place = start
    return "".join([*pieces, markup[place:]])


def _deletions(markup: str) -> list[int]:
    r"""Return where `\deleted` holds to the end of the group that it stands in."""
    found: list[int] = []
    groups: list[int | None] = []
    for token in _TOKEN.finditer(markup):
        match token[0]:
            case "{":
                groups.append(None)
            case "}" if groups:
                start = groups.pop()
                if start is not None:
                    found.append(start)
            case "\\deleted" if len(groups) > 1:
                groups[-1] = token.start()
            case "\\deleted0" | "\\plain" if groups:
                groups[-1] = None
    return found
