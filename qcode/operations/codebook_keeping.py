"""Letting codebook.yaml follow what a command changed in the database's codebook."""

from qcode.errors import QcodeError
from qcode.operations.codebook import may_be_apart
from qcode.operations.codebook_file import write_back
from qcode.operations.codebook_standing import Standing, compare
from qcode.operations.workspace import Workspace


def keep_codebook_file(workspace: Workspace) -> str:
    """Write changes of the database's codebook to its file; say what hindered it.

    A file that was changed too is left alone: the person chooses, as after any change.
    """
    if not may_be_apart(workspace.project, workspace.store):
        return ""
    try:
        standing = compare(workspace.project, workspace.store).standing
        if standing is Standing.DATABASE_CHANGED:
            write_back(workspace)
            return f"Wrote the codebook's changes to {workspace.project.codebook_path}."
        if standing is Standing.BOTH_CHANGED:
            return "codebook.yaml changed too; bring both together: qcode codebook diff"
    except QcodeError as error:
        return f"codebook.yaml was left alone: {error}"
    return ""
