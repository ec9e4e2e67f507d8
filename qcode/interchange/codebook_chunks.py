"""The fields of one mapping of a codebook file, each with the comments around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qcode.interchange.codebook_fields import Value, changed_field, field_lines
from qcode.interchange.codebook_job import Job
from qcode.interchange.codebook_layout import Place
from qcode.interchange.codebook_source import MapNode

# Where a field goes that is not there yet.
_ORDER = (
    *("study_id", "key", "name", "language", "id", "formerly", "shortcut", "codable"),
    *("colour", "definition", "include", "exclude", "example", "keywords", "memo"),
    *("children", "codes"),
)


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines of one field: comments before it, and its own."""

    before: list[str]
    own: list[str]


def _is_nothing(value: Value) -> bool:
    """Whether a field of this value is better left out."""
    return value is True or value in ("", ())


def new_fields(wanted: Mapping[str, Value], column: int, width: int) -> list[str]:
    """Return the lines of those fields that say something, in the usual order."""
    return [
        line
        for name in _ORDER
        if name in wanted and not _is_nothing(wanted[name])
        for line in field_lines(name, wanted[name], column, width)
    ]


def rewritten_fields(
    job: Job,
    node: MapNode,
    place: Place,
    wanted: Mapping[str, Value],
    *,
    present: Mapping[str, Value],
    below: tuple[str, list[str]],
) -> list[str]:
    """Return the lines of a mapping in lines, down to the comments behind it.

    `present` says what the fields hold now. `below` names the field for the codes
    below, with all its lines.
    """
    chunks = _chunks(job, node, place, wanted, present)
    return _joined(job, node, place, _with(chunks, *below))


def _chunks(
    job: Job,
    node: MapNode,
    place: Place,
    wanted: Mapping[str, Value],
    present: Mapping[str, Value],
) -> dict[str, _Chunk]:
    """Return the fields' lines in their order, new fields where they belong."""
    chunks: dict[str, _Chunk] = {}
    lines = job.page.lines
    for name, part in place.fields.items():
        value = wanted.get(name, "")
        own = lines[part.start : part.end]
        if name in wanted and value != present[name]:
            own = [] if _is_nothing(value) else _changed(job, node, place, name, value)
        before = lines[part.free : part.start if own else part.lead]
        chunks[name] = _Chunk(before, own + lines[part.end : part.stop] if own else [])
    for name in _ORDER:
        if name in wanted and name not in chunks and not _is_nothing(wanted[name]):
            new = field_lines(name, wanted[name], place.column, job.width)
            chunks = _with(chunks, name, new)
    return chunks


def _changed(
    job: Job, node: MapNode, place: Place, name: str, value: Value
) -> list[str]:
    part, entry = place.fields[name], node.entries[name]
    return changed_field(
        job.page, part, entry, value, column=place.column, width=job.width
    )


def _with(chunks: Mapping[str, _Chunk], name: str, own: list[str]) -> dict[str, _Chunk]:
    """Return the chunks with other lines for one field, new where there was none."""
    if name in chunks:
        return {**chunks, name: _Chunk(chunks[name].before, own)}
    rank = _ORDER.index(name)
    before = [other for other in chunks if _ORDER.index(other) < rank]
    cut = list(chunks).index(before[-1]) + 1 if before else 0
    pairs = list(chunks.items())
    return dict([*pairs[:cut], (name, _Chunk([], own)), *pairs[cut:]])


def _joined(
    job: Job, node: MapNode, place: Place, chunks: Mapping[str, _Chunk]
) -> list[str]:
    """Return a mapping's lines, the "-" before its first field, comments behind."""
    page = job.page
    first = next(iter(place.fields))
    dash = page.text[page.start(place.part.start) : node.start]
    lines: list[str] = []
    for name, chunk in chunks.items():
        own = list(chunk.own)
        if own and (dash or name == first):
            opening = (dash or " " * place.column) + own[0][place.column :]
            own[:1] = re.findall(r".*\n", opening)
            dash = ""
        lines += chunk.before + own
    last = place.fields[next(reversed(place.fields))]
    return lines + page.lines[last.stop : place.part.stop]
