"""The site in a real browser: search, filters, keyboard, quiet, and fit for everybody.

Needs Chromium (Debian: `apt-get install chromium`); nothing is downloaded.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, Route, expect, sync_playwright

from qcode.operations.publishing import PublishQuestion, publish
from tests.publishing import study_with_findings
from tests.study.demonstration import SURVEY

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
PAGES = ("index", "recommendation-2", "codebook", "frequencies", "quotations", "about")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium: apt-get install chromium"
    ),
]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published site."""
    root = tmp_path_factory.mktemp("browser")
    question = PublishQuestion(survey=SURVEY / "answers.csv", keep=("wave", "2024"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(root / "state"))
        with study_with_findings(root / "study") as found:
            publish(found.workspace, root / "site", question)
    return root / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # As root, which CI is, Chromium starts without its sandbox only.
    arguments = ["--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM, args=arguments, timeout=60_000
        )
        yield found
        found.close()


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Open]:
    """Open a page; nothing may be asked of anybody, and nothing go wrong in it."""
    asked: list[str] = []
    wrong: list[str] = []
    contexts = []

    def look(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_()

    def fail(request: Request) -> None:
        # What is not there yet when one goes on to another page is given up.
        if request.failure != "net::ERR_ABORTED":
            wrong.append(request.url)

    def open_page(name: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.route("**/*", look)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", fail)
        page.goto((folder / name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
    own = (folder.as_uri(), "data:image/png")
    assert [it for it in asked if not it.startswith(own)] == []


def shown(page: Page) -> int:
    return page.locator("#quotations > li:visible").count()


def told(page: Page) -> str:
    return page.locator("#count").inner_text()


def test_quotations_are_searched_and_filtered(opened: Open) -> None:
    page = opened("de/quotations.html")
    every = shown(page)
    assert told(page) == f"{every} von {every} Zitaten"
    first = page.locator("#quotations blockquote").first.inner_text()
    word = max(first.split(), key=len).strip(".,;:!?„“")
    page.get_by_label("Suchen", exact=True).fill(f"  {word.upper()} ")
    found = page.locator("#quotations > li:visible")
    assert 1 <= found.count() < every
    assert all(word in text for text in found.all_inner_texts())
    assert page.locator("#quotations mark").first.inner_text() == word
    assert told(page) == f"{found.count()} von {every} Zitaten"
    page.get_by_label("Suchen", exact=True).fill("Nashörner")
    assert shown(page) == 0
    assert "Kein Zitat passt" in told(page)
    page.get_by_role("button", name="Zurücksetzen").click()
    expect(page.locator("#quotations mark")).to_have_count(0)
    assert shown(page) == every
    for name in ("Familie", "Rolle", "Größe der Stadt"):
        options = page.get_by_label(name, exact=True)
        label = options.locator("option").nth(1).inner_text()
        options.select_option(index=1)
        assert shown(page) == int(label.rpartition("(")[2].rstrip(")"))
        options.select_option(index=0)
    assert shown(page) == every


def test_what_was_asked_stands_in_the_address(opened: Open, folder: Path) -> None:
    page = opened("en/quotations.html")
    page.get_by_label("Role", exact=True).select_option(index=1)
    page.get_by_label("Search", exact=True).fill("e")
    expect(page).to_have_url(re.compile(r"words=e&role="))
    address, number = page.url, shown(page)
    page.goto((folder / "en" / "about.html").as_uri())
    page.goto(address)
    assert page.get_by_label("Search", exact=True).input_value() == "e"
    assert 0 < shown(page) == number


def test_everything_is_reached_by_keyboard(opened: Open) -> None:
    page = opened("de/quotations.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Zum Inhalt springen"
    assert page.locator(":focus").bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("id") == "words"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    every = shown(page)
    page.keyboard.type("zzz")
    assert shown(page) == 0
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Zurücksetzen"
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_have_value("")
    expect(page.locator("#quotations > li[hidden]")).to_have_count(0)
    assert shown(page) == every
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("it => it.closest('#quotations') !== null")


def test_without_scripts_all_quotations_are_there(opened: Open) -> None:
    page = opened("de/quotations.html", java_script_enabled=False)
    assert page.locator("#quotations > li").count() == shown(page) > 0
    assert not page.get_by_label("Suchen", exact=True).is_visible()
    hint = "Suchen und filtern lässt sich mit JavaScript."
    assert page.get_by_text(hint).is_visible()
    assert not opened("de/quotations.html").get_by_text(hint).is_visible()


def test_the_language_is_switched_on_the_spot(opened: Open) -> None:
    page = opened("de/recommendation-2.html")
    title = page.locator("h1").inner_text()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("en/recommendation-2.html")
    assert page.locator("h1[lang=de]").inner_text() == title
    page.get_by_role("link", name="Quotations", exact=True).first.click()
    assert page.url.endswith("en/quotations.html")


def serious(page: Page, **options: Any) -> list[tuple[str, str]]:
    """What axe-core holds to be serious or critical: the rule, and where."""
    # It would load the style sheets anew, which the pages forbid.
    quietly = {"preload": False, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options | quietly).response["violations"]
    return [
        (it["id"], it["nodes"][0]["html"][:160])
        for it in found
        if it["impact"] in ("serious", "critical")
    ]


def test_axe_finds_nothing_serious_and_nothing_hangs_over_at_320_pixels(
    opened: Open, folder: Path
) -> None:
    page = opened("index.html", viewport={"width": 320, "height": 640})
    for name in PAGES:
        page.goto((folder / "de" / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert serious(page) == [], name
    page.goto((folder / "en" / "recommendation-2.html").as_uri())
    page.emulate_media(color_scheme="dark")
    assert serious(page, runOnly=["color-contrast"]) == []


def test_charts_are_drawn_and_print_is_a_page_of_paper(opened: Open) -> None:
    page = opened("de/frequencies.html")
    drawn = "Array.from(document.images, it => it.complete && it.naturalWidth > 0)"
    assert page.evaluate(drawn) == [True, True, True]
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Seiten").is_visible()
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF")
