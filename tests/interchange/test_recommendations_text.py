"""A recommendation with everything under it, as a text whose links lead somewhere."""

import re
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from lxml import html

from qcode.interchange.prose.docx_prose import content as docx_of
from qcode.interchange.prose.html_prose import content as html_of
from qcode.interchange.prose.markdown_prose import content as markdown_of
from qcode.interchange.recommendations import recommendations_text
from qcode.interchange.recommendations.words import ENGLISH, GERMAN
from qcode.model.document import Kind
from qcode.model.evidence import (
    Choice,
    Chosen,
    CodeAlpha,
    CodeAlphas,
    Evidence,
    Former,
    KindCount,
    Neighbour,
    Passage,
    Portfolio,
    Rating,
    Remark,
    SeenQuotation,
    Source,
    Survey,
    Values,
)
from qcode.model.prose import Prose, anchors
from qcode.model.recommendation import (
    KeyQuotation,
    Mark,
    MarkKind,
    Recommendation,
    Status,
)
from qcode.model.span import Span
from tests.builders import NOON, a_code, a_coder, a_coding, a_document

TALK = Source(a_document().id, "anna-01", Kind.INTERVIEW, "Leitung & Büro", "B")
MORE = Source(a_document("bodo").id, "bodo-02", Kind.INTERVIEW, "", "")
NETS, MONEY, NEEDS = a_code("nets"), a_code("money"), a_code("needs")


def passage(start: int, text: str, *, opposes: bool = False) -> Passage:
    coding = a_coding(start, start + len(text))
    return Passage(
        TALK,
        Span(start, start + len(text)),
        text,
        start,
        "B",
        "00:01:02",
        ("Nets",),
        ("anna", "Bea"),
        opposes,
        (coding,),
    )


FOR, AGAINST = passage(3, "Netze <halten>."), passage(40, "Nein.", opposes=True)
ELSEWHERE = passage(90, "Nicht mitgezählt.")


def quoted(it: Passage | None, *marks: Mark) -> SeenQuotation:
    coding = a_coding() if it is None else it.codings[0]
    chosen = KeyQuotation(
        RECOMMENDATION.id,
        coding.id,
        coding.document_id,
        coding.code_id,
        coding.coder_id,
        coding.span,
        b"12345678",
        0.8,
        a_coder().id,
        "Warum?",
        NOON,
    )
    return SeenQuotation(chosen, "anna-01", "Nets", "KM", it, marks)


RECOMMENDATION = Recommendation(
    1, "Netze | pflegen", (NETS.id,), "Erstens.\n\nZweitens.", Status.AGREED
)
EVIDENCE = Evidence(
    recommendation=RECOMMENDATION,
    codes=[NETS],
    missing_codes=1,
    chosen=Chosen(Choice.EVERYONE, ["Bea", "anna"]),
    passages=[FOR, AGAINST],
    kinds=[
        KindCount(Kind.INTERVIEW, [TALK], [TALK, MORE], 28),
        KindCount(Kind.WORKSHOP, [], [], 4),
    ],
    roles=Values("role of [x](y)", {"Leitung & Büro": [TALK]}, 7, []),
    cities=Values("city", {}, 3, [TALK]),
    alphas=[
        CodeAlpha(NETS, 0.625, 60, (-0.001, 0.9)),
        CodeAlpha(MONEY, None, 60, None, "one-category"),
    ],
    neighbours=[Neighbour(MONEY, NEEDS, [FOR], [(4, 9)])],
    ratings=[Rating(MONEY, 96, 8.19, 1.5, 1.5)],
    quotations=[
        quoted(FOR),
        quoted(ELSEWHERE, Mark(MarkKind.DROPPED, 0.8, 0.55), Mark(MarkKind.CHANGED)),
        quoted(None, Mark(MarkKind.LOST)),
        replace(
            quoted(None, Mark(MarkKind.LOST)),
            former=Former(7, "00:02:03", "Steht noch."),
        ),
    ],
    remarks=[
        Remark("Nets", "anna", "Zum Code", NOON),
        Remark("Nets", "Bea", "Zur Stelle", NOON, AGAINST),
    ],
)
PORTFOLIO = Portfolio(
    "Studie",
    "de",
    "qcode 1",
    NOON,
    [EVIDENCE],
    CodeAlphas(["anna", "Bea"], ["anna-01"], {}),
    Survey("answers.csv", "wave=2024", EVIDENCE.ratings),
)


@pytest.fixture(params=["de", "en"])
def prose(request: pytest.FixtureRequest) -> Prose:
    return recommendations_text(PORTFOLIO, request.param)


