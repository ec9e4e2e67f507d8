import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]
SAID = "Halten, sagt Frau Wiesenthal!"


def findings(run: Run, read: Read) -> None:
    """One recommendation with a quotation of each document, both released."""
    run("recommend", "add", "Netze halten", "--code", "netze")
    run("recommend", "change", "1", "--status", "agreed", "--statement", SAID)
    for document, span in (("anna", "16:43"), ("bodo", "11:16")):
        added = run(
            *("coding", "add", "--document", document),
            *("--span", span, "--code", "netze"),
        )
        assert added.exit_code == 0, added.stderr
    for coding in read("coding", "list"):
        assert run("recommend", "quote", "1", coding["id"]).exit_code == 0
    run("release", "anna", "bodo")


def test_the_team_is_told_what_is_kept_back_and_why(
    run: Run, read: Read, folder: Path, tmp_path: Path
) -> None:
    findings(run, read)
    run("release", "bodo", "--undo")
    site = tmp_path / "site"
    dry = run("publish", site, "--dry-run")
    assert "names person “Frau Wiesenthal”." in dry.stderr
    assert "1 recommendation, 1 quotation; 1 kept back." in dry.stderr
    assert not site.exists()
    assert "from a private document" in run("publish", site).stdout
    page = (site / "de" / "quotations.html").read_text("utf-8")
    assert "sehr engagiert" in page
    told = (folder / "qcode.toml").write_text('[publish]\nwords = ["engagiert"]\n')
    assert told
    found = json.loads(run("publish", site, "--json").stdout)
    assert (found["quotations"], found["released"], found["documents"]) == (0, 1, 2)
    (again,) = found["look_again"]
    assert again["what"] == "The statement of recommendation 1"
    assert again["named"][0]["words"] == "Frau Wiesenthal"
    named = [it["named"] for it in found["kept_back"] if it["why"] == "names"]
    assert named == [[{"sign": "word", "words": "engagiert", "name": "engagiert"}]]
    assert "engagiert" not in (site / "de" / "quotations.html").read_text("utf-8")
    assert "word in qcode.toml “engagiert”" in run("publish", site).stdout


def test_a_quotation_that_repeats_a_private_document_is_kept_back(
    run: Run, read: Read, folder: Path, tmp_path: Path
) -> None:
    """Eight words in a row; a short sentence is anybody's."""
    said = "Wir haben damals nachts im Keller alle Listen neu geschrieben"
    minutes = f"B: Jemand rief: {said}!\nB: Das war so und nicht anders.\n"
    (folder / "corpus" / "minutes.txt").write_text(minutes, "utf-8")
    interview = f"B: {said}. Das war so und nicht anders.\n"
    (folder / "corpus" / "secret.txt").write_text(interview, "utf-8")
    for name in ("minutes", "secret"):
        done = run("import", folder / "corpus" / f"{name}.txt")
        assert done.exit_code == 0, done.stderr
    run("recommend", "add", "Netze halten", "--code", "netze")
    run("recommend", "change", "1", "--status", "agreed")
    for line in minutes.splitlines():
        start, end = minutes.index(line) + 3, minutes.index(line) + len(line)
        added = run(
            *("coding", "add", "--document", "minutes"),
            *("--span", f"{start}:{end}", "--code", "netze"),
        )
        assert added.exit_code == 0, added.stderr
    for coding in read("coding", "list"):
        assert run("recommend", "quote", "1", coding["id"]).exit_code == 0
    run("release", "minutes")
    site = tmp_path / "site"
    told = json.loads(run("publish", site, "--json").stdout)
    (kept,) = told["kept_back"]
    assert (kept["why"], kept["document"]) == ("repeats", "secret")
    files = [it.read_text("utf-8") for it in site.rglob("*") if it.is_file()]
    assert not any("damals nachts" in it for it in files)
    assert any("so und nicht anders" in it for it in files)


def test_words_of_a_private_document_stop_all(
    run: Run, read: Read, tmp_path: Path
) -> None:
    findings(run, read)
    run("release", "anna", "--undo")
    said = "Sie sagten: Gut 😀, sehr engagiert. Und sonst? Wir können das."
    run("recommend", "change", "1", "--statement", said)
    assert run("publish", tmp_path / "site").exit_code == 0
    run("recommend", "change", "1", "--title", "Gut sehr engagiert I Und sonst B Wir")
    refused = run("publish", tmp_path / "elsewhere")
    assert refused.exit_code == 1, refused.stderr
    assert "The title of recommendation 1 repeats 'anna-01'" in refused.stderr
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_of_somebody_elses_is_refused(run: Run, tmp_path: Path) -> None:
    run("documents")
    (tmp_path / "meins.txt").write_text("x")
    refused = run("publish", tmp_path)
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "name a new or empty folder" in refused.stderr
    assert run("publish", tmp_path / "s", "--keep", "a=b").exit_code == 2


def test_a_study_without_findings_gives_a_site_that_says_so(
    run: Run, tmp_path: Path
) -> None:
    assert run("publish", tmp_path / "site").exit_code == 0
    page = (tmp_path / "site" / "en" / "index.html").read_text("utf-8")
    assert "has not agreed on a recommendation yet" in page


def test_one_can_vouch_for_a_quotation_that_was_looked_at(
    run: Run, read: Read, folder: Path, tmp_path: Path
) -> None:
    findings(run, read)
    settings = folder / "qcode.toml"
    settings.write_text('[publish]\nwords = ["engagiert"]\n')
    looked = ("publish", tmp_path / "site", "--dry-run", "--json")
    (kept,) = json.loads(run(*looked).stdout)["kept_back"]
    vouch = ("recommend", "vouch", "1", kept["coding"][:8])
    assert run(*vouch, "--undo").stderr.startswith("Error: Nobody vouched")
    assert "looked at: “engagiert”" in run(*vouch, "--why", "ein Wort").stderr
    assert json.loads(run(*looked).stdout)["kept_back"] == []
    assert read("history")[0]["verb"] == "key quotation vouched for"
    # What is found later was not looked at.
    settings.write_text('[publish]\nwords = ["engagiert", "sehr"]\n')
    (kept,) = json.loads(run(*looked).stdout)["kept_back"]
    assert [it["words"] for it in kept["named"]] == ["sehr"]
    settings.unlink()
    assert "Nothing in that quotation" in run(*vouch).stderr
    assert run(*vouch, "--undo").exit_code == 0
    run("coding", "remove", kept["coding"])
    (kept,) = json.loads(run(*looked).stdout)["kept_back"]
    assert (kept["why"], kept["document"]) == ("lost", "anna-01")
