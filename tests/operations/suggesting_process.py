"""A process that computes one coder's suggestions for all documents of a database."""

import sys
from contextlib import closing
from uuid import UUID

from qcode.model.ids import CoderId
from qcode.operations.reading import list_documents
from qcode.operations.suggesting import refresh
from qcode.store import open_store
from tests.builders import HERE


def main(url: str, coder_id: str) -> None:
    """Compute them, and print the name of each document when it holds."""
    with closing(open_store(url, HERE)) as store:
        names = {it.id: it.name for it in list_documents(store)}
        for document_id in refresh(store, CoderId(UUID(coder_id)), list(names)):
            print(names[document_id], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
