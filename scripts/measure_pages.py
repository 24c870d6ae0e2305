"""The shipped corpus in; what a first visit of each page costs out: bytes over the wire, requests, paint.

Largest Contentful Paint is the browser's own measure (W3C): when the largest text or picture was painted,
counted from the start of the navigation. Each visit is in a new context, so that nothing is kept; the median
counts, and the longest stands beside it.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Request

from scripts.browser import chromium
from scripts.service_process import started
from search_service.build import build
from search_service.places import document_folders

PAGES = {
    "home": "/",
    "results": "/?q=Бөкейхан",
    "concordance": "/concordance?q=петиция",
    "reader": "/documents/alash-qozgalysy?with=alash-qozgalysy-ru",
    "name": "/names/bokeikhan-alikhan",
    "help": "/help",
}
_PAINT = """new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: 'largest-contentful-paint', buffered: true}))"""


def visit(browser: Browser, url: str, address: str) -> tuple[int, int, float]:
    """Bytes over the wire, headers included, requests, and seconds to the Largest Contentful Paint."""
    context = browser.new_context(base_url=url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    finished: list[Request] = []
    # A method of a list cannot carry the attribute that Playwright sets on it.
    page.on("requestfinished", lambda each: finished.append(each))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    sizes = [each.sizes() for each in finished]
    painted = page.evaluate(_PAINT)
    context.close()
    weight = sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)
    return weight, len(finished), painted / 1000


def main() -> None:
    """Print a row for each page."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measure_pages", description=__doc__)
    parser.add_argument("--visits", type=int, default=9, help="visits of each page (default: 9)")
    visits = parser.parse_args().visits
    print("page", "bytes", "requests", "paint_s", "paint_most_s", sep="\t")
    with TemporaryDirectory() as index:
        build(document_folders(), Path(index))
        with started(Path(index)) as service, chromium() as browser:
            for name, address in PAGES.items():
                seen = [visit(browser, service.url, address) for _ in range(visits)]
                paints = [paint for _, _, paint in seen]
                print(
                    name,
                    max(weight for weight, _, _ in seen),
                    max(requests for _, requests, _ in seen),
                    f"{statistics.median(paints):.3f}",
                    f"{max(paints):.3f}",
                    sep="\t",
                )


if __name__ == "__main__":
    main()
