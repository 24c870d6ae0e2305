"""The leaves of a query in, the passages that they find with a score each out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from search_service.index import Field, Index
from search_service.pairs import partners
from search_service.readings import APART, EXACT, NEAR, UNNAMED, Leaf, Reading
from search_service.store import Store
from search_service.words import PARTS

NEAR_SCALE = 0.4
"""What a score is multiplied by where a word is only nearly there: the least of the others has more."""
SIDE_BY_SIDE = 0.1
"""What a pair of words that stand side by side adds, of the weight of both."""
MOST = 0.5
"""The part of a question's weight that a passage must hold, or of the best passage's score."""

Scores = dict[int, float]
"""A score for each passage, by its number in the corpus."""


class Matcher:
    """Finds the passages of leaves; `near_below` puts those with mere near spellings below all others."""

    def __init__(self, index: Index, store: Store, *, near_below: bool) -> None:
        self._index = index
        self._store = store
        self._near_below = near_below
        self._weights: dict[Leaf, Scores] = {}

    def all_of(self, leaves: Sequence[Leaf], *, through: bool = False) -> Scores:
        """The passages that hold every leaf; with `through`, also in what they are paired with."""
        found = [self._weights_through(leaf) if through else self.weights(leaf) for leaf in leaves]
        common = set(found[0]).intersection(*found[1:]) if found else set()
        rarities = [self._rarity(weights) for weights in found]
        scores: Scores = {}
        for number in common:
            weights = [each[number] for each in found]
            score = sum(rarity * weight for rarity, weight in zip(rarities, weights, strict=True))
            scores[number] = score * NEAR_SCALE if self._is_near(min(weights)) else score
        if len(leaves) > 1:
            self._raise_side_by_side(scores, leaves, rarities)
        return scores

    def most_of(self, leaves: Sequence[Leaf], *, through: bool = False) -> Scores:
        """The passages that hold most of the leaves' weight, or as much of it as any does.

        With `through` counts, too, what those hold that they are paired with.
        """
        scores: Scores = {}
        total = 0.0
        for leaf in leaves:
            weights = self._weights_through(leaf) if through else self.weights(leaf)
            good = {number: weight for number, weight in weights.items() if not self._is_near(weight)}
            rarity = self._rarity(weights)
            total += rarity if weights else 0
            for number, weight in (good or weights).items():
                scores[number] = scores.get(number, 0) + rarity * weight
        least = MOST * min(total, max(scores.values(), default=0))
        return {number: score for number, score in scores.items() if score >= least}

    def only_near(self, leaves: Sequence[Leaf]) -> bool:
        """Whether one of the leaves is nowhere, or nowhere but in near spellings."""
        return any(all(self._is_near(weight) for weight in self.weights(leaf).values()) for leaf in leaves)

    def weights(self, leaf: Leaf) -> Scores:
        """How well each passage that holds the leaf does so, from 0 to 1."""
        if leaf not in self._weights:
            self._weights[leaf] = self._weighed(leaf)
        return self._weights[leaf]

    def _weights_through(self, leaf: Leaf) -> Scores:
        """How well each passage, or the best of those that it is paired with, holds the leaf."""
        own = self.weights(leaf)
        found = dict(own)
        for number, paired in partners(self._store, own).items():
            for partner, _, _ in paired:
                found[partner] = max(own[number], found.get(partner, 0))
        return found

    def _weighed(self, leaf: Leaf) -> Scores:
        found: Scores = {}
        for entity in leaf.entities:
            found |= dict.fromkeys(self._store.mentions(entity), 1.0)
        for reading in leaf.readings:
            for number in self._holding(reading):
                if found.get(number, 0) < reading.weight:
                    found[number] = reading.weight
        if leaf.parts:
            together = self._adjacent(leaf.parts)
            if not leaf.adjacent:
                together = self._together(leaf.parts, together)
            most = UNNAMED if leaf.entities else EXACT
            for number, weight in together.items():
                found[number] = max(min(weight, most), found.get(number, 0))
        return found

    def _holding(self, reading: Reading) -> Iterable[int]:
        if reading.field == "entity":
            return self._store.mentions(reading.terms[0])
        if len(reading.terms) == 1:
            return self._index.passages(reading.field, reading.terms[0])
        return self._side_by_side(reading.field, reading.terms)

    def _side_by_side(self, field: Field, terms: Sequence[str]) -> Iterable[int]:
        """The passages in which the terms follow one another."""
        common = set(self._index.passages(field, terms[0])).intersection(
            *(self._index.passages(field, term) for term in terms[1:])
        )
        if not common:
            return ()
        ends: dict[int, set[int]] = {}
        for offset, term in enumerate(terms):
            here = {
                number: {place - offset for place in places}
                for number, places in self._index.positions(field, term)
                if number in common
            }
            ends = here if offset == 0 else {number: ends[number] & here[number] for number in common}
        return [number for number, places in ends.items() if places]

    def _together(self, parts: Sequence[Leaf], adjacent: Scores) -> Scores:
        """The passages that hold all parts, those in which they are `adjacent` before the others."""
        found = [self.weights(part) for part in parts]
        common = set(found[0]).intersection(*found[1:])
        return {
            number: min(each[number] for each in found) * (1 if number in adjacent else APART)
            for number in common
        }

    def _adjacent(self, parts: Sequence[Leaf]) -> Scores:
        """The passages in which the parts follow one another, each in any of its forms."""
        placed = [self._places(part) for part in parts]
        found: Scores = {}
        for number in set(placed[0]).intersection(*placed[1:]):
            starts = set(placed[0][number])
            offset = 0
            for part, places in zip(parts, placed, strict=True):
                starts &= {place - offset for place in places[number]}
                offset += _length(part)
            if starts:
                found[number] = EXACT
        return found

    def _places(self, leaf: Leaf) -> dict[int, set[int]]:
        """Where the words of the leaf stand, near spellings left out where they come below all others."""
        places: dict[int, set[int]] = {}
        for reading in leaf.readings:
            if reading.field == "entity" or len(reading.terms) > 1 or self._is_near(reading.weight):
                continue
            for number, found in self._index.positions(reading.field, reading.terms[0]):
                places.setdefault(number, set()).update(found)
        return places

    def _raise_side_by_side(self, scores: Scores, leaves: Sequence[Leaf], rarities: Sequence[float]) -> None:
        """Add to the scores of passages in which neighbours of the query are neighbours, too."""
        before = self._places(leaves[0])
        for index, leaf in enumerate(leaves[1:], start=1):
            places = self._places(leaf)
            bonus = SIDE_BY_SIDE * (rarities[index - 1] + rarities[index])
            length = _length(leaves[index - 1])
            for number in scores.keys() & before.keys() & places.keys():
                if any(place + length in places[number] for place in before[number]):
                    scores[number] += bonus
            before = places

    def _rarity(self, weights: Mapping[int, float]) -> float:
        """The weight of a leaf: the rarer it is, the more (the inverse document frequency of BM25)."""
        holding = sum(not self._is_near(weight) for weight in weights.values()) or len(weights)
        return math.log(1 + (self._index.size - holding + 0.5) / (holding + 0.5))

    def _is_near(self, weight: float) -> bool:
        return self._near_below and weight <= NEAR


def _length(leaf: Leaf) -> int:
    """How many positions the leaf's words take."""
    return sum(len(PARTS.findall(word)) for word in leaf.words)
