"""The demonstration study: invented material of the shape of a real study."""

import shutil
from pathlib import Path

import qcode
from qcode.errors import RefusedError, StudyError
from qcode.project import CODEBOOK, Project, make_folder


def copy_demonstration(folder: Path) -> Project:
    """Copy the demonstration study into a new or empty folder.

    Raises RefusedError where something lies there already, StudyError where it
    cannot be made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RefusedError(f"{folder} is not empty; name a folder that is new.")
    source = _home()
    make_folder(folder)
    project = Project(folder)
    shutil.copytree(source / "corpus", project.corpus)
    make_folder(project.exports)
    shutil.copyfile(source / CODEBOOK, project.codebook_path)
    return project


def _home() -> Path:
    """Return where the study lies: in the installed package, or in the checkout."""
    package = Path(qcode.__file__).parent
    for home in (package / "demonstration", package.parent):
        if (home / CODEBOOK).is_file() and (home / "corpus").is_dir():
            return home
    raise StudyError("This installation lacks the demonstration study; reinstall it.")
