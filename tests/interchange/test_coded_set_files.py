import json
import struct
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from qcode.errors import StudyError, UnreadableError
from qcode.interchange.coded_set_files import (
    archive_of,
    read_coded_set_file,
    write_coded_set,
)
from qcode.model.coded_set import CodedSet, DocumentReference, SealedEntry
from qcode.model.journal import ObjectKind
from qcode.model.step import Step
from qcode.store.records import record_of
from tests.builders import (
    HERE,
    NOON,
    STUDY,
    a_code,
    a_coder,
    a_coding,
    a_document,
    a_memo,
)

ROOT = Path(__file__).parents[2]
CODING = a_coding()
MEMO = a_memo(CODING)
STEP = Step(
    ObjectKind.CODING, CODING.id, "e" * 64, NOON, a_coder().id, (), record_of(CODING)
)
SEALED = SealedEntry(
    *("e" * 64, "", HERE, a_coder().id, NOON, "coding applied", None, "f" * 64),
    salt=b"\x01" * 16,
    payload='{"note":"\U0001f600"}',
)
DOCUMENT = DocumentReference(a_document().id, "anna-01", 1, "ab" * 32, ("ab" * 32,))


def a_set(place: str = "k1.qcset") -> CodedSet:
    return CodedSet(
        study_id=STUDY,
        study="Kleine Studie",
        coders=(a_coder(),),
        documents=(DOCUMENT,),
        codebook_revision="cd" * 32,
        codes=(record_of(a_code(), position=0),),
        objects={
            ObjectKind.CODING: ({**record_of(CODING), "segment": "00" * 8},),
            ObjectKind.MEMO: (record_of(MEMO),),
            ObjectKind.DECISION: (),
            ObjectKind.FINISHED_MARK: (),
            ObjectKind.SETTLEMENT: (),
        },
        steps=(STEP,),
        entries=(SEALED,),
        base=("b" * 64,),
        place=place,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "k1.qcset"
    write_coded_set(a_set(), path)
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(parts: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _mended(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts with a manifest whose digests are right."""
    manifest = json.loads(parts["manifest.json"])
    for name in manifest["files"]:
        manifest["files"][name]["sha256"] = sha256(parts[name]).hexdigest()
    return parts | {"manifest.json": json.dumps(manifest).encode()}


def test_a_set_comes_back_as_it_went_in(file: Path) -> None:
    assert read_coded_set_file(file) == a_set()


def test_the_same_set_gives_the_same_bytes(file: Path) -> None:
    assert archive_of(a_set()) == archive_of(a_set("elsewhere")) == file.read_bytes()
    with ZipFile(file) as archive:
        moments = {member.date_time for member in archive.infolist()}
    assert moments == {(2026, 3, 1, 12, 0, 0)}


def test_a_folder_holds_the_same_files(file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "k1"
    write_coded_set(a_set(), folder)
    assert {it.name: it.read_bytes() for it in folder.iterdir()} == _parts(file)
    assert read_coded_set_file(folder) == a_set("k1")


def test_a_folder_that_git_keeps_may_have_other_line_ends(tmp_path: Path) -> None:
    folder = tmp_path / "k1"
    write_coded_set(a_set(), folder)
    (folder / ".gitattributes").write_text("* text=auto\n")
    for path in folder.glob("*.json*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_coded_set_file(folder) == a_set("k1")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("wichtig")
    with pytest.raises(StudyError, match="is no coded set and not empty"):
        write_coded_set(a_set(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def _newer(parts: dict[str, bytes]) -> dict[str, bytes]:
    manifest = json.loads(parts["manifest.json"]) | {"version": 2}
    return parts | {"manifest.json": json.dumps(manifest).encode()}


def _strange(parts: dict[str, bytes]) -> dict[str, bytes]:
    return parts | {"weights.bin": b"\x00"}


def _outside(parts: dict[str, bytes]) -> dict[str, bytes]:
    return parts | {"../../qcode.db": b"\x00"}


def _changed(parts: dict[str, bytes]) -> dict[str, bytes]:
    return parts | {"memos.jsonl": parts["memos.jsonl"].replace(b"Gut", b"Bad")}


def _lacking(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: parts[name] for name in parts if name != "steps.jsonl"}


def _without_manifest(parts: dict[str, bytes]) -> dict[str, bytes]:
    return {name: parts[name] for name in parts if name != "manifest.json"}


def _other_format(parts: dict[str, bytes]) -> dict[str, bytes]:
    return parts | {"manifest.json": b'{"format": "cargo"}'}


def _no_json(parts: dict[str, bytes]) -> dict[str, bytes]:
    return _mended(parts | {"steps.jsonl": b"{}\n{ja\n"})


def _incomplete_step(parts: dict[str, bytes]) -> dict[str, bytes]:
    return _mended(parts | {"steps.jsonl": b'{"kind":"coding"}\n'})


def _unknown_kind(parts: dict[str, bytes]) -> dict[str, bytes]:
    steps = parts["steps.jsonl"].replace(b'"kind":"coding"', b'"kind":"video"')
    return _mended(parts | {"steps.jsonl": steps})


def _nul(parts: dict[str, bytes]) -> dict[str, bytes]:
    memos = parts["memos.jsonl"].replace(b"Gut", b"G\\u0000t")
    return _mended(parts | {"memos.jsonl": memos})


Damage = Callable[[dict[str, bytes]], dict[str, bytes]]


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_newer, "it has the form 2, this program knows 1"),
        (_strange, "it holds 'weights.bin', which this program does not know"),
        (_outside, "it holds '../../qcode.db', which this program does not know"),
        (_changed, "memos.jsonl was changed after it was written"),
        (_lacking, "steps.jsonl is missing"),
        (_without_manifest, "there is no manifest.json in it"),
        (_other_format, "its manifest.json does not say 'qcode coded set'"),
        (_no_json, "steps.jsonl line 1 is damaged or unknown"),
        (_incomplete_step, "steps.jsonl line 1 is damaged or unknown"),
        (_unknown_kind, "steps.jsonl line 1 is damaged or unknown"),
        (_nul, "memos.jsonl line 1 is no record"),
    ],
)
def test_what_is_not_known_is_refused_in_one_line(
    file: Path, damage: Damage, said: str
) -> None:
    file.write_bytes(_pack(damage(_parts(file))))
    with pytest.raises(UnreadableError) as raised:
        read_coded_set_file(file)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_bomb_is_not_unpacked(file: Path) -> None:
    parts = _parts(file) | {"memos.jsonl": b"\n" * (64 * 1024 * 1024)}
    file.write_bytes(_pack(parts))
    with pytest.raises(UnreadableError, match="it would unpack to 64 MiB"):
        read_coded_set_file(file)


def test_a_bomb_that_lies_about_its_size_is_not_read_on(file: Path) -> None:
    packed = bytearray(_pack(_parts(file) | {"memos.jsonl": b"\n" * 100_000}))
    packed = packed.replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    file.write_bytes(packed)
    with pytest.raises(UnreadableError):
        read_coded_set_file(file)


@pytest.mark.parametrize("size", [0, 1, 100, 700])
def test_an_archive_that_was_cut_off_is_refused(file: Path, size: int) -> None:
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(UnreadableError):
        read_coded_set_file(file)


def test_a_flipped_byte_anywhere_is_refused_or_harmless(file: Path) -> None:
    whole = file.read_bytes()
    for position in range(0, len(whole), 7):
        damaged = bytearray(whole)
        damaged[position] ^= 0x55
        file.write_bytes(damaged)
        try:
            found = read_coded_set_file(file)
        except UnreadableError:
            continue
        assert found == a_set()


def test_the_files_are_what_docs_coded_set_md_names(file: Path) -> None:
    described = (ROOT / "docs" / "coded-set.md").read_text("utf-8")
    for name in _parts(file):
        assert f"`{name}`" in described
    for field in json.loads(_parts(file)["manifest.json"]):
        assert f"`{field}`" in described
