"""Studies as hypothesis draws them, and what they hold, whatever ids they have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from qcode.model.codebook import Code
from qcode.model.coding import (
    Coder,
    Coding,
    Memo,
    Origin,
    Stance,
    Subject,
    segment_digest,
)
from qcode.model.document import Case, Document, Kind, Source, text_digest
from qcode.model.ids import (
    CodeId,
    CodingId,
    DocumentId,
    MemoId,
    StudyId,
    case_id,
    coder_id,
    document_id,
)
from qcode.model.span import Span
from qcode.store import (
    Store,
    cases,
    coders,
    codes,
    codings,
    documents,
    memos,
    study,
)
from qcode.text.normalise import normalise
from qcode.text.segments import masked_spans, turns
from qcode.text.sentences import count_words
from tests.builders import NOON

HOME = StudyId(UUID("11111111-0000-4000-8000-000000000001"))
ABROAD = StudyId(UUID("22222222-0000-4000-8000-000000000002"))

# Emoji, a combining mark, a right-to-left letter, a tab, and lines with speakers.
TEXTS = st.text("ab \n\tI:ä\u0301\U0001f600\u05e9", max_size=30).map(normalise)
PROSE = st.text("ab c\n<&ä\U0001f600", min_size=1, max_size=12).filter(str.strip)
NAMES = st.text("abÄ ß&1", min_size=1, max_size=4).map(
    lambda text: " ".join(text.split()) or "x"
)
MOMENTS = st.integers(0, 10**12).map(lambda n: NOON + timedelta(microseconds=n))


@dataclass(frozen=True)
class Drawn:
    """Everything in a study, to be stored."""

    coders: list[Coder]
    cases: list[Case]
    documents: list[Document]
    codes: list[Code]
    codings: list[Coding]
    memos: list[Memo]


def _unique(drawn: list[str]) -> list[str]:
    return list({name.casefold(): name for name in drawn}.values())


@st.composite
def studies(draw: Callable[..., Any]) -> Drawn:
    names = _unique(draw(st.lists(NAMES, min_size=1, max_size=3)))
    people = [Coder(coder_id(HOME, name), name) for name in names]
    described = draw(
        st.dictionaries(NAMES, st.dictionaries(NAMES, PROSE, max_size=2), max_size=3)
    )
    known_cases = [
        Case(case_id(HOME, name), name, values) for name, values in described.items()
    ]
    texts = draw(st.dictionaries(NAMES, TEXTS, max_size=3))
    made = [
        _document(draw, name, text, known_cases, number)
        for number, (name, text) in enumerate(texts.items())
    ]
    own = {case.id for case in known_cases}
    known_cases += [Case(it.case_id, it.name) for it in made if it.case_id not in own]
    codebook = _codes(draw)
    done = _codings(draw, people, made, [it for it in codebook if it.codable])
    subjects = [
        *((Subject.DOCUMENT, it.id) for it in made),
        *((Subject.CODE, it.id) for it in codebook),
        *((Subject.CODING, it.id) for it in done),
        *((Subject.CASE, it.id) for it in known_cases),
        (Subject.STUDY, HOME),
    ]
    written = [
        Memo(
            draw(st.sampled_from(people)).id,
            subject,
            about,
            draw(PROSE),
            written_at=draw(MOMENTS),
            id=MemoId(uuid5(HOME, f"memo {number}")),
        )
        for number, (subject, about) in enumerate(
            draw(st.lists(st.sampled_from(subjects), max_size=4))
        )
    ]
    return Drawn(people, known_cases, made, codebook, done, written)


def _document(
    draw: Callable[..., Any],
    name: str,
    text: str,
    known_cases: list[Case],
    number: int,
) -> Document:
    own = [None, *(case.id for case in known_cases)]
    chosen = draw(st.sampled_from(own)) or case_id(HOME, name)
    spoken = turns(text)
    return Document(
        id=document_id(HOME, text_digest(text), str(number)),
        name=name,
        kind=draw(st.sampled_from(list(Kind))),
        text=text,
        case_id=chosen,
        turns=spoken,
        words=count_words(text, masked_spans(text, spoken)),
    )


def _codes(draw: Callable[..., Any]) -> list[Code]:
    made: list[Code] = []
    for number in range(draw(st.integers(0, 4))):
        above = [None, *(code.id for code in made)]
        made.append(
            Code(
                CodeId(uuid5(HOME, f"code {number}")),
                f"key-{number}",
                draw(NAMES),
                draw(st.sampled_from(above)),
                definition=draw(st.just("") | PROSE),
                include=draw(st.just("") | PROSE),
                keywords=tuple(draw(st.lists(PROSE, max_size=2))),
                memo=draw(st.just("") | PROSE),
                colour=draw(st.sampled_from(["", "#a0b1c2"])),
                codable=draw(st.booleans()),
            )
        )
    return made


def _codings(
    draw: Callable[..., Any],
    people: list[Coder],
    made: list[Document],
    codable: list[Code],
) -> list[Coding]:
    readable = [document for document in made if document.text]
    if not (readable and codable):
        return []
    found: dict[object, Coding] = {}
    for number in range(draw(st.integers(0, 6))):
        document = draw(st.sampled_from(readable))
        start = draw(st.integers(0, len(document.text) - 1))
        coding = Coding(
            document.id,
            draw(st.sampled_from(codable)).id,
            draw(st.sampled_from(people)).id,
            Span(start, draw(st.integers(start + 1, len(document.text)))),
            draw(st.sampled_from(list(Origin))),
            draw(st.sampled_from([None, *Stance])),
            draw(MOMENTS),
            CodingId(uuid5(HOME, f"coding {number}")),
        )
        place = coding.document_id, coding.code_id, coding.coder_id, coding.span
        found.setdefault(place, coding)
    return list(found.values())


def found(store: Store, study_id: StudyId, name: str = "Studie") -> None:
    """Make a study without anything in it."""
    with store.begin() as connection:
        study.create(connection, study.StudyRow(study_id, name, "de"))


def put_in(store: Store, drawn: Drawn) -> None:
    """Make the study that was drawn."""
    found(store, HOME)
    texts: dict[DocumentId, str] = {it.id: it.text for it in drawn.documents}
    with store.begin() as connection:
        for coder in drawn.coders:
            coders.ensure(connection, coder)
        for case in drawn.cases:
            cases.ensure(connection, case)
            cases.set_attributes(connection, case.id, case.attributes)
        for document in drawn.documents:
            source = Source(f"{document.name}.txt", document.text.encode())
            documents.insert_document(connection, document, source)
        places: dict[CodeId | None, int] = {}
        for code in drawn.codes:
            places[code.parent_id] = places.get(code.parent_id, -1) + 1
            codes.save(connection, code, places[code.parent_id])
        codings.insert_many(
            connection,
            (
                (it, segment_digest(it.span.cut(texts[it.document_id])))
                for it in drawn.codings
            ),
        )
        memos.insert_many(connection, drawn.memos)


def contents(store: Store) -> Mapping[str, object]:
    """Return what is in the study, named by what stays when it goes elsewhere.

    Coders, cases and the study have other ids in another study.
    """
    with store.read() as connection:
        handles = {it.id: it.handle for it in coders.every(connection)}
        named: dict[UUID, str] = {it.id: it.name for it in cases.every(connection)}
        named[study.get(connection).id] = "the study"
        everything = [
            documents.get(connection, it) for it in documents.names(connection)
        ]
        return {
            "coders": sorted(handles.values()),
            "cases": {it.name: it.attributes for it in cases.every(connection)},
            "documents": {
                it.id: (
                    it.name,
                    it.kind,
                    it.text,
                    it.words,
                    it.turns,
                    named[it.case_id],
                )
                for it in everything
            },
            "codes": [replace(it, key="") for it in codes.every(connection)],
            "codings": {
                it.id: (
                    *(handles[it.coder_id], it.document_id, it.code_id, it.span),
                    *(it.origin, it.stance, it.created_at),
                )
                for it, _ in codings.with_digests(connection)
            },
            "memos": {
                it.id: (
                    handles[it.coder_id],
                    it.subject,
                    named.get(it.subject_id, it.subject_id),
                    it.text,
                    it.written_at,
                )
                for it in memos.every(connection)
            },
        }
