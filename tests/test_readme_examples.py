"""The quick start of README, and the examples of the description: each is run as it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.examples import HOST, blocks, ran
from tests.running import Service

ROOT = Path(__file__).resolve().parent.parent
SECTION = "## A first call"


def quick_start() -> str:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert SECTION in readme
    return readme.partition(SECTION)[2].partition("\n## ")[0]


def guide() -> str:
    return (ROOT / "search_service" / "guide.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("text", [quick_start, guide], ids=["README", "guide"])
def test_every_example_runs(
    text: Callable[[], str], service: Service, browser: Browser, tmp_path: Path
) -> None:
    found = blocks(text())
    assert {language for language, _ in found} == {"sh", "python", "javascript"}
    for language, program in found:
        assert HOST in program
        said = ran(language, program, service.url, tmp_path, browser)
        written = [each for each in tmp_path.iterdir() if each.stat().st_size]
        assert said.strip() or written, program


def test_every_sample_of_the_description_runs(service: Service, browser: Browser, tmp_path: Path) -> None:
    languages = {"Shell": "sh", "Python": "python", "JavaScript": "javascript"}
    for item in service.get("/openapi.json").json["paths"].values():
        samples = item["get"]["x-codeSamples"]
        assert [each["lang"] for each in samples] == list(languages)
        for each in samples:
            assert ran(languages[each["lang"]], each["source"], service.url, tmp_path, browser).strip()
