"""Addresses of a running service in; how it answers many clients that ask for them at once, out.

The clients are wrk's, since it hardly takes anything of the cores that the service shares with it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

SCRIPT = Path(__file__).with_name("benchmark_load.lua")
PATHS = "IZDE_BENCHMARK_PATHS"
"""The variable that names the file of addresses, one a line, to the generator."""


@dataclass(frozen=True, slots=True)
class Load:
    """What clients saw: requests answered, those that failed, for how many seconds, and milliseconds of one.

    Failed is whatever has another status than 2xx, and what was not answered at all.
    """

    requests: int
    failed: int
    seconds: float
    p50: float
    p95: float
    p99: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def generator() -> str:
    """Whose clients ask: "wrk". Raises ValueError where it is not there."""
    if shutil.which("wrk"):
        return "wrk"
    raise ValueError("there is nothing to ask with; install wrk (Debian has it)")


@contextmanager
def asking(url: str, paths: Sequence[str], clients: int, seconds: float) -> Iterator[Running]:
    """Clients that each ask for the paths in turn, again and again; they have begun."""
    with TemporaryDirectory() as name:
        listed = Path(name) / "paths"
        listed.write_text("".join(f"{path}\n" for path in paths), encoding="ascii")
        process = subprocess.Popen(
            _command(url, clients, seconds),
            env={**os.environ, PATHS: str(listed)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
        )
        running = Running(process)
        try:
            yield running
        finally:
            process.terminate()
            process.wait()
            if process.stdout:
                process.stdout.close()


class Running:
    """Clients at work."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def over(self) -> bool:
        """Whether their time is over."""
        return self._process.poll() is not None

    def load(self) -> Load:
        """What they saw, once their time is over. Raises ValueError where they told nothing."""
        said, _ = self._process.communicate()
        line = next((line for line in said.splitlines() if line.startswith("{")), None)
        if line is None:
            raise ValueError(f"the clients told nothing: {said.strip()[-500:] or 'they could not start'}")
        return Load(**json.loads(line))


def load(url: str, paths: Sequence[str], clients: int, seconds: float) -> Load:
    """What clients see in so many seconds. Raises ValueError where they tell nothing."""
    with asking(url, paths, clients, seconds) as running:
        return running.load()


def _command(url: str, clients: int, seconds: float) -> list[str]:
    return [
        generator(), "--threads", "1", "--connections", str(clients), "--duration", f"{seconds:.0f}s",
        "--timeout", "30s", "--script", str(SCRIPT), url,
    ]  # fmt: skip
