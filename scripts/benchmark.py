"""Texts in; how long annotating, starting, building and asking take, and how much memory, out, beside peers.

annotation: the texts that have gold, through the pipeline and the service. corpus: passages made of the
texts of DIR, given with their annotations, in our index and in Whoosh, SQLite's FTS5 and tantivy. service:
the shipped corpus behind the service, asked by many clients at once.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.annotate import annotate
from pipeline.passages import passages
from pipeline.readers import read
from scripts import benchmark_scale, benchmark_table
from scripts.benchmark_process import ENGINES
from scripts.figure_table import ROOT
from scripts.gold import Gold
from scripts.measure_gold import TEXTS
from scripts.measure_speed import speed
from search_service.answers import Question
from search_service.build import build
from search_service.search import Corpus

PASSAGES = 5_000
"""A corpus that all engines build and answer in two minutes."""
TANTIVY = "tantivy"
TRANSLATION = ROOT / "corpus" / "alash-qozgalysy-ru.txt"


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds on the clock and of the processor, those of child processes included."""

    clock: float
    processor: float

    def __str__(self) -> str:
        return f"{self.clock:8.2f} s, {self.processor:.2f} s of them the processor's"


def spent(action: Callable[[], object], rounds: int) -> Time:
    """The median times of `rounds` calls; the processor's tell more where the machine is busy."""
    clocks, processors = [], []
    for _ in range(rounds):
        start, before = time.perf_counter(), os.times()
        action()
        clocks.append(time.perf_counter() - start)
        processors.append(sum(os.times()[:4]) - sum(before[:4]))
    return Time(statistics.median(clocks), statistics.median(processors))


