"""A folder of an index in, a service that runs on it as a process of its own out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread


@dataclass(frozen=True, slots=True)
class Running:
    """A service that runs: its address, its process and what it has written to stderr so far."""

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


@contextmanager
def started(index: Path, **environment: str) -> Iterator[Running]:
    """The service on a free port, ended when the block ends."""
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
            yield Running(found[0].rstrip("/"), process, lines, reading)
        finally:
            process.terminate()
            process.wait(30)
            if reading:
                reading.join(30)
