"""Carrying studies to other programs and back, through files."""

from pathlib import Path

from qcode.interchange.refi.project import Project
from qcode.interchange.refi.reading import read_project
from qcode.interchange.refi.writing import write_project
from qcode.operations.exchange.incoming.importing import ProjectTaken, import_project
from qcode.operations.exchange.outgoing.exporting import export_project
from qcode.store import Store


def given_out(store: Store, folder: Path) -> Project:
    """Export a study, and return what another program reads."""
    path = folder / "out.qdpx"
    export_project(store, path, [])
    return read_project(path).project


def taken_in(store: Store, project: Project, folder: Path) -> ProjectTaken:
    """Import a project that another program writes."""
    path = folder / "in.qdpx"
    write_project(project, path)
    return import_project(store, path, None)
