"""Words in other writings in; how often a search for them finds what the Cyrillic word finds, and how early.

usage: python -m scripts.measure_writings [--errors]

The queries are those of tests/tables/queries_in_writings.tsv, the index holds the texts that have gold. What
the Cyrillic word finds, near spellings aside, counts as right. A word that no text has is left out.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.figures import Figure
from scripts.figure_table import ROOT
from scripts.measure_gold import TEXTS, searches
from scripts.score_search import means
from search_service.answers import Hit, Question
from search_service.search import Corpus

TABLE = ROOT / "tests" / "tables" / "queries_in_writings.tsv"
_PAGE = 100
_GOOD = 0.99


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, the word that it spells, and the recall and average precision of its hits."""

    typed: str
    word: str
    writing: str
    recall: float
    precision: float


def files() -> list[Path]:
    """What the queries and the passages come from."""
    return [TABLE, *(text for text, _ in TEXTS.values())]


def figures() -> dict[str, Figure]:
    """Mean recall and average precision of the queries in each writing."""
    return figures_of(judged())


def figures_of(queries: Iterable[Judged]) -> dict[str, Figure]:
    """The same of queries that have been judged."""
    return means((each.writing, (each.recall, each.precision)) for each in queries)


def judged() -> Iterator[Judged]:
    """Yield every query whose Cyrillic word finds something."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader([line for line in lines if not line.startswith("#")], delimiter="\t")
    with searches() as search_of:
        for row in rows:
            right = {
                hit.passage.id
                for hit in _hits(search_of.corpus, row["word"])
                if any(match.how != "near" for match in hit.matched)
            }
            if right:
                order = [hit.passage.id for hit in _hits(search_of.corpus, row["typed"])]
                yield Judged(row["typed"], row["word"], row["writing"], *_ranked(order, right))


def _ranked(order: list[str], right: set[str]) -> tuple[float, float]:
    """The recall and the average precision of what was found, in `order`, where `right` should have been."""
    found, gain = 0, 0.0
    for place, passage in enumerate(order, start=1):
        if passage in right:
            found += 1
            gain += found / place
    return found / len(right), gain / len(right)


def _hits(corpus: Corpus, q: str) -> Iterator[Hit]:
    """Yield every hit, best first."""
    answer = corpus.search(Question(q=q, limit=_PAGE))
    yield from answer.hits
    while answer.next:
        answer = corpus.search(Question(q=q, limit=_PAGE, cursor=answer.next))
        yield from answer.hits


def main() -> None:
    """Print the figures and, where that is asked for, the queries that miss something or rank badly."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    found = list(judged())
    for name, figure in figures_of(found).items():
        print(f"{name:36} {figure}")
    for each in found if options.errors else ():
        if min(each.recall, each.precision) < _GOOD:
            print(each.typed, each.word, f"{each.recall:.3f}", f"{each.precision:.3f}", sep="\t")


if __name__ == "__main__":
    main()
