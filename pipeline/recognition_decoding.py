"""How likely each label is for each word in, the names that they make out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import numpy as np

from pipeline.recognition_network import may_follow
from pipeline.records import EntityType

LEAST = 1e-4
"""A label is never taken to be less likely: one model's doubt must not outweigh all others."""

OURS = ("O", *(f"{place}-{type}" for type in get_args(EntityType) for place in "BIES"))


def in_ours(likely: Any, labels: Sequence[str]) -> Any:
    """`likely` [word, label] for the labels of OURS: kinds of a type are added up, others are outside."""
    to = np.zeros((len(labels), len(OURS)), dtype="float32")
    for at, label in enumerate(labels):
        ours = label.partition("/")[0]
        to[at, OURS.index(ours) if ours in OURS else 0] = 1
    return likely @ to


def together(opinions: Sequence[Any]) -> Any:
    """The opinions [word, label] of several models as one: their geometric mean."""
    logs = sum(np.log(np.maximum(opinion, LEAST)) for opinion in opinions) / len(opinions)
    mean = np.exp(logs)
    return mean / mean.sum(1, keepdims=True)


def names(likely: Any) -> list[tuple[int, int, EntityType, float]]:
    """(start, end, type, likelihood of its least likely label) of each name on the likeliest path."""
    found: list[tuple[int, int, EntityType, float]] = []
    start = 0
    path = _likeliest(np.log(np.maximum(likely, LEAST)))
    for at, label in enumerate(path):
        place = OURS[label][0]
        if place in "BS":
            start = at
        if place in "ES":
            sure = min(float(likely[inside, path[inside]]) for inside in range(start, at + 1))
            found.append((start, at + 1, OURS[label][2:], sure))  # type: ignore[arg-type]
    return found


def _likeliest(scores: Any) -> list[int]:
    """The best path through `scores` [word, label] that may_follow allows: Viterbi's algorithm."""
    begins, follow, ends = (np.where(allowed, 0.0, -1e4) for allowed in may_follow(OURS))
    best = scores[0] + begins
    came_from = []
    for score in scores[1:]:
        through = best[:, None] + follow
        came_from.append(through.argmax(0))
        best = through.max(0) + score
    path = [int((best + ends).argmax())]
    for sources in reversed(came_from):
        path.append(int(sources[path[-1]]))
    return path[::-1]
