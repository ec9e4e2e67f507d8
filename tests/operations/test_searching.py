import pytest

from qcode.errors import (
    NotCodableError,
    RefusedError,
    UnknownAttributeError,
    WrongUsageError,
)
from qcode.model.codebook import Code
from qcode.model.coding import Coder
from qcode.model.document import Kind
from qcode.model.search import Extent, How, SearchQuestion
from qcode.model.span import Span
from qcode.operations.coding_hits import HitsToCode, code_hits, foresee_hits
from qcode.operations.codings import apply_code
from qcode.operations.history import history, redo, undo
from qcode.operations.searching import hits
from qcode.store import cases, codings, documents
from tests.builders import Study, a_case, a_coding, a_document, a_source

TALK = (
    "[00:00:07] Interviewer: Wie ging es im Amt?\n\n"
    "[00:01:02] B: Wir gingen ins Amt. Das Gesundheitsamt war zu. Die Ämter gehen "
    "unter.\n\n"
    "[00:02:00] Interviewer: Ihr Amt?\n\n"
    "[00:02:09] C: Das Amtt, sagt man. Wir haben gewartet.\n"
)


@pytest.fixture
def talk(study: Study) -> Study:
    """The study with an interview that has time stamps and three speakers."""
    with study.store.begin() as connection:
        case = a_case("clara-03", {"city": "A"})
        cases.ensure(connection, case)
        cases.set_attributes(connection, case.id, case.attributes)
        document = a_document("clara-03", TALK, case=case)
        documents.insert_document(connection, document, a_source("clara-03", TALK))
    return study


def texts(study: Study, query: str, how: How = How.WORDS, **asked: object) -> list[str]:
    question = SearchQuestion(query, how, **asked)  # type: ignore[arg-type]
    return [hit.text for hit in hits(study.store, question)]


def test_a_hit_comes_with_its_place_and_context(talk: Study) -> None:
    question = SearchQuestion("GESUNDHEITS", context=9)
    [hit] = hits(talk.store, question)
    assert TALK[hit.span.start : hit.span.end] == hit.text == "Gesundheits"
    assert (hit.before, hit.after) == ("Amt. Das ", "amt war z")
    place = (hit.document, hit.speaker, hit.line, hit.time)
    assert place == ("clara-03", "B", 3, "00:01:02")


@pytest.mark.parametrize(
    ("query", "how", "near", "expected"),
    [
        ("amt", How.WORDS, None, ["Amt", "Amt", "amt", "Amt", "Amt"]),
        (r"\bamt\b", How.REGEX, None, ["Amt", "Amt", "Amt"]),
        ("amt", How.LEMMA, None, ["Amt", "Amt", "Ämter", "Amt"]),
        ("geht", How.LEMMA, None, ["ging", "gingen", "gehen"]),
        ("Amt", How.FUZZY, None, ["Amt", "Amt", "Gesundheitsamt", "Amt", "Amtt"]),
        ("haben wir", How.WORDS, 3, ["Wir haben"]),
        ("wir amt", How.WORDS, 3, ["Wir gingen ins Amt", "Amtt, sagt man. Wir"]),
        ("gehen amt", How.LEMMA, 2, ["gingen ins Amt", "Ämter gehen"]),
        ("gehen amt", How.LEMMA, 1, ["Ämter gehen"]),
        ("„Es im“", How.LEMMA, None, ["es im"]),
        ("amt, wir!", How.WORDS, 3, ["Wir gingen ins Amt", "Amtt, sagt man. Wir"]),
    ],
)
def test_a_query_is_read_as_it_is_meant(
    talk: Study, query: str, how: How, near: int | None, expected: list[str]
) -> None:
    clara = a_document("clara-03", TALK).id
    assert texts(talk, query, how, near=near, document_id=clara) == expected


def test_a_search_is_narrowed_to_speakers_kinds_and_cases(talk: Study) -> None:
    assert texts(talk, "amt", speaker="c") == ["Amt"]
    assert texts(talk, "amt", without_interviewer=True) == ["Amt", "amt", "Amt"]
    assert texts(talk, "amt", without_interviewer=True, speaker="Interviewer") == []
    assert texts(talk, "amt", kind=Kind.WORKSHOP) == []
    assert texts(talk, "amt", attribute=("city", "A"), speaker="B") == ["Amt", "amt"]
    assert texts(talk, "amt", document_id=talk.document.id) == []
    assert texts(talk, "שלום", kind=Kind.WORKSHOP) == ["שלום"]


