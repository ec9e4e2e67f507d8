"""What may stand in codebook.yaml, and the sentences for what may not.

It alone asks pydantic. It gets the tree of `codebook_source` and checks each value
by itself; what concerns several codes at once is left to `codebook_file`.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError
from ruamel.yaml.resolver import implicit_resolvers

from qcode.interchange.codebook_source import (
    ListNode,
    MapNode,
    Node,
    ScalarNode,
)

_COLOUR = 'a colour is written as "#rrggbb" in quotes, for example "#3b82f6"'
_KEY = (
    "a key is made of the letters a-z, digits, '-' and '_', and begins with a letter "
    "or digit"
)
_UUID = (
    'an id is 32 hexadecimal digits, written as "9b0f3c52-6f0e-4b7e-9d51-2f1c7a8e4d10"'
)
_SHORTCUT = 'a shortcut is one character, for example "k"'
_CODABLE = "'codable' is written as true or false"
_KINDS = {
    "bool": "yes or no",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "null": "nothing",
}
_TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"})


@dataclass(frozen=True, slots=True)
class Misread:
    """An unquoted value that YAML 1.1 or 1.2 takes for something else than text."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something to mend: the codepoint of the source where, and the sentence."""

    index: int
    sentence: str


def misreading(text: str) -> str:
    """Return what an unquoted text would be taken for ("a number"), "" if for text."""
    for _versions, tag, pattern, _first in implicit_resolvers:
        if pattern.match(text):
            return _KINDS.get(tag.rpartition(":")[2], "a sign of YAML")
    return ""


def _refusal(sentence: str) -> PydanticCustomError:
    return PydanticCustomError("sentence", "{sentence}", {"sentence": sentence})


def _checked(pattern: str, sentence: str) -> AfterValidator:
    compiled = re.compile(pattern)

    def check(text: str) -> str:
        if not compiled.fullmatch(text):
            raise _refusal(sentence)
        return text

    return AfterValidator(check)


def _check_key(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", text):
        proposal = text.strip().lower().translate(_TRANSCRIBED)
        proposal = re.sub(r"[^a-z0-9_-]", "", proposal).lstrip("_-")
        raise _refusal(f"{_KEY}: perhaps '{proposal}'" if proposal else _KEY)
    return text


def _check_shortcut(text: str) -> str:
    if len(text) != 1 or not text.isprintable() or text.isspace():
        raise _refusal(_SHORTCUT)
    return text


_Key: TypeAlias = Annotated[str, AfterValidator(_check_key)]
_Line: TypeAlias = Annotated[
    str, _checked(r"(?=.*\S)[^\n]*", "a name is one line of text and not empty")
]
_Keyword: TypeAlias = Annotated[
    str, _checked(r"(?s).*\S.*", "a keyword is a text and not empty")
]
_Uuid: TypeAlias = Annotated[
    str, _checked(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", _UUID)
]


class CodeForm(BaseModel):
    """One code as it stands in the file, with those below it."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    key: _Key
    name: _Line
    id: _Uuid = ""
    formerly: list[_Key] = []
    shortcut: Annotated[str, AfterValidator(_check_shortcut)] = ""
    codable: bool = True
    colour: Annotated[str, _checked("#[0-9a-fA-F]{6}", _COLOUR)] = ""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    keywords: list[_Keyword] = []
    memo: str = ""
    children: "list[CodeForm]" = Field(default=[])


class CodebookForm(BaseModel):
    """The whole file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    study_id: _Uuid
    name: _Line
    language: _Line
    codes: list[CodeForm] = []


# Fields that may stand there without a value, as in a template to be filled in. A
# bare colour or shortcut would be a "#…" that YAML took for a comment.
_NEVER_EMPTY = {"key", "name", "shortcut", "colour"}
_MAY_BE_EMPTY = {"codes", *CodeForm.model_fields} - _NEVER_EMPTY


def validated(root: MapNode) -> tuple[CodebookForm | None, list[Fault]]:
    """Return the file's content, or `None` and what is wrong with single values."""
    try:
        return CodebookForm.model_validate(_data(root)), []
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        return None, [_fault(root, details) for details in found]


def _data(node: Node) -> object:
    if isinstance(node, MapNode):
        return {
            name: _data(entry.value)
            for name, entry in node.entries.items()
            if not (name in _MAY_BE_EMPTY and _is_empty(entry.value))
        }
    if isinstance(node, ListNode):
        return [_data(item) for item in node.items]
    if node.style:
        # Block texts end in a line break that nobody meant; quoted ones say it.
        return node.text.rstrip("\n") if node.style in "|>" else node.text
    if node.text.lower() in ("true", "false"):
        return node.text.lower() == "true"
    kind = misreading(node.text)
    return Misread(node.text, kind) if kind else node.text


def _is_empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.is_empty


def _fault(root: MapNode, details: ErrorDetails) -> Fault:
    """Turn one of pydantic's complaints into a place and a sentence."""
    node: Node = root
    index = root.start
    field = ""
    for step in details["loc"]:
        if isinstance(node, MapNode) and step in node.entries:
            entry = node.entries[str(step)]
            node, field = entry.value, str(step)
            index = entry.key.start if _is_empty(node) else node.start
            if details["type"] == "extra_forbidden":
                index = entry.key.start
        elif isinstance(node, ListNode) and isinstance(step, int):
            node = node.items[step]
            index = node.start
    return Fault(index, _sentence(node, field, details))


def _sentence(node: Node, field: str, details: ErrorDetails) -> str:
    match details["type"]:
        case "sentence":
            return str(details["ctx"]["sentence"])
        case "missing":
            return f"'{details['loc'][-1]}' is missing here; it cannot be left out"
        case "extra_forbidden":
            is_code = len(details["loc"]) > 1
            return _unknown(field, CodeForm if is_code else CodebookForm)
        case "bool_type":
            return _CODABLE
        case "list_type" if field in ("codes", "children"):
            return f"'{field}' holds codes, each beginning with '- key: …'"
        case "list_type":
            return f"'{field}' is a list; write [{_written(node)}]"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "a code is written as fields, beginning with '- key: …'"
        case _:
            return _no_text(node, field)


def _written(node: Node) -> str:
    return f'"{node.text}"' if isinstance(node, ScalarNode) else "…"


def _unknown(field: str, form: type[BaseModel]) -> str:
    near = get_close_matches(field.lower(), list(form.model_fields), n=1, cutoff=0.5)
    if near:
        return f"'{field}' is not known here; did you mean '{near[0]}'?"
    known = ", ".join(form.model_fields)
    return f"'{field}' is not known here; the fields are {known}"


def _no_text(node: Node, field: str) -> str:
    if field == "colour":
        return _COLOUR
    if field in ("id", "study_id"):
        return _UUID
    if not isinstance(node, ScalarNode):
        return f"'{field}' is one text, not a list; if it has ': ' in it, quote it"
    if node.is_empty:
        return f"'{field}' is empty here; write a text (in quotes if it begins with #)"
    kind = misreading(node.text)
    return f'{node.text} would be taken for {kind}; put it in quotes: "{node.text}"'
