"""A folder of an index in, a service that runs on it as a process of its own out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

_SECONDS = 120
"""How long a service may take to start, and to stop, on a slow machine."""


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
    """The service on a free port, ended when the block ends, together with all that it started."""
    command = [sys.executable, "-m", "search_service", "serve", "--index", str(index)]
    with started_command(command, **environment) as running:
        yield running


@contextmanager
def started_command(command: list[str], **environment: str) -> Iterator[Running]:
    """The same of any command that starts a service.

    Raises RuntimeError when it says no address.
    """
    process = subprocess.Popen(
        command,
        env={**os.environ, "HOST": "127.0.0.1", "PORT": "0", **environment},
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        # A group of its own: what it leaves behind is found and ended.
        start_new_session=True,
    )
    lines: list[str] = []
    said = Event()

    def read() -> None:
        assert process.stderr
        with process.stderr:
            # A pipe that nobody reads is full after some requests, and then the service stands still.
            for line in process.stderr:
                lines.append(line)
                said.set()
        said.set()

    reading = Thread(target=read, daemon=True)
    reading.start()
    try:
        said.wait(_SECONDS)
        found = re.search(r"http://\S+", "".join(lines[:1]))
        if not found:
            raise RuntimeError(f"the service says no address within {_SECONDS} s but: {''.join(lines)!r}")
        del lines[0]
        yield Running(found[0].rstrip("/"), process, lines, reading)
    finally:
        process.terminate()
        try:
            process.wait(_SECONDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            reading.join(30)