def test_every_link_of_the_html_leads_to_a_place(prose: Prose) -> None:
    page = html.fromstring(html_of(prose))
    ids = [it.get("id") for it in page.iterfind(".//*[@id]")]
    links = {it.get("href").removeprefix("#") for it in page.iterfind(".//a")}
    assert len(ids) == len(set(ids))
    assert links <= set(ids) == anchors(prose)
    levels = [int(it.tag[1]) for it in page.iter("h1", "h2", "h3", "h4")]
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


def test_every_link_of_the_markdown_leads_to_a_place(prose: Prose) -> None:
    written = markdown_of(prose).decode()
    links = re.findall(r"(?<!\\)\]\(#([^)]+)\)", written)
    assert set(links) <= set(re.findall(r'<a id="([^"]+)">', written))
    # What is strong ends in no space, or it would not be strong.
    assert not re.search(r"\s\*\*\[", written)


def test_what_nobody_coded_is_said_in_words() -> None:
    nobody = replace(EVIDENCE, chosen=Chosen(Choice.EVERYONE, []))
    empty = replace(PORTFOLIO, evidence=[nobody])
    for language, told in (
        ("de", "Mit diesen Codes hat noch niemand codiert."),
        ("en", "Nobody has coded with these codes yet."),
    ):
        written = markdown_of(recommendations_text(empty, language)).decode()
        assert f"\n{told}\n" in written


def test_each_number_leads_to_its_passages() -> None:
    written = markdown_of(recommendations_text(PORTFOLIO, "de")).decode()
    coded = "[2](#r1-interview-coded) davon codiert"
    assert f"- [1](#r1-interview) von 28 Interviews; {coded}" in written
    assert "**Interviews, codiert:** anna-01, bodo-02" in written
    assert "- 0 von 4 Workshops; 0 davon codiert" in written
    assert "- [1](#r1-passages) Stellen" in written
    assert "- [1](#r1-opposing) Stellen widersprechen" in written
    nets = (
        "| Nets | [0,62](#agreement) | [0,00 bis 0,90](#agreement) | [60](#agreement) |"
    )
    assert nets in written
    assert "[unbestimmt: alle Sätze gleich beurteilt](#agreement)" in written
    assert "| Needs | Money | [1](#r1-beside-1) | [1](#r1-beside-1) |" in written
    rated = " | ".join(f"[{it}](#survey)" for it in ("1,5", "8,19", "1,50", "96"))
    assert f"| Money | {rated} |" in written
    assert (
        "**Needs \\> Money:** [anna-01, Zeile 3, 00:01:02](#r1-p1) (dort Zeile 4, 9)"
        in written
    )
    assert "wave=2024: 1 bewertete Codes" in written


def test_marks_stand_beside_their_quotations() -> None:
    written = markdown_of(recommendations_text(PORTFOLIO, "en")).decode()
    assert (
        "> **Agreement has fallen by 0.25 since it was chosen (alpha 0.80, now 0.55). "
        "The words have changed since it was chosen.**" in written
    )
    assert "**The coding of this quotation is gone.**" in written
    # What is quoted and not counted stands in the appendix too.
    assert "[anna-01, line 90, 00:01:02](#r1-q1)" in written
    assert '<a id="r1-q1"></a>\n\n> Nicht mitgezählt.' in written
    assert "> Steht noch.\n>\n> anna-01, line 7" in written


def test_the_docx_opens_and_has_the_same_links(prose: Prose) -> None:
    document = Document(BytesIO(docx_of(prose)))
    told = "\n".join(it.text for it in document.paragraphs)
    assert "1. Netze | pflegen" in told
    assert "Netze <halten>." in told
    assert "Zweitens." in told
    assert document.tables[0].rows[1].cells[0].text == "Nets"
    body = document.element.xml
    names = set(re.findall(r'w:bookmarkStart [^>]*w:name="(\w+)"', body))
    targets = re.findall(r'w:hyperlink [^>]*w:anchor="(\w+)"', body)
    assert set(targets) <= names
    assert len(names) == len(anchors(prose))


def test_a_study_without_recommendations_says_so() -> None:
    empty = replace(PORTFOLIO, evidence=[], survey=None, at=None)
    empty = replace(empty, agreement=CodeAlphas([], [], {}))
    written = markdown_of(recommendations_text(empty, "en")).decode()
    assert ENGLISH.nothing in written
    assert ENGLISH.not_compared in written


def test_a_language_without_words_gets_english_ones() -> None:
    assert recommendations_text(PORTFOLIO, "fr").title == ENGLISH.title
    assert recommendations_text(PORTFOLIO, "de-AT").title == GERMAN.title
