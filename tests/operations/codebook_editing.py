"""A codebook changed in its file and on the screen."""

from dataclasses import replace

from qcode.model.codebook import Code
from qcode.model.coding import Coder
from qcode.operations.codebook import (
    change_code,
)
from qcode.operations.codebook_standing import Standing, compare
from qcode.operations.reading import load_codebook
from qcode.operations.workspace import Workspace
from tests.builders import a_code

NETS, ENGAGEMENT = a_code("nets").id, a_code("engagement").id


def text_of(workspace: Workspace) -> str:
    return workspace.project.codebook_path.read_text("utf-8")


def edit(workspace: Workspace, old: str, new: str) -> str:
    text = text_of(workspace)
    assert old in text
    changed = text.replace(old, new)
    workspace.project.codebook_path.write_text(changed, "utf-8")
    return changed


def standing_of(workspace: Workspace) -> Standing:
    return compare(workspace.project, workspace.store).standing


def stored_in(workspace: Workspace) -> dict[str, Code]:
    return {code.key: code for code in load_codebook(workspace.store).codes}


def rename_on_screen(workspace: Workspace, coder: Coder) -> None:
    nets = stored_in(workspace)["nets"]
    change_code(workspace.store, replace(nets, name="Vom Schirm"), coder.id)


NETS_LINES = "      - key: nets\n        name: Nets\n"
