"""What many tests share: an index built from the seeds, and the service that answers from it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of the seeds, built once; tests leave it as it is."""
    from search_service.build import build

    folder = tmp_path_factory.mktemp("index")
    report = build([SEEDS], folder)
    assert report.added and not report.failed
    return folder


@dataclass(frozen=True)
class Reply:
    """What the service answered."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True)
class Service:
    """A running service."""

    url: str
    process: subprocess.Popen[str]

    def get(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None, **query: Any
    ) -> Reply:
        """The answer to a request; `query` is encoded, a list as a repeated parameter."""
        address = self.url + path
        if query:
            address += "?" + urllib.parse.urlencode(query, doseq=True)
        request = urllib.request.Request(address, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Reply(response.status, dict(response.headers), response.read().decode("utf-8"))
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, dict(error.headers), error.read().decode("utf-8"))


@contextmanager
def serving(index: Path, **environment: str) -> Iterator[Service]:
    """The service on a free port, as a process of its own, ended when the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "search_service", "serve", "--index", str(index)],
        env={**os.environ, "HOST": "127.0.0.1", "PORT": "0", **environment},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr
    with process.stderr:
        try:
            said = process.stderr.readline()
            found = re.search(r"http://\S+", said)
            assert found, said
            yield Service(found[0].rstrip("/"), process)
        finally:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="session")
def service(index: Path) -> Iterator[Service]:
    """The service on the index of the seeds."""
    with serving(index) as running:
        yield running
