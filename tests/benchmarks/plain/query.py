"""Click, SQLAlchemy Core and the one query that `qcode documents --json` needs."""

import json
from pathlib import Path

import click
from sqlalchemy import create_engine, text

_QUERY = """
SELECT d.name, d.kind, d.words, d.revision, count(c.id) AS codings
FROM documents d LEFT JOIN codings c ON c.document_id = d.id
GROUP BY d.id ORDER BY d.name
"""


@click.command()
@click.argument("database", type=Path)
def documents(database: Path) -> None:
    """Print the documents as JSON."""
    with create_engine(f"sqlite:///{database}").connect() as connection:
        rows = [dict(row) for row in connection.execute(text(_QUERY)).mappings()]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))


documents()
