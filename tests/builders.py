"""Objects of the model with harmless defaults, and a study filled with them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from qcode.model.codebook import Code
from qcode.model.coding import Coder, Coding, Memo, Subject, segment_digest
from qcode.model.document import Case, Document, Kind, Source, text_digest
from qcode.model.ids import (
    InstallationId,
    StudyId,
    case_id,
    code_id,
    coder_id,
    document_id,
)
from qcode.model.span import Span
from qcode.model.summary import Summary
from qcode.store import Store, cases, coders, codes, codings, documents, study
from qcode.text.normalise import normalise
from qcode.text.segments import masked_spans, turns
from qcode.text.sentences import count_words

STUDY = StudyId(UUID("0b0e6f0a-41f2-4a53-9b35-0d6f0ce1f001"))
HERE = InstallationId(UUID("11111111-1111-4111-8111-111111111111"))
ELSEWHERE = InstallationId(UUID("22222222-2222-4222-8222-222222222222"))
NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)

# CRLF, an emoji of several codepoints, an "o" with a combining diaeresis, a tab.
RAW = (
    "I: Wie ging es?\r\n"
    "B: Gut \U0001f468\u200d\U0001f469\u200d\U0001f467, sehr engagiert. Ja!\r\n"
    "\r\n"
    "Wir ko\u0308nnen das.\t[bold]So[/]\r\n"
    "I: Und sonst?\r\n"
    "B: Nichts. Gar nichts \U0001f600.\r\n"
)
# A text that runs from right to left.
HEBREW = (
    "I: \u05e9\u05dc\u05d5\u05dd\nB: \u05ea\u05d5\u05d3\u05d4, \u05d8\u05d5\u05d1.\n"
)


def a_case(name: str = "anna-01", attributes: Mapping[str, str] | None = None) -> Case:
    return Case(case_id(STUDY, name), name, attributes or {})


def a_document(
    name: str = "anna-01",
    raw: str = RAW,
    kind: Kind = Kind.INTERVIEW,
    case: Case | None = None,
) -> Document:
    text = normalise(raw)
    spoken = turns(text)
    return Document(
        id=document_id(STUDY, text_digest(text)),
        name=name,
        kind=kind,
        text=text,
        case_id=(case or a_case(name)).id,
        turns=spoken,
        words=count_words(text, masked_spans(text, spoken)),
    )


def a_source(name: str = "anna-01", raw: str = RAW) -> Source:
    return Source(f"{name}.txt", raw.encode())


def a_code(key: str = "engagement", **fields: Any) -> Code:
    code = Code(code_id(STUDY, key), key, key.replace("-", " ").capitalize())
    return replace(code, **fields)


def a_coder(handle: str = "anna") -> Coder:
    return Coder(coder_id(STUDY, handle), handle)


def a_coding(start: int = 19, end: int = 22, **fields: Any) -> Coding:
    coding = Coding(
        a_document().id, a_code().id, a_coder().id, Span(start, end), created_at=NOON
    )
    return replace(coding, **fields)


def a_memo(
    about: Coding | Code | Document, text: str = "Gut \U0001f600", **fields: Any
) -> Memo:
    subject = {
        Coding: Subject.CODING,
        Code: Subject.CODE,
        Document: Subject.DOCUMENT,
    }[type(about)]
    memo = Memo(a_coder().id, subject, about.id, text, written_at=NOON)
    return replace(memo, **fields)


@dataclass(frozen=True)
class Study:
    """What `fill` puts into a store; no coding, no memo and an empty journal."""

    store: Store
    document: Document
    hebrew: Document
    family: Code
    engagement: Code
    nets: Code
    anna: Coder
    bea: Coder


def a_study(store: Store) -> Study:
    """Name what `fill` put into this store."""
    family = a_code("family", codable=False)
    return Study(
        store=store,
        document=a_document(),
        hebrew=a_document("bodo-02", HEBREW, Kind.WORKSHOP),
        family=family,
        engagement=a_code("engagement", parent_id=family.id, shortcut="1"),
        nets=a_code("nets", parent_id=family.id),
        anna=a_coder("anna"),
        bea=a_coder("Bea"),
    )


def a_summary(study: Study, text: str = "Gut \U0001f600", **fields: Any) -> Summary:
    case_id, code_id = study.document.case_id, study.family.id
    summary = Summary(case_id, code_id, study.anna.id, text, written_at=NOON)
    return replace(summary, **fields)


def fill(store: Store) -> Study:
    """Put a tiny study into a new store: two documents, three codes, two coders."""
    filled = a_study(store)
    with store.begin() as connection:
        study.create(connection, study.StudyRow(STUDY, "Kleine Studie", "de"))
        for name, document, raw in (
            ("anna-01", filled.document, RAW),
            ("bodo-02", filled.hebrew, HEBREW),
        ):
            cases.ensure(connection, a_case(name))
            documents.insert_document(connection, document, a_source(name, raw))
        for code, place in (
            (filled.family, 0),
            (filled.engagement, 0),
            (filled.nets, 1),
        ):
            codes.save(connection, code, place)
        for coder in (filled.anna, filled.bea):
            coders.ensure(connection, coder)
    return filled


def put(study: Study, coding: Coding) -> None:
    """Store a coding without asking anyone, and without a journal entry."""
    texts = {d.id: d.text for d in (study.document, study.hebrew)}
    digest = segment_digest(coding.span.cut(texts[coding.document_id]))
    with study.store.begin() as connection:
        assert codings.insert_coding(connection, coding, digest)


def url_of(store: Store) -> str:
    """Return the URL that the store was opened with, its password too."""
    return store.engine.url.render_as_string(hide_password=False)
