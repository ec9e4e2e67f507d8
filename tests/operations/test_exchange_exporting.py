"""A study goes out: what other programs read, and what is told of the rest."""

import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from lxml import etree
from pyrefiqda import RefiProject

from qcode.errors import UnknownCoderError
from qcode.interchange.refi.project import Project
from qcode.interchange.refi.reading import read_project
from qcode.model.codebook import Code
from qcode.model.coding import Memo, Origin, Stance, Subject
from qcode.model.exchange import Fate
from qcode.model.ids import CoderId, CodingId
from qcode.operations.coders import list_coders
from qcode.operations.codings import apply_code, remove_coding
from qcode.operations.doctor import examine
from qcode.operations.exchange.incoming.importing import import_project
from qcode.operations.exchange.outgoing.codebooks import export_qdc, export_table
from qcode.operations.exchange.outgoing.exporting import export_project
from qcode.operations.exchange.reports import list_exchanges
from qcode.operations.finishing import finish
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.reading import load_codebook
from qcode.operations.summaries import write_summary
from qcode.store import Store, open_store
from qcode.text.offsets import Units
from tests.builders import HERE, Study, a_coding, a_memo, a_summary
from tests.operations.exchanged_studies import ABROAD, contents, found
from tests.operations.foreign_files import PROJECT, foreign_file, guid
from tests.operations.foreign_projects import coded, guids

ROOT = Path(__file__).parents[2]
REFI = Path(os.environ.get("QCODE_REFI_DIR", ROOT.parent / "shared" / "refi"))
FILES = sorted((REFI / "files").glob("*.qdpx"))
PEER = os.environ.get("QCODE_TEST_QC")
needs_refi = pytest.mark.skipif(not FILES, reason=f"{REFI} has no REFI-QDA files")


@pytest.fixture
def coded_study(study: Study) -> Study:
    """Two coders' codings, one with a stance, and memos about all sorts of things."""
    coding = a_coding(stance=Stance.OPPOSES)
    apply_code(study.store, coding, a_memo(coding, "Ironisch?"))
    for document, start in ((study.document, 19), (study.hebrew, 3)):
        apply_code(
            study.store,
            a_coding(
                start,
                start + 3,
                document_id=document.id,
                coder_id=study.bea.id,
                origin=Origin.SUGGESTION,
            ),
        )
    write_memo(study.store, a_memo(study.nets, "Zu weit?", coder_id=study.bea.id))
    return study


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Store]:
    """A study without anything in it."""
    with closing(open_store(f"sqlite:///{tmp_path / 'other.db'}", HERE)) as store:
        found(store, ABROAD)
        yield store


def _given(store: Store, folder: Path, *coders: CoderId) -> Project:
    path = folder / "out.qdpx"
    export_project(store, path, coders)
    return read_project(path).project


def _handles(project: Project) -> dict[str, str]:
    users = {user.guid: user.name for user in project.users}
    return {
        str(coding.guid): users[coding.made.by]
        for source in project.sources
        for selection in source.selections
        for coding in selection.codings
        if coding.made.by is not None
    }


def test_the_work_of_chosen_coders_goes_out_alone(
    coded_study: Study, tmp_path: Path
) -> None:
    whole = _given(coded_study.store, tmp_path)
    own = _given(coded_study.store, tmp_path, coded_study.bea.id)
    assert sorted(_handles(whole).values()) == ["Bea", "Bea", "anna"]
    assert sorted(_handles(own).values()) == ["Bea", "Bea"]
    assert [note.text for note in own.notes] == ["Zu weit?"]
    assert [user.name for user in own.users] == ["Bea"]


def test_an_unknown_coder_is_named(coded_study: Study, tmp_path: Path) -> None:
    with pytest.raises(UnknownCoderError):
        _given(coded_study.store, tmp_path, CoderId(coded_study.nets.id))


