"""Reports made again and again: the same bytes, and only what changed made anew."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import closing
from csv import DictReader
from pathlib import Path

import pytest

from qcode.errors import StudyError
from qcode.interchange.methods.german_reasons import REASONS
from qcode.model.recommendation import Status
from qcode.operations.finishing import reopen
from qcode.operations.memos import write_memo
from qcode.operations.recommendation_finding import find_recommendation
from qcode.operations.recommendations import (
    NewWords,
    change_recommendation,
)
from qcode.operations.report.rebuilding import Fate
from qcode.operations.report.reporting import gathered
from qcode.operations.report.sources import ReportQuestion
from qcode.operations.report.things import things
from qcode.operations.rounds import open_round
from qcode.operations.saving_queries import remove_query, save_query
from qcode.store import open_store
from tests.builders import HERE, Study, a_memo, fill, url_of
from tests.operations.recommending import NOTHING, TIRED, Talk
from tests.operations.reported import SOME, Reported, files, reported

METHODS = "methods/methods"
FREQUENCIES, SEGMENTS, AGREEMENT, DIFFERENCES, CODEBOOK, RECOMMENDATIONS = SOME


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Reported]:
    url = f"sqlite:///{tmp_path / 'qcode.db'}"
    with closing(open_store(url, HERE)) as store:
        yield reported(fill(store), tmp_path)


def test_only_what_hangs_on_a_change_is_made_anew(study: Study, tmp_path: Path) -> None:
    """And an old report with what changed is a new one, byte for byte."""
    made = reported(study, tmp_path)
    anna = study.anna.id

    def code() -> None:
        made.talk.coding(TIRED)

    def remember() -> None:
        write_memo(study.store, a_memo(study.engagement))

    def recommend() -> None:
        own = find_recommendation(study.store, "1")
        new = NewWords(status=Status.AGREED)
        change_recommendation(study.store, own.id, new, anna)

    def ask() -> None:
        save_query(study.store, "q", "code:engagement", anna)

    def unfinish() -> None:
        reopen(study.store, made.talk.document.id, study.bea.id)

    assert made.made() == list(SOME)
    first = files(made.exports)
    assert made.made() == []
    assert files(made.exports) == first
    changes = [
        (code, [it for it in SOME if it != CODEBOOK]),
        (remember, [SEGMENTS, DIFFERENCES, RECOMMENDATIONS]),
        (recommend, [RECOMMENDATIONS]),
        (ask, []),
        (unfinish, [FREQUENCIES, SEGMENTS, RECOMMENDATIONS]),
    ]
    for change, expected in changes:
        change()
        assert made.made() == expected, change.__name__
    made.report(tmp_path / "fresh")
    assert files(made.exports) == files(tmp_path / "fresh")


def test_what_cannot_be_made_is_left_out_with_the_reason(made: Reported) -> None:
    names = [AGREEMENT, METHODS]
    made.report(names=names)
    methods = made.exports / f"{METHODS}-en.md"
    assert "Not made" not in methods.read_text("utf-8")
    reopen(made.talk.study.store, made.talk.document.id, made.talk.study.bea.id)
    told = made.report(names=names, is_told_only=True)
    assert told[AGREEMENT].fate is Fate.MADE
    for fate in (Fate.MADE, Fate.KEPT):
        found = made.report(names=names)
        assert found[AGREEMENT].fate is Fate.LEFT_OUT
        assert "Agreement needs two coders" in found[AGREEMENT].reason
        # What it was before would be taken for what it is now.
        assert not (made.exports / "agreement").exists()
        assert found[METHODS].fate is fate
        assert f"- {AGREEMENT}: Agreement needs" in methods.read_text("utf-8")


def test_an_empty_study_says_in_german_what_is_left_out(
    study: Study, tmp_path: Path
) -> None:
    code = study.engagement
    made = Reported(Talk(study, study.document, code, code, code), tmp_path)
    names = {it.name for it in things(gathered(made.workspace(), ReportQuestion()))}
    names -= {it for it in names if it.startswith(("tables/", "codebook/"))}
    found = made.report(names=sorted(names))
    reasons = {it.reason for it in found.values() if it.fate is Fate.LEFT_OUT}
    assert reasons == set(REASONS)
    german, english = (
        (made.exports / f"{METHODS}-{it}.md").read_text("utf-8") for it in ("de", "en")
    )
    assert "- charts/tree-map: Es ist nichts codiert" in german
    assert "- charts/tree-map: Nothing was coded" in english
    assert german.count("- agreement/") == 3


def test_a_report_can_be_of_one_coder_only(made: Reported) -> None:
    table, names = made.exports / f"{SEGMENTS}.csv", [FREQUENCIES, SEGMENTS]
    made.report(names=names)
    with table.open(encoding="utf-8-sig", newline="") as rows:
        assert sorted(it["coder"] for it in DictReader(rows)) == [
            *("Bea", "Bea", "anna", "anna")
        ]
    one = ReportQuestion(coder=made.talk.study.bea)
    found = made.report(names=names, question=one)
    assert {it.fate for it in found.values()} == {Fate.MADE}
    with table.open(encoding="utf-8-sig", newline="") as rows:
        assert [it["coder"] for it in DictReader(rows)] == ["Bea", "Bea"]
    about = json.loads((made.exports / f"{SEGMENTS}.csv.about.json").read_text("utf-8"))
    assert about["provenance"]["filters"]["coder"] == "Bea"


def test_what_a_saved_query_finds_is_reported_as_long_as_it_is_kept(
    made: Reported,
) -> None:
    store, anna = made.talk.study.store, made.talk.study.anna
    save_query(store, "nur Bea", "coder:Bea", anna.id)
    folder = "queries/nur-Bea-bd7637"
    names = [f"{folder}/{it}" for it in ("frequencies", "segments", "codes")]
    assert {it.fate for it in made.report(names=names).values()} == {Fate.MADE}
    table = made.exports / f"{folder}/segments.csv"
    with table.open(encoding="utf-8-sig", newline="") as rows:
        assert [it["coder"] for it in DictReader(rows)] == ["Bea", "Bea"]
    assert "query:" in (made.exports / f"{folder}/codes.svg").read_text("utf-8")
    save_query(store, "nur Bea", "coder:anna", anna.id)
    assert {it.fate for it in made.report(names=names).values()} == {Fate.MADE}
    assert {it.fate for it in made.report(names=names).values()} == {Fate.KEPT}
    remove_query(store, "nur Bea", anna.id)
    found = made.report(names=names)
    assert {it.fate for it in found.values()} == {Fate.REMOVED}
    assert not (made.exports / "queries").exists()


def test_who_codes_blind_gets_a_report_of_what_they_may_see(
    study: Study, tmp_path: Path
) -> None:
    made = reported(study, tmp_path)
    made.report()
    both = [study.anna.id, study.bea.id]
    open_round(study.store, "R1", both, [study.hebrew.id], study.anna.id)
    found = made.report(store=study.store.seen_by(study.anna.id))
    fates = {it.name: it.fate for it in found.values()}
    assert fates == {
        FREQUENCIES: Fate.MADE,
        SEGMENTS: Fate.MADE,
        AGREEMENT: Fate.LEFT_OUT,
        DIFFERENCES: Fate.LEFT_OUT,
        CODEBOOK: Fate.MADE,
        RECOMMENDATIONS: Fate.LEFT_OUT,
    }
    assert "R1" in found[AGREEMENT].reason


def test_what_somebody_altered_is_left_alone_and_told_of(made: Reported) -> None:
    made.report()
    table = made.exports / f"{FREQUENCIES}.csv"
    original = table.read_bytes()
    table.write_text("mine", "utf-8")
    made.talk.coding(TIRED)
    for _ in range(2):
        found = made.report()
        assert found[FREQUENCIES].fate is Fate.ALTERED
        assert found[FREQUENCIES].files == [f"{FREQUENCIES}.csv"]
        assert table.read_text("utf-8") == "mine"
    assert made.report(is_forced=True)[FREQUENCIES].fate is Fate.MADE
    assert table.read_bytes() not in (b"mine", original)
    (made.exports / f"{SEGMENTS}.csv").unlink()
    assert made.made() == [SEGMENTS]


def test_what_lies_there_from_elsewhere_is_left_alone(made: Reported) -> None:
    made.report()
    before = files(made.exports)
    (made.exports / "report.json").unlink()
    other = made.exports / f"{SEGMENTS}.csv"
    other.write_text("mine", "utf-8")
    found = made.report()
    assert {it.name for it in found.values() if it.fate is Fate.MADE} == set(SOME) - {
        SEGMENTS
    }
    assert found[SEGMENTS].files == [f"{SEGMENTS}.csv"]
    assert other.read_text("utf-8") == "mine"
    made.report(is_forced=True)
    assert files(made.exports) == before


def test_telling_what_would_be_made_writes_nothing(made: Reported) -> None:
    found = made.report(is_told_only=True)
    assert {it.fate for it in found.values()} == {Fate.MADE}
    assert not made.exports.exists()


def test_what_is_derived_no_more_is_taken_away(made: Reported) -> None:
    made.report()
    found = made.report(names=[CODEBOOK])
    assert found[FREQUENCIES].fate is Fate.REMOVED
    assert set(files(made.exports)) == {"codebook/codebook.yaml", "report.json"}


def test_a_manifest_of_something_else_is_told_in_a_line(made: Reported) -> None:
    made.exports.mkdir()
    outside = {"things": {"a": {"made_from": "", "files": {"../qcode.db": ""}}}}
    for written, told in (
        ('{"format": 9}', "report.json is of another qcode"),
        ("[", "report.json is not what a report wrote"),
        ('{"things": 1}', "report.json is not what a report wrote"),
        (json.dumps(outside), "names files outside of its folder"),
    ):
        (made.exports / "report.json").write_text(written, "utf-8")
        with pytest.raises(StudyError, match=told):
            made.report()


def test_a_file_is_no_folder_for_a_report(made: Reported) -> None:
    made.exports.write_text("mine", "utf-8")
    with pytest.raises(StudyError, match=r"exports is no folder; name one"):
        made.report()
    assert made.exports.read_text("utf-8") == "mine"


def test_the_report_of_another_study_is_not_overwritten(made: Reported) -> None:
    made.exports.mkdir()
    other = json.dumps({"study": "another"})
    (made.exports / "report.json").write_text(other, "utf-8")
    with pytest.raises(StudyError, match="the report of another study"):
        made.report()


TABLES = SOME[:2]


def _killed_at(made: Reported, number: int) -> bool:
    """Report in a process that dies before it gives a file its name that often."""
    child = os.fork()
    if child == 0:
        left = [number]

        def die(event: str, _: object) -> None:
            if event == "os.rename":
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)

        try:
            sys.addaudithook(die)
            store = open_store(url_of(made.talk.study.store), HERE)
            made.report(names=TABLES, store=store)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_a_killed_report_leaves_whole_files_that_the_next_one_knows(
    made: Reported, tmp_path: Path
) -> None:
    made.report(names=TABLES)
    before = files(made.exports)
    made.talk.coding(NOTHING, made.talk.study.engagement)
    made.report(tmp_path / "after", names=TABLES)
    after = files(tmp_path / "after")
    made.talk.study.store.close()
    number = 0
    while _killed_at(made, number):
        number += 1
        there = files(made.exports)
        for name in set(before) - {"report.json"}:
            assert there[name] in (before[name], after[name])
    # Of each table two files get their names, and twice what is known of it: eight
    # deaths at least, one more each where what was done is done again.
    assert number > 8
    found = made.report(names=TABLES)
    assert Fate.ALTERED not in {it.fate for it in found.values()}
    assert files(made.exports) == after
