"""What putting a codebook file together anew needs: where things stand, what is wanted.

It compares the file's codes with the wanted ones, field by field.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qcode.interchange.codebook_fields import Value
from qcode.interchange.codebook_file import CodebookFile, FileCode, derived_id
from qcode.interchange.codebook_layout import Page, Place, places
from qcode.interchange.codebook_source import Entry, ListNode, ScalarNode
from qcode.model.codebook import Code, Codebook
from qcode.model.ids import CodeId

_COMPARED = (
    "key",
    "name",
    "formerly",
    "shortcut",
    "codable",
    "colour",
    "definition",
    "include",
    "exclude",
    "example",
    "keywords",
    "memo",
)
_MIN_WIDTH, _MAX_WIDTH = 88, 120


@dataclass(frozen=True, slots=True)
class Job:
    """What is needed throughout: the file, where things stand, and the new state.

    `olds` finds a code of the file by its id in `wanted`, `ids` goes the other way.
    New lines fill `width` columns; fields stand `field_step` columns behind their
    "-", a list of codes `list_step` behind the field that holds it.
    """

    page: Page
    wanted: Codebook
    olds: Mapping[CodeId, FileCode]
    ids: Mapping[CodeId, CodeId]
    places: Mapping[CodeId, Place]
    width: int
    field_step: int
    list_step: int


def prepared(
    file: CodebookFile, wanted: Codebook, olds: Mapping[CodeId, FileCode]
) -> tuple[Job, Place]:
    """Return what putting the file together needs, and where its own fields stand."""
    page = Page(file.source.text)
    found, root = places(page, file)
    widths = [len(line) - 1 for line in page.lines if len(line) <= _MAX_WIDTH + 1]
    lists = list(_list_steps(page, file))
    steps = [place.column - place.dash_column for place in found.values()]
    job = Job(
        page,
        wanted,
        olds,
        {old.code.id: code_id for code_id, old in olds.items()},
        found,
        width=max([_MIN_WIDTH, *widths]),
        field_step=steps[0] if steps else 2,
        list_step=lists[0] if lists else 2,
    )
    return job, root


def _list_steps(page: Page, file: CodebookFile) -> Iterator[int]:
    """Yield how far each list of codes stands behind its field, inner ones first."""
    inner = [(code.node, "children") for code in file.all_codes]
    for node, name in [*inner, (file.root, "codes")]:
        below = node.entries[name].value if name in node.entries else None
        if isinstance(below, ListNode) and not (below.is_flow or node.is_flow):
            yield page.column(below.start) - page.column(node.start)


def head(codebook: Codebook) -> dict[str, Value]:
    """Return the fields of the codebook itself."""
    return {
        "study_id": str(codebook.study_id),
        "name": codebook.name,
        "language": codebook.language,
    }


def present_fields(old: FileCode) -> dict[str, Value]:
    """Return what a code's fields hold in the file; the id only if it stands there."""
    entry = old.node.entries.get("id")
    fields: dict[str, Value] = {name: getattr(old.code, name) for name in _COMPARED}
    return {**fields, "id": str(old.code.id) if _is_filled(entry) else ""}


def wanted_fields(job: Job, code: Code) -> dict[str, Value]:
    """Return what is to stand there; an id only where one stood or does not follow."""
    old = job.olds.get(code.id)
    fields: dict[str, Value] = {name: getattr(code, name) for name in _COMPARED}
    follows = code.id == derived_id(job.wanted.study_id, code.key, code.formerly)
    stands = (
        old is not None
        and old.code.id == code.id
        and _is_filled(old.node.entries.get("id"))
    )
    return {**fields, "id": str(code.id) if stands or not follows else ""}


def _is_filled(entry: Entry | None) -> bool:
    return (
        entry is not None
        and isinstance(entry.value, ScalarNode)
        and bool(entry.value.text)
    )


def is_same(job: Job, olds: Sequence[FileCode], codes: Sequence[Code]) -> bool:
    """Whether these codes, and all below them, are in the file as they are wanted."""
    return len(olds) == len(codes) and all(
        job.olds.get(code.id) is old
        and present_fields(old) == wanted_fields(job, code)
        and is_same(job, old.children, job.wanted.children(code.id))
        for old, code in zip(olds, codes, strict=True)
    )
