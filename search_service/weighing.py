"""A leaf of a query in, the passages that hold it out: how well each does so, and how often."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from search_service import closeness
from search_service.closeness import Numbers, Places
from search_service.index import Index
from search_service.leaves import APART, EXACT, UNNAMED, Forms, Leaf, Reading
from search_service.passage_sets import PassageSets
from search_service.titles import Titles

TELLING = 0.02
"""What the number of its matches, its length and its titles add to a passage's weight, at most.

It is less than lies between any two ways to match, so that it decides among passages that match alike.
"""
SATURATION = 1.2
LENGTH = 0.75
"""The parameters k1 and b of BM25, as Robertson and Zaragoza (2009) recommend them."""
TITLE = 2.0
HEADING = 1.0
"""Matches in the passage itself that one in its document's title, or in the heading above it, is worth."""
_SPELLINGS = 1000
"""More than near spellings of a word are numbered."""
_IN_TURN = 0.75
"""What the later passages of a near spelling weigh of its first, where near spellings rank with the rest."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """Passages that hold a leaf, ascending; a row each.

    `weights` are from 0 to 1 and say how well, `times` how often; `near` is 0, or the number of the near
    spelling that is all that the passage has of it, and `distance` how far that is off, in slips.
    """

    numbers: Numbers
    weights: NDArray[np.float32]
    times: NDArray[np.float32]
    near: NDArray[np.int64]
    distance: NDArray[np.float32]

    def among(self, kept: NDArray[np.bool]) -> Held:
        """The rows that are kept."""
        return Held(
            self.numbers[kept], self.weights[kept], self.times[kept], self.near[kept], self.distance[kept]
        )


class _Gathered:
    """What readings add up to: for each passage the best weight, and how often there is any."""

    def __init__(self, size: int) -> None:
        self._weights = np.zeros(size + 1, dtype=np.float32)
        self._times = np.zeros(size + 1, dtype=np.float32)
        self._near = np.zeros(size + 1, dtype=np.int64)
        self._distance = np.zeros(size + 1, dtype=np.float32)

    def add(
        self,
        numbers: NDArray[np.uint32],
        weights: float | NDArray[np.float32],
        *,
        times: float | NDArray[np.float32] = 1.0,
        near: int | NDArray[np.int64] = 0,
        distance: float | NDArray[np.float32] = 0.0,
    ) -> None:
        """Take in passages, each as often as it matches, with the same weight each time."""
        np.add.at(self._times, numbers, times)
        better = np.asarray(weights, dtype=np.float32) > self._weights[numbers]
        for held, given in (
            (self._weights, weights),
            (self._near, near),
            (self._distance, distance),
        ):
            held[numbers[better]] = given[better] if isinstance(given, np.ndarray) else given

    def held(self) -> Held:
        """All that was taken in."""
        # To look for what is true is quicker than to look for what is no zero.
        numbers = np.flatnonzero(self._weights > 0)
        return Held(
            numbers.astype(np.uint32),
            self._weights[numbers],
            self._times[numbers],
            self._near[numbers],
            self._distance[numbers],
        )


class Weigher:
    """Weighs leaves against one corpus; `near_below` tells near spellings from all better matches."""

    def __init__(self, index: Index, sets: PassageSets, titles: Titles, *, near_below: bool) -> None:
        self._index = index
        self._sets = sets
        self._titles = titles
        self._near_below = near_below
        self._held: dict[Leaf, Held] = {}

    def held(self, leaf: Leaf, *, through: bool = False) -> Held:
        """The passages that hold the leaf; with `through`, also those that are paired with one of them."""
        if leaf not in self._held:
            self._held[leaf] = self._read(leaf)
        return self._through(self._held[leaf]) if through else self._held[leaf]

    def rarity_of(self, held: Held) -> float:
        """The weight of a leaf that is held so; near spellings count only where there is nothing better."""
        return self.rarity(int(np.count_nonzero(held.near == 0)) or len(held.numbers))

    def rarity(self, holding: int) -> float:
        """The weight of what so many passages hold: the rarer, the more (BM25's inverse frequency)."""
        return math.log(1 + (self._index.size - holding + 0.5) / (holding + 0.5))

    def scores(self, leaf: Leaf, held: Held) -> NDArray[np.float64]:
        """The part of each passage's score that it has from holding the leaf as `held` says."""
        return self.rarity_of(held) * (held.weights + TELLING * self.frequency(leaf, held))

    def frequency(self, leaf: Leaf, held: Held) -> NDArray[np.float64]:
        """From 0 to 1 how much the passages and their titles hold of the leaf, as BM25F has it."""
        lengths = self._index.lengths
        times = held.times / (1 - LENGTH + LENGTH * lengths[held.numbers] / self._index.mean_length)
        times = times + TITLE * self.titled(leaf, held.numbers) + HEADING * self.headed(leaf, held.numbers)
        return np.asarray(times / (times + SATURATION), dtype=np.float64)

    def titled(self, leaf: Leaf, numbers: Numbers) -> NDArray[np.bool]:
        """Whether the title of each passage's document holds the leaf's words or one of them."""
        forms = [reading.forms for each in _words(leaf) for reading in each.readings if reading.how != "near"]
        return self._titles.holding(np.concatenate(forms) if forms else np.empty(0, np.uint32), numbers)

    def headed(self, leaf: Leaf, numbers: Numbers) -> NDArray[np.bool]:
        """Whether the heading that each passage stands under holds the leaf."""
        held = self.held(leaf)
        return closeness.common(self._sets.headings[numbers], held.numbers[held.near == 0])

    def placed(self, leaf: Leaf, among: Numbers | None = None) -> tuple[Places, NDArray[np.float32]]:
        """Where the words of the leaf stand, with the weight of each place; `among` some passages or all.

        Near spellings are left out where they come below all others.
        """
        # A name of one word stands where the word does, too.
        words = leaf.parts if len(leaf.parts) == 1 else ()
        found = [
            (self._places(reading.forms, among), reading.weight)
            for each in (leaf, *words)
            for reading in each.readings
            if len(reading.forms) and not reading.behind and not self._is_near(reading)
        ]
        places = np.concatenate([np.empty(0, np.int64), *(each for each, _ in found)])
        weights = np.repeat(
            np.array([weight for _, weight in found], np.float32), [len(each) for each, _ in found]
        )
        order = np.lexsort((-weights, places))
        places, weights = places[order], weights[order]
        first = np.diff(places, prepend=-1) > 0
        return places[first], weights[first]

    def _is_near(self, reading: Reading) -> bool:
        return self._near_below and reading.how == "near"

    def _read(self, leaf: Leaf) -> Held:
        gathered = _Gathered(self._index.size)
        if leaf.entities:
            gathered.add(self._sets.naming(leaf.entities), EXACT)
        for number, reading in enumerate(leaf.readings, start=1):
            found = self._holding(reading)
            if reading.how != "near":
                gathered.add(found, reading.weight)
            elif self._near_below:
                spelling = reading.spelling or _SPELLINGS + number
                gathered.add(found, reading.weight, near=spelling, distance=reading.distance or 0.0)
            else:
                gathered.add(found, reading.weight * _turns(found))
        if leaf.parts:
            together = self._standing(leaf)
            most = np.minimum(together.weights, UNNAMED if leaf.entities else EXACT)
            gathered.add(
                together.numbers,
                most,
                times=together.times,
                near=together.near,
                distance=together.distance,
            )
        return gathered.held()

    def _holding(self, reading: Reading) -> NDArray[np.uint32]:
        """The passages of a reading, each as often as it has it."""
        if reading.entities:
            return self._sets.naming(reading.entities)
        if not reading.behind:
            return self._passages(reading.forms)
        runs = (reading.forms, *reading.behind)
        starts = closeness.side_by_side([self._places(forms) for forms in runs], [1] * len(runs))
        return closeness.passages_of(starts)

    def _passages(self, forms: Forms) -> NDArray[np.uint32]:
        found = [self._index.places(form)[0] for form in forms.tolist()]
        return np.concatenate([np.empty(0, np.uint32), *found])

    def _places(self, forms: Forms, among: Numbers | None = None) -> Places:
        """Where any of the forms stands."""
        found = [self._index.places(form) for form in forms.tolist()]
        passages = np.concatenate([np.empty(0, np.uint32), *(each for each, _ in found)])
        positions = np.concatenate([np.empty(0, np.uint16), *(each for _, each in found)])
        if among is not None:
            kept = self._mask(among)[passages]
            passages, positions = passages[kept], positions[kept]
        return closeness.places(passages, positions)

    def _mask(self, numbers: Numbers) -> NDArray[np.bool]:
        mask = np.zeros(self._index.size + 1, dtype=np.bool)
        mask[numbers] = True
        return mask

    def _standing(self, leaf: Leaf) -> Held:
        """The passages in which the parts of the leaf stand as it wants them to."""
        held = [self.held(part) for part in leaf.parts]
        together = reduce(_both, held)
        if len(held) == 1:
            return together
        if leaf.between is None and not leaf.adjacent:
            adjacent, _, _ = self._adjacent(leaf, together.numbers)
            apart = np.where(closeness.common(together.numbers, adjacent), 1, APART).astype(np.float32)
            return replace(together, weights=together.weights * apart)
        together = together.among(together.near == 0)
        if leaf.between is None:
            numbers, weights, times = self._adjacent(leaf, together.numbers)
            none = np.zeros(len(numbers), dtype=np.int64)
            return Held(numbers, weights, times, none, none.astype(np.float32))
        stands = [self.placed(part, together.numbers)[0] for part in leaf.parts]
        first, _ = closeness.close(stands, leaf.length + leaf.between)
        return together.among(closeness.common(together.numbers, np.unique(closeness.passages_of(first))))

    def _adjacent(
        self, leaf: Leaf, among: Numbers
    ) -> tuple[Numbers, NDArray[np.float32], NDArray[np.float32]]:
        """The passages in which the parts follow one another, each in any form: how well and how often."""
        stands = [self.placed(part, among) for part in leaf.parts]
        lengths = [part.length for part in leaf.parts]
        starts = closeness.side_by_side([places for places, _ in stands], lengths)
        weights = np.full(len(starts), EXACT, dtype=np.float32)
        for (places, weighed), offset in zip(stands, np.cumsum([0, *lengths]).tolist(), strict=False):
            weights = np.minimum(weights, weighed[np.searchsorted(places, starts + offset)])
        numbers, first, times = np.unique(
            closeness.passages_of(starts), return_index=True, return_counts=True
        )
        best = np.maximum.reduceat(weights, first) if len(first) else weights
        return numbers, best, times.astype(np.float32)

    def _through(self, own: Held) -> Held:
        """What the passages hold, or those that they are paired with, whichever holds more."""
        one, other = self._sets.pairs
        gathered = _Gathered(self._index.size)
        gathered.add(own.numbers, own.weights, times=own.times, near=own.near, distance=own.distance)
        kept = closeness.common(one, own.numbers)
        at = np.searchsorted(own.numbers, one[kept])
        gathered.add(
            other[kept],
            own.weights[at],
            times=own.times[at],
            near=own.near[at],
            distance=own.distance[at],
        )
        return gathered.held()


def _words(leaf: Leaf) -> Sequence[Leaf]:
    """The leaf, or the leaves of its words."""
    return [each for part in leaf.parts for each in _words(part)] or [leaf]


def _both(one: Held, other: Held) -> Held:
    """The passages that hold both, as well and as often as they hold what they hold less of."""
    kept = one.among(closeness.common(one.numbers, other.numbers))
    beside = other.among(closeness.common(other.numbers, kept.numbers))
    return Held(
        kept.numbers,
        np.minimum(kept.weights, beside.weights),
        np.minimum(kept.times, beside.times),
        joined(kept.near, beside.near),
        kept.distance + beside.distance,
    )


def joined(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each pair of near spellings, 0 for what is near in neither."""
    return one * 1_000_003 + other


def _turns(found: NDArray[np.uint32]) -> NDArray[np.float32]:
    """What the passages of a near spelling weigh, one after another, so that other spellings come between."""
    turns = np.unique(found, return_inverse=True)[1]
    return (_IN_TURN + (1 - _IN_TURN) / (1 + turns)).astype(np.float32)
