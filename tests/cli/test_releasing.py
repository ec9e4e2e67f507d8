from collections.abc import Callable
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def test_documents_are_released_and_made_private_again(run: Run, read: Read) -> None:
    assert [it["released"] for it in read("release")] == [False, False]
    assert "Released: anna-01, bodo-02." in run("release", "anna", "bodo").stderr
    (anna, bodo) = read("release")
    assert (anna["released"], anna["by"], anna["revision"]) == (True, "anna", 1)
    assert "private again: bodo-02." in run("release", "bodo", "--undo").stderr
    listed = run("release")
    assert "1 document of 2 may be quoted" in listed.stderr
    assert [line.split()[2] for line in listed.stdout.splitlines()[1:]] == [
        "released",
        "private",
    ]
    assert run("undo").stdout == "Undone: bodo-02\n"
    assert read("release")[1]["released"]


def test_what_cannot_be_is_one_line(run: Run) -> None:
    run("documents")
    refused = run("release", "anna", "--undo")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "private already" in refused.stderr
    assert run("release", "--undo").exit_code == 2
