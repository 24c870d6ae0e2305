"""Queries of readers in; how many of the sentences that answer them are found, and how early, out.

usage: python -m scripts.measure_queries [--errors]

The queries are those of corpus/gold/queries, a table a text: they were written by reading the texts, before
any search was run on them. The index holds all texts that have gold.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.figures import Figure
from scripts import make_gold
from scripts.gold import Item
from scripts.measure_gold import CORPUS_GOLD, TEXTS, searches
from scripts.score_search import means, ranked

QUERIES = CORPUS_GOLD / "queries"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, its text and kind, and the recall and average precision of what it finds."""

    text: str
    kind: str
    query: str
    recall: float
    precision: float


def tables() -> list[Path]:
    """The tables of queries, by the name of their text."""
    return sorted(QUERIES.glob("*.tsv"))


def files() -> list[Path]:
    """The queries, and the texts that are searched."""
    return [*tables(), *(text for text, _ in TEXTS.values())]


def judged() -> Iterator[Judged]:
    """Each query as it was answered. Raises ValueError where nothing in the text answers it."""
    with searches() as search_of:
        for table in tables():
            text, folder = TEXTS[table.stem]
            search = search_of(text)
            for query in make_gold.queries(table, *make_gold.printed(folder)):
                hits = search(_parameters(query))
                yield Judged(table.stem, query["kind"], query["query"], *ranked(query, hits))


def _parameters(query: Item) -> dict[str, str]:
    if query["kind"] != "date":
        return {"q": query["query"]}
    first, _, last = query["query"].partition("/")
    return {"from": first, "to": last or first}


def figures() -> dict[str, Figure]:
    """Mean recall and average precision by language and kind, and of each language, as "kk arabic recall"."""
    return figures_of(judged())


def figures_of(found: Iterable[Judged]) -> dict[str, Figure]:
    """The same of queries that have been judged."""
    return means(
        (f"{each.text.rpartition('-')[2]} {kind}", (each.recall, each.precision))
        for each in found
        for kind in (each.kind, "all")
    )


def main(arguments: list[str] | None = None) -> int:
    """Print the figures and, where asked for, the queries that are not wholly right. Exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.measure_queries", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print those queries, too")
    options = parser.parse_args(arguments)
    found = list(judged())
    for name, figure in figures_of(found).items():
        print(f"{name:36} {figure}")
    for each in found if options.errors else ():
        if min(each.recall, each.precision) < 1:
            print(f"{each.text}\t{each.kind}\t{each.query}\t{each.recall:.3f}\t{each.precision:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