def process(*arguments: str) -> Callable[[], object]:
    """A call of `izde` in a process of its own, its start included."""
    command = [sys.executable, "-m", "search_service", *arguments]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def full_text_peer(texts: Sequence[str]) -> Callable[[str], object]:
    """A search of the same passages by SQLite's FTS5: whole words as they stand, best twenty by BM25."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text)")
    connection.executemany("INSERT INTO passages VALUES (?)", [(text,) for text in texts])

    def search(query: str) -> object:
        quoted = '"' + query.replace('"', '""') + '"'
        found = connection.execute(
            "SELECT text FROM passages WHERE passages MATCH ? ORDER BY bm25(passages) LIMIT 20",
            (quoted,),
        )
        return found.fetchall()

    return search


def main(arguments: list[str] | None = None) -> int:
    """Print a line a measurement.

    Exit status 0; 1 where there is nothing to make a corpus of; 130 when interrupted.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.what in ("annotation", "all"):
            annotation(options.data, options.rounds)
        if options.what in ("corpus", "all"):
            scale(options)
        if options.what in ("service", "all"):
            return service(options)
    except ValueError as error:
        print(f"{options.data}: no corpus can be made of it: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/benchmark", description=__doc__)
    parser.add_argument("what", choices=("annotation", "corpus", "service", "all"), nargs="?", default="all")
    parser.add_argument("--rounds", type=int, default=5, help="calls of each; the median counts (default: 5)")
    parser.add_argument(
        "--passages", type=int, default=PASSAGES, help="of the corpus that is made (default: %(default)s)"
    )
    parser.add_argument("--clients", type=int, default=50, help="of the service (default: %(default)s)")
    parser.add_argument(
        "--seconds", type=float, default=60, help="that they ask the service each time (default: %(default)s)"
    )
    parser.add_argument(
        "--requests",
        type=int,
        default=100_000,
        help="after which the memory of a worker is looked at, and after a hundredth (default: %(default)s)",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the corpus and the questions (default: 1)")
    parser.add_argument(
        "--readme", action="store_true", help="write what was measured of the corpus into README.md, too"
    )
    default = os.environ.get("IZDE_DATA") or ROOT.parent / "shared" / "data"
    parser.add_argument(
        "--data",
        type=Path,
        default=default,
        help="the measuring data; without it annotation takes texts that have gold (default: %(default)s)",
    )
    return parser


def scale(options: argparse.Namespace) -> None:
    """Print what a made corpus costs, ours and peers; the README gets it, too, where that was asked for."""
    found = engines()
    made, rows = benchmark_scale.measured(options.data, options.passages, options.seed, found)
    print(made)
    for line in benchmark_table.as_text(found, rows):
        print(line, flush=True)
    if options.readme:
        benchmark_table.write(
            ROOT / "README.md", ("", f"{made}.", "", *benchmark_table.as_markdown(found, rows), "")
        )


def service(options: argparse.Namespace) -> int:
    """Print how the service answers many clients; the exit status."""
    # Not at the top: what serves it needs is not there on every platform.
    from scripts import benchmark_service

    try:
        for line in benchmark_service.lines(options.clients, options.seconds, options.requests, options.seed):
            print(line, flush=True)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def engines() -> list[str]:
    """The engines that are installed, ours first; those that are not are told of on stderr."""
    found = []
    for name in ENGINES:
        if name == TANTIVY and importlib.util.find_spec(TANTIVY) is None:
            print(f"{name} is not installed and left out; pip install {name}", file=sys.stderr)
        else:
            found.append(name)
    return found


def annotation(data: Path, rounds: int) -> None:
    """Print how long the texts that have gold take, to be annotated, built and asked."""
    lecture = TEXTS["lecture"][0]
    print(f"izde --help                     {spent(process('--help'), rounds)}")
    print(f"izde annotate (the lecture)     {spent(process('annotate', str(lecture)), rounds)}")
    cold(running_text(data), rounds, language="kk", peer="peer", called="spaCy's names alone")
    cold(russian_text(), rounds, language="ru", peer="russian peer", called="slovnet, razdel and pymorphy3")
    with TemporaryDirectory() as folder:
        texts = [text for text, _ in TEXTS.values()]
        print(f"build of {len(TEXTS)} texts                {spent(lambda: build(texts, Path(folder)), 1)}")
        corpus = Corpus.open(Path(folder))
        latencies(corpus, rounds)


def running_text(data: Path) -> list[Path]:
    """The longest running text there is: that of the measuring data, else that of the checkout."""
    passages = data / "qa" / "passages.jsonl"
    articles = sorted(path for path in (data / "text").glob("*.txt") if path.name != "LICENSE.txt")
    return [passages, *articles] if passages.exists() else [text for text, _ in TEXTS.values()]


def russian_text() -> list[Path]:
    """The translation of the lecture: clean running text."""
    return [TRANSLATION]


def cold(texts: Sequence[Path], rounds: int, *, language: str, peer: str, called: str) -> None:
    """Print how fast a new process starts, and annotates text that it never saw, and how the peer does."""
    found = {
        name: [speed(name, list(texts), language=language) for _ in range(rounds)] for name in ("izde", peer)
    }
    for what, unit, get in (
        ("start and first short text", "s", lambda each: each.start),
        ("  memory then", "MB", lambda each: each.start_memory),
        ("text never seen", "words/s", lambda each: each.words),
        ("  memory in the end", "MB", lambda each: each.memory),
    ):
        own, other = (statistics.median(map(get, found[name])) for name in ("izde", peer))
        print(
            f"{language}: {what:27} {own:8.1f} {unit}, {called} {other:.1f} {unit}: {own / other:.2f} times"
        )


def latencies(corpus: Corpus, rounds: int) -> None:
    """Print how long the gold queries take when warm, and how many times as long as the peer takes."""
    queries = [query for _, folder in TEXTS.values() for query in Gold([folder]).queries]
    words = [query["query"] for query in queries if query["kind"] != "date"]
    annotations = [annotate(read(text)) for text, _ in TEXTS.values()]
    peer = full_text_peer([a.text[p.start : p.end] for a in annotations for p in passages(a)])
    ours = [spent(lambda q=q: corpus.search(Question(q=q)), rounds).clock for q in words]  # type: ignore[misc]
    theirs = [spent(lambda q=q: peer(q), rounds).clock for q in words]  # type: ignore[misc]
    for name, part in (("median", statistics.median), ("slowest", max)):
        own, other = part(ours) * 1000, part(theirs) * 1000
        print(f"warm query, {name:8}            {own:8.2f} ms, FTS5 {other:.2f} ms: {own / other:.1f} times")


if __name__ == "__main__":
    sys.exit(main())
