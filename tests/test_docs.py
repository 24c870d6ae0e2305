"""The page of the description in a real Chromium: Swagger UI under the policy, and without scripts."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.browsing import barriers, opened
from tests.running import Service

OURS = ("header.top", "#main > h1", "#plain")


def _ready(page: Page) -> None:
    page.set_default_timeout(10_000)
    page.goto("/docs")
    page.wait_for_selector("body[data-ready]")
    page.wait_for_selector(".opblock-summary-path")


def test_the_page_shows_every_address(page: Page, service: Service) -> None:
    _ready(page)
    shown = {each.replace("\u200b", "") for each in page.locator(".opblock-summary-path").all_inner_texts()}
    assert shown == set(service.get("/openapi.json").json["paths"])
    assert page.locator("#plain").is_hidden()


def test_an_address_is_tried_on_the_page(page: Page) -> None:
    _ready(page)
    page.locator("#operations-Service-getReadiness button.opblock-summary-control").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.wait_for_selector(".live-responses-table .response-col_status >> text=200")


def test_the_page_fits_a_telephone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    _ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_nothing_serious_stands_in_the_way(page: Page) -> None:
    _ready(page)
    found = barriers(page, within=OURS)
    assert not found


def test_without_scripts_the_addresses_are_listed(browser: Browser, service: Service) -> None:
    with opened(browser, service, java_script_enabled=False) as page:
        page.goto("/docs")
        listed = page.locator("#plain dt").all_inner_texts()
        assert listed == [f"GET {path}" for path in service.get("/openapi.json").json["paths"]]
        assert page.locator("#plain a[href='/openapi.json']").is_visible()


def test_only_this_page_may_show_images_in_its_styles(service: Service) -> None:
    assert "img-src 'self' data:" in service.get("/docs").headers["Content-Security-Policy"]
    for path in ("/", "/docs/swagger-ui.css", "/openapi.json"):
        policy = service.get(path).headers["Content-Security-Policy"]
        assert "data:" not in policy and "unsafe" not in policy


def test_no_other_file_of_the_package_is_served(service: Service) -> None:
    for name in ("swagger-ui.js", "index.css", "oauth2-redirect.html", "..%2F__init__.py"):
        assert service.get(f"/docs/{name}").status == 404


def test_the_first_page_leads_to_the_docs(page: Page) -> None:
    page.goto("/")
    for link in page.locator("a", has_text="API description").all():
        assert link.get_attribute("href") == "/docs"
    assert page.locator("footer a[href='/openapi.json']").is_visible()
