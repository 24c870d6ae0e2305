"""What many tests share: an index built from the seeds, and the service that answers from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Service, serving

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


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
def service(index: Path) -> Iterator[Service]:
    """The service on the index of the seeds."""
    with serving(index) as running:
        yield running
