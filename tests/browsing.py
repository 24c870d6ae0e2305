"""A running service in, its pages in a real Chromium out, and what axe-core finds on them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize

from tests.running import Service

NARROW: ViewportSize = {"width": 360, "height": 740}
WIDE: ViewportSize = {"width": 1280, "height": 900}


@contextmanager
def opened(browser: Browser, service: Service, **settings: Any) -> Iterator[Page]:
    """An empty page that must stay within the service and keep its console clean."""
    context = browser.new_context(base_url=service.url, viewport=WIDE, locale="en-GB", **settings)
    shown = context.new_page()
    complaints: list[str] = []
    host = urlsplit(service.url).netloc

    def on_console(message: ConsoleMessage) -> None:
        # An answer that is not 200 stands in the console, too: a page that says so is what some tests want.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
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


def open_all(page: Page) -> None:
    """Open everything that folds."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def barriers(page: Page, within: Sequence[str] = ()) -> list[str]:
    """What axe-core finds on the page as it stands: the rule, what it is about and where it is broken.

    Selectors in `within` keep it to parts of the page.
    """
    page.evaluate(_axe())
    scope = json.dumps({"include": [[each] for each in within]}) if within else "document"
    found = page.evaluate(f"axe.run({scope}, {{resultTypes: ['violations']}})")
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
