"""Tables as people read them: without what is for files, indented, heads apart."""

from dataclasses import replace

from qcode.model.table import Cell, Row, Table

_ONLY_IN_FILES = frozenset({"code", "path", "family", "level"})
_INDENT = "  "
_LONG = frozenset({"definition", "include", "exclude", "example"})
# Columns that stay where they are while one looks further to the right.
_HEADS = frozenset(
    {"coder", "name", "document", "group", "first_name", "first", "what", "code"}
)


def for_reading(table: Table) -> Table:
    """Return a table as people read it: codes by name, those below others indented.

    Keys, paths and ids are for files; what is long to read comes last.
    """
    names = table.names
    told = {it.removesuffix("_name") for it in names if it.endswith("_name")}
    left_out = told | {"id"}
    if "name" in names:
        left_out |= _ONLY_IN_FILES if "level" in names else {"code"}
    kept = [at for at, it in enumerate(names) if it not in left_out]
    kept.sort(key=lambda at: names[at] in _LONG)
    is_tree = "name" in names and "level" in names

    def cell(row: Row, at: int) -> Cell:
        if not (is_tree and names[at] == "name"):
            return row[at]
        level = int(row[names.index("level")] or 1)
        return f"{_INDENT * (level - 1)}{row[at]}"

    rows = ([cell(row, at) for at in kept] for row in table.rows)
    return replace(table, columns=[table.columns[at] for at in kept], rows=rows)


def without_empty_columns(table: Table) -> Table:
    """Return a table without the columns in which no row has anything.

    Its rows are a list.
    """
    rows = list(table.rows)
    kept = [
        at
        for at in range(len(table.columns))
        if not rows or any(row[at] not in (None, "") for row in rows)
    ]
    columns = [table.columns[at] for at in kept]
    return replace(
        table, columns=columns, rows=[[row[at] for at in kept] for row in rows]
    )


def heads(table: Table) -> int:
    """Return how many columns at the left say what a row is of."""
    found = 0
    while found < len(table.columns) and table.columns[found].name in _HEADS:
        found += 1
    return max(1, found)
