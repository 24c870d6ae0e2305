"""A browser without JavaScript on a real service: each kind of page does what it is for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import opened
from tests.running import Service


@pytest.fixture
def page(browser: Browser, service: Service) -> Iterator[Page]:
    """A page of the seeds' service without JavaScript."""
    with opened(browser, service, java_script_enabled=False) as shown:
        yield shown


def asked(page: Page, name: str) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get(name, [])


def file_of(page: Page, name: str) -> str:
    """What is in the file that the link of that name in an open menu leads to."""
    with page.expect_download() as given:
        page.locator("details[open]").get_by_role("link", name=name, exact=True).click()
    return given.value.path().read_text(encoding="utf-8-sig")


def test_search_sorts_narrows_and_leads_to_the_text(page: Page) -> None:
    page.goto("/")
    page.get_by_role("searchbox").fill("Бөкейхан")
    page.get_by_role("searchbox").press("Enter")
    everything = page.locator(".hit").all_inner_texts()
    page.locator(".sorts a[href*='sort=date']").click()
    assert asked(page, "sort") == ["date"] and page.locator(".hit").all_inner_texts() != everything
    page.get_by_label("From year").fill("1905")
    page.get_by_label("To year").fill("1905")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("link", name="Remove the filter:")).to_have_count(1)
    assert 0 < page.locator(".hit").count() < len(everything)
    page.locator(".hit summary", has_text="Citation").first.click()
    page.get_by_role("link", name="Permanent link").first.click()
    expect(page.locator(".passage:target")).to_be_in_viewport()
    expect(page.locator(".js-only").first).to_be_hidden()


def test_the_reader_turns_its_text_and_finds_within(page: Page) -> None:
    page.goto("/documents")
    page.get_by_role("main").get_by_role("link").first.click()
    page.get_by_role("link", name="As printed").click()
    expect(page.locator(".passage u").first).to_be_visible()
    page.get_by_role("link", name="Difference").click()
    expect(page.locator(".passage del").first).to_be_visible()
    page.get_by_role("link", name="As repaired").click()
    expect(page.locator(".passage del, .passage u")).to_have_count(0)
    page.get_by_role("searchbox").fill("петиция")
    page.get_by_role("searchbox").press("Enter")
    expect(page.locator(":target mark").first).to_be_in_viewport()
    first = urlsplit(page.url).fragment
    page.get_by_role("link", name="Next match").click()
    expect(page.locator(":target mark").first).to_be_in_viewport()
    assert urlsplit(page.url).fragment != first


def test_the_reader_shows_both_languages(bilingual_page: Page) -> None:
    bilingual_page.goto("/documents/school")
    expect(bilingual_page.locator(".other")).to_have_count(0)
    bilingual_page.get_by_role("link", name="Side by side").click()
    expect(bilingual_page.locator(".other[lang=ru]").first).to_be_visible()


def test_a_concordance_is_sorted_sampled_and_exported_whole(page: Page) -> None:
    page.goto("/concordance")
    page.get_by_role("searchbox").fill("петиция")
    page.get_by_role("searchbox").press("Enter")
    lines = page.locator(".kwic tbody tr")
    before = lines.count()
    page.get_by_role("columnheader", name="Words before").get_by_role("link").click()
    expect(page.locator("[aria-sort=ascending]")).to_contain_text("Words before")
    page.locator("summary", has_text="Export").click()
    rows = list(csv.reader(io.StringIO(file_of(page, "CSV"))))
    assert rows[0][:3] == ["left", "match", "right"] and len(rows) > before
    form = page.locator("form", has=page.get_by_label("Random sample, lines"))
    form.get_by_label("Random sample, lines").fill("5")
    form.get_by_role("button", name="Show").click()
    expect(lines).to_have_count(5)
    page.locator("summary", has_text="Export").click()
    head, *others = file_of(page, "JSON Lines").splitlines()
    assert json.loads(head)["query"]["q"] == "петиция" and len(others) == 5


def test_hits_are_exported_whole(page: Page) -> None:
    page.goto("/?q=қазақ")
    page.locator("summary", has_text="Export").click()
    rows = list(csv.reader(io.StringIO(file_of(page, "CSV"))))
    assert len(rows) - 1 > page.locator(".hit").count()
    assert file_of(page, "BibTeX").count("\n@") + 1 == len(rows) - 1


def test_a_name_is_found_in_the_list_and_leads_to_its_passages(page: Page) -> None:
    page.goto("/names")
    page.get_by_role("searchbox").fill("Bokei")
    page.get_by_role("button", name="Find a name").click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Bokeikhan").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Бөкейхан")
    page.locator("summary", has_text="The same as a table").click()
    expect(page.locator(".time table")).to_be_visible()
    page.get_by_role("link", name="Find all").click()
    expect(page.locator(".hit mark").first).to_be_visible()


def test_a_sheet_is_made_put_in_order_noted_and_shortened(page: Page, service: Service) -> None:
    page.goto("/?q=петиция")
    texts = page.locator(".hit blockquote").all_inner_texts()
    link = page.get_by_text("Permanent link", exact=True).nth(1).get_attribute("href")
    page.get_by_role("link", name="Add to sheet").first.click()
    page.get_by_label("Add a passage by its permanent link").fill(f"{service.url}{link}")
    page.get_by_role("button", name="Add to sheet").click()
    items = page.locator(".paper ol > li")
    expect(items).to_have_count(2)
    expect(items.nth(1)).to_be_in_viewport()
    page.get_by_label("Question or note: passage 1").fill("Why?")
    page.get_by_label("Large letters").check()
    page.get_by_role("button", name="Down: passage 1").click()
    expect(items.nth(0)).to_contain_text(texts[1])
    expect(items.nth(1)).to_contain_text(texts[0])
    expect(page.get_by_label("Question or note: passage 2")).to_have_value("Why?")
    expect(page.get_by_label("Large letters")).to_be_checked()
    page.get_by_role("button", name="Remove: passage 1").click()
    expect(items).to_have_count(1)
    expect(page.locator(".said")).to_have_text("Why?")


def test_an_example_of_the_help_finds_what_it_promises(page: Page) -> None:
    page.goto("/help")
    page.locator(".examples a").first.click()
    expect(page.locator(".hit").first).to_be_visible()


def test_the_corpus_leads_to_its_texts(page: Page) -> None:
    page.goto("/corpus")
    page.get_by_role("main").locator("a[href*='/documents/']").first.click()
    expect(page.locator("#text .passage").first).to_be_visible()
