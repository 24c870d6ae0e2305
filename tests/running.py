"""An index in, a running service to put questions to out."""

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
from threading import Thread
from typing import Any

from werkzeug.datastructures import Headers


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

    url: str
    process: subprocess.Popen[str]
    lines: list[str]
    reading: Thread

    @property
    def log(self) -> str:
        """What it has written to stderr; all of it, once the process has ended."""
        if self.process.poll() is not None:
            self.reading.join(30)
        return "".join(self.lines)

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
    process = subprocess.Popen(
        [sys.executable, "-m", "search_service", "serve", "--index", str(index)],
        env={**os.environ, "HOST": "127.0.0.1", "PORT": "0", **environment},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert process.stderr
    reading: Thread | None = None
    with process.stderr:
        try:
            said = process.stderr.readline()
            found = re.search(r"http://\S+", said)
            assert found, said
            lines: list[str] = []
            # A pipe that nobody reads is full after some requests, and then the service stands still.
            reading = Thread(target=lines.extend, args=(process.stderr,))
            reading.start()
            yield Service(found[0].rstrip("/"), process, lines, reading)
        finally:
            process.terminate()
            process.wait(30)
            if reading:
                reading.join(30)
