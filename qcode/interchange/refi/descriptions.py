r"""What REFI-QDA has no place for, written into a description and read out of it.

A code's include, exclude, example, keywords and memo stand as paragraphs behind its
definition, each after its name and a colon, as people write them:

    The help of neighbours.

    Include: shopping for others

    Keywords: nets; "give; take"

A description is taken apart only where putting it together gives the same text, so
that one which merely looks so stays whole. A paragraph of prose that begins like a
section gets a backslash before it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from qcode.model.coding import Stance

_GAP = "\n\n"
_ENGLISH = "en"
# Fields in the order in which they stand, by language.
_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        _ENGLISH: {
            "include": "Include",
            "exclude": "Exclude",
            "example": "Example",
            "keywords": "Keywords",
            "memo": "Memo",
        },
        "de": {
            "include": "Einschluss",
            "exclude": "Ausschluss",
            "example": "Ankerbeispiel",
            "keywords": "Stichwörter",
            "memo": "Memo",
        },
    }
)
_STANCE_NAMES = {_ENGLISH: "Stance", "de": "Haltung"}
_STANCES: Mapping[str, Mapping[Stance, str]] = {
    _ENGLISH: {stance: str(stance) for stance in Stance},
    "de": {
        Stance.SUPPORTS: "stützt",
        Stance.OPPOSES: "widerspricht",
        Stance.MIXED: "gemischt",
    },
}
_EVERY_NAME = "|".join(
    dict.fromkeys(name for names in _NAMES.values() for name in names.values())
)
_START = r"(?:\A|(?<=\n\n))"
_HEADING = re.compile(rf"{_START}({_EVERY_NAME}): ")
_LOOKS_LIKE_HEADING = re.compile(rf"{_START}(?=\\*(?:{_EVERY_NAME}): )")
_ESCAPED_HEADING = re.compile(rf"{_START}\\(?=\\*(?:{_EVERY_NAME}): )")
_STANCE = re.compile(r"(Stance|Haltung): (\w+)(?:\n\n|\Z)")
_LOOKS_LIKE_STANCE = re.compile(r"\\*(?:Stance|Haltung): ")
_KEYWORD = re.compile(r'\s*(?:"((?:[^"]|"")*)"|([^";]*))\s*(?:;|\Z)')
_PLAIN_KEYWORD = re.compile(r'[^\s";](?:[^";]*[^\s";])?')


@dataclass(frozen=True, slots=True)
class CodeProse:
    """All that is written about a code."""

    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    keywords: tuple[str, ...] = ()
    memo: str = ""


def described(prose: CodeProse, language: str = _ENGLISH) -> str:
    """Return one description that holds all of it, headed in German or English."""
    alone = CodeProse(prose.definition)
    if prose == alone and prose_of(prose.definition) == alone:
        return prose.definition
    return _put_together(prose, language)


def prose_of(description: str) -> CodeProse:
    """Return what a description says; one without sections is a definition."""
    language, prose = _taken_apart(description)
    if _put_together(prose, language) == description:
        return prose
    return CodeProse(description)


def with_stance(
    stance: Stance | None, description: str, language: str = _ENGLISH
) -> str:
    """Return a selection's description that begins with the stance of its coding."""
    if _LOOKS_LIKE_STANCE.match(description):
        description = f"\\{description}"
    if stance is None:
        return description
    language = language if language in _STANCES else _ENGLISH
    first = f"{_STANCE_NAMES[language]}: {_STANCES[language][stance]}"
    return f"{first}{_GAP}{description}" if description else first


def stance_of(description: str) -> tuple[Stance | None, str]:
    """Return the stance that a selection's description begins with, and the rest."""
    found = _STANCE.match(description)
    for language, name in _STANCE_NAMES.items():
        for stance, word in _STANCES[language].items():
            if found and found.groups() == (name, word):
                return stance, _without_escape(description[found.end() :])
    return None, _without_escape(description)


def _without_escape(description: str) -> str:
    is_escaped = description.startswith("\\") and _LOOKS_LIKE_STANCE.match(description)
    return description[1:] if is_escaped else description


def _put_together(prose: CodeProse, language: str) -> str:
    names = _NAMES.get(language, _NAMES[_ENGLISH])
    keywords = "; ".join(map(_written_keyword, prose.keywords))
    values = {
        "include": prose.include,
        "exclude": prose.exclude,
        "example": prose.example,
        "keywords": keywords,
        "memo": prose.memo,
    }
    pieces = [_escaped(prose.definition)]
    pieces += [
        f"{names[field]}: {_inside(_escaped, value)}"
        for field, value in values.items()
        if value
    ]
    return _GAP.join(pieces if prose.definition else pieces[1:])


def _taken_apart(description: str) -> tuple[str, CodeProse]:
    """Return the language of the sections and the fields, whether they fit or not."""
    headings = list(_HEADING.finditer(description))
    starts = [heading.start() - len(_GAP) for heading in headings]
    ends = [*starts[1:], len(description)]
    values = {
        heading[1]: _inside(_plain, description[heading.end() : end])
        for heading, end in zip(headings, ends if headings else [], strict=True)
    }
    definition = description[: max(starts[0], 0)] if headings else description
    language = next(
        (it for it, names in _NAMES.items() if values.keys() <= set(names.values())),
        _ENGLISH,
    )
    fields = {name: values.get(_NAMES[language][name], "") for name in _NAMES[language]}
    keywords = fields.pop("keywords")
    return language, CodeProse(
        definition=_plain(definition),
        keywords=_keywords(keywords),
        **fields,
    )


def _escaped(text: str) -> str:
    return _LOOKS_LIKE_HEADING.sub(r"\\", text)


def _plain(text: str) -> str:
    return _ESCAPED_HEADING.sub("", text)


def _inside(change: Callable[[str], str], value: str) -> str:
    """Change what follows a heading, whose first paragraph is at no start."""
    return change(f" {value}")[1:]


def _written_keyword(keyword: str) -> str:
    if _PLAIN_KEYWORD.fullmatch(keyword):
        return keyword
    return '"' + keyword.replace('"', '""') + '"'


def _keywords(written: str) -> tuple[str, ...]:
    found: list[str] = []
    position = 0
    while position < len(written):
        match = _KEYWORD.match(written, position)
        if match is None or match.end() == position:
            return ()
        quoted, plain = match.groups()
        found.append(plain.strip() if quoted is None else quoted.replace('""', '"'))
        position = match.end()
    return tuple(found)
