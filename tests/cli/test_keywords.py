import json
from pathlib import Path

from tests.cli.conftest import Run

TEXT = "B: Die Lagekarte hing im Flur.\n\nB: Unsere Lagekarte war groß und bunt.\n"


def test_new_keywords_come_with_where_they_stand(run: Run, folder: Path) -> None:
    path = folder / "corpus" / "carl-03.txt"
    path.write_text(TEXT, "utf-8")
    assert run("import", path).exit_code == 0
    for span in ("3:30", "35:70"):
        options = ("--document", "carl", "--span", span, "--code", "erfahrung")
        assert run("coding", "add", *options).exit_code == 0
    found = json.loads(run("suggest", "keywords", "--json").stdout)
    assert found == [
        {"code": "erfahrung", "word": "Lagekarte", "coded": 2, "others": 0}
    ]
    shown = run("suggest", "keywords", "--code", "personal")
    assert [line.split() for line in shown.stdout.splitlines()] == [
        ["code", "word", "coded", "others"],
        ["erfahrung", "Lagekarte", "2", "0"],
    ]
    assert "1 word that may become keywords (anna)." in shown.stderr


def test_what_is_not_there_is_named(run: Run, coded: list[str]) -> None:
    refused = run("suggest", "keywords", "--code", "fehlt")
    assert (refused.exit_code, refused.stdout) == (1, "")
