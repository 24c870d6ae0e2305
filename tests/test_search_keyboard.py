"""The search in a real browser: suggestions while typing, a teacher's way to a passage without a mouse."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from search_service.interface import LANGUAGES
from tests.browsing import barriers, opened
from tests.running import Service


@pytest.fixture
def field(page: Page) -> Locator:
    """The search field of the first page, with the focus by the key that leads to it."""
    page.goto("/")
    page.keyboard.press("/")
    found = page.locator("#q")
    expect(found).to_be_focused()
    return found


@pytest.fixture
def unscripted(browser: Browser, service: Service) -> Iterator[Page]:
    """A page without JavaScript."""
    with opened(browser, service, java_script_enabled=False) as shown:
        yield shown


def options(page: Page) -> Locator:
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


def asked(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query).get("q", [""])[0]


def test_suggestions_are_chosen_with_arrows_and_taken_with_enter(page: Page, field: Locator) -> None:
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("бөкей")
    expect(options(page).first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("status")).to_contain_text("Suggestions:")
    expect(field).not_to_have_attribute("aria-activedescendant", "suggested-0")
    page.keyboard.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "suggested-0")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")
    wanted = options(page).last.get_attribute("data-query")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    assert asked(page) == wanted
    expect(page.locator(".hit").first).to_be_visible()


def test_escape_closes_the_suggestions_and_leaves_what_was_typed(page: Page, field: Locator) -> None:
    page.keyboard.type("бөкей")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(options(page).first).to_be_hidden()
    expect(field).to_have_value("бөкей")
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=**")
    assert asked(page) == "бөкей"


def test_a_suggestion_is_taken_with_the_mouse(page: Page, field: Locator) -> None:
    page.keyboard.type("петиц")
    wanted = options(page).first.get_attribute("data-query")
    options(page).first.click()
    page.wait_for_url("**q=**")
    assert asked(page) == wanted


def test_only_the_last_letters_are_asked_for(page: Page, field: Locator) -> None:
    requests: list[str] = []
    page.on("request", lambda each: requests.append(each.url))
    page.keyboard.type("петиция", delay=10)
    expect(options(page).first).to_be_visible()
    assert 1 <= len([each for each in requests if "/suggest" in each]) <= 3


def test_nothing_is_suggested_where_nothing_begins_so(page: Page, field: Locator) -> None:
    with page.expect_response("**/suggest**"):
        page.keyboard.type("<b>цццц")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_no_barrier_in_open_suggestions(
    page: Page, field: Locator, scheme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.keyboard.type("бөкей")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_key_to_the_field_can_be_switched_off(page: Page) -> None:
    page.goto("/?q=петиция")
    switch = page.get_by_role("button", name="The key / goes to the query")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.focus()
    page.keyboard.press("Enter")
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("#q")).not_to_be_focused()
    page.get_by_role("button", name="The key / goes to the query").click()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()


def test_a_teacher_finds_reads_and_comes_back_by_keyboard(page: Page, field: Locator) -> None:
    page.keyboard.type("Қарқаралы петициясы")
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first).to_be_visible()
    results = page.url
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    openers = page.get_by_role("link", name="Read in the text")
    expect(openers.nth(0)).to_be_focused()
    expect(openers.nth(0)).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    expect(openers.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    passage = page.locator(f"#{urlsplit(page.url).fragment}")
    expect(passage).to_be_in_viewport()
    expect(passage.locator("mark").first).to_be_visible()
    page.go_back()
    expect(page).to_have_url(results)
    expect(page.locator(".hit").first).to_be_visible()


def test_arrows_go_through_the_hits_from_the_link_that_skips_to_them(page: Page) -> None:
    page.goto("/?q=петиция")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    openers = page.get_by_role("link", name="Read in the text")
    expect(openers.nth(0)).to_be_focused()
    for _ in range(openers.count() + 1):
        page.keyboard.press("ArrowDown")
    expect(openers.last).to_be_focused()


def test_arrows_elsewhere_keep_their_meaning(page: Page) -> None:
    page.goto("/?q=петиция")
    language = page.get_by_label("Language of the text:")
    language.focus()
    page.keyboard.press("ArrowDown")
    expect(language).to_have_value("kk")
    expect(language).to_be_focused()


def test_an_answer_that_takes_long_says_so(page: Page, field: Locator) -> None:
    waiting: list[Route] = []
    page.route("**/api/v1/suggest**", lambda route: waiting.append(route))
    page.keyboard.type("бөкей")
    bars = page.locator(".ghost")
    expect(bars).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("Suggestions are on their way…")
    assert not barriers(page)
    page.emulate_media(reduced_motion="reduce")
    assert bars.locator("i").first.evaluate("bar => getComputedStyle(bar).animationName") == "none"
    waiting[-1].continue_()
    expect(options(page).first).to_be_visible()
    expect(bars).to_be_hidden()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("path", "first"), [("/", ".hit"), ("/concordance", ".kwic tbody tr")])
def test_a_telephone_shows_the_first_hit_soon(page: Page, language: str, path: str, first: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{path}?q=Бөкейхан&ui={language}")
    box = page.locator(first).first.bounding_box()
    assert box and box["y"] < 1.3 * 844
    options = page.locator(".find-more")
    expect(options.get_by_role("radio").first).to_be_hidden()
    options.locator("summary").click()
    options.get_by_role("radio").nth(1).check()
    page.locator("#q").press("Enter")
    page.wait_for_url("**mode=exact**")


def test_a_choice_of_the_order_is_a_link_that_says_which_is_chosen(unscripted: Page) -> None:
    unscripted.goto("/?q=петиция&ui=en")
    orders = unscripted.get_by_label("Sort:")
    expect(orders.locator("[aria-current=true]")).to_have_text("relevance")
    orders.get_by_role("link", name="year").click()
    expect(orders.locator("[aria-current=true]")).to_have_text("year")
    assert "sort=date" in unscripted.url and "ui=en" in unscripted.url
