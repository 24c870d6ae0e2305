"""A real browser on a real service: find, read, go by keyboard, on a desk and on a telephone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browsing import NARROW, WIDE


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
    sort = page.get_by_label("Sort:").get_by_role("link")
    expect(sort.nth(0)).to_be_focused()
    assert sort.nth(0).evaluate("element => getComputedStyle(element).outlineWidth") != "0px"
    page.keyboard.press("Tab")
    expect(sort.nth(1)).to_be_focused()
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


def test_the_script_helps_to_type(page: Page) -> None:
    page.goto("/")
    field = page.get_by_label("Word, name, phrase or question")
    page.keyboard.press("/")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("1/2")
    page.get_by_role("toolbar", name="Type Kazakh letters").get_by_role("button", name="ә").click()
    expect(field).to_have_value("1/2ә")
    expect(field).to_be_focused()


def test_a_citation_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/?q=петиция")
    page.locator(".acts summary").first.click()
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#c1").inner_text()


def test_a_folding_is_switched_off_and_on_by_its_link(page: Page) -> None:
    page.goto("/?q=Бөкейхан")
    before = page.get_by_role("heading", level=1).inner_text()
    page.get_by_text("What else was searched: 4 of 4").click()
    page.get_by_role("link", name="Other names of the same (on").click()
    page.wait_for_url("**without=name**")
    expect(page.get_by_role("heading", level=1)).not_to_have_text(before)
    page.get_by_role("link", name="Other names of the same (off").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before)


def test_a_bar_of_the_chart_narrows_to_its_year(page: Page) -> None:
    page.goto("/?q=Бөкейхан")
    bar = page.locator(".time svg a").first
    said = bar.get_attribute("aria-label") or ""
    bar.click()
    year, _, count = said.partition(": ")
    page.wait_for_url(f"**from={year}&to={year}**")
    expect(page.get_by_role("heading", level=1)).to_contain_text(count)
