"""The folder of an index in; the service on a free port, as users start it, and its memory, out."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

SERVE = ("search_service", "serve", "--index")
BARE = ("scripts.benchmark_bare",)
"""The modules that serve, and what stands before the folder of the index: the service, and its peer."""
_SECONDS_TO_START = 60


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: its address, and its process, that of the supervisor."""

    url: str
    process: subprocess.Popen[bytes]

    def milliseconds(self, paths: Sequence[str]) -> Iterator[float]:
        """How long the answer to each path takes one client, to its last byte, over one connection.

        Raises ValueError for an answer that is none of 200.
        """
        with closing(http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)) as connection:
            for path in paths:
                start = time.perf_counter()
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                spent = time.perf_counter() - start
                if answer.status != 200:
                    raise ValueError(f"{path} was answered by {answer.status}")
                yield spent * 1000

    def memory(self) -> float:
        """The MB that all workers together hold now. Raises OSError on other systems than Linux."""
        return sum(map(_resident, self._workers()))

    def _workers(self) -> Iterator[int]:
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        for child in map(int, children):
            # The other one keeps count of the semaphores that the workers share.
            if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child


@contextmanager
def serving(index: Path, command: Sequence[str] = SERVE, **environment: str) -> Iterator[Service]:
    """The service of the index, as a process of its own with the default settings and `environment`.

    It logs into a file, as where it is in use. Raises ValueError, with what it said, when it does not start.
    """
    settings = {name: value for name, value in os.environ.items() if not name.startswith("IZDE_")}
    with TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, str(index)],
            env={**settings, "HOST": "127.0.0.1", "PORT": "0", **environment},
            stdout=subprocess.DEVNULL,
            stderr=said,
        )
        try:
            yield Service(_address(process, said.fileno()), process)
        finally:
            process.terminate()
            process.wait()


def _address(process: subprocess.Popen[bytes], said: int) -> str:
    end = time.monotonic() + _SECONDS_TO_START
    while True:
        text = os.pread(said, 1 << 16, 0).decode("utf-8", "replace")
        if found := re.search(r"serving on (http://\S+?)/?\s", text):
            return found[1]
        if process.poll() is not None or time.monotonic() > end:
            raise ValueError(f"the service did not start: {text.strip()}")
        time.sleep(0.05)


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"^VmRSS:\s+(\d+) kB", status, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0
