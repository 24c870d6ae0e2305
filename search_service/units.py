"""The columns of a build in, the stretches of its documents that questions are answered from out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from search_service import columns
from search_service.store import Store

Numbers: TypeAlias = NDArray[np.int64]
Weights: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """The passages, or units, that hold a word, ascending: how well at best, and how often by weight."""

    numbers: Numbers
    best: Weights
    times: Weights

    def at(self, numbers: Numbers) -> tuple[Weights, Weights]:
        """How well and how often each of `numbers` holds the word; 0 where it does not."""
        best, times = np.zeros((2, len(numbers)))
        if len(self.numbers):
            places = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
            here = self.numbers[places] == numbers
            best[here], times[here] = self.best[places[here]], self.times[places[here]]
        return best, times


def grouped(numbers: Numbers, best: Weights, times: Weights) -> Holding:
    """A row for each of `numbers`, which ascend, with the best of its rows and the sum of their times."""
    if not len(numbers):
        return Holding(numbers, best, times)
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    return Holding(numbers[starts], np.maximum.reduceat(best, starts), np.add.reduceat(times, starts))


class Units:
    """The units of a build: short documents whole, and pieces of the others. They are numbered from 0.

    `first` has the first passage of each, and behind them one more than the last passage; `of` the unit of
    each passage, at its number. `documents` has the place of the document of each unit in the corpus,
    `begins` whether the unit begins it; `lengths` its running words, `title_lengths` those of the title of
    its document. `lemmas` has the number of the lemma of each form, `spread` in how many units each lemma
    would stand, were it strewn over them by chance. Safe to use from several threads.
    """

    def __init__(self, store: Store) -> None:
        """Read the columns that `units_writer` wrote. Raises OSError and ValueError."""
        folder, index = store.words, store.index
        self.first = columns.read(folder, "units.first").astype(np.int64)
        self.size = len(self.first) - 1
        of_passages = np.repeat(np.arange(self.size, dtype=np.uint32), np.diff(self.first))
        self.of = np.concatenate((np.zeros(1, np.uint32), of_passages))
        self.documents = columns.read(folder, "units.document").astype(np.int64)
        self.begins = np.diff(self.documents, prepend=-1) > 0
        self.lengths = np.diff(np.cumsum(index.lengths, dtype=np.int64)[self.first - 1])
        self.title_lengths = columns.read(folder, "titles.length")[self.documents].astype(np.int64)
        self._title_forms = columns.read(folder, "titles.form")
        self._titled = columns.read(folder, "titles.document").astype(np.int64)
        self.lemmas = columns.read(folder, "forms.lemma")
        times = np.bincount(self.lemmas, weights=index.running)
        self.spread = -np.expm1(-times / max(self.size, 1)) * self.size

    def holding(self, passages: Holding) -> Holding:
        """The units of passages that hold a word."""
        return grouped(self.of[passages.numbers].astype(np.int64), passages.best, passages.times)

    def titled(self, forms: Numbers, weights: Weights) -> Holding:
        """The units of documents in whose title one of `forms`, which ascend, stands."""
        rows, counts = _ranges(*_bounds(self._title_forms, forms))
        documents = self._titled[rows]
        order = np.argsort(documents, kind="stable")
        best = np.repeat(weights, counts)[order]
        titled = grouped(documents[order], best, best)
        units, counts = _ranges(*_bounds(self.documents, titled.numbers))
        return Holding(units, np.repeat(titled.best, counts), np.repeat(titled.best, counts))

    def passages(self, units: Numbers) -> Numbers:
        """The passages of units."""
        return _ranges(self.first[units], self.first[units + 1])[0]


def _bounds(ascending: NDArray[np.integer], wanted: Numbers) -> tuple[Numbers, Numbers]:
    """Where the rows of each number that is wanted begin, and where they end."""
    return np.searchsorted(ascending, wanted), np.searchsorted(ascending, wanted, side="right")


def _ranges(first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
    """All numbers from each of `first` to the one before its `last`, and how many each are."""
    counts = last - first
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) + np.repeat(first - ends + counts, counts), counts
