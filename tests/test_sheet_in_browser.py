"""A teacher's sheet in a real browser: whose it is, what is kept of it, what comes onto paper."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browsing import barriers


def collect(page: Page) -> list[str]:
    """The texts of the first two hits, which have been taken onto the sheet."""
    page.goto("/?q=петиция")
    for at in (0, 1):
        page.get_by_role("link", name="Add to sheet").first.click()
        expect(page.locator(".collect").nth(at)).to_have_text("On the sheet")
        expect(tray(page)).to_have_text(str(at + 1))
    return page.locator(".hit blockquote").all_inner_texts()[:2]


def tray(page: Page) -> Locator:
    """How many passages the sheet of this browser holds."""
    return page.locator("[data-tray] b")


def test_paper_shows_what_is_being_written_and_nothing_to_press(page: Page) -> None:
    collect(page)
    page.get_by_role("link", name="Sheet 2").click()
    page.get_by_label("Question or note: passage 1").fill("Who wrote it?")
    page.get_by_role("button", name="Down: passage 1").click()
    expect(page.get_by_label("Question or note: passage 2")).to_have_value("Who wrote it?")
    page.get_by_label("Question or note: passage 1").fill("And where?")
    assert not barriers(page)
    page.emulate_media(media="print")
    for hidden in (".top", ".sheet-tools", ".foot", ".moves", "textarea", ".take-on"):
        expect(page.locator(hidden).first).to_be_hidden()
    assert page.locator(".said").all_inner_texts() == ["And where?", "Who wrote it?"]
    expect(page.locator(".paper .src").first).to_contain_text("/passages/")


def test_a_passage_that_was_moved_keeps_the_focus(page: Page) -> None:
    _, second = collect(page)
    page.get_by_role("link", name="Sheet 2").click()
    page.get_by_role("button", name="Up: passage 2").press("Enter")
    moved = page.locator("#i1")
    expect(moved).to_contain_text(second)
    expect(moved).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Down: passage 1")).to_be_focused()


def test_what_is_changed_on_the_sheet_is_kept(page: Page) -> None:
    _, second = collect(page)
    page.get_by_role("link", name="Sheet 2").click()
    page.get_by_role("button", name="Remove: passage 1").click()
    expect(tray(page)).to_have_text("1")
    expect(page.locator(".paper [lang=kk]", has_text=second)).to_have_count(1)
    page.get_by_label("Title").fill("A lesson")
    page.get_by_role("button", name="Apply").click()
    page.get_by_role("link", name="Documents").click()
    page.get_by_role("link", name="Sheet 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A lesson")
    page.get_by_role("button", name="Remove: passage 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The sheet is empty")
    expect(tray(page)).to_be_hidden()


def test_a_colleague_s_sheet_replaces_ones_own_only_when_asked(page: Page) -> None:
    collect(page)
    address = page.locator(".collect").nth(2).get_attribute("href")
    assert address
    page.goto(address)
    expect(tray(page)).to_have_text("2")
    page.get_by_role("button", name="Keep as my sheet").click()
    expect(tray(page)).to_have_text("1")


def test_a_full_sheet_says_so(page: Page) -> None:
    page.goto("/?q=петиция")
    many = "&".join(f"p=a%40{number}" for number in range(100))
    page.evaluate("held => localStorage.setItem('sheet', held)", many)
    page.reload()
    page.get_by_role("link", name="Add to sheet").first.click()
    expect(page.locator(".collect").first).to_have_text("The sheet is full: it holds 100 passages")
    expect(tray(page)).to_have_text("100")
