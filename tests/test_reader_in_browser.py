"""The reader in a real browser: printed, repaired and their difference, from match to match, find within."""

from __future__ import annotations

from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import NARROW, barriers
from tests.running import Service


def opened(page: Page, service: Service, query: str = "") -> None:
    document = service.get("/api/v1/documents").json["documents"][0]["id"]
    page.goto(f"/documents/{document}{query}")


def test_the_text_turns_from_repaired_to_printed_to_the_difference(page: Page, service: Service) -> None:
    opened(page, service, "?at=35#p35")
    text = page.locator("#text")
    expect(text.locator("u")).to_have_count(0)
    page.get_by_role("link", name="As printed").click()
    assert text.locator(".passage u").count() > 0
    expect(page.locator("#p35")).to_be_in_viewport()
    page.get_by_role("link", name="Difference").click()
    repaired = text.locator(".fx").first
    expect(repaired.locator("del")).to_be_visible()
    rule = repaired.locator("sup a").first
    rule.click()
    expect(page.locator(".rules li:target")).to_be_in_viewport()
    row = page.locator("#repairs tbody tr").first
    expect(row.locator("td").nth(2)).not_to_be_empty()
    row.get_by_role("link").first.click()
    expect(page.locator(".passage:target")).to_be_in_viewport()
    page.get_by_role("link", name="As repaired").click()
    expect(text.locator("del")).to_have_count(0)


def test_find_within_leads_from_match_to_match(page: Page, service: Service) -> None:
    opened(page, service)
    page.keyboard.press("/")
    page.keyboard.type("петиция")
    page.keyboard.press("Enter")
    steps = page.get_by_role("navigation", name="Matches in this document:")
    expect(steps).to_contain_text("1 / ")
    expect(page.locator(":target mark").first).to_be_in_viewport()
    for place in ("2 / ", "3 / "):
        page.get_by_role("link", name="Next match").press("Enter")
        expect(steps).to_contain_text(place)
        expect(page.locator(":target mark").first).to_be_in_viewport()
    page.get_by_role("link", name="Previous match").press("Enter")
    expect(steps).to_contain_text("2 / ")
    page.get_by_role("searchbox").fill("гипопотам")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_text("There is no match in this document.")).to_be_visible()
    page.get_by_role("link", name="Search the whole corpus").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("гипопотам")


def test_a_passage_is_cited_and_its_link_leads_back(page: Page, service: Service) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, service)
    page.get_by_role("link", name="Cite and link: passage 31").click()
    expect(page.locator("#p31")).to_be_in_viewport()
    page.get_by_role("button", name="Copy the passage with its citation").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert page.locator("#cited").inner_text() in copied and "\n" in copied
    page.get_by_role("link", name="Permanent link", exact=True).click()
    expect(page.locator("#p31")).to_be_in_viewport()


def test_each_sentence_of_a_paragraph_has_a_link_and_a_citation_of_its_own(
    page: Page, service: Service
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, service, "?ui=en&cite=31#p31")
    tools = page.locator(".tools")
    tools.get_by_role("link", name="passage 32", exact=True).click()
    expect(page.locator("#p32")).to_be_in_viewport()
    sentence = page.locator("#p32").inner_text()
    current = tools.locator("li", has=page.locator("[aria-current]"))
    begun = current.locator("[lang]").inner_text()
    assert sentence.startswith(begun.rstrip("…")) and len(begun) > 10
    tools.get_by_role("button", name="Copy the passage with its citation").click()
    expect(page.get_by_role("status")).to_have_text("Copied")
    assert sentence in str(page.evaluate("navigator.clipboard.readText()"))
    assert not barriers(page)
    current.get_by_role("link", name="permanent link").click()
    page.wait_for_url("**/documents/*#p32")


