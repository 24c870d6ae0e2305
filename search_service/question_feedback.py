"""Units with a score each in, what the best of them tell of the others out: pseudo-relevance feedback."""

from __future__ import annotations

import numpy as np

from search_service.index import Index
from search_service.question_features import Features, scaled
from search_service.units import Numbers, Units, Weights

BEST = 10
"""Units that are believed."""
TELLING = 60
"""Lemmas that tell the best units from others."""
TRUST = 10.0
"""How the belief in a unit falls with its score: from the best to the worst, by the power of e of that."""
SATURATION, LENGTH = 1.2, 0.75


def alike(numbers: Numbers, scores: Weights, units: Units, index: Index) -> Features:
    """How like the best each of the units `numbers` is, and how much it has of what they tell by.

    The first is a smoothing of scores over neighbours (Kurland and Lee, 2004), the second the relevance model
    of Lavrenko and Croft (2001), both among these units alone.
    """
    if not len(numbers):
        return {"alike": scores, "fed": scores}
    times, rarity = _lemmas(numbers, units, index)
    best = np.argsort(-scores, kind="stable")[:BEST]
    span = float(scores.max() - scores.min()) or 1.0
    trust = np.exp(TRUST * (scores[best] - scores.max()) / span)
    trust /= trust.sum()
    vectors = np.where(times > 0, 1 + np.log(np.maximum(times, 1)), 0) * rarity
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    likeness = vectors @ vectors[best].T
    likeness[best, np.arange(len(best))] = 0
    lengths = times.sum(axis=1)
    told = (trust / np.maximum(lengths[best], 1)) @ times[best] * rarity
    telling = np.argsort(-told, kind="stable")[:TELLING]
    norm = SATURATION * (1 - LENGTH + LENGTH * lengths / max(float(lengths.mean()), 1.0))
    saturated = times[:, telling] * (SATURATION + 1) / (times[:, telling] + norm[:, np.newaxis])
    return {"alike": likeness @ trust, "fed": scaled(saturated @ (rarity * told)[telling])}


def _lemmas(numbers: Numbers, units: Units, index: Index) -> tuple[Weights, Weights]:
    """How often each unit has each lemma that any of them has, and how rare these lemmas are."""
    rows = index.rows(units.passages(numbers))
    lemmas, places = np.unique(units.lemmas[rows.forms], return_inverse=True)
    row = np.searchsorted(numbers, units.of[rows.passages])
    cells = np.bincount(row * len(lemmas) + places, minlength=len(numbers) * len(lemmas))
    spread = units.spread[lemmas]
    rarity = np.log(1 + (units.size - spread + 0.5) / (spread + 0.5))
    return cells.reshape(len(numbers), len(lemmas)).astype(np.float64), rarity
