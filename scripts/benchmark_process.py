"""An engine and a made corpus in; how long its building or its answers take, and how much memory, out.

It is a process of its own for each: memory only grows, and what was read once is remembered.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, TypeVar

from scripts import benchmark_documents, benchmark_peers
from scripts.benchmark_engines import Engine, ours

ENGINES: dict[str, Callable[[], Engine]] = {
    "izde": ours,
    "Whoosh": benchmark_peers.whoosh,
    "FTS5": benchmark_peers.full_text,
    "tantivy": benchmark_peers.tantivy,
}
WARMING = 3
"""Questions of each kind that are asked first and not timed."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Built:
    """Seconds of the processor that building took, the most memory in MB, and the size on disk in MB."""

    seconds: float
    memory: float
    size: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of the processor of each question, by kind; memory in MB once open, and in the end."""

    milliseconds: dict[str, list[float]]
    opened: float
    memory: float


class Untimed(Iterator[Item]):
    """The same items; `spent` are the processor's seconds that making them took."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self.spent = 0.0

    def __next__(self) -> Item:
        start = time.process_time()
        try:
            return next(self._items)
        finally:
            self.spent += time.process_time() - start


def built(engine: str, corpus: Path, folder: Path) -> Built:
    """What a new process measures as it builds an index of the file `corpus` in `folder`."""
    return Built(**_measured("build", engine, str(corpus), str(folder)))


def asked(engine: str, folder: Path, questions: Path) -> Asked:
    """What a new process measures as it asks the index in `folder` the questions, by kind, of a JSON file."""
    return Asked(**_measured("ask", engine, str(questions), str(folder)))


def _measured(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "scripts.benchmark_process", *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return dict(json.loads(done.stdout))


def _built(engine: Engine, corpus: Path, folder: Path) -> Built:
    given = Untimed(map(engine.given, benchmark_documents.read(corpus)))
    start = time.process_time()
    engine.build(given, folder)
    spent = time.process_time() - start - given.spent
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    return Built(spent, memory(), size / 1e6)


def _asked(engine: Engine, questions: dict[str, list[list[str]]], folder: Path) -> Asked:
    asking = engine.asking(folder)
    opened = memory()
    found = {kind: _times(ask, questions[kind]) for kind, ask in asking.items()}
    most = memory()
    for kind, count in engine.counting(folder).items():
        found[kind] = _times(lambda ready: ready(), map(count, questions["smart"]))
    return Asked(found, opened, most)


def _times(ask: Callable[[Item], object], questions: Iterable[Item]) -> list[float]:
    times = []
    for question in questions:
        start = time.process_time()
        ask(question)
        times.append((time.process_time() - start) * 1000)
    return times[WARMING:]


def memory() -> float:
    """The most memory that this process has held so far, in MB."""
    # Linux counts for `resource`, too, what the process that started this one held.
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"^VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return int(found[1]) / 1024
    # Not at the top: Windows has no such module.
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str] | None = None) -> int:
    """Print what was measured as JSON. Exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.benchmark_process", description=__doc__)
    parser.add_argument("action", choices=("build", "ask"))
    parser.add_argument("engine", choices=sorted(ENGINES))
    parser.add_argument("input", type=Path, help="the made corpus, or the questions")
    parser.add_argument("folder", type=Path, help="that of the index")
    options = parser.parse_args(arguments)
    engine = ENGINES[options.engine]()
    if options.action == "build":
        measured: Built | Asked = _built(engine, options.input, options.folder)
    else:
        questions = json.loads(options.input.read_text(encoding="utf-8"))
        measured = _asked(engine, questions, options.folder)
    print(json.dumps(asdict(measured)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
