import unicodedata
from itertools import islice
from pathlib import Path
from typing import Any

import docx
import pytest

from qcode.errors import UnreadableError
from qcode.model.document import Kind
from qcode.model.journal import Verb
from qcode.operations.corpus import foresee, import_files
from qcode.operations.doctor import examine
from qcode.operations.history import history, undo
from qcode.operations.memos import list_memos
from qcode.operations.outcomes import Outcome, Status
from qcode.operations.reading import list_cases, list_documents, open_document
from qcode.operations.transcripts import Listed, find_files
from qcode.store import Store, documents
from tests.builders import HEBREW, RAW, STUDY, Study, a_document

Told = list[tuple[str, str, str]]


def _write(folder: Path, **files: str) -> list[Listed]:
    """Write files, with "__" for the dot in their names, and list them so."""
    folder.mkdir(exist_ok=True)
    paths = [folder / name.replace("__", ".") for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content.encode())
    return find_files([path for path in paths if path.suffix != ".csv"])


def _told(outcomes: list[Outcome]) -> Told:
    return [(o.path.name, str(o.status), o.document_name) for o in outcomes]


def _import(store: Store, files: list[Listed]) -> list[Outcome]:
    """Import, and check that a dry run said the same before."""
    foreseen = list(foresee(store, files, STUDY))
    entries = len(history(store))
    assert list(foresee(store, files, STUDY)) == foreseen
    assert len(history(store)) == entries
    done = list(import_files(store, files, STUDY, None))
    assert done == foreseen
    return done


def _names(store: Store) -> list[str]:
    return [document.name for document in list_documents(store)]


def _attributes(store: Store) -> dict[str, dict[str, str]]:
    return {case.name: dict(case.attributes) for case in list_cases(store)}


def test_a_new_file_becomes_a_document(study: Study, tmp_path: Path) -> None:
    files = _write(tmp_path / "in", neu__txt="\ufeffI: Ja?\r\nB: Nein.\x07")
    assert _told(_import(study.store, files)) == [("neu.txt", "new", "neu")]
    found = next(d for d in list_documents(study.store) if d.name == "neu")
    opened = open_document(study.store, found.id)
    assert opened.document.text == "I: Ja?\nB: Nein.\u2407"
    assert [turn.speaker for turn in opened.document.turns] == ["I", "B"]
    assert (found.kind, found.words) == (Kind.OTHER, 2)
    with study.store.read() as connection:
        source = documents.source(connection, found.id)
    assert source.content == files[0][0].read_bytes()


def test_importing_is_one_journal_entry_per_document(
    study: Study, tmp_path: Path
) -> None:
    files = _write(tmp_path / "in", a__txt="A", b__txt="B")
    _import(study.store, files)
    actions = [line.entry.action for line in history(study.store)]
    assert [(action.verb, action.note) for action in actions] == [
        (Verb.DOCUMENT_IMPORTED, "b"),
        (Verb.DOCUMENT_IMPORTED, "a"),
    ]
    assert examine(study.store).damages == []


def test_importing_again_changes_nothing(study: Study, tmp_path: Path) -> None:
    files = _write(tmp_path / "in", a__txt="A", b__md="---\ncity: X\n---\nB")
    _import(study.store, files)
    again = _import(study.store, files)
    assert _told(again) == [("a.txt", "known", "a"), ("b.md", "known", "b")]
    assert [outcome.reason for outcome in again] == ["", ""]
    assert len(history(study.store)) == 2


@pytest.mark.parametrize("raw", [RAW, RAW.replace("\r\n", "\n")])
def test_a_known_text_under_another_name_is_known(
    study: Study, tmp_path: Path, raw: str
) -> None:
    done = _import(study.store, _write(tmp_path / "in", umbenannt__txt=raw))
    assert _told(done) == [("umbenannt.txt", "known", "anna-01")]


def test_the_same_text_twice_comes_in_once(study: Study, tmp_path: Path) -> None:
    files = _write(tmp_path / "in", a__txt="Same\n", b__txt="Same\r\n")
    done = _import(study.store, files)
    assert _told(done) == [("a.txt", "new", "a"), ("b.txt", "known", "a")]


def test_another_text_of_a_taken_name_is_refused(study: Study, tmp_path: Path) -> None:
    files = _write(tmp_path / "in", **{"anna-01__txt": "Anders"})
    (done,) = _import(study.store, files)
    assert done.status is Status.REFUSED
    assert "'anna-01'" in done.reason
    assert _names(study.store) == ["anna-01", "bodo-02"]


