"""The codes of the codebook that codings refer to."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from qcode.errors import UnknownCodeError
from qcode.model.codebook import Code, in_tree_order
from qcode.model.ids import CodeId
from qcode.store.mending import crossing
from qcode.store.schema import (
    code_keys,
    codes,
    codings,
    decisions,
    shown_suggestions,
    suggestions,
)

if TYPE_CHECKING:
    from uuid import UUID


def every(connection: Connection) -> tuple[Code, ...]:
    """Return all codes, each parent before its children, siblings in order."""
    formerly: dict[UUID, list[str]] = {}
    for row in connection.execute(select(code_keys).order_by(code_keys.c.position)):
        formerly.setdefault(row.code_id, []).append(row.key)
    query = select(codes).order_by(codes.c.position, codes.c.key)
    found = [_code(row, formerly.get(row.id, [])) for row in connection.execute(query)]
    return in_tree_order(found)


def find(connection: Connection, code_id: CodeId) -> Code | None:
    """Return the code with this id, `None` if there is none."""
    row = connection.execute(select(codes).where(codes.c.id == code_id)).first()
    if row is None:
        return None
    keys = select(code_keys.c.key).where(code_keys.c.code_id == code_id)
    keys = keys.order_by(code_keys.c.position)
    return _code(row, [str(key) for key in connection.scalars(keys)])


def get(connection: Connection, code_id: CodeId) -> Code:
    """Return the code with this id; raises UnknownCodeError."""
    code = find(connection, code_id)
    if code is None:
        raise UnknownCodeError(str(code_id))
    return code


def position(connection: Connection, code_id: CodeId) -> int:
    """Return the code's place among its siblings; raises UnknownCodeError."""
    found = connection.scalar(select(codes.c.position).where(codes.c.id == code_id))
    if found is None:
        raise UnknownCodeError(str(code_id))
    return int(found)


def next_position(connection: Connection, parent_id: CodeId | None) -> int:
    """Return the place behind the last of the parent's children."""
    last = select(func.max(codes.c.position)).where(codes.c.parent_id == parent_id)
    found = connection.scalar(last)
    return 0 if found is None else int(found) + 1


def save(connection: Connection, code: Code, position: int) -> None:
    """Store the code as it is now, new or known, at this place among its siblings.

    Its keys are its own from now on, also those of a code that was merged into it.
    """
    row = {
        "id": code.id,
        "key": code.key,
        "name": code.name,
        "parent_id": code.parent_id,
        "position": position,
        "definition": code.definition,
        "include": code.include,
        "exclude": code.exclude,
        "example": code.example,
        "keywords": json.dumps(code.keywords, ensure_ascii=False),
        "colour": code.colour,
        "memo": code.memo,
        "codable": code.codable,
        "shortcut": code.shortcut,
    }
    changed = connection.execute(update(codes).where(codes.c.id == code.id).values(row))
    if changed.rowcount == 0:
        connection.execute(insert(codes).values(row))
    keys = dict.fromkeys((*code.formerly, code.key))
    former = (code_keys.c.code_id == code.id) | code_keys.c.key.in_([*keys])
    connection.execute(delete(code_keys).where(former))
    connection.execute(
        insert(code_keys),
        [
            {"key": key, "code_id": code.id, "position": place}
            for place, key in enumerate(keys)
        ],
    )


def free_key(connection: Connection, code_id: CodeId) -> None:
    """Take the code's key off its row, for the moment in which keys change hands."""
    connection.execute(
        update(codes).where(codes.c.id == code_id).values(key=f"\x1f{code_id}")
    )


def remove(connection: Connection, code_id: CodeId) -> None:
    """Take a code without codings out; its keys stay taken.

    What was suggested of it, shown and rejected, goes with it. Raises CrossedError
    where somebody uses it in this moment.
    """
    for table in (suggestions, shown_suggestions, decisions):
        connection.execute(delete(table).where(table.c.code_id == code_id))
    with crossing():
        connection.execute(delete(codes).where(codes.c.id == code_id))


def known_keys(connection: Connection) -> dict[str, CodeId]:
    """Return every key that ever was, with the code it belongs or belonged to."""
    rows = connection.execute(select(code_keys.c.key, code_keys.c.code_id))
    return {row.key: CodeId(row.code_id) for row in rows}


def counts(connection: Connection) -> Mapping[CodeId, int]:
    """Return how many codings refer to each code; codes without any are left out."""
    query = select(codings.c.code_id, func.count()).group_by(codings.c.code_id)
    return {CodeId(code_id): count for code_id, count in connection.execute(query)}


def _code(row: Row[*tuple[Any, ...]], keys: list[str]) -> Code:
    return Code(
        id=CodeId(row.id),
        key=row.key,
        name=row.name,
        parent_id=None if row.parent_id is None else CodeId(row.parent_id),
        definition=row.definition,
        include=row.include,
        exclude=row.exclude,
        example=row.example,
        keywords=tuple(json.loads(row.keywords)),
        colour=row.colour,
        memo=row.memo,
        codable=row.codable,
        shortcut=row.shortcut,
        formerly=tuple(key for key in keys if key != row.key),
    )
