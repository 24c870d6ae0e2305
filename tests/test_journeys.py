"""Four people's ways through a real service in a real browser, in each language, by mouse and by keyboard."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from search_service.interface import LANGUAGES, words
from search_service.pages import OWN_NAMES
from tests.browsing import opened
from tests.hands import Hand, Keyboard, Mouse
from tests.running import Service

Says = Callable[..., str]
"""The interface's words for an English message."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """The language of the interface."""
    return str(request.param)


@pytest.fixture
def says(language: str) -> Says:
    return words(language).gettext


@pytest.fixture(params=[Mouse, Keyboard], ids=["mouse", "keyboard"])
def hand(request: pytest.FixtureRequest, page: Page) -> Hand:
    """What the person has in hand."""
    made: Hand = request.param(page)
    return made


@pytest.fixture
def colleague(browser: Browser, service: Service) -> Iterator[Page]:
    """A page in another person's browser."""
    with opened(browser, service) as shown:
        yield shown


def link(page: Page | Locator, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def counted(page: Page) -> int:
    """The number in the heading of the page."""
    found = re.search(r"\d[\d\s]*", page.get_by_role("heading", level=1).inner_text().rpartition("»")[2])
    assert found
    return int(re.sub(r"\s", "", found[0]))


def test_a_teacher_finds_a_passage_collects_it_and_prints_the_sheet(
    page: Page, hand: Hand, language: str, says: Says
) -> None:
    page.add_init_script("window.print = () => { document.documentElement.dataset.printed = 'yes'; }")
    page.goto(f"/?ui={language}")
    hand.search("Қарқаралы петициясы")
    hits = page.locator(".hit")
    expect(hits.first.locator("mark").first).to_be_visible()
    first, second = page.locator(".hit blockquote").all_inner_texts()[:2]
    hand.to_hits()
    hand.press(link(hits.nth(0), says("Add to sheet")))
    expect(page.get_by_role("status")).to_have_text(says("On the sheet"))
    hand.press(link(hits.nth(1), says("Add to sheet")))
    expect(page.locator("[data-tray] b")).to_have_text("2")
    hand.press(hits.nth(1).get_by_role("link", name=says("On the sheet")))
    items = page.locator(".paper li")
    expect(items).to_have_count(2)
    expect(items.nth(0)).to_contain_text(first)
    note = page.get_by_label(says("Question or note: passage %(number)s", number=2))
    hand.write(note, "Петицияны кім жазды?")
    hand.press(page.get_by_role("button", name=says("Up: passage %(number)s", number=2)), back=True)
    expect(items.nth(0)).to_contain_text(second)
    expect(page.get_by_label(says("Question or note: passage %(number)s", number=1))).to_have_value(
        "Петицияны кім жазды?"
    )
    hand.press(page.get_by_role("button", name=says("Print"), exact=True), back=True)
    expect(page.locator("html")).to_have_attribute("data-printed", "yes")
    page.emulate_media(media="print")
    assert [second in items.nth(0).inner_text(), first in items.nth(1).inner_text()] == [True, True]
    expect(items.nth(0).locator(".said")).to_have_text("Петицияны кім жазды?")
    expect(page.get_by_role("button").first).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_researcher_sorts_a_concordance_and_exports_it_whole(
    page: Page, hand: Hand, language: str, says: Says
) -> None:
    page.goto(f"/concordance?ui={language}")
    hand.search("қазақ")
    lines = page.locator(".kwic tbody tr")
    expect(lines.first).to_be_visible()
    before = passages(lines)
    hand.skip(says("Skip to the lines"))
    hand.press(page.get_by_role("columnheader").nth(3).get_by_role("link"))
    expect(page.locator("[aria-sort=ascending]")).to_contain_text(says("Words after"))
    after = passages(lines)
    assert before != after
    total = counted(page)
    assert total > len(after)
    exported = {form: downloaded(page, hand, says, form) for form in ("CSV", "JSON Lines")}
    rows = list(csv.DictReader(io.StringIO(exported["CSV"].read_text(encoding="utf-8-sig"))))
    assert len(rows) == total
    assert [each["passage"].rpartition(":")[2] for each in rows[: len(after)]] == after
    head, *others = exported["JSON Lines"].read_text(encoding="utf-8").splitlines()
    told = json.loads(head)
    assert told["query"]["q"] == "қазақ" and told["build"] in exported["JSON Lines"].name
    assert told["total"] == len(others) == total


def passages(lines: Locator) -> list[str]:
    """The numbers of the passages that the lines are of."""
    return [
        "".join(re.findall(r"\d+", each.partition(",")[0]))
        for each in lines.locator(".s a").all_inner_texts()
    ]


def downloaded(page: Page, hand: Hand, says: Says, form: str) -> Path:
    """The file that the menu of exports gives, under its own name."""
    menu = page.locator("details.menu", has_text=says("Export"))
    if not menu.get_by_role("link").first.is_visible():
        hand.press(menu.locator("summary"))
    with page.expect_download() as given:
        hand.press(menu.get_by_role("link", name=form, exact=True))
    return given.value.path().rename(given.value.path().with_name(given.value.suggested_filename))


def test_a_reader_turns_to_the_print_and_follows_a_name_to_its_timeline(
    page: Page, hand: Hand, language: str, says: Says
) -> None:
    page.goto(f"/documents?ui={language}")
    hand.press(page.get_by_role("main").get_by_role("link").first)
    text = page.locator("#text")
    expect(text.locator(".passage u")).to_have_count(0)
    repaired = text.locator(".passage").all_inner_texts()
    hand.press(link(page, says("As printed")))
    expect(text.locator(".passage u").first).to_be_visible()
    assert text.locator(".passage").all_inner_texts() != repaired
    hand.press(link(page, says("As repaired")))
    expect(text.locator(".passage u")).to_have_count(0)
    assert text.locator(".passage").all_inner_texts() == repaired
    hand.skip(says("Skip to the text"))
    name = text.locator("a.e-person", has_text="Бөкейхан").first
    called = name.inner_text()
    hand.press(name)
    expect(page.get_by_role("heading", level=2, name=says("As printed in the texts"))).to_be_visible()
    expect(link(page, called).first).to_be_attached()
    bar = page.locator(".time svg a").first
    said = bar.get_attribute("aria-label") or ""
    hand.press(bar)
    year = said.partition(":")[0]
    expect(page.get_by_role("heading", level=1)).to_contain_text(said.partition(": ")[2].partition(",")[0])
    assert dict(parse_qsl(urlsplit(page.url).query))["from"] in year
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_a_link_shows_a_colleague_the_same_in_another_language(
    page: Page, colleague: Page, hand: Hand, language: str, says: Says
) -> None:
    page.goto(f"/?ui={language}")
    hand.search("Бөкейхан")
    hand.press(page.get_by_label(says("Sort:")).get_by_role("link").last)
    page.wait_for_url("**sort=date**")
    hand.skip(says("Skip to the filters"))
    chosen = page.get_by_label(says("Narrow the results")).get_by_role("link").first
    hand.press(chosen)
    expect(page.get_by_role("link", name=says("Remove the filter:")).first).to_be_visible()
    theirs = LANGUAGES[LANGUAGES.index(language) - 1]
    colleague.goto(page.url)
    expect(colleague.locator("html")).to_have_attribute("lang", language)
    type(hand)(colleague).press(link(colleague, "".join(OWN_NAMES[theirs])))
    expect(colleague.locator("html")).to_have_attribute("lang", theirs)
    assert state(colleague) == state(page)
    expect(page.locator(".hit").nth(1)).to_be_visible()
    expect(link(colleague, words(theirs).gettext("Read in the text")).first).to_be_visible()
    assert counted(colleague) == counted(page)


def state(page: Page) -> dict[str, object]:
    """What an address asks for, whatever the language of the interface, and what it finds."""
    asked = dict(parse_qsl(urlsplit(page.url).query))
    asked.pop("ui", None)
    return {"asked": asked, "hits": page.locator(".hit blockquote").all_inner_texts()}