def test_two_new_texts_of_one_name_clash(study: Study, tmp_path: Path) -> None:
    files = _write(tmp_path / "in", a__txt="A") + _write(tmp_path / "on", a__txt="B")
    done = _import(study.store, files)
    assert [outcome.status for outcome in done] == [Status.NEW, Status.REFUSED]


def test_a_refused_file_takes_no_name(study: Study, tmp_path: Path) -> None:
    known = _write(tmp_path / "in", neu__txt=RAW)
    files = known + _write(tmp_path / "on", neu__txt="Anders")
    done = _import(study.store, files)
    assert [outcome.status for outcome in done] == [Status.KNOWN, Status.NEW]


def test_a_bad_file_does_not_hinder_the_others(study: Study, tmp_path: Path) -> None:
    files = _write(
        tmp_path / "in", leer__txt="", falsch__xyz="A", nul__txt="a\0b", gut__txt="Gut"
    )
    done = _import(study.store, [*files, (tmp_path / "fehlt.txt", None)])
    assert _told(done) == [
        ("leer.txt", "refused", ""),
        ("falsch.xyz", "refused", ""),
        ("nul.txt", "refused", ""),
        ("gut.txt", "new", "gut"),
        ("fehlt.txt", "refused", ""),
    ]
    assert all("\n" not in outcome.reason for outcome in done)


def test_what_is_in_stays_in_when_the_rest_is_interrupted(
    study: Study, tmp_path: Path
) -> None:
    files = _write(tmp_path / "in", a__txt="A", b__txt="B", c__txt="C")
    assert len(list(islice(import_files(study.store, files, STUDY, None), 2))) == 2
    assert _names(study.store) == ["a", "anna-01", "b", "bodo-02"]
    assert examine(study.store).damages == []
    assert [o.status for o in _import(study.store, files)] == ["known", "known", "new"]


FRONT = "---\nkind: interview\ncity: Front\nrole: Leitung\n---\nText"


def test_front_matter_gives_kind_and_attributes(study: Study, tmp_path: Path) -> None:
    _import(study.store, _write(tmp_path / "in", a__md=FRONT))
    assert list_documents(study.store)[0].kind is Kind.INTERVIEW
    assert _attributes(study.store)["a"] == {"city": "Front", "role": "Leitung"}


def test_the_table_goes_before_front_matter(study: Study, tmp_path: Path) -> None:
    table = "document,kind,case,city,wave\na,workshop,Fall A,Tabelle,1\n"
    files = _write(tmp_path / "in", attributes__csv=table, a__md=FRONT)
    _import(study.store, files)
    assert list_documents(study.store)[0].kind is Kind.WORKSHOP
    assert _attributes(study.store)["Fall A"] == {
        "city": "Tabelle",
        "role": "Leitung",
        "wave": "1",
    }


def test_a_kind_may_be_written_with_capitals(study: Study, tmp_path: Path) -> None:
    front = FRONT.replace("interview", "Interview")
    _import(study.store, _write(tmp_path / "in", a__md=front))
    assert list_documents(study.store)[0].kind is Kind.INTERVIEW


def test_an_unknown_kind_is_refused(study: Study, tmp_path: Path) -> None:
    front = FRONT.replace("interview", "gespräch")
    (done,) = _import(study.store, _write(tmp_path / "in", a__md=front))
    assert done.status is Status.REFUSED
    assert "interview, workshop" in done.reason


def test_new_attributes_of_a_known_text_are_taken_over(
    study: Study, tmp_path: Path
) -> None:
    table = "document,kind,city\nanna-01,workshop,A\n"
    files = _write(tmp_path / "in", attributes__csv=table, **{"anna-01__txt": RAW})
    (done,) = _import(study.store, files)
    assert (done.status, done.reason != "") == (Status.KNOWN, True)
    assert _attributes(study.store)["anna-01"] == {"city": "A"}
    assert list_documents(study.store)[0].kind is Kind.WORKSHOP
    assert history(study.store)[0].entry.action.verb is Verb.ATTRIBUTES_SET
    (again,) = _import(study.store, files)
    assert again.reason == ""


def test_a_known_text_under_anothers_name_leaves_the_other_alone(
    study: Study, tmp_path: Path
) -> None:
    table = "document,kind,city\nbodo-02,example,X\n"
    files = _write(tmp_path / "in", attributes__csv=table, **{"bodo-02__txt": RAW})
    assert _told(_import(study.store, files)) == [("bodo-02.txt", "known", "anna-01")]
    assert _attributes(study.store) == {"anna-01": {}, "bodo-02": {}}
    kinds = [document.kind for document in list_documents(study.store)]
    assert kinds == [Kind.INTERVIEW, Kind.WORKSHOP]


