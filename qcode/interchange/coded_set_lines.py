"""Coded sets as lines of JSON: which member of a `.qcset` holds what.

Owns names, versions and forms as docs/coded-set.md describes them. Whether what a
record says fits a study is for merging to find.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from qcode.model.coded_set import CodedSet, DocumentReference, SealedEntry
from qcode.model.coding import Coder
from qcode.model.ids import CoderId, DocumentId, InstallationId, StudyId
from qcode.model.journal import JsonObject, ObjectKind
from qcode.model.step import step_of, step_record

FORMAT, VERSION = "qcode coded set", 1
MANIFEST = "manifest.json"
OBJECTS = {
    "codings.jsonl": ObjectKind.CODING,
    "memos.jsonl": ObjectKind.MEMO,
    "decisions.jsonl": ObjectKind.DECISION,
    "finished.jsonl": ObjectKind.FINISHED_MARK,
    "settlements.jsonl": ObjectKind.SETTLEMENT,
}
LINES = ("codes.jsonl", *OBJECTS, "steps.jsonl", "journal.jsonl")

Members = Mapping[str, bytes]


def members_of(coded: CodedSet) -> dict[str, bytes]:
    """Return the files of a coded set by name; the same set gives the same bytes."""
    members = {"codes.jsonl": _lines(coded.codes)}
    for name, kind in OBJECTS.items():
        members[name] = _lines(coded.objects.get(kind, ()))
    members["steps.jsonl"] = _lines(map(step_record, coded.steps))
    members["journal.jsonl"] = _lines(map(_sealed_record, coded.entries))
    manifest = json.dumps(
        _manifest(coded, members), ensure_ascii=False, indent=2, sort_keys=True
    )
    return {MANIFEST: f"{manifest}\n".encode(), **members}


def _lines(records: Iterable[JsonObject]) -> bytes:
    return "".join(f"{_canonical(record)}\n" for record in records).encode()


_canonical = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":")
).encode


def _manifest(coded: CodedSet, members: Members) -> JsonObject:
    at = coded.written_at
    return {
        "format": FORMAT,
        "version": VERSION,
        "study": {"id": str(coded.study_id), "name": coded.study},
        "written_at": None if at is None else at.isoformat(),
        "coders": [{"id": str(it.id), "handle": it.handle} for it in coded.coders],
        "codebook": {"revision": coded.codebook_revision},
        "documents": [
            {
                "id": str(it.id),
                "name": it.name,
                "revision": it.revision,
                "text": it.text_digest,
                "digests": list(it.digests),
            }
            for it in coded.documents
        ],
        "base": list(coded.base),
        "heads": list(coded.heads),
        "files": {
            name: {"lines": content.count(b"\n"), "sha256": digest_of(content)}
            for name, content in members.items()
        },
    }


def digest_of(content: bytes) -> str:
    """Return the SHA-256 that the manifest names of a member."""
    return sha256(content).hexdigest()


def _sealed_record(entry: SealedEntry) -> JsonObject:
    record = {it.name: getattr(entry, it.name) for it in fields(entry)}
    coder = entry.coder_id
    return record | {
        "installation_id": str(entry.installation_id),
        "coder_id": None if coder is None else str(coder),
        "at": entry.at.isoformat(),
        "salt": None if entry.salt is None else entry.salt.hex(),
    }


def read_manifest(content: bytes) -> Mapping[str, Any]:
    """Return the manifest; raises ValueError, in words, for what is none of ours."""
    try:
        manifest = json.loads(content)
    except ValueError as error:
        raise ValueError(f"its {MANIFEST} is no JSON") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise ValueError(f"its {MANIFEST} does not say '{FORMAT}'")
    version = manifest.get("version")
    if version != VERSION:
        raise ValueError(
            f"it has the form {version}, this program knows {VERSION}; read it with a "
            "newer version of qcode"
        )
    return manifest


def set_of(manifest: Mapping[str, Any], members: Members, place: str) -> CodedSet:
    """Make the coded set of its files; raises ValueError with what is wrong where."""
    with_kind = {kind: tuple(_records(members, name)) for name, kind in OBJECTS.items()}
    codes = tuple(_records(members, "codes.jsonl"))
    steps = tuple(_made(members, "steps.jsonl", step_of))
    entries = tuple(_made(members, "journal.jsonl", _entry_of))
    try:
        return CodedSet(
            study_id=StudyId(UUID(manifest["study"]["id"])),
            study=str(manifest["study"]["name"]),
            coders=tuple(
                Coder(CoderId(UUID(it["id"])), " ".join(str(it["handle"]).split()))
                for it in manifest["coders"]
            ),
            documents=tuple(map(_reference, manifest["documents"])),
            codebook_revision=str(manifest["codebook"]["revision"]),
            codes=codes,
            objects=with_kind,
            steps=steps,
            entries=entries,
            base=tuple(map(str, manifest["base"])),
            place=place,
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"its {MANIFEST} lacks something or is damaged") from error


def _reference(record: Mapping[str, Any]) -> DocumentReference:
    return DocumentReference(
        DocumentId(UUID(record["id"])),
        str(record["name"]),
        int(record["revision"]),
        str(record["text"]),
        tuple(map(str, record["digests"])),
    )


def _entry_of(record: Mapping[str, Any]) -> SealedEntry:
    coder, salt = record["coder_id"], record["salt"]
    return SealedEntry(
        hash=str(record["hash"]),
        parents=str(record["parents"]),
        installation_id=InstallationId(UUID(record["installation_id"])),
        coder_id=None if coder is None else CoderId(UUID(coder)),
        at=datetime.fromisoformat(record["at"]),
        verb=str(record["verb"]),
        reverses=None if record["reverses"] is None else str(record["reverses"]),
        payload_hash=str(record["payload_hash"]),
        salt=None if salt is None else bytes.fromhex(salt),
        payload=record["payload"],
    )


def _records(members: Members, name: str) -> Iterator[JsonObject]:
    """Yield the records of a member; raises ValueError with the line's number."""
    for number, line in enumerate(members[name].split(b"\n")[:-1], 1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise ValueError(f"{name} line {number} is no JSON") from error
        if not isinstance(record, dict) or b"\\u0000" in line:
            raise ValueError(f"{name} line {number} is no record")
        yield record


def _made(members: Members, name: str, make: Any) -> Iterator[Any]:
    for number, record in enumerate(_records(members, name), 1):
        try:
            yield make(record)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise ValueError(f"{name} line {number} is damaged or unknown") from error
