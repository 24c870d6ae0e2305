"""The shipped corpus in, built anew; how the service answers many clients at once, and what it costs, out.

The service is started as users start it, with its default settings, and the clients share its machine. The
first questions, for which each worker reads what it needs, are others and not measured: of those that are, no
answer is kept yet.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

from scripts import benchmark_load
from scripts.benchmark_questions import API, Asked, asked_of, worst_of
from scripts.benchmark_running import BARE, Service, serving
from scripts.figure_table import ROOT
from scripts.gold import Gold
from scripts.measure_gold import CORPUS_GOLD
from search_service import builds
from search_service.answers import Question
from search_service.build import build
from search_service.search import Corpus
from search_service.serving import usable_cores

QUESTIONS = 500
NEW = 5_000
"""Questions that are too many for their answers to be kept: each is a new one whenever it comes."""
CLIENTS = 50
OTHERS = 8
"""Clients beside the one that sends the worst: few, so that what they wait for is not each other."""
SWAPS = 2
_TURN = 5
"""Seconds that the clients ask before it is looked how many requests were answered."""
CORPUS = (ROOT / "seeds", ROOT / "corpus")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, the least that will do, what it should be, and what stands beside it to compare it with."""

    name: str
    value: str
    floor: str = ""
    goal: str = ""
    beside: str = ""

    def __str__(self) -> str:
        return f"{self.name:52}{self.value:>12}{self.floor:>12}{self.goal:>12}  {self.beside}".rstrip()


HEADING = Row("", "measured", "floor", "goal")


@dataclass(frozen=True, slots=True)
class Bench:
    """The folder of a built index, and what is asked of it: `questions`, new ones, and the worst."""

    index: Path
    questions: Sequence[Asked]
    new: Sequence[str]
    worst: Sequence[str]

    @property
    def paths(self) -> list[str]:
        """The questions as addresses."""
        return list(map(_path, self.questions))

    def renew(self) -> str:
        """Build the corpus anew, as `izde build --rebuild` does, and have the build take over."""
        return build(CORPUS, self.index, rebuild=True).build


def lines(clients: int, seconds: float, requests: int, seed: int) -> Iterator[str]:
    """A line a figure, as they are measured. Raises ValueError when the service or the clients fail."""
    with TemporaryDirectory() as folder:
        bench = prepared(Path(folder), seed)
        yield (
            f"{len(bench.questions)} questions, seed {seed}; clients: {benchmark_load.generator()}; "
            f"cores: {usable_cores()}, load before: {_load()}"
        )
        yield str(HEADING)
        for row in measured(bench, clients, seconds, requests):
            yield str(row)


