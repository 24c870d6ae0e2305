"""The leaves of a whole question in, the passages that may answer it out, with a score each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pipeline import tables
from search_service import question_features
from search_service.leaves import Leaf
from search_service.passage_sets import PassageSets
from search_service.question_features import Candidates, Features, Weighed
from search_service.question_feedback import alike
from search_service.question_terms import terms
from search_service.store import Store
from search_service.units import Numbers, Units, Weights

Stage: TypeAlias = Literal["closer", "fed back"]

MOST = 0.3
"""The part of the question's weight that a unit must hold of what the best one holds; and what a passage must
be worth by itself of what the best one of its unit is."""
CANDIDATES = 60
"""Units that are looked at closely; what is found beyond them comes below."""
BELOW = 0.99
"""The best score of those, of the least of the candidates."""
LEAST = 1e-6
"""A score is more than nothing."""
WEIGHTS = "question_weights.tsv"
FEATURES: Mapping[Stage, tuple[str, ...]] = {
    "closer": (*question_features.CHEAP, *question_features.CLOSER),
    "fed back": (*question_features.CHEAP, *question_features.CLOSER, "alike", "fed"),
}
"""What is added up at each stage, by the name of the column of its weights."""


class Questions:
    """Answers whole questions from one corpus. Safe to use from several threads."""

    def __init__(self, store: Store, sets: PassageSets) -> None:
        self._index = store.index
        self._sets = sets
        self._units = Units(store)

    def scores(self, parts: Iterable[Leaf]) -> tuple[NDArray[np.uint32], Weights]:
        """The passages, ascending, that may answer, and their scores: that of their unit, and their own.

        A unit is found that holds most of the question's weight, as far as any does; of its passages those
        that by themselves are worth most of what its best one is.
        """
        question = self.weighed(parts)
        most = float(question.coverage.max(initial=0))
        numbers = np.flatnonzero(question.coverage >= max(MOST * most, LEAST))
        best = self.candidates(question)
        beyond = np.setdiff1d(numbers, best)
        scores = np.zeros(self._units.size)
        scores[best] = self._closely(best, question)
        if len(beyond):
            slight = _at_first(question)[beyond]
            scores[beyond] = slight * BELOW * float(scores[best].min()) / float(slight.max())
        return self._of_passages(numbers, scores[numbers], question)

    def candidates(self, question: Weighed) -> Numbers:
        """The units, ascending, that are worth looking at closely."""
        best = np.argsort(-_at_first(question), kind="stable")[:CANDIDATES]
        return np.sort(best[question.coverage[best] > 0])

    def documents(self, numbers: Numbers) -> Numbers:
        """The place in the corpus of the document of each of some units."""
        return self._units.documents[numbers]

    def _of_passages(
        self, numbers: Numbers, scores: Weights, question: Weighed
    ) -> tuple[NDArray[np.uint32], Weights]:
        """The passages of units with scores that by themselves are worth most of what the best ones are."""
        found = self.looked_at(numbers, question)
        best = found.most(found.own)[found.places]
        kept = found.alone >= MOST * found.most(found.alone)[found.places]
        whole = scores[found.places] - weights("fed back")["own"] * (best - found.own)
        return found.passages[kept].astype(np.uint32), np.maximum(whole[kept], LEAST)

    def weighed(self, parts: Iterable[Leaf]) -> Weighed:
        """The question weighed against every unit."""
        return question_features.weighed(terms(parts, self._sets), self._units, self._index)

    def looked_at(self, numbers: Numbers, question: Weighed) -> Candidates:
        """The units `numbers`, which ascend, to be looked at closely."""
        return question_features.candidates(numbers, question, self._units, self._index)

    def closer(self, numbers: Numbers, question: Weighed) -> Features:
        """What tells of the units `numbers`, which ascend, by themselves."""
        features = {name: feature[numbers] for name, feature in question.features.items()}
        found = self.looked_at(numbers, question)
        return features | question_features.closer(found, question, self._units, self._index)

    def fed_back(self, numbers: Numbers, scores: Weights) -> Features:
        """What tells of the units `numbers` by those of them with the best scores."""
        return alike(numbers, scores, self._units, self._index)

    def _closely(self, numbers: Numbers, question: Weighed) -> Weights:
        features = self.closer(numbers, question)
        features |= self.fed_back(numbers, added(features, "closer"))
        return added(features, "fed back")


def _at_first(question: Weighed) -> Weights:
    return added(question.features, "closer", question_features.CHEAP)


def added(features: Features, stage: Stage, names: Iterable[str] = ()) -> Weights:
    """The features of a stage, or those of `names`, added up by their weights."""
    found = weights(stage)
    parts = [found[name] * features[name] for name in names or FEATURES[stage]]
    return np.asarray(np.sum(parts, axis=0))


@cache
def weights(stage: Stage) -> Mapping[str, float]:
    """The weight of each feature of a stage. Raises TableError where the table is wrong."""
    found: dict[str, float] = {}
    for number, row in tables.rows(WEIGHTS, "feature", *FEATURES, "what"):
        cell = row[stage]
        if row["feature"] in FEATURES[stage]:
            if not cell.replace(".", "", 1).isdecimal():
                raise tables.problem(WEIGHTS, number, f"{cell!r} should be a number from 0 on")
            found[row["feature"]] = float(cell)
    if missing := [name for name in FEATURES[stage] if name not in found]:
        raise tables.problem(WEIGHTS, 1, f"there is no weight of {', '.join(missing)}")
    return found
