"""The shipped corpus in, the pictures of the README out."""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import ViewportSize

from scripts.browser import chromium
from scripts.service_process import started
from search_service.build import build
from search_service.places import document_folders

PICTURES = {
    "results": ("/?q=Бөкейхан&ui=kk", ""),
    "concordance": ("/concordance?q=петиция&sort=right&window=6&ui=ru", ".kwic tbody tr:nth-child(6)"),
    "reader": ("/documents/alash-qozgalysy?with=alash-qozgalysy-ru&q=Бөкейхан&ui=en", "main mark"),
}
"""Each picture's address, and what stands in its middle where that is not the top of the page."""
SIZE: ViewportSize = {"width": 1280, "height": 800}


def main() -> None:
    """Write a picture of each page into the folder."""
    parser = argparse.ArgumentParser(prog="python -m scripts.take_pictures", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "pictures", metavar="DIR")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as index:
        build(document_folders(), Path(index))
        with started(Path(index)) as service, chromium() as browser:
            page = browser.new_page(base_url=service.url, viewport=SIZE, color_scheme="light")
            for name, (address, middle) in PICTURES.items():
                page.goto(address)
                if middle:
                    shown = page.locator(middle).first
                    shown.evaluate("element => element.scrollIntoView({block: 'center'})")
                page.screenshot(path=out / f"{name}.png")


if __name__ == "__main__":
    main()