def test_the_table_finds_files_whose_umlauts_are_decomposed(
    study: Study, tmp_path: Path
) -> None:
    table = "document,city\nMünster.txt,Münster\n"
    name = unicodedata.normalize("NFD", "Münster") + "__txt"
    (tmp_path / "in").mkdir()
    _write(tmp_path / "in", attributes__csv=table, **{name: "Text"})
    ((_, row),) = find_files([tmp_path / "in"])
    assert row is not None
    assert row.attributes == {"city": "Münster"}


def test_a_damaged_table_is_reported(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"attributes\.csv: line 2"):
        _write(tmp_path / "in", attributes__csv="document,kind\na,x\n", a__txt="A")


def test_a_folder_gives_its_transcripts(tmp_path: Path) -> None:
    _write(tmp_path / "in", b__txt="B", a__md="A", README__md="x", guide__txt="y")
    found = [path.name for path, _ in find_files([tmp_path / "in"])]
    assert found == ["a.md", "b.txt"]


def test_a_right_to_left_text_keeps_its_codepoints(
    store: Store, tmp_path: Path
) -> None:
    files = _write(tmp_path / "in", bodo__txt=HEBREW)
    list(import_files(store, files, STUDY, None))
    with store.read() as connection:
        stored = documents.get(connection, a_document(raw=HEBREW).id)
    assert stored.text == HEBREW


def test_any_mixture_of_files_is_foreseen_exactly(study: Study, tmp_path: Path) -> None:
    front: Any = "---\ncase: Eins\ncity: {}\n---\n{}".format
    first = _write(
        tmp_path / "a",
        attributes__csv="document,city\nanna-01,A\n",
        a__md=front("X", "Same"),
        b__md=front("Y", "Same"),
        **{"anna-01__txt": RAW, "c__txt": "Same"},
    )
    second = _write(
        tmp_path / "b", a__md=front("Z", "Anders"), d__md=front("Z", "Same")
    )
    done = _import(study.store, [*first, *second, *first])
    assert [outcome.status for outcome in done] == [
        *("new", "known", "known", "known"),
        *("refused", "known"),
        *("known", "known", "known", "known"),
    ]


def _commented(folder: Path) -> list[Listed]:
    """A Word document with two comments."""
    document = docx.Document()
    run = document.add_paragraph("B: ").add_run("Ja " * 100)
    document.add_comment(run, text="Wirklich? \U0001f600", author="KM")
    document.add_comment(run, text="Zweitens", author="")
    folder.mkdir()
    document.save(str(folder / "neu.docx"))
    return find_files([folder])


def test_comments_become_memos_of_the_one_who_imports(
    study: Study, tmp_path: Path
) -> None:
    files = _commented(tmp_path / "in")
    (done,) = import_files(study.store, files, STUDY, study.anna.id)
    assert (done.status, done.reason) == (Status.NEW, "")
    first, second = list_memos(study.store)
    assert first.coder_id == study.anna.id
    assert first.text.startswith("“Ja Ja")
    assert first.text.endswith(": Wirklich? \U0001f600")
    assert "…” – KM, 2" in first.text
    assert second.text.endswith(": Zweitens")
    (entry,) = [line.entry for line in history(study.store)]
    assert [change.id for change in entry.action.changes] == [first.id, second.id]
    assert examine(study.store).damages == []


def test_comments_are_told_where_nobody_is_there_to_own_them(
    study: Study, tmp_path: Path
) -> None:
    (done,) = _import(study.store, _commented(tmp_path / "in"))
    assert done.status is Status.NEW
    assert "2 comments were left out" in done.reason
    assert list_memos(study.store) == []


def test_comments_left_out_are_taken_once_somebody_imports_again(
    study: Study, tmp_path: Path
) -> None:
    files = _commented(tmp_path / "in")
    _import(study.store, files)
    (again,) = import_files(study.store, files, STUDY, study.anna.id)
    assert (again.status, again.reason) == (Status.KNOWN, "its comments became memos")
    assert len(list_memos(study.store)) == 2
    undo(study.store, study.anna.id)
    assert list_memos(study.store) == []
    for coder in (study.anna, study.bea):
        (third,) = import_files(study.store, files, STUDY, coder.id)
        assert (third.status, third.reason) == (Status.KNOWN, "")
    assert list_memos(study.store) == []
