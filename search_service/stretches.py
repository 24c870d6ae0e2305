"""Passages and the leaves of a query in, the stretches of them that answer it out, of many at once.

A hit that is shown is marked by `marks`, word by word; here the same is done with columns, to be counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from search_service import closeness
from search_service.leaves import Forms, How, Leaf, Reading
from search_service.store import Store

HOWS: tuple[How, ...] = get_args(How)
Integers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

_NEAR, _NAME = HOWS.index("near"), HOWS.index("name")
_NOWHERE = -1
"""The position of what is no word."""
_POSITION_BITS, _OFFSET_BITS = 24, 32
_OFFSET = (1 << _OFFSET_BITS) - 1


@dataclass(frozen=True, slots=True)
class Words:
    """The words of passages, a row each, as `Index.rows` has them; `passages` are places in `numbers`."""

    numbers: Integers
    passages: Integers
    forms: NDArray[np.integer]
    positions: Integers
    starts: Integers
    ends: Integers
    running: Flags

    @classmethod
    def of(cls, store: Store, numbers: Integers) -> Words:
        """The words of passages, which come in ascending order."""
        rows = store.index.rows(numbers)
        positions, starts, ends = (
            column.astype(np.int64) for column in (rows.positions, rows.starts, rows.ends)
        )
        passages = np.searchsorted(numbers, rows.passages)
        return cls(numbers, passages, rows.forms, positions, starts, ends, rows.running)


@dataclass(frozen=True, slots=True)
class Spans:
    """Stretches of passages, which are places in the numbers asked for; that of a word has its position."""

    passages: Integers
    starts: Integers
    ends: Integers
    positions: Integers
    weights: NDArray[np.float64]
    hows: Integers

    def taken(self, kept: Integers | Flags) -> Spans:
        """Those at some places, or with a flag."""
        return Spans(*(column[kept] for column in self.columns))

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        """All columns, in the order of the fields."""
        return self.passages, self.starts, self.ends, self.positions, self.weights, self.hows

    @property
    def places(self) -> Integers:
        """Passage and position as one number; of what is no word it lies in the passage before."""
        return (self.passages << _POSITION_BITS) + self.positions

    def holding(self, size: int) -> Flags:
        """Of each passage whether it has any, at its place among `size`."""
        held = np.zeros(size, np.bool_)
        held[self.passages] = True
        return held


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches that answer a query: apart from one another, and in order.

    Each is of the kind and weight of the best of what it is made of.
    """

    passages: Integers
    starts: Integers
    ends: Integers
    weights: NDArray[np.float64]
    hows: Integers


