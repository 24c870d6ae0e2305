"""Words of a corpus in, with slips made in them; how often the search finds what was meant, by mode, out.

usage: python -m scripts.measure_typos DATA [--words 1000] [--seed 1] [--peers]

The corpus is that of scripts.measure_questions without its background: the passages of DATA/qa. A word of
SHORTEST letters or more is drawn among the forms that its passages show, each as likely, and once or twice a
letter of it is exchanged for another, left out, put in, or exchanged with the next. What is another word of
the corpus then is not asked for. A word is found where one of the first ten hits holds the form that was
meant.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.evaluation.figures import Figure, share
from scripts.benchmark_scale import slipped
from scripts.measure_questions import corpus, texts
from search_service.answers import Mode, Question
from search_service.search import Corpus

SHORTEST = 4
RANKS = 10
WORDS = 1000
SEED = 1
MODES: tuple[Mode, ...] = ("smart", "fuzzy")
PEERS: dict[str, dict[str, int]] = {
    "FuzzyTerm": {},
    "FuzzyTerm of two slips": {"maxdist": 2},
    "FuzzyTerm of two slips anywhere": {"maxdist": 2, "prefixlength": 0},
}
"""Options of Whoosh's; without any, it allows one slip after the first letter."""

_WORD = re.compile(r"[^\W\d_]+")

Search = Callable[[str], Sequence[str]]
"""A word in, the texts of the first passages out."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word as it was meant and as it was typed, and how many slips lie between."""

    meant: str
    typed: str
    slips: int


def files(data: Path) -> list[Path]:
    """What the corpus is made of."""
    return [data / "qa" / "passages.jsonl"]


def forms(text: str) -> set[str]:
    """The words of a text in small letters."""
    return {word.lower() for word in _WORD.findall(text)}


def slips(passages: Sequence[str], number: int, seed: int) -> list[Slip]:
    """So many slips, or as many as there are words; the same for the same seed."""
    chance = random.Random(seed)
    known = set().union(*map(forms, passages))
    made: list[Slip] = []
    words = sorted(word for word in known if len(word) >= SHORTEST)
    chance.shuffle(words)
    for word in words:
        times = chance.choice((1, 2))
        typed = word
        for _ in range(times):
            typed = slipped(typed, chance)
        if typed not in known and len(made) < number:
            made.append(Slip(word, typed, times))
    return made


def figures_of(search: Search, made: Sequence[Slip]) -> dict[str, Figure]:
    """The share of the slips that are found; that of those with one slip and with two, too."""
    right = [(slip, any(slip.meant in forms(text) for text in search(slip.typed))) for slip in made]
    parts = {"found": (1, 2), "one slip": (1,), "two slips": (2,)}
    return {
        name: share(
            sum(found for slip, found in right if slip.slips in times),
            sum(slip.slips in times for slip, _ in right),
        )
        for name, times in parts.items()
    }


def searching(opened: Corpus, mode: Mode) -> Search:
    """How to ask our search in a mode."""

    def search(typed: str) -> list[str]:
        return [hit.passage.text for hit in opened.search(Question(q=typed, mode=mode, limit=RANKS)).hits]

    return search


def figures(data: Path) -> dict[str, Figure]:
    """The figures of each mode, as "mode: figure"; takes a minute. Raises OSError."""
    return dict(_figures(data, WORDS, SEED, peers=False))


def _figures(data: Path, number: int, seed: int, *, peers: bool) -> Iterator[tuple[str, Figure]]:
    found = [text for text in texts(data) if text.title]
    with corpus(found) as (opened, ids), TemporaryDirectory() as folder:
        passages = [passage.text for id in ids for passage in opened.passages(id, 1, sys.maxsize)]
        made = slips(passages, number, seed)
        searches: dict[str, Search] = {mode: searching(opened, mode) for mode in MODES}
        if peers:
            searches |= {
                name: peer(passages, Path(folder) / name, **options) for name, options in PEERS.items()
            }
        for asked, search in searches.items():
            for name, figure in figures_of(search, made).items():
                yield f"{asked}: {name}", figure


def peer(passages: Sequence[str], folder: Path, **options: Any) -> Search:
    """Whoosh's FuzzyTerm with its `options` over the words of the same passages, in a new `folder`."""
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.query import FuzzyTerm

    folder.mkdir()
    index = FileStorage(str(folder)).create_index(Schema(words=TEXT, text=STORED))
    writer = index.writer()
    for passage in passages:
        writer.add_document(words=" ".join(_WORD.findall(passage.lower())), text=passage)
    writer.commit()
    searcher = index.searcher()
    return lambda typed: [
        hit["text"] for hit in searcher.search(FuzzyTerm("words", typed, **options), limit=RANKS)
    ]


def main(arguments: list[str] | None = None) -> int:
    """Print the figures. Exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measure_typos", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--words", type=int, default=WORDS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--peers", action="store_true", help="measure Whoosh's FuzzyTerm, too")
    options = parser.parse_args(arguments)
    for name, figure in _figures(options.data, options.words, options.seed, peers=options.peers):
        print(f"{name:40} {figure}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
