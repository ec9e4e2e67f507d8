"""Making a study of qcode from the generated plain files."""

import csv
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from uuid import UUID, uuid5

from qcode.model.coding import Coder, Coding, segment_digest
from qcode.model.ids import CodeId, StudyId, code_id, coder_id
from qcode.model.span import Span
from qcode.operations.setting_up import set_up
from qcode.operations.workspace import Workspace, open_workspace
from qcode.store import coders, codings, documents

STUDY_ID = StudyId(uuid5(UUID(int=0), "benchmark"))


def write_study_folder(files: Path, study: Path) -> None:
    """Lay codebook.yaml and corpus/ of a study beside nothing else."""
    study.mkdir(parents=True, exist_ok=True)
    corpus = study / "corpus"
    if not corpus.exists():
        corpus.symlink_to(files / "docs", target_is_directory=True)
    codes = json.loads((files / "codebook.json").read_text("utf-8"))
    lines = [f"study_id: {STUDY_ID}", "name: Benchmark", "language: de", "codes:"]

    def write(parent: int | None, indent: int) -> None:
        for code in (code for code in codes if code["parent"] == parent):
            lines.append(f"{' ' * indent}- key: {code['name']}")
            lines.append(f"{' ' * indent}  name: {code['name']}")
            if any(child["parent"] == code["id"] for child in codes):
                lines.append(f"{' ' * indent}  children:")
                write(code["id"], indent + 4)

    write(None, 2)
    (study / "codebook.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def code_ids(files: Path) -> dict[str, CodeId]:
    """Return the ids of the codes by their numbers in codings.csv."""
    codes = json.loads((files / "codebook.json").read_text("utf-8"))
    return {str(code["id"]): code_id(STUDY_ID, code["name"]) for code in codes}


def rows(files: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of codings.csv, document by document."""
    with (files / "codings.csv").open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def load_codings(workspace: Workspace, files: Path) -> int:
    """Store all codings of codings.csv in one transaction; return how many."""
    by_code = code_ids(files)
    store = workspace.store
    with store.begin() as connection:
        ids = {name: key for key, name in documents.names(connection).items()}
        handles = json.loads((files / "coders.json").read_text("utf-8"))
        by_handle = {handle: coder_id(STUDY_ID, handle) for handle in handles}
        for handle, coder in by_handle.items():
            coders.ensure(connection, Coder(coder, handle))

        def coded() -> Iterator[tuple[Coding, bytes]]:
            for number, group in groupby(rows(files), lambda row: row["doc"]):
                document = ids[f"doc_{int(number):05d}"]
                text = documents.text(connection, document)
                for row in group:
                    span = Span(int(row["start"]), int(row["end"]))
                    code, who = by_code[row["code"]], by_handle[row["coder"]]
                    coding = Coding(document, code, who, span)
                    yield coding, segment_digest(span.cut(text))

        return codings.insert_many(connection, coded())


def make_study(files: Path, study: Path) -> None:
    """Make the whole study: folder, database, documents and codings."""
    write_study_folder(files, study)
    with open_workspace(study) as workspace:
        if workspace.is_new:
            set_up(workspace)
            load_codings(workspace, files)
