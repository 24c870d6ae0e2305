"""A real browser on a real service: find, read, go by keyboard, on a desk and on a telephone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.running import Service

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
NARROW, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: $CHROMIUM, or the first that is on PATH."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "these tests need a browser: install Debian's chromium, or set CHROMIUM"
    arguments = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium's sandbox refuses to run as root.
        arguments.append("--no-sandbox")
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=arguments)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, service: Service) -> Iterator[Page]:
    """A page of the seeds' service that must stay within it and keep its console clean."""
    with opened(browser, service) as shown:
        yield shown


@pytest.fixture
def bilingual_page(browser: Browser, bilingual_service: Service) -> Iterator[Page]:
    """The same of the service on a text and its translation, without JavaScript."""
    with opened(browser, bilingual_service, java_script_enabled=False) as shown:
        yield shown


@contextmanager
def opened(browser: Browser, service: Service, **settings: Any) -> Iterator[Page]:
    context = browser.new_context(base_url=service.url, viewport=WIDE, locale="en-GB", **settings)
    shown = context.new_page()
    complaints: list[str] = []
    host = urlsplit(service.url).netloc

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    def on_request(request: Request) -> None:
        if urlsplit(request.url).netloc != host:
            complaints.append(f"asked another host: {request.url}")

    shown.on("console", on_console)
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on("request", on_request)
    yield shown
    context.close()
    assert not complaints


def test_find_read_and_go_to_a_name(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Word, name, phrase or question").fill("Bokeikhan")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bokeikhan")
    expect(page.locator("mark").first).to_contain_text("Бөкейхан")
    page.get_by_role("link", name="Read in the text").first.click()
    fragment = urlsplit(page.url).fragment
    target = page.locator(f"#{fragment}")
    expect(target).to_be_in_viewport()
    expect(target.locator("mark")).to_contain_text("Бөкейхан")
    target.get_by_role("link").filter(has_text="Бөкейхан").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Бөкейхан")
    expect(page.get_by_text("Alikhan Bokeikhan").first).to_be_visible()


def test_by_keyboard_alone(page: Page) -> None:
    page.goto("/?q=петиция")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the results")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    sort = page.get_by_label("Sort:")
    expect(sort).to_be_focused()
    assert sort.evaluate("element => getComputedStyle(element).outlineWidth") != "0px"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=position**")
    field = page.get_by_label("Word, name, phrase or question")
    field.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("Қарқаралы")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Қарқаралы")


def test_filters_narrow_and_widen(page: Page) -> None:
    page.goto("/?q=Бөкейхан")
    before = page.locator(".hit").count()
    facets = page.get_by_label("Narrow the results")
    value = facets.get_by_role("link").last
    value.click()
    expect(page.get_by_role("link", name="Remove the filter:").first).to_be_visible()
    assert 0 < page.locator(".hit").count() <= before
    page.get_by_role("link", name="Remove the filter:").first.click()
    expect(page.locator(".hit")).to_have_count(before)


def test_the_citation_opens_in_place(page: Page) -> None:
    page.goto("/?q=петиция")
    citation = page.locator(".cite").first
    expect(citation).to_be_hidden()
    page.locator(".acts summary").first.click()
    expect(citation).to_be_visible()
    page.get_by_role("link", name="Permanent link").first.click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_the_language_of_the_interface_changes_in_place(page: Page) -> None:
    page.goto("/?q=петиция")
    page.get_by_role("link", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.get_by_role("heading", level=1)).to_contain_text("«петиция»")


@pytest.mark.parametrize(
    "viewport", [{"width": 320, "height": 640}, NARROW, WIDE], ids=lambda v: str(v["width"])
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways(page: Page, service: Service, viewport: dict, scheme: str) -> None:
    document = service.get("/api/v1/documents").json["documents"][0]["id"]
    entity = service.get("/api/v1/entities").json["entities"][0]["id"]
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme)
    for path in (
        "/",
        "/?q=петиция",
        "/?q=гипопотам",
        "/?q=" + "ә" * 50,
        "/documents",
        f"/documents/{document}?q=петиция",
        f"/documents/{document}?text=printed",
        "/names",
        f"/names/{entity}",
    ):
        for language in ("kk", "ru"):
            page.goto(f"{path}{'&' if '?' in path else '?'}ui={language}")
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
            overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert overflow <= 0, f"{path} in {language}: {overflow} px too wide"


def test_the_filters_fold_on_a_telephone_and_stand_open_on_a_desk(page: Page) -> None:
    page.goto("/?q=петиция")
    value = page.get_by_label("Narrow the results").get_by_role("link").first
    expect(value).to_be_visible()
    page.set_viewport_size(NARROW)
    expect(value).to_be_hidden()
    page.get_by_text("Filters: people, places").click()
    expect(value).to_be_visible()


def test_print_leaves_the_text_and_its_place(page: Page) -> None:
    page.goto("/?q=петиция")
    page.emulate_media(media="print")
    expect(page.locator("blockquote").first).to_be_visible()
    expect(page.locator(".where").first).to_be_visible()
    for gone in (".top", ".find", ".facets", ".foot"):
        expect(page.locator(gone)).to_be_hidden()


def test_a_word_leads_through_the_translation_to_both_texts_side_by_side(bilingual_page: Page) -> None:
    page = bilingual_page
    page.goto("/")
    page.get_by_label("Word, name, phrase or question").fill("библиотека")
    page.get_by_label("Language of the text:").select_option("kk")
    page.get_by_label("search translations too").check()
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 passage")
    expect(page.locator(".hit .other mark")).to_have_text("Библиотеку")
    expect(page.get_by_label("search translations too")).to_be_checked()
    page.get_by_role("link", name="Read in both languages").click()
    text, other = page.locator("#p5"), page.locator(".pair:has(#p5) .other")
    expect(text).to_be_in_viewport()
    expect(other.locator("mark")).to_have_text("Библиотеку")
    left, right = text.bounding_box(), other.bounding_box()
    assert left and right and left["x"] + left["width"] <= right["x"]
    page.set_viewport_size(NARROW)
    left, right = text.bounding_box(), other.bounding_box()
    assert left and right and left["y"] + left["height"] <= right["y"] and right["x"] + right["width"] <= 360
    page.set_viewport_size(WIDE)
    page.emulate_media(media="print")
    expect(other).to_be_visible()
    expect(page.locator(".readbar")).to_be_hidden()
    page.emulate_media(media="screen")
    page.get_by_role("link", name="Russian", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Об аульной школе")


@pytest.mark.parametrize(
    "viewport", [{"width": 320, "height": 640}, NARROW, WIDE], ids=lambda v: str(v["width"])
)
def test_no_page_of_two_languages_scrolls_sideways(
    browser: Browser, bilingual_service: Service, viewport: Any
) -> None:
    with opened(browser, bilingual_service) as page:
        page.set_viewport_size(viewport)
        for path in (
            "/?q=школа&through=translation",
            "/documents/school?with=school-ru&q=школа&through=translation",
            "/documents/school-ru?with=school&text=printed",
        ):
            for language in ("kk", "ru"):
                page.goto(f"{path}&ui={language}")
                assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
