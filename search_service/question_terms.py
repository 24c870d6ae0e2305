"""The leaves of a question in, the forms of the corpus that answer each of its words out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_service import closeness
from search_service.closeness import Places
from search_service.index import Index
from search_service.leaves import EXACT, NEAR, Leaf, Reading
from search_service.passage_sets import PassageSets
from search_service.units import Holding, Numbers, Weights, grouped

SAME = 0.9
"""What all forms of a word weigh but the one that was typed, and passages that name whom it names."""


@dataclass(frozen=True, slots=True, eq=False)
class Term:
    """A word of a question: the forms that answer it, ascending, and how well each does, from 0 to 1.

    `mentions` are the passages that name what the word, perhaps with others, is a name of.
    """

    forms: Numbers
    weights: Weights
    mentions: NDArray[np.uint32]

    @property
    def as_typed(self) -> Term:
        """The forms that are the word just as it was typed."""
        same = self.weights >= EXACT
        return Term(self.forms[same], self.weights[same], self.mentions[:0])

    def holding(self, index: Index) -> Holding:
        """The passages that hold the word."""
        found = [index.places(form)[0] for form in self.forms.tolist()]
        numbers = np.concatenate([*found, self.mentions]).astype(np.int64)
        counts = [*(len(each) for each in found), len(self.mentions)]
        weights = np.repeat(np.append(self.weights, SAME), counts)
        order = np.argsort(numbers, kind="stable")
        return grouped(numbers[order], weights[order], weights[order])

    def placed(self, index: Index, among: NDArray[np.bool]) -> tuple[Places, Weights]:
        """Where the word stands in the passages that `among` is true of, and how well each place answers."""
        found = [index.places(form) for form in self.forms.tolist()]
        passages = np.concatenate([np.empty(0, np.uint32), *(each for each, _ in found)])
        positions = np.concatenate([np.empty(0, np.uint16), *(each for _, each in found)])
        weights = np.repeat(self.weights, [len(each) for each, _ in found])
        kept = among[passages]
        passages, positions, weights = passages[kept], positions[kept], weights[kept]
        order = np.lexsort((-weights, positions, passages))
        passages, positions, weights = passages[order], positions[order], weights[order]
        # A compound stands where its first part does.
        first = (np.diff(passages, prepend=0) != 0) | (np.diff(positions, prepend=0) != 0)
        first[:1] = True
        return closeness.places(passages[first], positions[first]), weights[first]


def terms(parts: Iterable[Leaf], sets: PassageSets) -> list[Term]:
    """A term for each word of the leaves, in order and each but once; a lone letter is none beside others."""
    found: dict[str, Term] = {}
    for leaf in parts:
        # In questions as in texts a name has a capital: «ата» is no Ата.
        named = leaf.entities if any(word[:1].isupper() for word in leaf.words) else ()
        mentions = sets.naming(named)
        for part in _words(leaf):
            readings = part.readings if part is leaf else (*part.readings, *leaf.readings)
            found.setdefault(" ".join(part.words).casefold(), _term(readings, mentions))
    telling = [term for word, term in found.items() if len(word) > 1 or not word.isalpha()]
    return telling or list(found.values())


def _words(leaf: Leaf) -> Iterator[Leaf]:
    """The leaves of the single words of a leaf."""
    if not leaf.parts:
        yield leaf
    for part in leaf.parts:
        yield from _words(part)


def _term(readings: Sequence[Reading], mentions: NDArray[np.uint32]) -> Term:
    best: dict[int, float] = {}
    known = any(reading.how != "near" for reading in readings)
    for reading in readings:
        # Forms that must stand side by side are found by the words that the name or the compound has; and a
        # word that the corpus has is hardly misspelt.
        misspelt = reading.how == "near" and reading.distance is not None
        for form in () if reading.behind or (misspelt and known) else reading.forms.tolist():
            best[form] = max(best.get(form, 0.0), _weight(reading))
    forms = sorted(best)
    return Term(np.array(forms, np.int64), np.array([best[form] for form in forms]), mentions)


def _weight(reading: Reading) -> float:
    """How well a reading answers a word of a question, whose form matters less than that of a query's."""
    if reading.how == "near":
        return min(reading.weight / NEAR, SAME)
    return EXACT if reading.how == "exact" else SAME
