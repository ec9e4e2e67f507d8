"""A codebook file read: its codes, and where in the text each of them stands.

It owns what concerns several codes at once: ids, and that keys, shortcuts and ids
are used once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from qcode.errors import CodebookFileError
from qcode.interchange.codebook_form import CodeForm, Fault, validated
from qcode.interchange.codebook_source import (
    Entry,
    ListNode,
    MapNode,
    ScalarNode,
    Source,
    decode,
    tree,
)
from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId, StudyId, code_id

_TAKEN = {
    "key": "the key '{}' stands in line {} already, and keys are never used twice; "
    "choose another",
    "id": "the id {} stands in line {} already; a new code needs no id, remove it here",
    "shortcut": "the shortcut '{}' belongs to the code in line {}; choose another key",
}
# Former keys count as keys.
_CLAIMING = {"key": "key", "formerly": "key", "id": "id", "shortcut": "shortcut"}


@dataclass(frozen=True, slots=True)
class FileCode:
    """A code, its fields in the file and the codes below it."""

    code: Code
    node: MapNode
    children: tuple["FileCode", ...] = ()

    @property
    def subtree(self) -> Iterator["FileCode"]:
        """The code and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.subtree


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """A codebook file: its text, its fields, and what they say."""

    source: Source
    root: MapNode
    codebook: Codebook
    codes: tuple[FileCode, ...]

    @property
    def all_codes(self) -> Iterator[FileCode]:
        """All codes in tree order."""
        for code in self.codes:
            yield from code.subtree


def read_file(
    content: bytes | str, path: Path | str, known: Mapping[str, CodeId]
) -> CodebookFile:
    """Read the file; raises CodebookFileError at the first fault by position."""
    source = decode(content, path)
    root = tree(source)
    form, faults = validated(root)
    faults = [*faults, *_used_twice(source, root)]
    if form is None or faults:
        raise _complaint(source, faults)
    study_id = StudyId(UUID(form.study_id))
    nodes = _nodes(root.entries.get("codes"))
    codes = tuple(
        _file_code(code, node, None, study_id, known)
        for code, node in zip(form.codes, nodes, strict=True)
    )
    all_codes = [code for top in codes for code in top.subtree]
    faults = [*_same_ids(source, all_codes), *_other_ids(all_codes, known)]
    if faults:
        raise _complaint(source, faults)
    codebook = Codebook(
        study_id, form.name, form.language, tuple(found.code for found in all_codes)
    )
    return CodebookFile(source, root, codebook, codes)


def derived_id(study_id: StudyId, key: str, formerly: tuple[str, ...]) -> CodeId:
    """Return the id that a code has by its first key, unless the file names one."""
    return code_id(study_id, (*formerly, key)[0])


def _file_code(
    form: CodeForm,
    node: MapNode,
    parent_id: CodeId | None,
    study_id: StudyId,
    known: Mapping[str, CodeId],
) -> FileCode:
    code = Code(
        id=_id(form, study_id, known),
        parent_id=parent_id,
        keywords=tuple(form.keywords),
        formerly=tuple(form.formerly),
        **form.model_dump(exclude={"id", "children", "keywords", "formerly"}),
    )
    pairs = zip(form.children, _nodes(node.entries.get("children")), strict=True)
    children = (_file_code(*pair, code.id, study_id, known) for pair in pairs)
    return FileCode(code, node, tuple(children))


def _id(form: CodeForm, study_id: StudyId, known: Mapping[str, CodeId]) -> CodeId:
    if form.id:
        return CodeId(UUID(form.id))
    for key in (form.key, *form.formerly):
        if key in known:
            return known[key]
    return derived_id(study_id, form.key, tuple(form.formerly))


def _complaint(source: Source, faults: list[Fault]) -> CodebookFileError:
    first = min(faults)
    more = len(faults) - 1
    noun = "thing" if more == 1 else "things"
    rest = f" (and {more} more {noun} to mend)" if more else ""
    return source.error(first.index, first.sentence + rest)


def _nodes(entry: Entry | None) -> list[MapNode]:
    """Return the codes of a list that may hold anything, as a wrong file's may."""
    if entry is None or not isinstance(entry.value, ListNode):
        return []
    return [item for item in entry.value.items if isinstance(item, MapNode)]


def _used_twice(source: Source, root: MapNode) -> Iterator[Fault]:
    used: dict[tuple[str, str], int] = {}
    for index, kind, value in sorted(_claims(_nodes(root.entries.get("codes")))):
        first = used.setdefault((kind, value), index)
        if first != index:
            yield Fault(index, _TAKEN[kind].format(value, source.line(first)))


def _claims(codes: list[MapNode]) -> Iterator[tuple[int, str, str]]:
    """Yield each key, id and shortcut that a code claims, with its position."""
    for code in codes:
        for field, kind in _CLAIMING.items():
            value = code.entries[field].value if field in code.entries else None
            for node in value.items if isinstance(value, ListNode) else [value]:
                if isinstance(node, ScalarNode) and node.text:
                    text = node.text.lower() if kind == "id" else node.text
                    yield node.start, kind, text
        yield from _claims(_nodes(code.entries.get("children")))


def _same_ids(source: Source, codes: list[FileCode]) -> Iterator[Fault]:
    """Yield codes that came to another code's id without naming the same."""
    first: dict[CodeId, FileCode] = {}
    for code in codes:
        other = first.setdefault(code.code.id, code)
        if other is not code:
            line = source.line(other.node.start)
            sentence = (
                f"this code and the one in line {line} both have the id {code.code.id};"
                " if they are two, give the new one another key and no id"
            )
            yield Fault(code.node.entries["key"].value.start, sentence)


def _other_ids(codes: list[FileCode], known: Mapping[str, CodeId]) -> Iterator[Fault]:
    """Yield codes whose `id` is not the one under which the study knows their key."""
    for code in codes:
        key, written = code.code.key, code.code.id
        if written != known.get(key, written):
            sentence = (
                f"'{key}' has the id {written} here, but {known[key]} in the database; "
                "remove the id here if it is the same code, or choose another key"
            )
            yield Fault(code.node.entries["id"].value.start, sentence)
