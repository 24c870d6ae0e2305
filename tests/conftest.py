"""What many tests share: an index built from the seeds, and the service that answers from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search_service.search import Corpus
from tests.running import Service, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
NUMBERS = Path(__file__).resolve().parent / "texts" / "numbers"
BILINGUAL = Path(__file__).resolve().parent / "texts" / "bilingual"


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the seeds."""
    return SEEDS


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the seeds, built once; tests leave it as it is."""
    from search_service.build import build

    folder = tmp_path_factory.mktemp("index")
    report = build([SEEDS], folder)
    assert report.added and not report.failed
    return folder


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    """Two short texts to count in, open for reading."""
    from search_service.build import build

    folder = tmp_path_factory.mktemp("numbers")
    assert not build([NUMBERS], folder).failed
    with closing(Corpus.open(folder)) as opened:
        yield opened


@pytest.fixture(scope="session")
def bilingual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of a short text and its translation, paired by hand."""
    from search_service.build import build

    folder = tmp_path_factory.mktemp("bilingual")
    report = build([BILINGUAL], folder)
    assert report.paired == (("school-ru", "school", 6),) and not report.failed
    return folder


@pytest.fixture(scope="session")
def bilingual_service(bilingual: Path) -> Iterator[Service]:
    """The service on the index of a text and its translation."""
    with serving(bilingual) as running:
        yield running


@pytest.fixture(scope="session")
def service(index: Path) -> Iterator[Service]:
    """The service on the index of the seeds."""
    with serving(index) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    from scripts.browser import chromium

    with chromium() as running:
        yield running


@pytest.fixture
def page(browser: Browser, service: Service) -> Iterator[Page]:
    """A page of the seeds' service that must stay within it and keep its console clean."""
    from tests.browsing import opened

    with opened(browser, service) as shown:
        yield shown


@pytest.fixture
def bilingual_page(browser: Browser, bilingual_service: Service) -> Iterator[Page]:
    """The same of the service on a text and its translation, without JavaScript."""
    from tests.browsing import opened

    with opened(browser, bilingual_service, java_script_enabled=False) as shown:
        yield shown
