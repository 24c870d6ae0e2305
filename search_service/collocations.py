"""Matches in, the words that stand near them more often than chance would have it out.

Counted is as for surface cooccurrence (Evert 2008, "Corpora and collocations", section 4): the running words
within the window of at least one node, once each, against all other running words, the nodes left out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from search_service.facets import Numbers
from search_service.frequencies import word_counts
from search_service.occurrences import Columns, Occurrences, counted, large_batches
from search_service.store import Store
from search_service.stretches import Integers

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


def collocations(store: Store, found: Occurrences, within: Numbers, asked: Asked) -> Collocations:
    """The collocates of matches in the passages `within`; a window ends where its passage does.

    Left out is what stands in the windows no more often than by chance.
    """
    near, nodes = _near(store, found.columns, asked)
    counts = word_counts(store, within)
    size, span = int(counts.sum() - nodes.sum()), int(near.sum())
    often = {
        value: count for value, count in counted(store, near, asked.attribute).items() if count >= asked.least
    }
    frequency, in_nodes = _sums(store, often, asked.attribute, (counts, nodes))
    collocates = [
        _collocate(value, count, frequency[value], in_nodes[value], span, size, len(found))
        for value, count in often.items()
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


def _sums(
    store: Store,
    values: Iterable[str],
    attribute: Literal["form", "lemma"],
    counts: Sequence[NDArray[np.integer]],
) -> list[dict[str, int]]:
    """Counts of forms, at their numbers, summed up over all forms that have each of the values."""
    column = "surface" if attribute == "form" else "lemma"
    rows = store.rows(
        f"SELECT asked.key, w.form FROM json_each(?) asked JOIN words w ON w.{column} = asked.value",
        (json.dumps(named := list(values)),),
    )
    places, forms = np.array(rows, np.int64).reshape(-1, 2).T
    sums = (np.bincount(places, weights=each[forms], minlength=len(named)) for each in counts)
    return [dict(zip(named, each.astype(np.int64).tolist(), strict=True)) for each in sums]


def _near(store: Store, found: Columns, asked: Asked) -> tuple[NDArray[np.integer], NDArray[np.integer]]:
    """How often each form, at its number, stands in the windows of matches, and how often in matches."""
    near, nodes = np.zeros((2, store.index.form_count), np.int64)
    for some in large_batches(np.unique(found.numbers)):
        rows = store.index.rows(some)
        passages, forms = rows.passages[rows.running], rows.forms[rows.running]
        matches = slice(*np.searchsorted(found.numbers, (some[0], some[-1] + 1)))
        first_word = np.searchsorted(passages, found.numbers[matches])
        behind_words = np.searchsorted(passages, found.numbers[matches], side="right")
        first, behind = first_word + found.firsts[matches], first_word + found.lasts[matches] + 1
        inside = _covered(first, behind, len(forms))
        window = _covered(
            np.maximum(first - asked.left, first_word),
            np.minimum(behind + asked.right, behind_words),
            len(forms),
        )
        near += np.bincount(forms[window & ~inside], minlength=len(near))
        nodes += np.bincount(forms[inside], minlength=len(nodes))
    return near, nodes


def _covered(first: Integers, behind: Integers, length: int) -> NDArray[np.bool_]:
    """Of each of `length` words whether it lies in a stretch from `first` to the one before `behind`."""
    begun = np.bincount(first, minlength=length + 1)
    ended = np.bincount(behind, minlength=length + 1)
    return np.cumsum(begun - ended)[:length] > 0
