"""Two documents in, stretches of them small enough to align whole out, cut at pairs that are surely right."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from pipeline.translations.likeness import Likeness

LARGEST = 400_000
"""Cells, sentences of the source times those of the target, that are aligned at once: some 200 MB."""

_WITNESSES = 2
"""Features, each once in either document, that together make a pair sure."""


def blocks(known: Likeness) -> Iterator[tuple[range, range]]:
    """Stretches of the source and of the target that follow on one another and belong together."""
    source, target = (len(side.units) for side in known.sides)
    row = column = 0
    last = (0, 0)
    for sure in [*(_sure(known) if source * target > LARGEST else ()), (source, target)]:
        if (sure[0] - row) * (sure[1] - column) > LARGEST and last > (row, column):
            yield from _halved(range(row, last[0]), range(column, last[1]))
            row, column = last
        last = sure
    yield from _halved(range(row, source), range(column, target))


def _halved(rows: range, columns: range) -> Iterator[tuple[range, range]]:
    """The stretch itself, or parts of it where nothing sure divides what is too large."""
    if len(rows) * len(columns) <= LARGEST:
        if rows or columns:
            yield rows, columns
        return
    row, column = len(rows) // 2, len(columns) // 2
    yield from _halved(rows[:row], columns[:column])
    yield from _halved(rows[row:], columns[column:])


def _sure(known: Likeness) -> list[tuple[int, int]]:
    """The longest chain of sure pairs, each after the one before on both sides."""
    witnesses = Counter(known.unique().values())
    pairs = [pair for pair, number in witnesses.items() if number >= _WITNESSES]
    # Of pairs of one row the rightmost first, so that no chain has two of them.
    return _rising(sorted(pairs, key=lambda pair: (pair[0], -pair[1])))


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of sorted `pairs` in which the second number rises, too, by patience sorting."""
    ends: list[int] = []
    tails: list[int] = []
    before: list[int] = []
    for index, (_, column) in enumerate(pairs):
        place = bisect_left(ends, column)
        before.append(tails[place - 1] if place else -1)
        ends[place : place + 1] = [column]
        tails[place : place + 1] = [index]
    chain: list[tuple[int, int]] = []
    at = tails[-1] if tails else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
