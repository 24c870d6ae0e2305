"""Where each of several words stands in a corpus in, where they stand close together out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.uint32]
"""Numbers of passages, ascending, each once."""
Places: TypeAlias = NDArray[np.int64]
"""Places of a word, ascending, each once: the number of a passage and the position in it."""

_BITS = 24
"""Bits of a position: no passage has so many words that a stretch reaches from one passage into another."""


def places(passages: NDArray[np.uint32], positions: NDArray[np.unsignedinteger]) -> Places:
    """The places of a word that stands at `positions` of `passages`, in whatever order they come."""
    found = passages.astype(np.int64) << _BITS | positions
    found.sort()
    return found[np.diff(found, prepend=-1) > 0]


def passages_of(found: Places) -> NDArray[np.uint32]:
    """The passage of each place."""
    return (found >> _BITS).astype(np.uint32)


def common(one: NDArray[np.integer], other: NDArray[np.integer]) -> NDArray[np.bool]:
    """Of each number in `one` whether `other` has it, too; both ascend."""
    if not len(other):
        return np.zeros(len(one), dtype=np.bool)
    at = np.minimum(np.searchsorted(other, one), len(other) - 1)
    return np.asarray(other[at] == one)


def side_by_side(stands: Sequence[Places], lengths: Sequence[int]) -> Places:
    """The places from which on the words follow one another, each `lengths` positions long."""
    offsets = np.cumsum([0, *lengths[:-1]])
    starts = [each - offset for each, offset in zip(stands, offsets, strict=True)]
    starts.sort(key=len)
    return reduce(lambda one, other: one[common(one, other)], starts)


def close(stands: Sequence[Places], width: int) -> tuple[Places, Places]:
    """The first and last places of stretches of at most `width` positions that hold a place of each word.

    Words stand in places of their own: a stretch has as many places as there are words. One stretch is told
    for each place that it may end at, the widest.
    """
    every = np.concatenate(stands)
    order = np.argsort(every, kind="stable")
    every, word = every[order], np.repeat(np.arange(len(stands)), [len(each) for each in stands])[order]
    starts = np.searchsorted(every, every - (width - 1))
    ends = np.searchsorted(every, every, side="right")
    fits = ends == np.arange(1, len(every) + 1)
    for index in range(len(stands)):
        fits &= _between(word == index, starts, ends) > 0
    fits &= _between(np.diff(every, prepend=-1) > 0, starts, ends) >= len(stands)
    return every[starts[fits]], every[fits]


def _between(
    counted: NDArray[np.bool], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many are counted from each of `starts` to the one before each of `ends`."""
    before = np.concatenate(([0], np.cumsum(counted)))
    return np.asarray(before[ends] - before[starts])


def gaps(one: Places, other: Places) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each place of `one` how far behind it the next of `other` stands, and how far before it the last.

    What lies in another passage, or nowhere, is farther than any passage is long.
    """
    nowhere = np.int64(1) << 62
    padded = np.concatenate(([-nowhere], other, [nowhere]))
    at = np.searchsorted(other, one)
    # A word does not stand beside itself.
    same = padded[at + 1] == one
    return padded[at + 1 + same] - one, one - padded[at]