def _load() -> str:
    """What else the machine has to do: processes that want a core, the mean of a minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def prepared(index: Path, seed: int) -> Bench:
    """What is measured, with a build of the shipped corpus in the folder `index`."""
    build(CORPUS, index)
    with closing(Corpus.open(index)) as corpus:
        drawn = asked_of(corpus, Gold([CORPUS_GOLD]).queries, QUESTIONS + NEW, seed)
        return Bench(index, drawn[:QUESTIONS], list(map(_path, drawn[QUESTIONS:])), worst_of(corpus, seed))


def _path(asked: Asked) -> str:
    return f"{API}/search?{urlencode(asked)}"


def measured(bench: Bench, clients: int, seconds: float, requests: int) -> Iterator[Row]:
    """A row a figure, as they are measured. Raises ValueError when the service or the clients fail."""
    yield from under_load(bench, clients, seconds)
    yield from under_swaps(bench, clients, seconds)
    yield from beside_the_worst(bench, seconds)
    yield from overhead(bench)
    yield from memory(bench, clients, requests)


def under_load(bench: Bench, clients: int, seconds: float) -> Iterator[Row]:
    """What many clients see."""
    with serving(bench.index) as service:
        _warmed(service, bench)
        seen = benchmark_load.load(service.url, bench.paths, clients, seconds)
        new = benchmark_load.load(service.url, bench.new, clients, seconds)
    told = f"{clients} clients for {seconds:.0f} s"
    yield Row(f"{told}: failed requests", str(seen.failed), "0", "0", f"of {seen.requests:,}")
    yield Row("  p50, ms", f"{seen.p50:.0f}", beside=f"all questions new: {new.p50:.0f}")
    yield Row("  p99, ms", f"{seen.p99:.0f}", "500", "150", f"all questions new: {new.p99:.0f}")
    yield Row("  requests/s", f"{seen.rate:.0f}", "100", "300", f"all questions new: {new.rate:.0f}")


def under_swaps(bench: Bench, clients: int, seconds: float) -> Iterator[Row]:
    """What they see while new builds take over."""
    with serving(bench.index) as service:
        _warmed(service, bench)
        before = builds.newest(bench.index)
        with benchmark_load.asking(service.url, bench.paths, clients, seconds) as running:
            during = []
            for _ in range(SWAPS):
                bench.renew()
                during.append(not running.over)
            seen = running.load()
        after = builds.newest(bench.index)
    if before == after or not all(during):
        raise ValueError(f"{seconds:.0f} s are too few for {SWAPS} builds; give more --seconds")
    yield Row(
        f"{SWAPS} new builds under the same load: failed requests",
        str(seen.failed), "0", "0", f"of {seen.requests:,}; p99 {seen.p99:.0f} ms",
    )  # fmt: skip


def beside_the_worst(bench: Bench, seconds: float) -> Iterator[Row]:
    """How much longer the answers take while one client sends the worst that it may."""
    with serving(bench.index) as service:
        _warmed(service, bench)
        alone = benchmark_load.load(service.url, bench.new, OTHERS, seconds)
        with benchmark_load.asking(service.url, bench.worst, 1, seconds + _TURN) as worst:
            beside = benchmark_load.load(service.url, bench.new, OTHERS, seconds)
            sent = worst.load()
    yield Row(
        f"one client sends the worst: p95 of {OTHERS} others, times",
        f"{beside.p95 / alone.p95:.2f}", "3", "1.5",
        f"{alone.p95:.0f} → {beside.p95:.0f} ms; the worst: {sent.requests:,} of p50 {sent.p50:.0f} ms, "
        f"{sent.failed:,} refused",
    )  # fmt: skip


def overhead(bench: Bench) -> Iterator[Row]:
    """How much longer one client waits than the search takes; the median over all questions."""
    with serving(bench.index, IZDE_WORKERS="1") as service:
        added = _added(service, bench)
    with serving(bench.index, BARE) as service:
        bare = _added(service, bench)
    yield Row(
        "HTTP beside the search itself, p50, ms",
        f"{added:.2f}",
        "5",
        "2",
        f"a bare view of Flask: {bare:.2f}",
    )


def _added(service: Service, bench: Bench) -> float:
    """Each question is asked both ways at once: what else the machine does is the same for both.

    It is asked once, so that no answer is kept; before, new ones are, so that what they need is read.
    """
    with closing(Corpus.open(bench.index)) as corpus:
        for _ in service.milliseconds(bench.new[:QUESTIONS]):
            pass
        for asked in bench.questions:
            corpus.search(_question(asked))
        added = []
        for asked, spent in zip(bench.questions, service.milliseconds(bench.paths), strict=True):
            start = time.perf_counter()
            corpus.search(_question(asked))
            added.append(spent - (time.perf_counter() - start) * 1000)
    return statistics.median(added)


def _question(asked: Asked) -> Question:
    return Question(q=asked.get("q"), date_from=asked.get("from"), date_to=asked.get("to"))


def memory(bench: Bench, clients: int, requests: int) -> Iterator[Row]:
    """How much more a worker holds after many requests than after the first thousand."""
    with serving(bench.index, IZDE_WORKERS="1") as service:
        for _ in service.milliseconds(bench.paths):
            pass
        first = requests // 100
        held: list[float] = []
        answered = 0
        for wanted in (first, requests):
            while answered < wanted:
                answered += benchmark_load.load(service.url, bench.paths, clients, _TURN).requests
            held.append(service.memory())
    yield Row(
        f"memory of a worker after {requests:,} requests, times", f"{held[1] / held[0]:.3f}", "1.2", "1.02",
        f"{held[0]:.0f} → {held[1]:.0f} MB",
    )  # fmt: skip


def _warmed(service: Service, bench: Bench) -> None:
    """Have every worker read what it needs: the workers take connections as they are free."""
    benchmark_load.load(service.url, bench.new, CLIENTS, _TURN)
