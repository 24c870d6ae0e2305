"""Scores of all groups of sentences in, the best way to align the two sides and its probabilities out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.translations.likeness import Scores, Shape

_MARGIN = 3
"""The most sentences on one side of a bead."""


class Bead(NamedTuple):
    """`height` sentences from `row` on translate `width` from `column` on.

    `truth` is the probability, even odds before, that they are a translation at all, `probability` that of
    this bead among all others.
    """

    row: int
    column: int
    height: int
    width: int
    truth: float
    probability: float


def best(
    scores: Mapping[Shape, Scores], height: int, width: int, shares: Mapping[Shape, float]
) -> list[Bead]:
    """The likeliest beads, in order, that cover `height` sentences of the one side and `width` of the other.

    `shares` say how often each shape occurs. The path is Viterbi's; probabilities are those of the
    forward-backward algorithm over all paths.
    """
    costs = {shape: odds + np.log(shares[shape]) for shape, odds in scores.items()}
    likeliest = _table(costs, height, width, np.maximum)
    forward = _table(costs, height, width, np.logaddexp)
    backward = _table(
        {shape: found[::-1, ::-1] for shape, found in costs.items()}, height, width, np.logaddexp
    )
    backward = backward[::-1, ::-1]
    total = forward[height, width]
    found: list[Bead] = []
    row, column = height, width
    while row or column:
        (rows, columns), cost = max(
            (
                ((h, w), likeliest[row - h, column - w] + cost[row - h, column - w])
                for (h, w), cost in costs.items()
                if h <= row and w <= column
            ),
            key=lambda each: each[1],
        )
        row, column = row - rows, column - columns
        cost = costs[rows, columns][row, column]
        sure = np.exp(forward[row, column] + cost + backward[row + rows, column + columns] - total)
        odds = scores[rows, columns][row, column]
        truth = np.exp(-np.logaddexp(0.0, -odds))
        found.append(Bead(row, column, rows, columns, float(truth), min(float(sure), 1.0)))
    return found[::-1]


def _table(
    costs: Mapping[Shape, Scores],
    height: int,
    width: int,
    gathered: Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]],
) -> Scores:
    """For each cell what all ways to it are worth together, filled one diagonal at a time."""
    cells = np.full((height + 1 + _MARGIN, width + 1 + _MARGIN), -np.inf)
    cells[_MARGIN, _MARGIN] = 0.0
    padded = {}
    for (h, w), cost in costs.items():
        padded[h, w] = np.full((height + 1 + _MARGIN, width + 1 + _MARGIN), -np.inf)
        padded[h, w][_MARGIN : _MARGIN + cost.shape[0], _MARGIN : _MARGIN + cost.shape[1]] = cost
    for diagonal in range(1, height + width + 1):
        rows = np.arange(max(0, diagonal - width), min(height, diagonal) + 1) + _MARGIN
        columns = diagonal - rows + 2 * _MARGIN
        worth = np.full(len(rows), -np.inf)
        for (h, w), cost in padded.items():
            before = rows - h, columns - w
            worth = gathered(worth, cells[before] + cost[before])
        cells[rows, columns] = worth
    return cells[_MARGIN:, _MARGIN:]