@pytest.mark.parametrize(
    ("address", "number", "moved", "why"),
    [
        ("{stable}", 31, False, "its own place"),
        ("{document}:31", 31, False, "its number"),
        ("{document}@{inside}", 31, True, "no passage begins there"),
        ("{document}@999999999", 288, True, "the text is shorter now: its end"),
        ("{document}:999999999", 288, True, "so many passages it had once"),
    ],
)
def test_an_old_link_says_that_the_text_has_changed_and_leads_to_the_nearest_place(
    page: Page, service: Service, address: str, number: int, moved: bool, why: str
) -> None:
    document = service.get("/api/v1/documents").json["documents"][0]["id"]
    stable = service.get(f"/api/v1/passages/{document}:31").json["stable"]
    inside = int(stable.partition("@")[2]) + 5
    page.goto(f"/passages/{address.format(stable=stable, document=document, inside=inside)}?ui=en")
    expect(page.locator(f"#p{number}")).to_be_in_viewport()
    told = page.get_by_text("The link that you followed was made for another state of this text")
    expect(told).to_have_count(int(moved))
    if moved:
        expect(told).to_be_in_viewport()


def test_of_an_unknown_document_no_place_is_nearest(service: Service) -> None:
    for address in ("gone@5", "gone:5", "gone"):
        assert service.get(f"/passages/{address}").status == 404


@pytest.mark.parametrize("text", ["repaired", "printed", "difference"])
def test_from_match_to_match_and_into_the_other_language_the_view_stays(
    bilingual_page: Page, text: str
) -> None:
    page = bilingual_page
    page.goto(f"/documents/school?with=school-ru&text={text}&marks=off&q=мектеп&at=first")
    kept = {"text": [text], "marks": ["off"], "q": ["мектеп"]}
    kept = {name: value for name, value in kept.items() if value != ["repaired"]}
    page.get_by_role("link", name="Next match").click()
    assert parse_qs(urlsplit(page.url).query).items() >= {**kept, "with": ["school-ru"]}.items()
    expect(page.locator(".passage mark").first).to_be_visible()
    page.get_by_role("navigation", name="Language of the text").get_by_role("link", name="Russian").click()
    assert urlsplit(page.url).path == "/documents/school-ru"
    assert parse_qs(urlsplit(page.url).query).items() >= kept.items()


def test_a_date_leads_to_a_search_and_the_marks_go_away(page: Page, service: Service) -> None:
    opened(page, service)
    page.set_viewport_size(NARROW)
    page.locator("summary", has_text="Marks").click()
    page.get_by_role("link", name="Hide names and dates").click()
    expect(page.locator("#text a.e")).to_have_count(0)
    page.locator("summary", has_text="Marks").click()
    page.get_by_role("link", name="Show names and dates").click()
    page.locator("#text a.d").first.click()
    expect(page.locator(".hit").first).to_be_visible()


def test_paper_keeps_numbers_both_columns_and_the_source(bilingual_page: Page) -> None:
    page = bilingual_page
    page.goto("/documents/school?with=school-ru")
    page.emulate_media(media="print")
    expect(page.get_by_text("Source: ")).to_be_visible()
    expect(page.locator(".pno").first).to_be_visible()
    expect(page.locator(".other").first).to_be_visible()
    for gone in (".readbar", ".outline", ".top"):
        expect(page.locator(gone)).to_be_hidden()


def test_on_a_telephone_only_the_way_from_match_to_match_stays_at_hand(page: Page, service: Service) -> None:
    page.set_viewport_size(NARROW)
    opened(page, service, "?ui=en&q=петиция&at=35#p35")
    expect(page.locator("#p35")).to_be_in_viewport()
    expect(page.get_by_role("searchbox")).not_to_be_in_viewport()
    steps = page.get_by_role("navigation", name="Matches in this document:")
    expect(steps).to_be_in_viewport(ratio=1)
    box = steps.bounding_box()
    assert box and box["height"] < NARROW["height"] / 10 and box["width"] < NARROW["width"] / 2 + 30
    steps.get_by_role("link", name="Next match").click()
    expect(steps).to_contain_text("16 / ")
    expect(page.locator(":target mark").first).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_of_matches_and_of_repairs_can_be_read_over_each_other(
    page: Page, service: Service, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    opened(page, service, "?ui=en&q=өнеркәсіп&text=difference&at=first")
    assert page.locator("mark .fx").count() > 0
    assert not barriers(page)
