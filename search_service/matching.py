"""The tree of a query with its leaves in, the passages that it finds with a score each out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from search_service import closeness
from search_service.closeness import Numbers
from search_service.leaves import Leaf
from search_service.passage_sets import PassageSets
from search_service.query_reading import Filter, ReadTree
from search_service.query_tree import All, Either, Most, Not
from search_service.questions import Questions
from search_service.weighing import Held, Weigher, joined

NEAR_SCALE = 0.4
"""What a score is multiplied by where a word is only nearly there: the least of the others has more."""
LIKELIER = 1.6
"""How the likelihood of a near spelling falls with its distance: a slip more, by the power of e of that."""
NEAR_BELOW = 0.99
"""Where alternatives add up to more than that: the best near score, of the least of the others."""
OVERLAPPING = 0.9
"""What a date weighs that lies partly within the days asked for."""
SIDE_BY_SIDE = 0.1
"""What a pair of words that stand side by side adds, of the weight of both; less where words lie between."""


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Passages, ascending, with a score each.

    `near` is 0, or says which near spellings are all that the passage has, and `distance` how far they are
    off together, in slips.
    """

    numbers: Numbers
    scores: NDArray[np.float64]
    near: NDArray[np.int64]
    distance: NDArray[np.float32]

    def among(self, kept: NDArray[np.bool]) -> Scored:
        """The rows that are kept."""
        return Scored(self.numbers[kept], self.scores[kept], self.near[kept], self.distance[kept])


def scored(numbers: Numbers, scores: NDArray[np.float64]) -> Scored:
    """Passages that have more than near spellings, with their scores."""
    none = np.zeros(len(numbers), dtype=np.int64)
    return Scored(numbers, scores, none, none.astype(np.float32))


class Matcher:
    """Finds the passages of trees of leaves; with `through`, also by what they are paired with."""

    def __init__(
        self, weigher: Weigher, sets: PassageSets, questions: Questions, *, through: bool = False
    ) -> None:
        self._weigher = weigher
        self._sets = sets
        self._questions = questions
        self._through = through

    def found(self, tree: ReadTree) -> Scored:
        """The passages that answer the tree, those with mere near spellings below all others."""
        if isinstance(tree, Most):
            return self._most(tree.parts)
        return _pressed(self._found(tree))

    def only_near(self, tree: ReadTree) -> bool:
        """Whether what the tree wants is nowhere, or nowhere but in near spellings."""
        match tree:
            case Leaf():
                return bool(np.all(self._weigher.held(tree).near))
            case All(parts):
                return any(map(self.only_near, parts))
            case Most(parts):
                # Words have many relatives in a question: they are not counted where none is wanted.
                return not all(isinstance(part, Leaf) and _is_known(part) for part in parts)
            case Either(parts):
                return all(map(self.only_near, parts))
        return False

    def _found(self, tree: ReadTree) -> Scored:
        """The passages that answer the tree, and those of them that hold near spellings of it."""
        match tree:
            case All(parts):
                return self._all(parts)
            case Either(parts):
                return _either([self._found(part) for part in parts])
            case Filter():
                return self._filtered(tree)
            case Leaf():
                held = self._held(tree)
                return Scored(held.numbers, self._weigher.scores(tree, held), held.near, held.distance)
        raise TypeError(f"{tree} is taken away from something, or is the whole of a question")

    def _held(self, leaf: Leaf) -> Held:
        return self._weigher.held(leaf, through=self._through)

    def _all(self, parts: Sequence[ReadTree]) -> Scored:
        """The passages that hold every part, and nothing of those under Not."""
        wanted = [part for part in parts if not isinstance(part, Not)]
        # What only narrows has the same weight everywhere, and may hold for the whole of a large corpus.
        telling = [part for part in wanted if not (isinstance(part, Filter) and part.span is None)] or wanted
        found = reduce(_both, [self._found(part) for part in telling])
        for part in parts:
            if isinstance(part, Not):
                taken = self._found(part.part).numbers
                found = found.among(~closeness.common(found.numbers, taken))
            elif isinstance(part, Filter) and part not in telling:
                found = found.among(closeness.common(found.numbers, self._filtered(part).numbers))
        return replace(found, scores=found.scores + self._lift(parts, found.numbers))

    def _filtered(self, wanted: Filter) -> Scored:
        if wanted.span is None:
            numbers = self._sets.within(language=wanted.language, document=wanted.document)
            weights = np.ones(len(numbers), dtype=np.float64)
        else:
            numbers, inside = self._sets.dated(*wanted.span)
            weights = np.where(inside, 1.0, OVERLAPPING)
        return scored(numbers, self._weigher.rarity(len(numbers)) * weights)

    def _lift(self, parts: Sequence[ReadTree], numbers: Numbers) -> NDArray[np.float64]:
        """What passages have for holding neighbours of the query close together, in its order or not."""
        lift = np.zeros(len(numbers), dtype=np.float64)
        for first, second in zip(parts, parts[1:], strict=False):
            if not (isinstance(first, Leaf) and isinstance(second, Leaf) and len(numbers)):
                continue
            both = sum(self._weigher.rarity_of(self._held(leaf)) for leaf in (first, second))
            one, other = (self._weigher.placed(leaf, numbers)[0] for leaf in (first, second))
            behind, before = closeness.gaps(one, other)
            behind = behind - (first.length - 1)
            # Side by side in the order of the query is best, and the same the other way round comes next.
            apart = np.minimum(np.where(behind < 1, before, behind), before + 1)
            best = np.zeros(len(numbers), dtype=np.float64)
            np.maximum.at(best, np.searchsorted(numbers, closeness.passages_of(one)), 1 / apart)
            lift += SIDE_BY_SIDE * both * best
        return lift

    def _most(self, parts: Sequence[ReadTree]) -> Scored:
        """The passages that may answer a whole question."""
        leaves = [part for part in parts if isinstance(part, Leaf)]
        if len(leaves) < len(parts):
            raise TypeError(f"{parts} has parts that are none of a question")
        numbers, scores = self._questions.scores(leaves)
        if not self._through:
            return scored(numbers, scores)
        one, other = self._sets.pairs
        kept = closeness.common(one, numbers)
        best = np.zeros(self._sets.size + 1, dtype=np.float64)
        best[numbers] = scores
        np.maximum.at(best, other[kept], scores[np.searchsorted(numbers, one[kept])])
        found = np.flatnonzero(best)
        return scored(found.astype(np.uint32), best[found])


