"""Every page and state in a real browser: no barrier, nothing wider than the screen, little over the wire."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.addressed import State, states
from tests.browsing import barriers, open_all, opened
from tests.running import Service

WIDTHS = (390, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# On a page's first view, with its style, script and icon.
LARGEST, MOST_REQUESTS = 50_000, 4

every_state = pytest.mark.parametrize("state", states(), ids=lambda state: state.name)


def service_of(state: State, request: pytest.FixtureRequest) -> Service:
    found: Service = request.getfixturevalue("service" if state.service == "seeds" else "bilingual_service")
    return found


def shown(page: Page, state: State, address: str) -> None:
    answer = page.goto(address)
    assert answer and answer.status == state.status, address


@every_state
def test_axe_finds_no_barrier(browser: Browser, state: State, request: pytest.FixtureRequest) -> None:
    service = service_of(state, request)
    with opened(browser, service) as page:
        shown(page, state, state.on(service))
        assert barriers(page) == [], "folded"
        open_all(page)
        for width in WIDTHS:
            for scheme in SCHEMES:
                page.set_viewport_size({"width": width, "height": 900})
                page.emulate_media(color_scheme=scheme)
                assert barriers(page) == [], f"{width} px, {scheme}"


@every_state
def test_no_page_scrolls_sideways(browser: Browser, state: State, request: pytest.FixtureRequest) -> None:
    service = service_of(state, request)
    with opened(browser, service, java_script_enabled=False) as page:
        for language in ("kk", "ru", "en"):
            shown(page, state, state.on(service, language))
            open_all(page)
            # 320 px is what 1280 px are at a zoom of 400 %.
            for width in (320, *WIDTHS):
                page.set_viewport_size({"width": width, "height": 740})
                overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                assert overflow <= 0, f"{language}, {width} px: {overflow} px too wide"


@every_state
def test_a_first_view_is_light(browser: Browser, state: State, request: pytest.FixtureRequest) -> None:
    service = service_of(state, request)
    finished: list[Request] = []
    with opened(browser, service) as page:
        page.on("requestfinished", lambda each: finished.append(each))
        shown(page, state, state.on(service))
        page.wait_for_load_state("networkidle")
        sizes = [each.sizes() for each in finished]
    weight = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
    assert weight <= LARGEST and len(finished) <= MOST_REQUESTS
