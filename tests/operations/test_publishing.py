"""What is published, and that nothing else is: every byte of a site is looked at."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import pytest
from lxml import etree
from lxml import html as lxml_html

from qcode.model.publishing import Piece, Why
from qcode.operations.publishing import Published, PublishQuestion, prepare, publish
from qcode.text.folding import fold
from qcode.text.sentences import sentences
from tests.publishing import MARKER, Site, study_with_findings
from tests.study.demonstration import SURVEY

QUESTION = PublishQuestion(survey=SURVEY / "answers.csv", keep=("wave", "2024"))
VOID = {"meta", "link", "input", "img", "br"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("publishing")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        with study_with_findings(folder / "study") as found:
            yield found


@pytest.fixture(scope="module")
def made(site: Site) -> Published:
    return prepare(site.workspace, QUESTION)


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def readings(content: bytes) -> Iterator[list[str]]:
    """Yield the words of a file: as it is, without its markup, and run together."""
    text = content.decode()
    yield words_of(unescape(text))
    without = re.sub(r"<(script|style).*?</\1>", " ", text, flags=re.DOTALL)
    yield words_of(unescape(re.sub(r"<[^>]*>", " ", without)))
    yield words_of(unescape(re.sub(r"<[^>]*>", "", without)))
    yield words_of(re.sub(r"\\u([0-9a-f]{4})", lambda it: chr(int(it[1], 16)), text))


class Bytes:
    """All words of all files of a site, to look for others' words in."""

    def __init__(self, made: Published) -> None:
        runs = [words for content in made.files.values() for words in readings(content)]
        self._text = f" {' | '.join(' '.join(words) for words in runs)} "
        self._starts = {
            tuple(words[at : at + length])
            for words in runs
            for length in (1, 2, 3, 4)
            for at in range(len(words) - length + 1)
        }

    def __contains__(self, sought: str) -> bool:
        words = words_of(sought)
        if not words or tuple(words[:4]) not in self._starts:
            return False
        return f" {' '.join(words)} " in self._text


def test_no_sentence_of_a_private_document_is_in_any_byte(
    site: Site, made: Published
) -> None:
    written = Bytes(made)
    held = [it.text for it in made.publication.quotations]
    # So that what is not found is really not there.
    assert all(line in written for text in held for line in text.split("\n"))
    public = " | ".join(" ".join(words_of(it.text)) for it in site.released)
    sought = {
        sentence
        for document in site.private
        for span in sentences(document.text)
        if len(words_of(sentence := span.cut(document.text))) >= 4
    }
    assert len(sought) > 3_000
    leaked = [it for it in sought if it in written]
    assert [it for it in leaked if " ".join(words_of(it)) not in public] == []


def test_no_five_words_of_what_was_planted_are_in_any_byte(made: Published) -> None:
    written, words = Bytes(made), words_of(MARKER)
    runs = [" ".join(words[at : at + 5]) for at in range(len(words) - 4)]
    assert [it for it in runs if it in written] == []
    assert not {"nashörner", "quellmanns", "abendroth", "gurkengläser"} & {
        word for content in made.files.values() for word in words_of(content.decode())
    }


def test_no_document_speaker_or_coder_is_named(site: Site, made: Published) -> None:
    every = b"\n".join(made.files.values()).decode()
    assert not re.search(r"\bgeheim\b", every)
    for document in (*site.released, *site.private):
        assert document.name == "geheim" or document.name not in every
        assert str(document.id) not in every
    assert site.coder.handle not in every
    assert "Notiz" not in every


