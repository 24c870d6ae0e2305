"""Exam questions in; how far up the passages come that answer them, by ours and by peers, out.

usage: python -m scripts.measure_questions DATA [--misses FILE] [--peers]

The passages of DATA/qa are searched for, each a document with its title; five sentences each of DATA/ner
lie between them. A document ranks where the first of its sentences does. The gain is that of Järvelin and
Kekäläinen (2002): 1 for a passage that answers, less the lower it ranks, of the most that there could be.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.evaluation.figures import Figure
from pipeline.evaluation.iob2_file import labelled
from scripts.measure_peers import PEERS, Ranking
from search_service.answers import Question
from search_service.build import build
from search_service.folders import COLUMNS, TABLE
from search_service.search import Corpus
from search_service.terminal import Progress

RANKS = 10
BLOCK = 5
"""Sentences of a block of the background."""
_PAGES = 5
"""Pages of hits that are looked through for so many documents."""

Search = Callable[[str], Sequence[str]]
"""A question in, the ids of documents out, best first."""


@dataclass(frozen=True, slots=True)
class Text:
    """A document: its id in the data, title and text."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the ids of the passages that answer it."""

    id: str
    question: str
    answers: frozenset[str]


def files(data: Path) -> list[Path]:
    """The questions, the passages and the background."""
    return [
        data / "qa" / "public.tsv",
        data / "qa" / "passages.jsonl",
        *sorted((data / "ner").glob("*.iob2")),
    ]


def questions(data: Path) -> list[Asked]:
    """The questions of the file. Raises OSError."""
    with files(data)[0].open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Asked(id, question, frozenset(answers.split(","))) for id, question, answers in rows]


def texts(data: Path) -> list[Text]:
    """The passages and the blocks of the background. Raises OSError."""
    _, passages, *background = files(data)
    found = [Text(**json.loads(line)) for line in passages.read_text(encoding="utf-8").splitlines()]
    for path in background:
        sentences = [sentence.text for sentence in labelled(path, warn=lambda _: None).sentences]
        blocks = [" ".join(sentences[at : at + BLOCK]) for at in range(0, len(sentences), BLOCK)]
        found += [Text(f"{path.stem}-{number}", "", block) for number, block in enumerate(blocks, start=1)]
    return found


@contextmanager
def corpus(found: Sequence[Text]) -> Iterator[tuple[Corpus, dict[str, str]]]:
    """An index of the texts, a document each, and by the id of each document that of its text."""
    progress = Progress()
    with TemporaryDirectory() as name:
        folder = Path(name) / "texts"
        folder.mkdir()
        ids = {f"t{number}": text for number, text in enumerate(found, start=1)}
        with (folder / TABLE).open("w", encoding="utf-8", newline="") as table:
            rows = csv.DictWriter(table, COLUMNS, restval="", delimiter="\t", lineterminator="\n")
            rows.writeheader()
            for id, text in ids.items():
                (folder / f"{id}.txt").write_text(text.text + "\n", encoding="utf-8", newline="")
                title = " ".join(text.title.split())
                rows.writerow({"path": f"{id}.txt", "id": id, "title": title, "language": "kk"})
        build([folder], Path(name) / "index", progress=progress)
        progress.clear()
        opened = Corpus.open(Path(name) / "index")
        try:
            yield opened, {id: text.id for id, text in ids.items()}
        finally:
            opened.close()


def documents(opened: Corpus, asked: Question) -> list[str]:
    """The first RANKS documents whose passages are found, each once, in order."""
    found: dict[str, None] = {}
    for _ in range(_PAGES):
        answer = opened.search(asked)
        found |= dict.fromkeys(hit.document.id for hit in answer.hits)
        if answer.next is None or len(found) >= RANKS:
            break
        asked = Question(q=asked.q, mode=asked.mode, limit=asked.limit, cursor=answer.next)
    return list(found)[:RANKS]


def gain(ranked: Sequence[str], answers: frozenset[str]) -> float:
    """The normalised discounted cumulative gain of the first RANKS."""
    won = sum(1 / math.log2(rank + 1) for rank, id in enumerate(ranked[:RANKS], start=1) if id in answers)
    most = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(answers), RANKS) + 1))
    return won / most


def recall(ranked: Sequence[str], answers: frozenset[str]) -> float:
    """The share of the answers that is among the first RANKS."""
    return len(answers.intersection(ranked[:RANKS])) / len(answers)


def figures_of(search: Search, asked: Sequence[Asked]) -> dict[str, Figure]:
    """The mean gain and recall of the questions."""
    ranked = [search(each.question) for each in asked]
    return {
        name: _mean([part(found, each.answers) for found, each in zip(ranked, asked, strict=True)])
        for name, part in ((f"nDCG@{RANKS}", gain), (f"recall@{RANKS}", recall))
    }


def _mean(values: Sequence[float]) -> Figure:
    return Figure(sum(values) / len(values) if values else 1.0, 0, len(values), len(values))


def figures(data: Path) -> dict[str, Figure]:
    """The figures of our search; takes minutes. Raises OSError."""
    with corpus(texts(data)) as (opened, ids):
        return figures_of(searching(opened, ids), questions(data))


def searching(opened: Corpus, ids: dict[str, str]) -> Search:
    """How to ask our search, in its default mode."""
    return lambda typed: [ids[id] for id in documents(opened, Question(q=typed, limit=100))]


def peer_figures(data: Path) -> dict[str, Figure]:
    """The figures of the peers, as "peer: figure". Raises OSError."""
    asked = questions(data)
    whole = [(text.id, f"{text.title} {text.text}") for text in texts(data)]
    found: dict[str, Figure] = {}
    for name, terms in PEERS.items():
        ranking = Ranking(whole, terms)
        of_peer = figures_of(partial(ranking.best, most=RANKS), asked)
        found |= {f"{name}: {figure}": value for figure, value in of_peer.items()}
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print the figures and, where asked for, write down which questions were not answered. Exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measure_questions", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peers", action="store_true", help="measure the peers, too")
    parser.add_argument("--misses", type=Path, help="a file for the questions whose answer is not first")
    options = parser.parse_args(arguments)
    for name, figure in (peer_figures(options.data) if options.peers else {}).items():
        print(f"{name:40} {figure.value:.3f}")
    with corpus(texts(options.data)) as (opened, ids):
        asked = questions(options.data)
        for name, figure in figures_of(searching(opened, ids), asked).items():
            print(f"{name:40} {figure}")
        if options.misses:
            lines = _misses(opened, ids, asked)
            options.misses.write_text("".join(lines), encoding="utf-8", newline="")
    return 0


def _misses(opened: Corpus, ids: dict[str, str], asked: Sequence[Asked]) -> Iterator[str]:
    """A line a question whose answer is not first: its rank, how it was understood, the first documents."""
    for each in asked:
        question = Question(q=each.question, limit=100)
        ranked = [ids[id] for id in documents(opened, question)]
        if not ranked or ranked[0] not in each.answers:
            answer = opened.search(question)
            rank = next((str(at) for at, id in enumerate(ranked, start=1) if id in each.answers), "–")
            asked_for = (each.id, rank, str(answer.total), each.question, answer.understood)
            yield "\t".join((*asked_for, ",".join(sorted(each.answers)), ",".join(ranked[:3]))) + "\n"


if __name__ == "__main__":
    sys.exit(main())