class StretchFinder:
    """Finds what of some passages answers leaves."""

    def __init__(self, store: Store, words: Words, leaves: Sequence[Leaf]) -> None:
        self._words = words
        self._leaves = leaves
        self._form_count = store.index.form_count
        self._size = len(words.numbers)
        ids = sorted({id for leaf in leaves for id in _named(leaf)})
        self._ids = {id: at for at, id in enumerate(ids)}
        self._mentions = self._read_mentions(store) if ids else np.zeros((4, 0), np.int64)

    def stretches(self) -> Stretches:
        """The stretches that answer any of the leaves."""
        return merged(_together([self._of_leaf(leaf) for leaf in self._leaves]))

    def _of_leaf(self, leaf: Leaf) -> Spans:
        """What answers a leaf; near spellings only where the passage has nothing better."""
        runs = (self._of_run(reading) for reading in leaf.readings if reading.behind)
        found = _together([self._of_mentions(leaf), self._of_forms(leaf.readings), *runs])
        good = found.taken(found.hows != _NEAR).holding(self._size)
        found = found.taken((found.hows != _NEAR) | ~good[found.passages])
        if not leaf.parts:
            return found
        added = self._of_parts(leaf)
        near = added.taken(added.hows == _NEAR).holding(self._size)
        wanted = ~found.holding(self._size) | ~near
        return _together([found, added.taken(wanted[added.passages])])

    def _of_mentions(self, leaf: Leaf) -> Spans:
        weights = np.zeros(len(self._ids) + 1)
        hows = np.zeros(len(self._ids) + 1, np.int64)
        for reading in leaf.readings:
            for id in reading.entities:
                weights[self._ids[id]], hows[self._ids[id]] = reading.weight, HOWS.index(reading.how)
        for id in leaf.entities:
            weights[self._ids[id]], hows[self._ids[id]] = 1.0, _NAME
        entities, passages, starts, ends = self._mentions[:, weights[self._mentions[0]] > 0]
        nowhere = np.full(len(entities), _NOWHERE)
        return Spans(passages, starts, ends, nowhere, weights[entities], hows[entities])

    def _of_forms(self, readings: Sequence[Reading]) -> Spans:
        """The words that are of a form of a reading."""
        lone = [reading for reading in readings if not reading.behind]
        which = np.zeros(self._form_count, np.int64)
        for place, reading in enumerate(lone, start=1):
            which[reading.forms] = place
        rows = np.flatnonzero(which[self._words.forms])
        weights = np.array([0, *(reading.weight for reading in lone)], float)
        hows = np.array([0, *(HOWS.index(reading.how) for reading in lone)], np.int64)
        found = which[self._words.forms[rows]]
        return self._spans(rows, weights[found], hows[found])

    def _of_run(self, reading: Reading) -> Spans:
        """The words of a reading that follow one another."""
        rows = self._rows_of(reading.forms)
        places = self._places(rows)
        found = [rows]
        for further, forms in enumerate(reading.behind, start=1):
            behind = self._rows_of(forms)
            known, first = np.unique(self._places(behind), return_index=True)
            kept = closeness.common(places + further, known)
            found = [each[kept] for each in found]
            places = places[kept]
            found.append(behind[first[np.searchsorted(known, places + further)]])
        rows = np.concatenate(found)
        how = HOWS.index(reading.how)
        return self._spans(rows, np.full(len(rows), reading.weight), np.full(len(rows), how))

    def _of_parts(self, leaf: Leaf) -> Spans:
        """What answers all parts of a leaf together, as side by side or as close as they must stand."""
        parts = [self._of_leaf(part) for part in leaf.parts]
        both = np.logical_and.reduce([part.holding(self._size) for part in parts])
        parts = [part.taken(both[part.passages]) for part in parts]
        if leaf.between is None and not leaf.adjacent:
            return _together(parts)
        parts = [part.taken(part.positions != _NOWHERE) for part in parts]
        places = [np.unique(part.places) for part in parts]
        if leaf.between is not None:
            first, last = closeness.close(places, leaf.length + leaf.between)
            return _together([part.taken(_within(part.places, first, last)) for part in parts])
        lengths = [part.length for part in leaf.parts]
        starts = closeness.side_by_side(places, lengths)
        offsets = np.cumsum([0, *lengths[:-1]]).tolist()
        return _together(
            [
                part.taken(np.isin(part.places, starts + offset))
                for part, offset in zip(parts, offsets, strict=True)
            ]
        )

    def _rows_of(self, forms: Forms) -> Integers:
        wanted = np.zeros(self._form_count, np.bool_)
        wanted[forms] = True
        return np.flatnonzero(wanted[self._words.forms])

    def _places(self, rows: Integers) -> Integers:
        return (self._words.passages[rows] << _POSITION_BITS) + self._words.positions[rows]

    def _spans(self, rows: Integers, weights: NDArray[np.float64], hows: Integers) -> Spans:
        words = self._words
        return Spans(
            words.passages[rows], words.starts[rows], words.ends[rows], words.positions[rows], weights, hows
        )

    def _read_mentions(self, store: Store) -> Integers:
        """The mentions of what leaves name: the entity's place in `_ids`, passage, start and end."""
        numbers = self._words.numbers
        rows = store.rows(
            """SELECT entity, passage, start, "end" FROM marks
            WHERE entity IN (SELECT value FROM json_each(?)) AND passage BETWEEN ? AND ?
            ORDER BY passage, start, "end" DESC""",
            (json.dumps(list(self._ids)), int(numbers[0]), int(numbers[-1])),
        )
        found = np.array([(self._ids[id], *at) for id, *at in rows], np.int64).reshape(-1, 4).T
        found = found[:, closeness.common(found[1], numbers)]
        found[1] = np.searchsorted(numbers, found[1])
        return found


def merged(found: Spans) -> Stretches:
    """The stretches that spans make together where they overlap or touch."""
    order = np.lexsort((found.starts, found.passages))
    starts, ends = (
        at(found.passages[order], found.starts[order]),
        at(found.passages[order], found.ends[order]),
    )
    reached = np.maximum.accumulate(ends)
    new = np.ones(len(order), np.bool_)
    new[1:] = starts[1:] > reached[:-1]
    group = np.empty(len(order), np.int64)
    group[order] = np.cumsum(new) - 1
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(order)) - 1 if len(order) else first
    best = best_of(group, -found.weights)
    return Stretches(
        starts[first] >> _OFFSET_BITS,
        starts[first] & _OFFSET,
        reached[last] & _OFFSET,
        found.weights[best],
        found.hows[best],
    )


def best_of(groups: Integers, values: NDArray[np.float64]) -> Integers:
    """The place of the least value of each group, of equals the first; groups are numbered from 0 on."""
    order = np.lexsort((values, groups))
    new = np.ones(len(order), np.bool_)
    new[1:] = groups[order][1:] != groups[order][:-1]
    return order[new]


def at(passages: Integers, offsets: Integers) -> Integers:
    """Passage and offset as one number."""
    return passages << _OFFSET_BITS | offsets


def _within(places: Integers, first: Integers, last: Integers) -> Flags:
    """Of each place whether it lies in one of the stretches, whose first and last places both ascend."""
    if not len(last):
        return np.zeros(len(places), np.bool_)
    reaching = np.searchsorted(last, places)
    known = np.minimum(reaching, len(last) - 1)
    return (reaching < len(last)) & (first[known] <= places)


def _together(parts: Sequence[Spans]) -> Spans:
    return Spans(*map(np.concatenate, zip(*(part.columns for part in parts), strict=True)))


def _named(leaf: Leaf) -> Iterator[str]:
    """The entities that a leaf or its parts name."""
    yield from leaf.entities
    for reading in leaf.readings:
        yield from reading.entities
    for part in leaf.parts:
        yield from _named(part)