def test_the_same_study_gives_the_same_bytes(
    coded_study: Study, tmp_path: Path
) -> None:
    paths = tmp_path / "one.qdpx", tmp_path / "two.qdpx"
    for path in paths:
        export_project(coded_study.store, path, [])
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_positions_for_nvivo_count_utf16_units(
    coded_study: Study, tmp_path: Path
) -> None:
    after_family = a_coding(30, 34, coder_id=coded_study.bea.id)
    apply_code(coded_study.store, after_family)
    path = tmp_path / "out.qdpx"
    given = export_project(coded_study.store, path, [], units=Units.UTF16)
    with ZipFile(path) as archive:
        xml = archive.read("project.qde").decode()
    # Three emoji of a family stand before it, of two units each.
    assert 'startPosition="33" endPosition="37"' in xml
    assert "UTF-16" in given.report.offsets
    assert coded(read_project(path).project) == coded(
        _given(coded_study.store, tmp_path)
    )


def test_what_other_programs_have_no_place_for_is_reported_and_kept(
    coded_study: Study, tmp_path: Path
) -> None:
    finish(coded_study.store, coded_study.document.id, coded_study.anna.id)
    write_summary(coded_study.store, a_summary(coded_study))
    given = export_project(coded_study.store, tmp_path / "out.qdpx", [])
    left = [it.element for it in given.report.departures if it.fate is Fate.LEFT]
    assert left == ["finished mark", "summary"]
    assert [given.report.found[it] for it in left] == [1, 1]
    assert given.report.warnings[0].startswith("Keys and shortcuts of codes stay")
    [kept] = list_exchanges(coded_study.store)
    assert kept.exchange.report == given.report


def test_what_was_carried_goes_out_again(elsewhere: Store, tmp_path: Path) -> None:
    path = foreign_file(tmp_path / "in.qdpx")
    import_project(elsewhere, path, None)
    there, back = read_project(path).project, _given(elsewhere, tmp_path)
    assert set(there.carried) == set(back.carried)
    assert there.files == back.files


def test_what_was_carried_goes_out_without_what_is_gone(
    elsewhere: Store, tmp_path: Path
) -> None:
    import_project(elsewhere, foreign_file(tmp_path / "in.qdpx"), None)
    [coder] = [it for it in list_coders(elsewhere) if it.coder.handle == "Kim"]
    # The link leads from a passage that nobody has coded then.
    coding = CodingId(UUID(guid("d1")))
    remove_coding(elsewhere, coding, coder.coder.id)
    [other] = [it for it in list_coders(elsewhere) if it.coder.handle == "Kim (2)"]
    remove_coding(elsewhere, CodingId(UUID(guid("d2"))), other.coder.id)
    given = export_project(elsewhere, tmp_path / "out.qdpx", [])
    [left] = [it for it in given.report.departures if it.fate is Fate.LEFT]
    assert (left.element, left.id) == ("Link", guid("l1"))
    assert given.report.found["Link"] == 1


def test_codes_alone_go_out_and_come_in(
    coded_study: Study, elsewhere: Store, tmp_path: Path
) -> None:
    path = tmp_path / "codes.qdc"
    given = export_qdc(coded_study.store, path)
    assert given.report.found["Code"] == 3
    import_project(elsewhere, path, None)
    assert contents(elsewhere)["codes"] == [
        replace(code, shortcut="") for code in _codes(coded_study.store)
    ]


def _codes(store: Store) -> list[Code]:
    return [replace(code, key="") for code in load_codebook(store).codes]


