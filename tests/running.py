"""An index in, a running service to put questions to out."""

from __future__ import annotations

import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from werkzeug.datastructures import Headers

from scripts.service_process import Running, started


@dataclass(frozen=True)
class Reply:
    """What the service answered."""

    status: int
    headers: Headers
    text: str

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass(frozen=True)
class Service:
    """A running service."""

    running: Running

    @property
    def url(self) -> str:
        return self.running.url

    @property
    def process(self) -> subprocess.Popen[str]:
        return self.running.process

    @property
    def log(self) -> str:
        return self.running.log

    def get(
        self, path: str, *, method: str = "GET", headers: dict[str, str] | None = None, **query: Any
    ) -> Reply:
        """The answer to a request; `query` is encoded, a list as a repeated parameter."""
        address = self.url + urllib.parse.quote(path, safe="/?&=%:@+,")
        if query:
            address += "?" + urllib.parse.urlencode(query, doseq=True)
        request = urllib.request.Request(address, method=method, headers=headers or {})
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return Reply(
                    response.status, Headers(response.headers.items()), response.read().decode("utf-8")
                )
        except urllib.error.HTTPError as error:
            with error:
                return Reply(error.code, Headers(error.headers.items()), error.read().decode("utf-8"))


@contextmanager
def serving(index: Path, **environment: str) -> Iterator[Service]:
    """The service on a free port, as a process of its own, ended when the block ends."""
    with started(index, **environment) as running:
        yield Service(running)
