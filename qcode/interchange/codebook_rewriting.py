"""A codebook file's lines, put together anew for another state of the codebook.

Lines of what did not change are taken over as they are: dumping through ruamel.yaml
would choose breaks and quotes anew. Only new values are written here.
"""

from collections.abc import Iterable, Mapping, Sequence

from qcode.interchange.codebook_chunks import new_fields, rewritten_fields
from qcode.interchange.codebook_fields import comment_beside
from qcode.interchange.codebook_file import CodebookFile, FileCode
from qcode.interchange.codebook_job import (
    Job,
    head,
    is_same,
    prepared,
    present_fields,
    wanted_fields,
)
from qcode.interchange.codebook_layout import Part, Place
from qcode.interchange.codebook_source import ListNode, MapNode
from qcode.model.codebook import Code, Codebook
from qcode.model.codebook_diff import settled
from qcode.model.ids import CodeId


def rewritten(
    file: CodebookFile, wanted: Codebook, olds: Mapping[CodeId, FileCode]
) -> list[str]:
    """Return the file's lines as the codebook asks for them.

    `olds` holds the code of the file for each code of `wanted` that it has.
    """
    job, root = prepared(file, wanted, olds)
    lines, fields = job.page.lines, head(wanted)
    above = lines[: root.part.start]
    if not root.fields:
        below = _new_list(job, "codes", wanted.children(None), 0)
        behind = lines[job.page.rows(file.root)[1] :]
        return above + new_fields(fields, 0, job.width) + below + behind
    codes = _list(job, file.root, root, "codes", None, file.codes)
    return above + rewritten_fields(
        job,
        file.root,
        root,
        fields,
        present=head(file.codebook),
        below=("codes", codes),
    )


def _code(job: Job, code: Code, dash_column: int) -> list[str]:
    """Return a code's lines, with its comments and all below it."""
    old = job.olds.get(code.id)
    place = job.places.get(old.code.id) if old else None
    if old is None or place is None:
        return _new_code(job, code, dash_column)
    part, lines = place.part, job.page.lines
    if place.fields:
        below = _list(job, old.node, place, "children", code.id, old.children)
        body = rewritten_fields(
            job,
            old.node,
            place,
            wanted_fields(job, code),
            present=present_fields(old),
            below=("children", below),
        )
    elif is_same(job, [old], [code]):
        body = lines[part.start : part.stop]
    else:
        body = _new_code(job, code, place.dash_column) + lines[part.end : part.stop]
    body = lines[part.lead : part.start] + body
    return [_shifted(line, dash_column - place.dash_column) for line in body]


def _new_code(job: Job, code: Code, dash_column: int) -> list[str]:
    column = dash_column + job.field_step
    lines = new_fields(wanted_fields(job, code), column, job.width)
    dash = " " * dash_column + "-" + " " * (job.field_step - 1)
    lines[0] = dash + lines[0][column:]
    return lines + _new_list(job, "children", job.wanted.children(code.id), column)


def _new_list(job: Job, name: str, codes: Sequence[Code], column: int) -> list[str]:
    lines = [f"{' ' * column}{name}:\n"] if codes else []
    for number, code in enumerate(codes):
        if number and name == "codes":
            lines.append("\n")
        lines += _code(job, code, column + job.list_step)
    return lines


def _list(
    job: Job,
    node: MapNode,
    place: Place,
    name: str,
    parent_id: CodeId | None,
    olds: Sequence[FileCode],
) -> list[str]:
    """Return the lines of the codes below, with the field that holds them."""
    codes = job.wanted.children(parent_id)
    part = place.fields.get(name)
    if part is None:
        return _new_list(job, name, codes, place.column)
    lines, value = job.page.lines, node.entries[name].value
    if not isinstance(value, ListNode) or value.is_flow:
        if is_same(job, olds, codes):
            return lines[part.start : part.stop]
        new = _new_list(job, name, codes, place.column)
        comment = comment_beside(job.page, node.entries[name])
        opening = [line.rstrip("\n") + comment + "\n" for line in new[:1]]
        return opening + new[1:] + lines[part.end : part.stop]
    if not codes and parent_id is not None:
        return []
    parts = [job.places[old.code.id].part for old in olds]
    column = job.page.column(value.start)
    items = _items(job, column, olds, codes, is_spaced=_is_spaced(job, parts, name))
    return [lines[part.start], *items, *lines[parts[-1].stop : part.stop]]


def _is_spaced(job: Job, parts: Sequence[Part], name: str) -> bool:
    """Whether blank lines stand between the codes, as they do by default on top."""
    if len(parts) < 2:
        return name == "codes"
    return any(_has_blank(job.page.lines[p.free : p.lead]) for p in parts[1:])


def _items(
    job: Job,
    column: int,
    olds: Sequence[FileCode],
    codes: Sequence[Code],
    *,
    is_spaced: bool,
) -> list[str]:
    """Return the codes' lines; those that keep their order keep what is around them."""
    free = [
        job.page.lines[part.free : part.lead]
        for part in (job.places[old.code.id].part for old in olds)
    ]
    was = [job.ids.get(old.code.id) for old in olds]
    stays = settled([i for i in was if i], [code.id for code in codes])
    lines: list[str] = []
    done = 0
    for code in codes:
        if code.id in stays:
            number = was.index(code.id)
            lines += _ownerless(free[done:number])
            lines += _space(lines, free[number], number == 0, is_spaced)
            done = number + 1
        elif lines and is_spaced:
            lines.append("\n")
        lines += _code(job, code, column)
    return lines + _ownerless(free[done:])


def _ownerless(stretches: Iterable[list[str]]) -> list[str]:
    """Return the lines of nobody around codes that left, unless they only part them."""
    return [
        line
        for stretch in stretches
        if any(line.strip() for line in stretch)
        for line in stretch
    ]


def _space(
    above: list[str], free: list[str], was_first: bool, is_spaced: bool
) -> list[str]:
    if above and was_first and is_spaced and not _has_blank(free):
        return ["\n", *free]
    if not above and not was_first:
        visible = (number for number, line in enumerate(free) if line.strip())
        return free[next(visible, len(free)) :]
    return free


def _has_blank(lines: Iterable[str]) -> bool:
    return any(not line.strip() for line in lines)


def _shifted(line: str, columns: int) -> str:
    """Return the line with more or fewer spaces before it; empty ones stay empty."""
    if columns >= 0:
        return " " * columns + line if line.strip() or line.startswith(" ") else line
    spaces = len(line) - len(line.lstrip(" "))
    return line[min(spaces, -columns) :]
