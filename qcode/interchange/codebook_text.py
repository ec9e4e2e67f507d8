"""Values as YAML text: the plainest form that every YAML reader takes for the value.

It knows neither files nor fields. Texts of several lines become blocks, whose end is
not part of the text; what a block cannot hold exactly stands in double quotes.
"""

import re

from qcode.interchange.codebook_form import misreading

# What YAML does not allow, takes for a line break, or what would be lost on the way.
_ESCAPED = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NO_BEGINNING = tuple("-?:,[]{}#&*!|>'\"%@`=~<")
_SHORT_ESCAPES = {"\n": r"\n", "\t": r"\t"}


def quoted(text: str) -> str:
    """Return the text in double quotes, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_ESCAPED.sub(_escape, escaped)}"'


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    number = ord(character)
    long = f"\\U{number:08x}" if number > 0xFFFF else f"\\u{number:04x}"
    return _SHORT_ESCAPES.get(character, long)


def inline(text: str, style: str = "") -> str:
    """Return the text on one line, with the quotes of `style` where they can hold it.

    It may stand as a field's value as well as in a list in brackets.
    """
    if style == '"' or _ESCAPED.search(text):
        return quoted(text)
    if style == "'":
        return f"'{text.replace(chr(39), chr(39) * 2)}'"
    if _is_plain(text):
        return text
    needs_escapes = '"' in text or "\\" in text
    return inline(text, "'") if needs_escapes and "'" not in text else quoted(text)


def _is_plain(text: str) -> bool:
    return (
        text == text.strip() != ""
        and not text.startswith(_NO_BEGINNING)
        and not text.endswith(":")
        and not re.search(r": | #|:[\[\]{},]|[\[\]{},]|\s\s", text)
        and not misreading(text)
    )


def block(text: str, style: str, indent: int, width: int) -> list[str] | None:
    """Return the lines of a block, the first being its mark; `None` if none fits.

    `style` is the mark that is preferred, ">" (lines are joined) or "|"; lines carry
    `indent` spaces and, where joined, fill at most `width` columns.
    """
    broken = text.split("\n")
    if not text or text[0].isspace() or text.endswith("\n"):
        return None
    if _ESCAPED.search(text.replace("\n", "")):
        return None
    if any(line != line.rstrip() for line in broken):
        return None
    room = " " * indent
    is_joined = style == ">" and not any(
        re.search(r"^\s|\s\s", line) for line in broken
    )
    if not is_joined:
        return ["|-", *(room + line if line else "" for line in broken)]
    lines = [">-"]
    for number, paragraph in enumerate(broken):
        # In a joined block, n + 1 line breaks stand for n.
        lines += [""] if number and paragraph and broken[number - 1] else []
        lines += [
            room + line if line else "" for line in _filled(paragraph, width - indent)
        ]
    return lines


def _filled(paragraph: str, width: int) -> list[str]:
    lines = [""]
    for word in paragraph.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] += f" {word}" if lines[-1] else word
    return lines
