"""Parts of other programs' projects that are kept to the letter, and their files."""

import json
from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import Connection, delete, func, insert, select

from qcode.model.foreign import CarriedElement
from qcode.store.schema import carried_elements, carried_files

_elements, _files = carried_elements.c, carried_files.c


def elements(connection: Connection) -> list[CarriedElement]:
    """Return all of them in the order in which they came."""
    query = select(carried_elements).order_by(_elements.position, _elements.id)
    return [
        CarriedElement(
            part=row.part,
            id=row.id,
            name=row.name,
            element=row.element,
            xml=row.xml,
            files=tuple(json.loads(row.files)),
            codings=row.codings,
        )
        for row in connection.execute(query)
    ]


def keep_elements(connection: Connection, kept: Sequence[CarriedElement]) -> None:
    """Store elements, in place of those that came under the same GUID before."""
    last = connection.scalar(select(func.max(_elements.position)))
    first_position = 0 if last is None else int(last) + 1
    for it in kept:
        same = (_elements.part == it.part) & (_elements.id == it.id)
        connection.execute(delete(carried_elements).where(same))
    rows = [
        {
            "part": it.part,
            "id": it.id,
            "position": position,
            "name": it.name,
            "element": it.element,
            "xml": it.xml,
            "files": json.dumps(it.files, ensure_ascii=False),
            "codings": it.codings,
        }
        for position, it in enumerate(kept, first_position)
    ]
    if rows:
        connection.execute(insert(carried_elements), rows)


def file_digests(connection: Connection) -> dict[str, str]:
    """Return the SHA-256 of each file by its name, in hexadecimal."""
    query = select(_files.name, _files.digest).order_by(_files.name)
    return {row.name: row.digest for row in connection.execute(query)}


def file_content(connection: Connection, name: str) -> bytes:
    """Return a file's bytes; one that is missing is a bug."""
    query = select(_files.content).where(_files.name == name)
    return bytes(connection.execute(query).scalar_one())


def keep_file(connection: Connection, name: str, content: bytes) -> None:
    """Store a file under a name that is free."""
    row = {"name": name, "content": content, "digest": sha256(content).hexdigest()}
    connection.execute(insert(carried_files).values(**row))
