"""Matches in, the words that stand near them more often than chance would have it out.

Counted is as for surface cooccurrence (Evert 2008, "Corpora and collocations", section 4): the running words
within the window of at least one node, once each, against all other running words, the nodes left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from search_service.frequencies import running_words, word_counts
from search_service.occurrences import Occurrence
from search_service.store import Store
from search_service.words import Word

Measure = Literal["log_likelihood", "log_dice"]
WIDEST = 15
"""Words of the window on either side."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What collocates are asked for, told apart by form or lemma, in the order of a measure.

    They stand at least `least` times up to `left` words before or `right` words after a match.
    """

    attribute: Literal["form", "lemma"] = "lemma"
    left: int = 5
    right: int = 5
    least: int = 3
    measure: Measure = "log_likelihood"


@dataclass(frozen=True, slots=True)
class Collocate:
    """A word that stands near the node: `count` times (observed), of `frequency` in the corpus.

    `expected` is the count that chance would give it.
    """

    value: str
    count: int
    frequency: int
    expected: float
    log_likelihood: float
    log_dice: float


@dataclass(frozen=True, slots=True)
class Collocations:
    """The collocates, those that are bound most closely first, and what they were counted in.

    `window_words` are the running words in the windows, `words` those of the corpus, both without the nodes.
    """

    window_words: int
    words: int
    collocates: tuple[Collocate, ...]


def collocations(
    store: Store, found: Sequence[Occurrence], within: Sequence[int], asked: Asked
) -> Collocations:
    """The collocates of matches in the passages `within`; a window ends where its passage does.

    Left out is what stands in the windows no more often than by chance.
    """
    near: Counter[str] = Counter()
    nodes: Counter[str] = Counter()
    for run, printed in _with_words(store, found):
        values = [word.surface if asked.attribute == "form" else word.lemma for word in printed]
        inside = {place for each in run for place in range(each.first, each.last + 1)}
        nodes.update(values[place] for place in inside)
        near.update(values[place] for place in _window(run, asked, len(values)) - inside)
    counts = word_counts(store, within, asked.attribute)
    size = counts.total() - nodes.total()
    span = near.total()
    collocates = [
        _collocate(value, count, counts[value], nodes[value], span, size, len(found))
        for value, count in near.items()
        if count >= asked.least
    ]
    attracted = [each for each in collocates if each.count > each.expected]
    attracted.sort(key=lambda each: (-getattr(each, asked.measure), -each.count, each.value))
    return Collocations(span, size, tuple(attracted))


def log_likelihood(observed: int, row: int, column: int, total: int) -> float:
    """The log-likelihood ratio G² of a two by two table (Dunning 1993): 2 Σ O ln(O / E) over its cells.

    `observed` is the first cell, `row` and `column` are its marginal sums, `total` is that of all cells.
    """
    cells = (
        (observed, row * column),
        (row - observed, row * (total - column)),
        (column - observed, (total - row) * column),
        (total - row - column + observed, (total - row) * (total - column)),
    )
    return 2 * sum(cell * math.log(cell * total / product) for cell, product in cells if cell and product)


def log_dice(together: int, node: int, collocate: int) -> float:
    """The logDice of two words (Rychlý 2008): 14 + log₂(2 f(x, y) / (f(x) + f(y)))."""
    return 14 + math.log2(2 * together / (node + collocate))


def _collocate(
    value: str, count: int, frequency: int, in_nodes: int, span: int, size: int, matches: int
) -> Collocate:
    outside = frequency - in_nodes
    return Collocate(
        value,
        count,
        frequency,
        span * outside / size,
        log_likelihood(count, span, outside, size),
        log_dice(count, matches, frequency),
    )


def _with_words(
    store: Store, found: Sequence[Occurrence]
) -> Iterator[tuple[list[Occurrence], Sequence[Word]]]:
    """The matches of each passage with the passage's running words."""
    by_passage = {number: list(run) for number, run in groupby(found, key=lambda each: each.number)}
    for number, printed in running_words(store, list(by_passage)):
        yield by_passage[number], printed


def _window(run: Iterable[Occurrence], asked: Asked, length: int) -> set[int]:
    """The places of a passage of `length` words that lie in the window of a match."""
    return {
        place
        for each in run
        for place in range(max(each.first - asked.left, 0), min(each.last + asked.right + 1, length))
    }