def test_a_search_that_means_nothing_is_refused(talk: Study) -> None:
    with pytest.raises(WrongUsageError, match="no words to be near"):
        texts(talk, "a", How.REGEX, near=2)
    with pytest.raises(RefusedError, match="nothing to search for"):
        texts(talk, "?!", How.LEMMA)
    with pytest.raises(WrongUsageError, match="two different words"):
        texts(talk, "Amt amt", near=2)
    with pytest.raises(UnknownAttributeError, match="Known are: city"):
        texts(talk, "a", attribute=("stadt", "A"))
    with pytest.raises(RefusedError, match="No document has the speaker 'Z'"):
        texts(talk, "a", speaker="Z")


@pytest.mark.parametrize(
    ("extent", "expected"),
    [
        (Extent.HIT, ["Amt", "amt"]),
        (Extent.SENTENCE, ["Wir gingen ins Amt.", "Das Gesundheitsamt war zu."]),
        (Extent.TURN, [TALK[TALK.index("Wir gingen") : TALK.index("\n\n[00:02:00]")]]),
    ],
)
def test_hits_are_coded_as_one_step(
    talk: Study, extent: Extent, expected: list[str]
) -> None:
    question = SearchQuestion("amt", speaker="B")

    def foreseen_now() -> HitsToCode:
        return foresee_hits(
            talk.store, question, extent, code_id=talk.nets.id, coder_id=talk.anna.id
        )

    foreseen = foreseen_now()
    assert [hit.text for hit in foreseen.new] == expected
    assert (foreseen.hits, foreseen.known) == (2, 0)
    before = len(history(talk.store))
    made = code_hits(talk.store, foreseen, talk.anna.id)
    assert [it.span.cut(TALK) for it in made] == expected
    [line] = history(talk.store)[: len(history(talk.store)) - before]
    said = f"Nets: {len(expected)} codings from the search 'amt'"
    assert line.entry.action.note == said
    again = foreseen_now()
    assert (again.new, again.known) == ((), len(expected))
    assert code_hits(talk.store, foreseen, talk.anna.id) == []
    undo(talk.store, talk.anna.id)
    with talk.store.read() as connection:
        assert codings.of_coder(connection, talk.anna.id) == []
    redo(talk.store, talk.anna.id)
    with talk.store.read() as connection:
        assert set(codings.of_coder(connection, talk.anna.id)) == set(made)


def test_what_is_coded_already_is_left_alone(talk: Study) -> None:
    start = TALK.index("Wir gingen")
    document = a_document("clara-03", TALK)
    own = a_coding(start, start + 19, document_id=document.id, code_id=talk.nets.id)
    apply_code(talk.store, own)
    question = SearchQuestion(["gingen", "gewartet"][0])

    def foreseen(code: Code, coder: Coder) -> HitsToCode:
        return foresee_hits(
            talk.store,
            question,
            Extent.SENTENCE,
            code_id=code.id,
            coder_id=coder.id,
        )

    mine = foreseen(talk.nets, talk.anna)
    assert (mine.new, mine.known) == ((), 1)
    theirs = foreseen(talk.nets, talk.bea)
    assert [hit.span for hit in theirs.new] == [Span(start, start + 19)]
    with pytest.raises(NotCodableError):
        foreseen(talk.family, talk.anna)


def test_where_nobody_speaks_the_paragraph_is_coded(study: Study) -> None:
    note = "# Notiz\n\nDas Amt war zu.\nEs regnete.\n\nIm Amt war Licht.\n"
    with study.store.begin() as connection:
        cases.ensure(connection, a_case("notiz"))
        made = a_document("notiz", note, Kind.OTHER)
        documents.insert_document(connection, made, a_source("notiz", note))
    foreseen = foresee_hits(
        study.store,
        SearchQuestion("amt"),
        Extent.TURN,
        code_id=study.nets.id,
        coder_id=study.anna.id,
    )
    assert [hit.text for hit in foreseen.new] == [
        "Das Amt war zu.\nEs regnete.",
        "Im Amt war Licht.",
    ]