def test_quotations_are_those_chosen_of_released_documents(
    site: Site, made: Published
) -> None:
    kept = [it for it in made.kept_back if it.piece is Piece.QUOTATION]
    private = {it.document for it in kept if it.why is Why.PRIVATE}
    assert "geheim" in private
    assert private <= {it.name for it in site.private}
    texts = [" ".join(it.text.split()) for it in site.released]
    published = made.publication.quotations
    assert published
    assert all(any(it.text in text for text in texts) for it in published)
    (example,) = [
        it
        for it in made.kept_back
        if (it.of, it.document)
        == (
            "Engagement und Motivation",
            "geheim",
        )
    ]
    assert (example.piece, example.why) == (Piece.EXAMPLE, Why.PRIVATE)


def test_only_what_the_team_agreed_on_is_recommended(made: Published) -> None:
    assert len(made.publication.recommendations) == 6
    (title,) = made.not_agreed
    assert title.startswith("Risiko- und Krisenmanagement")
    assert "de/recommendation-1.html" not in made.files
    pages = {it for it in made.files if "recommendation-" in it}
    assert pages == {
        f"{language}/recommendation-{number}.html"
        for language in ("de", "en")
        for number in range(2, 8)
    }


def test_evidence_is_counted_as_it_was_coded(made: Published) -> None:
    of = made.publication
    second = next(it for it in of.recommendations if it.position == 2)
    # Coded by hand above: each of 24 sentences, every seventh under this one.
    assert second.passages + second.opposing == 4
    assert sum(it.opposing for it in of.recommendations) >= 3
    assert sum(number for _, number in second.sizes) <= 4
    family = next(it for it in of.codes if it.key == "massnahmen")
    assert (family.documents, family.segments) == (24, 24)
    assert (of.documents, of.documents_coded, of.released) == (45, 24, 22)


def test_a_page_is_well_formed_and_every_link_leads_somewhere(made: Published) -> None:
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for name, content in made.files.items():
        if name.endswith(".svg"):
            etree.fromstring(content)
        if not name.endswith(".html"):
            continue
        _check_balanced(content.decode())
        page = lxml_html.document_fromstring(content)
        found = [it.get("id") for it in page.iter() if it.get("id")]
        assert len(found) == len(set(found)), name
        ids[name] = set(found)
        assert page.get("lang") == name[:2].replace("in", "de")
        for _, _, link, _ in page.iterlinks():
            assert not link.startswith(("http:", "https:", "//", "data:")), link
            links.append((name, link))
        assert not re.findall(r"\son\w+=|\sstyle=", content.decode())
    for name, link in links:
        path, _, fragment = link.partition("#")
        target = _resolved(name, path) if path else name
        assert target in made.files, (name, link)
        assert not fragment or unquote(fragment) in ids[target], (name, link)


def _check_balanced(text: str) -> None:
    """Every element that is opened is closed, in order, but for void ones."""
    opened: list[str] = []
    for closing, name, empty in re.findall(r"<(/?)([a-z][a-z0-9]*)[^>]*?(/?)>", text):
        if closing:
            assert opened.pop() == name
        elif name not in VOID and not empty:
            opened.append(name)
    assert opened == []


def _resolved(page: str, path: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(page).parent / path).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_what_the_team_wrote_is_text_and_no_markup(made: Published) -> None:
    page = made.files["de/recommendation-2.html"].decode()
    assert "&lt;b&gt;&amp; „mehr“&lt;/b&gt;." in page


def test_nothing_is_asked_of_anybody_else(made: Published) -> None:
    for name, content in made.files.items():
        text = content.decode()
        if name.endswith(".html"):
            assert "http" not in re.sub(r"http-equiv", "", text)
            assert "default-src 'none'" in text
            assert 'name="viewport"' in text
        if name.endswith((".css", ".js")):
            assert not re.search(r"url\(|@import|fetch|XMLHttp|eval|https?:", text)
        if name.endswith(".svg"):
            assert not re.search(r"(href|src)=\"(?!#|data:image/png)", text)


def test_the_same_study_gives_the_same_bytes(
    site: Site, made: Published, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    publish(site.workspace, folder, QUESTION)
    written = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    del written[".qcode-site"]
    assert written == made.files
