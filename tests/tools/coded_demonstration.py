"""The demonstration study with its coders' sets, open in a folder of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from qcode.model.coding import Coder
from qcode.operations.bringing import bring
from qcode.operations.coders import enter, list_coders
from qcode.operations.demonstration import copy_demonstration
from qcode.operations.merging import merge
from qcode.operations.setting_up import set_up
from qcode.operations.workspace import Workspace, open_workspace


@contextmanager
def coded_demonstration() -> Iterator[tuple[Workspace, list[Coder]]]:
    """Open a fresh copy of the study, and give it with those who coded in it.

    Nothing of it stays, and the person's own state is left alone.
    """
    with TemporaryDirectory() as temporary:
        os.environ["XDG_STATE_HOME"] = str(Path(temporary) / "state")
        os.environ.pop("QCODE_DATABASE_URL", None)
        project = copy_demonstration(Path(temporary) / "study")
        with open_workspace(project.root) as workspace:
            set_up(workspace)
            _merge_sets(workspace)
            found = [it.coder for it in list_coders(workspace.store) if it.codings]
            yield workspace, found


def _merge_sets(workspace: Workspace) -> None:
    sets = workspace.project.corpus / "coded-sets"
    tables = [str(sets / name) for name in ("k1.csv", "k2.csv")]
    brought = bring(tables, workspace.store.installation_id)
    merging = enter(workspace, "evaluation")
    merge(workspace.store, brought, workspace.study_id, merging.id)
