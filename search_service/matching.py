"""The tree of a query with its leaves in, the passages that it finds with a score each out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from search_service.closeness import close, side_by_side
from search_service.index import Field, Index
from search_service.pairs import partners
from search_service.query_reading import Filter, ReadTree
from search_service.query_tree import All, Either, Most, Not
from search_service.readings import APART, EXACT, NEAR, UNNAMED, Leaf, Reading
from search_service.store import Store
from search_service.vocabulary import Vocabulary

NEAR_SCALE = 0.4
"""What a score is multiplied by where a word is only nearly there: the least of the others has more."""
NEAR_BELOW = 0.99
"""Where alternatives add up to more than that: the best near score, of the least of the others."""
OVERLAPPING = 0.9
"""What a date weighs that lies partly within the days asked for."""
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
        self._vocabulary = Vocabulary(store)
        self._near_below = near_below
        self._weights: dict[Leaf | Filter, Scores] = {}

    def found(self, tree: ReadTree, *, through: bool = False) -> Scores:
        """The passages that answer the tree; with `through`, also by what they are paired with."""
        if isinstance(tree, Most):
            return self._most(tree.parts, through)
        scores, near = self._held(tree, through)
        good = [score for number, score in scores.items() if number not in near]
        best = max((scores[number] for number in near), default=0)
        scale = min(NEAR_SCALE, NEAR_BELOW * min(good) / best) if good and best else NEAR_SCALE
        return {number: score * scale if number in near else score for number, score in scores.items()}

    def _held(self, tree: ReadTree, through: bool) -> tuple[Scores, set[int]]:
        """The passages that hold what the tree wants, and those of them that hold near spellings of it."""
        match tree:
            case All(parts):
                return self._all(parts, through)
            case Either(parts):
                return self._either(parts, through)
            case Filter():
                weights = self.weights(tree)
                rarity = self._rarity(weights)
                return {number: rarity * weight for number, weight in weights.items()}, set()
            case Leaf():
                weights = self._weights_through(tree) if through else self.weights(tree)
                rarity = self._rarity(weights)
                near = {number for number, weight in weights.items() if self._is_near(weight)}
                return {number: rarity * weight for number, weight in weights.items()}, near
        raise TypeError(f"{tree} is taken away from something, or is the whole of a question")

    def _all(self, parts: Sequence[ReadTree], through: bool) -> tuple[Scores, set[int]]:
        """The passages that hold every part, and nothing of those under Not."""
        wanted = [part for part in parts if not isinstance(part, Not)]
        # What only narrows has the same weight everywhere, and may hold for the whole of a large corpus.
        telling = [part for part in wanted if not (isinstance(part, Filter) and part.span is None)] or wanted
        held = [self._held(part, through) for part in telling]
        common = set(held[0][0]).intersection(*(scores for scores, _ in held[1:]))
        for part in parts:
            if isinstance(part, Not):
                common -= self._held(part.part, through)[0].keys()
            elif isinstance(part, Filter):
                common &= self.weights(part).keys()
        scores = {number: sum(each[number] for each, _ in held) for number in common}
        self._raise_side_by_side(scores, parts, through)
        return scores, {number for _, near in held for number in near & common}

    def _either(self, parts: Sequence[ReadTree], through: bool) -> tuple[Scores, set[int]]:
        """The passages that hold one of the parts, those that hold more of them before the others."""
        good: Scores = {}
        slight: Scores = {}
        for part in parts:
            scores, near = self._held(part, through)
            for number, score in scores.items():
                kept = slight if number in near else good
                kept[number] = kept.get(number, 0) + score
        return slight | good, slight.keys() - good.keys()

    def _most(self, parts: Sequence[ReadTree], through: bool) -> Scores:
        """The passages that hold most of the leaves' weight, or as much of it as any does.

        With `through` counts, too, what those hold that they are paired with.
        """
        scores: Scores = {}
        total = 0.0
        for leaf in parts:
            if not isinstance(leaf, Leaf):
                raise TypeError(f"{leaf} is no part of a question")
            weights = self._weights_through(leaf) if through else self.weights(leaf)
            good = {number: weight for number, weight in weights.items() if not self._is_near(weight)}
            rarity = self._rarity(weights)
            total += rarity if weights else 0
            for number, weight in (good or weights).items():
                scores[number] = scores.get(number, 0) + rarity * weight
        least = MOST * min(total, max(scores.values(), default=0))
        return {number: score for number, score in scores.items() if score >= least}

    def only_near(self, tree: ReadTree) -> bool:
        """Whether what the tree wants is nowhere, or nowhere but in near spellings."""
        match tree:
            case Leaf():
                return all(self._is_near(weight) for weight in self.weights(tree).values())
            case All(parts) | Most(parts):
                return any(map(self.only_near, parts))
            case Either(parts):
                return all(map(self.only_near, parts))
        return False

    def weights(self, leaf: Leaf | Filter) -> Scores:
        """How well each passage that holds the leaf does so, from 0 to 1."""
        if leaf not in self._weights:
            self._weights[leaf] = self._weighed(leaf) if isinstance(leaf, Leaf) else self._filtered(leaf)
        return self._weights[leaf]

    def _filtered(self, wanted: Filter) -> Scores:
        if wanted.span is None:
            within = self._store.within(language=wanted.language, document=wanted.document)
            return dict.fromkeys(within, 1.0)
        return {number: 1.0 if inside else OVERLAPPING for number, inside in self._store.dated(*wanted.span)}

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
            together = self._standing(leaf)
            most = UNNAMED if leaf.entities else EXACT
            for number, weight in together.items():
                found[number] = max(min(weight, most), found.get(number, 0))
        return found

    def _standing(self, leaf: Leaf) -> Scores:
        """The passages in which the parts of the leaf stand as it wants them to."""
        if leaf.between is not None:
            return self._close(leaf.parts, leaf.length + leaf.between)
        adjacent = self._adjacent(leaf.parts)
        return adjacent if leaf.adjacent else self._together(leaf.parts, adjacent)

    def _close(self, parts: Sequence[Leaf], width: int) -> Scores:
        """The passages in which all parts stand within `width` positions, each in a place of its own."""
        placed = [self._places(part) for part in parts]
        common = set(placed[0]).intersection(*placed[1:])
        return {
            number: EXACT for number in common if any(close([places[number] for places in placed], width))
        }

    def _holding(self, reading: Reading) -> Iterable[int]:
        if reading.field == "entity":
            return self._store.mentions(reading.terms[0])
        if len(reading.terms) == 1:
            return self._passages(reading.field, reading.terms[0])
        return self._side_by_side(reading.field, reading.terms)

    def _passages(self, field: Field, term: str) -> Iterable[int]:
        """The passages that hold a form with the term."""
        return {
            number
            for form in self._vocabulary.forms(field, term)
            for number in self._index.passages(form).tolist()
        }

    def _positions(self, field: Field, term: str) -> dict[int, set[int]]:
        """Where forms with the term stand in each passage that holds any."""
        found: dict[int, set[int]] = {}
        for form in self._vocabulary.forms(field, term):
            numbers, positions = self._index.places(form)
            for number, position in zip(numbers.tolist(), positions.tolist(), strict=True):
                found.setdefault(number, set()).add(position)
        return found

    def _side_by_side(self, field: Field, terms: Sequence[str]) -> Iterable[int]:
        """The passages in which the terms follow one another."""
        common = set(self._passages(field, terms[0])).intersection(
            *(self._passages(field, term) for term in terms[1:])
        )
        if not common:
            return ()
        ends: dict[int, set[int]] = {}
        for offset, term in enumerate(terms):
            here = {
                number: {place - offset for place in places}
                for number, places in self._positions(field, term).items()
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
        lengths = [part.length for part in parts]
        common = set(placed[0]).intersection(*placed[1:])
        return {
            number: EXACT for number in common if side_by_side([places[number] for places in placed], lengths)
        }

    def _places(self, leaf: Leaf) -> dict[int, set[int]]:
        """Where the words of the leaf stand, near spellings left out where they come below all others."""
        places: dict[int, set[int]] = {}
        for reading in leaf.readings:
            if reading.field == "entity" or len(reading.terms) > 1 or self._is_near(reading.weight):
                continue
            for number, found in self._positions(reading.field, reading.terms[0]).items():
                places.setdefault(number, set()).update(found)
        return places

    def _raise_side_by_side(self, scores: Scores, parts: Sequence[ReadTree], through: bool) -> None:
        """Add to the scores of passages in which neighbours of the query are neighbours, too."""
        first: Leaf | None = None
        before: dict[int, set[int]] = {}
        for part in parts:
            second = part if isinstance(part, Leaf) else None
            places = self._places(second) if second else {}
            if first and second:
                bonus = SIDE_BY_SIDE * (self._weight(first, through) + self._weight(second, through))
                length = first.length
                for number in scores.keys() & before.keys() & places.keys():
                    if any(place + length in places[number] for place in before[number]):
                        scores[number] += bonus
            first, before = second, places

    def _weight(self, leaf: Leaf, through: bool) -> float:
        return self._rarity(self._weights_through(leaf) if through else self.weights(leaf))

    def _rarity(self, weights: Mapping[int, float]) -> float:
        """The weight of a leaf: the rarer it is, the more (the inverse document frequency of BM25)."""
        holding = sum(not self._is_near(weight) for weight in weights.values()) or len(weights)
        return math.log(1 + (self._index.size - holding + 0.5) / (holding + 0.5))

    def _is_near(self, weight: float) -> bool:
        return self._near_below and weight <= NEAR
