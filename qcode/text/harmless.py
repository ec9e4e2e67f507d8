"""Text made safe to be shown on a terminal: nothing in it is acted upon."""

import re

# Control characters move the cursor or worse; bidirectional overrides and
# isolates reorder what stands beside them. Surrogates cannot be written at all.
_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LINE_BREAK = "⏎"


def harmless(text: str) -> str:
    """Return the text on one line, with visible signs for what is none.

    A line break becomes ⏎, a tab a space, another control its symbol (␛), and
    whatever else would change the terminal its number, as in <U+202E>.
    """
    return _HARMFUL.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    char = match[0]
    code = ord(char)
    if char == "\n":
        return _LINE_BREAK
    if char == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