def test_a_table_of_codes_has_paths_as_taguette_reads_them(
    coded_study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "codes.csv"
    export_table(coded_study.store, path)
    assert path.read_bytes().decode("utf-8-sig").splitlines() == [
        "path,description",
        "Family,",
        "Family.Engagement,",
        "Family.Nets,",
    ]


def test_a_memo_on_a_case_comes_back_by_a_link(
    coded_study: Study, elsewhere: Store, tmp_path: Path
) -> None:
    case = coded_study.document.case_id
    memo = Memo(coded_study.anna.id, Subject.CASE, case, "Spricht für zwei.")
    write_memo(coded_study.store, memo)
    export_project(coded_study.store, tmp_path / "out.qdpx", [])
    taken = import_project(elsewhere, tmp_path / "out.qdpx", None)
    [come] = [it for it in list_memos(elsewhere) if it.subject is Subject.CASE]
    assert come.text == "Spricht für zwei."
    assert [it for it in taken.report.departures if it.element == "Link"] == []


def test_another_reader_reads_the_same(elsewhere: Store, tmp_path: Path) -> None:
    import_project(elsewhere, foreign_file(tmp_path / "in.qdpx"), None)
    export_project(elsewhere, tmp_path / "out.qdpx", [])
    read = RefiProject.load(tmp_path / "out.qdpx", str(tmp_path / "x"))
    ours = read_project(tmp_path / "out.qdpx").project
    assert {it.guid: it.name for it in read.users.user} == {
        str(it.guid): it.name for it in ours.users
    }
    assert {
        (it.guid, selection.guid, selection.start_position, selection.end_position)
        for source in read.sources.text_source
        for selection in source.plain_text_selection
        for it in selection.coding
    } == {
        (str(it.guid), str(selection.guid), selection.span.start, selection.span.end)
        for source in ours.sources
        for selection in source.selections
        for it in selection.codings
    }


@needs_refi
def test_what_goes_out_is_valid_against_the_schema(
    elsewhere: Store, tmp_path: Path
) -> None:
    import_project(elsewhere, foreign_file(tmp_path / "in.qdpx"), None)
    export_project(elsewhere, tmp_path / "out.qdpx", [])
    schema = etree.XMLSchema(file=str(REFI / "Project-mrt2019.xsd"))
    with ZipFile(tmp_path / "out.qdpx") as archive:
        schema.assertValid(etree.fromstring(archive.read("project.qde")))


@needs_refi
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_real_project_comes_back_whole(
    elsewhere: Store, tmp_path: Path, path: Path
) -> None:
    there = read_project(path).project
    import_project(elsewhere, path, None)
    assert examine(elsewhere).damages == []
    back = _given(elsewhere, tmp_path)
    assert guids(there) <= guids(back)
    assert coded(there) <= coded(back)
    assert set(there.carried) <= set(back.carried)


@pytest.mark.skipif(not PEER, reason="QCODE_TEST_QC names no qc of qualitative-coding")
def test_qualitative_coding_reads_a_study(elsewhere: Store, tmp_path: Path) -> None:
    # qc cannot pass over a PDF: it stops at the first one.
    without_pdf = re.sub(r"<PDFSource.*?</PDFSource>", "", PROJECT, flags=re.DOTALL)
    import_project(elsewhere, foreign_file(tmp_path / "in.qdpx", without_pdf), None)
    export_project(elsewhere, tmp_path / "out.qdpx", [])
    folder = tmp_path / "qc"
    folder.mkdir()
    assert PEER is not None
    subprocess.run(
        [PEER, "init", "--import", tmp_path / "out.qdpx"],
        cwd=folder,
        env={**os.environ, "PYTHONBREAKPOINT": "0"},
        check=True,
    )
    with closing(sqlite3.connect(folder / "qualitative_coding.sqlite3")) as database:
        rows = database.execute(
            "SELECT d.document_id, c.coder_id, c.code_id FROM coded_line c "
            "JOIN coded_line_location_association a ON a.coded_line_id = c.id "
            "JOIN location l ON l.id = a.location_id "
            "JOIN document_index d ON d.id = l.document_index_id"
        )
        # Its lines are not looked at: qc puts every selection on the first.
        assert set(rows) == {
            ("Anna 01.txt", "Kim", "Hilfe"),
            ("Anna 01.txt", "Kim", "Nachbarn"),
            ("Anna 01.txt", "Kim (2)", "Hilfe"),
            ("Anna 01 (2).txt", "unknown", "Nachbarn"),
        }