def _is_known(leaf: Leaf) -> bool:
    """Whether the corpus has the leaf, or each of its words, in more than near spellings."""
    if leaf.entities or any(reading.how != "near" for reading in leaf.readings):
        return True
    return bool(leaf.parts) and all(map(_is_known, leaf.parts))


def _both(one: Scored, other: Scored) -> Scored:
    """The passages that are in both."""
    kept = one.among(closeness.common(one.numbers, other.numbers))
    beside = other.among(closeness.common(other.numbers, kept.numbers))
    return Scored(
        kept.numbers,
        kept.scores + beside.scores,
        joined(kept.near, beside.near),
        kept.distance + beside.distance,
    )


def _either(found: Sequence[Scored]) -> Scored:
    """The passages that are in one of them, those that are in more of them before the others."""
    numbers = np.unique(np.concatenate([each.numbers for each in found]))
    good, slight = np.zeros((2, len(numbers)), dtype=np.float64)
    near = np.zeros(len(numbers), dtype=np.int64)
    distance = np.full(len(numbers), np.inf, dtype=np.float32)
    for each in found:
        at = np.searchsorted(numbers, each.numbers)
        good[at] += np.where(each.near == 0, each.scores, 0)
        slight[at] += np.where(each.near == 0, 0, each.scores)
        near[at] = joined(near[at], each.near)
        distance[at] = np.minimum(distance[at], np.where(each.near == 0, np.inf, each.distance))
    better = good > 0
    return Scored(
        numbers,
        np.where(better, good, slight),
        np.where(better, 0, near),
        np.where(better, 0, distance).astype(np.float32),
    )


def _pressed(found: Scored) -> Scored:
    """The same, those with mere near spellings below all others, and the spellings in their turns.

    Of a spelling that is so much likelier than another, so many more passages come before the first of the
    other (weighted fair queueing): so what was meant shows early, however frequent the others are.
    """
    near = np.flatnonzero(found.near)
    if not len(near):
        return found
    by_spelling = near[np.lexsort((found.numbers[near], -found.scores[near], found.near[near]))]
    first = np.flatnonzero(np.diff(found.near[by_spelling], prepend=0) != 0)
    turn = np.arange(len(by_spelling)) - np.repeat(first, np.diff(first, append=len(by_spelling)))
    distance = found.distance[by_spelling].astype(np.float64)
    served = (turn + 1) * np.exp(LIKELIER * (distance - distance.min()))
    best = float(found.scores[near].max())
    good = found.scores[found.near == 0]
    most = min(NEAR_SCALE * best, NEAR_BELOW * float(good.min(initial=np.inf)))
    scores = found.scores.copy()
    scores[by_spelling] = most / (served + 1 - found.scores[by_spelling] / best)
    return replace(found, scores=scores)
