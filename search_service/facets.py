"""The names and dates of a build in, how many of any set of passages have each out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from search_service import columns
from search_service.date_bins import Unit, bins_of, value
from search_service.store_writer import LAST_DAY

if TYPE_CHECKING:
    from search_service.store import Store

Numbers: TypeAlias = Sequence[int] | NDArray[np.integer]
"""Passages by number, each once."""
Counts: TypeAlias = NDArray[np.int64]


class ByPassage:
    """Values of passages, a row each, in the order of the passages: values are numbers from 0 on."""

    def __init__(self, passages: NDArray[np.integer], values: NDArray[np.integer], size: int) -> None:
        self.passages = passages
        self.values = values
        self._first = np.searchsorted(passages, np.arange(size + 2)).astype(np.uint32)

    def rows(self, numbers: Numbers) -> slice | NDArray[np.int64]:
        """The rows of passages; of a range without copying."""
        if isinstance(numbers, range) and numbers and numbers.step == 1:
            return slice(int(self._first[numbers[0]]), int(self._first[numbers[-1] + 1]))
        asked = np.asarray(numbers, np.int64)
        first = self._first[asked].astype(np.int64)
        return columns.runs(first, self._first[asked + 1].astype(np.int64) - first)


@dataclass(frozen=True, slots=True)
class Placed:
    """The dates of all passages in bins of a length; `places` are the bins that have any, in order of time.

    `rows` have the index of a bin for each bin that a passage has a date in, `certain` whether one of these
    dates is neither approximate nor uncertain; `longer` are the passages with a date that no bin holds whole.
    """

    places: NDArray[np.int64]
    rows: ByPassage
    certain: NDArray[np.bool_]
    longer: NDArray[np.bool_]

    def counts(self, numbers: Numbers) -> tuple[Counts, Counts]:
        """How many of the passages have a certain date in each bin, and how many others have a date there."""
        rows = self.rows.rows(numbers)
        places, certain = self.rows.values[rows], self.certain[rows]
        every = np.bincount(places, minlength=len(self.places))
        sure = np.bincount(places[certain], minlength=len(self.places))
        return sure, every - sure


@dataclass(frozen=True, slots=True)
class Top:
    """The values that most passages have, each with how many do; `cut` values are left out."""

    values: list[tuple[str, int]]
    cut: int


class Facets:
    """Counts the names and dates of passages of one build. Safe to use from several threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._size = store.index.size
        self.placed = cache(self._placed)

    def _column(self, name: str) -> NDArray[np.integer]:
        return columns.read(self._store.words, name)

    @cached_property
    def _entities(self) -> list[str]:
        """The ids of all entities, by number."""
        return [id for (id,) in self._store.rows("SELECT id FROM entities ORDER BY number")]

    @cached_property
    def _mentions(self) -> tuple[ByPassage, NDArray[np.integer]]:
        """The entities that each passage names, and how often it names each."""
        passages, entities, times = map(
            self._column, ("mentions.passage", "mentions.entity", "mentions.count")
        )
        return ByPassage(passages, entities, self._size), times

    @cached_property
    def dated(self) -> NDArray[np.bool_]:
        """Whether each passage, at its number, has any date."""
        return self._holding(self._column("dates.passage"))

    @cached_property
    def first_days(self) -> NDArray[np.int32]:
        """The earliest day that the dates of each passage count by, at its number; LAST_DAY without dates."""
        days = np.full(self._size + 1, LAST_DAY, np.int32)
        np.minimum.at(days, self._column("dates.passage"), self._column("dates.counted_first"))
        return days

    def _placed(self, unit: Unit) -> Placed:
        """The dates of all passages in bins; counted once for each length."""
        passages = self._column("dates.passage").astype(np.int64)
        certain = self._column("dates.doubtful") == 0
        # Days are numbers YYYYMMDD.
        bins, held_to = (
            bins_of(self._column(f"dates.counted_{end}").astype(np.int64) // 10_000, unit)
            for end in ("first", "last")
        )
        held = bins == held_to
        places, indices = np.unique(bins[held], return_inverse=True)
        pairs, inverse = np.unique(passages[held] * len(places) + indices, return_inverse=True)
        sure = np.zeros(len(pairs), np.bool_)
        np.logical_or.at(sure, inverse, certain[held])
        whole = max(len(places), 1)
        rows = ByPassage(pairs // whole, pairs % whole, self._size)
        return Placed(places, rows, sure, self._holding(passages[~held]))

    def _holding(self, passages: NDArray[np.integer]) -> NDArray[np.bool_]:
        holding = np.zeros(self._size + 1, np.bool_)
        holding[passages] = True
        return holding

    def entities(self, numbers: Numbers, limit: int) -> Top:
        """The entities that most of the passages name, and how many of them do; of equals the first ids."""
        mentions, _ = self._mentions
        counts = np.bincount(mentions.values[mentions.rows(numbers)])
        values = [(self._entities[entity], int(counts[entity])) for entity in most(counts, limit).tolist()]
        return Top(values, int(np.count_nonzero(counts)) - len(values))

    def years(self, numbers: Numbers, limit: int) -> Top:
        """The years that most of the passages have a date in, in order of time, and how many of them do."""
        placed = self.placed("year")
        counts = np.add(*placed.counts(numbers))
        years = sorted(most(counts, limit).tolist())
        values = [(value(int(placed.places[year]), "year"), int(counts[year])) for year in years]
        return Top(values, int(np.count_nonzero(counts)) - len(values))

    def documents(self, numbers: Numbers, limit: int) -> Top:
        """The documents that most of the passages are of, by id, and how many of them are of each."""
        return _top(*self._documents, numbers, limit)

    def languages(self, numbers: Numbers, limit: int) -> Top:
        """The languages, as codes, that most of the passages are in, and how many of them are in each."""
        return _top(*self._languages, numbers, limit)

    def sums(
        self, numbers: Numbers, part: Literal["document", "year", "decade"], weights: NDArray[np.integer]
    ) -> tuple[dict[str, int], int]:
        """What the passages of each document, year or decade weigh together, those that weigh nothing left
        out, and what those weigh that are in none. `weights` has the weight of each passage at its number.
        """
        rows, names = self._parts(part)
        taken = rows.rows(numbers)
        found = np.bincount(rows.values[taken], weights=weights[rows.passages[taken]])
        apart = int(of(weights, numbers)[~of(self._holding(rows.passages[taken]), numbers)].sum())
        return {names(value): int(found[value]) for value in np.flatnonzero(found).tolist()}, apart

    def _parts(self, part: Literal["document", "year", "decade"]) -> tuple[ByPassage, Callable[[int], str]]:
        """The parts that each passage belongs to, by number, and what names a part."""
        if part == "document":
            return self._documents[0], self._documents[1].__getitem__
        placed = self.placed(part)
        return placed.rows, lambda place: value(int(placed.places[place]), part)

    @cached_property
    def _documents(self) -> tuple[ByPassage, list[str]]:
        """The document of each passage, by its number here, and the ids."""
        found = self._store.rows("SELECT id, last - first + 1 FROM documents ORDER BY first")
        values = np.repeat(np.arange(len(found)), [count for _, count in found])
        return ByPassage(np.arange(1, len(values) + 1), values, self._size), [id for id, _ in found]

    @cached_property
    def _languages(self) -> tuple[ByPassage, list[str]]:
        """The language of each passage, by its number here, and the codes."""
        found = [code for (code,) in self._store.rows("SELECT language FROM passages ORDER BY number")]
        codes, values = np.unique(np.array(found, np.str_), return_inverse=True)
        return ByPassage(np.arange(1, len(values) + 1), values, self._size), codes.tolist()

    def mentions(self, numbers: Numbers) -> dict[str, int]:
        """How often the passages mention each entity."""
        mentions, times = self._mentions
        rows = mentions.rows(numbers)
        return self.by_id(np.bincount(mentions.values[rows], weights=times[rows]))

    def by_id(self, counts: NDArray[Any]) -> dict[str, int]:
        """Counts of entities, at their numbers, by their ids; no zeros."""
        return {self._entities[entity]: int(counts[entity]) for entity in np.flatnonzero(counts).tolist()}


def _top(parts: ByPassage, names: Sequence[str], numbers: Numbers, limit: int) -> Top:
    """The parts that most of the passages belong to."""
    counts = np.bincount(parts.values[parts.rows(numbers)])
    values = [(names[part], int(counts[part])) for part in most(counts, limit).tolist()]
    return Top(values, int(np.count_nonzero(counts)) - len(values))


def of(column: NDArray[Any], numbers: Numbers) -> NDArray[Any]:
    """What a column has at the numbers of passages; of a range without copying."""
    if isinstance(numbers, range) and numbers.step == 1:
        return column[numbers.start : numbers.stop]
    return column[np.asarray(numbers, np.int64)]


def most(counts: Counts, limit: int) -> NDArray[np.int64]:
    """At most `limit` of the places with the highest counts, the highest first, then in order; no zeros."""
    if len(counts) > limit:
        # Of equals at the edge all are kept until they are sorted: the first of them are wanted.
        least = max(int(np.partition(counts, len(counts) - limit)[len(counts) - limit]), 1)
    else:
        least = 1
    places = np.flatnonzero(counts >= least)
    return places[np.argsort(-counts[places], kind="stable")][:limit]
