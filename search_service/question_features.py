"""The words of a question in, what tells of units of the corpus how well they may answer it out.

Every feature is from 0 to about 1, so that those of a unit can be added up by weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from search_service import closeness
from search_service.closeness import Places
from search_service.index import Index
from search_service.question_terms import Term
from search_service.units import Holding, Numbers, Units, Weights

STRONG = 0.6
"""What a form weighs, at least, that makes its word less rare."""
SATURATION, LENGTH = 1.2, 0.9
"""k1 and b of BM25, see Robertson and Zaragoza (2009), The Probabilistic Relevance Framework."""
TITLE = 2.0
"""As many places in the text a word in the title is worth."""
CLOSE = 4
"""Positions that neighbours of the question are apart, at most, where they still stand near one another."""
APART = 0.5
"""What they are worth there of what they are side by side."""

CHEAP = ("weighed", "exact", "covered", "first", "title")
CLOSER = ("own", "near", "leading")
"""The names of the features, those that every unit is given, and those that only few are."""

Features: TypeAlias = dict[str, Weights]


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """A word of a question that the corpus has: who holds it, and how much it tells, being rare."""

    term: Term
    passages: Holding
    rarity: float


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A question weighed against every unit.

    `words` are those that the corpus has, `coverage` the part of their weight that each unit holds, and
    `features` those that cost little.
    """

    words: tuple[Known, ...]
    coverage: Weights
    features: Features


class _Sums:
    """What the words add up to in each unit."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self.weighed, self.exact, self.covered, self.title = np.zeros((4, units.size))
        lengths = units.lengths + TITLE * units.title_lengths
        self._norm = _norm(lengths)

    def add(self, term: Term, passages: Holding, index: Index) -> tuple[float, Weights]:
        """Take in a word; how much it tells, and how well each unit holds it."""
        in_title = self._units.titled(term.forms, term.weights)
        best, times = self._spread(self._units.holding(passages), in_title)
        holding = int(np.count_nonzero(best >= STRONG)) or int(np.count_nonzero(best))
        rarity = _rarity(self._units.size, holding)
        self.weighed += rarity**2 * best * _saturated(times, self._norm)
        self.covered += rarity * best
        self.title[in_title.numbers] += in_title.best
        same = term.as_typed
        in_text = self._units.holding(same.holding(index))
        _, times = self._spread(in_text, self._units.titled(same.forms, same.weights))
        self.exact += rarity * _saturated(times, self._norm)
        return rarity, best

    def _spread(self, in_text: Holding, in_title: Holding) -> tuple[Weights, Weights]:
        """How well and how often each unit holds a word, in its text or in its title."""
        best, times = np.zeros((2, self._units.size))
        best[in_text.numbers], times[in_text.numbers] = in_text.best, in_text.times
        best[in_title.numbers] = np.maximum(best[in_title.numbers], in_title.best)
        times[in_title.numbers] += TITLE * in_title.times
        return best, times


def weighed(terms: Iterable[Term], units: Units, index: Index) -> Weighed:
    """The question weighed against every unit."""
    sums = _Sums(units)
    words: list[Known] = []
    first = np.zeros(units.size)
    for term in terms:
        passages = term.holding(index)
        if not len(passages.numbers):
            continue
        rarity, best = sums.add(term, passages, index)
        if not words:
            first = rarity * best
        words.append(Known(term, passages, rarity))
    total = sum(word.rarity for word in words) or 1.0
    coverage = sums.covered / total
    features = {
        "weighed": scaled(sums.weighed),
        "exact": scaled(sums.exact),
        "covered": coverage,
        "first": first / total,
        "title": np.minimum(sums.title / np.maximum(units.title_lengths, 1), 1),
    }
    return Weighed(tuple(words), coverage, features)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Units that are looked at closely, ascending, and those of their passages that hold any word.

    `passages` ascend, `places` are those of their units among `units`. From 0 to 1 `alone` is how well each
    passage answers by itself, and `own` how well it does under its title.
    """

    units: Numbers
    passages: Numbers
    places: NDArray[np.int64]
    alone: Weights
    own: Weights

    def most(self, weights: Weights) -> Weights:
        """The most that a passage of each unit has."""
        found = np.zeros(len(self.units))
        np.maximum.at(found, self.places, weights)
        return found


def candidates(numbers: Numbers, question: Weighed, units: Units, index: Index) -> Candidates:
    """The units `numbers`, which ascend."""
    place = np.full(units.size, -1, np.int64)
    place[numbers] = np.arange(len(numbers))
    held = np.zeros(index.size + 1, np.bool)
    for word in question.words:
        held[word.passages.numbers] = True
    passages = np.flatnonzero(held)
    passages = passages[place[units.of[passages]] >= 0]
    places = place[units.of[passages]]
    alone, own = np.zeros((2, len(passages)))
    norm = _norm(index.lengths[passages], float(index.lengths.sum()) / max(index.size, 1))
    for word in question.words:
        best, times = word.passages.at(passages)
        alone += word.rarity * best * _saturated(times, norm)
        titled, _ = units.titled(word.term.forms, word.term.weights).at(numbers)
        titled = titled[places]
        own += word.rarity * np.maximum(best, titled) * _saturated(times + titled, norm)
    return Candidates(numbers, passages, places, scaled(alone), scaled(own))


def closer(found: Candidates, question: Weighed, units: Units, index: Index) -> Features:
    """The features that take a closer look."""
    among = np.zeros(index.size + 1, np.bool)
    among[found.passages] = True
    near = np.zeros(len(found.passages))
    stands = [word.term.placed(index, among) for word in question.words]
    for at, (one, other) in enumerate(zip(question.words, question.words[1:], strict=False)):
        near += min(one.rarity, other.rarity) * _nearness(stands[at], stands[at + 1], found.passages)
    best = found.most(found.own)
    first = found.passages == units.first[found.units][found.places]
    leading = found.most(np.where(first & (found.own >= best[found.places]), 1.0, 0.0))
    return {
        "own": best,
        "near": scaled(found.most(near)),
        "leading": leading * units.begins[found.units],
    }


def _nearness(one: tuple[Places, Weights], other: tuple[Places, Weights], passages: Numbers) -> Weights:
    """How close two words stand to one another in each passage: 1 where the second follows the first."""
    found = np.zeros(len(passages))
    (places, weights), (others, other_weights) = one, other
    if not (len(places) and len(others)):
        return found
    behind = np.searchsorted(others, places, side="right")
    for step in (0, -1):
        at = np.clip(behind + step, 0, len(others) - 1)
        gap = others[at] - places
        close = np.where(gap == 1, 1.0, np.where((gap != 0) & (np.abs(gap) <= CLOSE), APART, 0.0))
        rows = np.searchsorted(passages, closeness.passages_of(places))
        np.maximum.at(found, rows, close * weights * other_weights[at])
    return found


def scaled(weights: Weights) -> Weights:
    """The weights, the greatest of them made 1."""
    most = float(weights.max(initial=0))
    return weights / most if most else weights


def _rarity(size: int, holding: int) -> float:
    return math.log(1 + (size - holding + 0.5) / (holding + 0.5))


def _norm(lengths: NDArray[np.generic], mean: float | None = None) -> Weights:
    """What BM25 sets the times of a word against in texts of these lengths."""
    found = lengths.astype(np.float64)
    average = mean if mean is not None else float(found.mean()) if len(found) else 0.0
    return SATURATION * (1 - LENGTH + LENGTH * found / max(average, 1.0))


def _saturated(times: Weights, norm: Weights) -> Weights:
    return times * (SATURATION + 1) / (times + norm)
