"""Exam questions in, the table of what the features of a passage weigh that answers a question out.

usage: python -m scripts.learn_questions DATA [--write]

Weights are never negative. They make what answers the likeliest of all that is looked at: the list-wise loss
of Cao and others (2007), with ridge regularisation. How well that carries over to other questions is told by
learning from half of them and measuring the other half, both ways, several times.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.evaluation.figures import Figure
from scripts.figure_table import ROOT
from scripts.measure_questions import RANKS, Asked, corpus, gain, questions, recall, texts
from search_service import questions as ranking
from search_service.answers import Question
from search_service.passage_sets import PassageSets
from search_service.question_features import Features
from search_service.search import Corpus

RIDGE = 0.1
"""What keeps a weight small that little speaks for."""
STEPS, RATE = 300, 0.1
"""Of gradient descent; more steps change nothing."""
HALVINGS = 4
"""Times that the questions are cut in two."""
STROKE = " / "
"""What stands between the words of a whole question, as it is understood."""
TABLE = ROOT / "pipeline" / "data" / ranking.WEIGHTS


@dataclass(frozen=True, slots=True)
class Example:
    """A question; the documents of its candidates and their features, a row each."""

    asked: Asked
    documents: tuple[str, ...]
    features: NDArray[np.float64]
    feed: Callable[[NDArray[np.float64]], Features]
    """What the candidates tell of one another when they have these scores."""

    @property
    def answers(self) -> NDArray[np.float64]:
        """1 for each candidate that answers, and 0 for the others."""
        return np.array([document in self.asked.answers for document in self.documents], np.float64)

    def fed(self, weights: NDArray[np.float64]) -> Example:
        """The example with the features of feedback, the scores before that being of these weights."""
        found = self.feed(self.features @ weights)
        added = [found[name] for name in ranking.FEATURES["fed back"] if name in found]
        return replace(self, features=np.column_stack([self.features, *added]))


def learnt(examples: Sequence[Example]) -> NDArray[np.float64]:
    """The weight of each feature."""
    told = [each for each in examples if each.answers.any()]
    spread = np.mean([each.features.std(axis=0) for each in told], axis=0) + 1e-9
    longest = max(len(each.documents) for each in told)
    features = np.zeros((len(told), longest, len(spread)))
    wanted = np.zeros((len(told), longest))
    there = np.zeros((len(told), longest), np.bool)
    for row, each in enumerate(told):
        count = len(each.documents)
        features[row, :count] = each.features / spread
        wanted[row, :count] = each.answers / each.answers.sum()
        there[row, :count] = True
    weights, mean, square = np.zeros((3, len(spread)))
    for step in range(1, STEPS + 1):
        scores = np.where(there, features @ weights, -np.inf)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        slope = ((chances - wanted)[:, :, np.newaxis] * features).sum(axis=(0, 1)) / len(
            told
        ) + RIDGE * weights
        # Adam of Kingma and Ba (2015), kept from going below 0.
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        rate = RATE * (0.2 if step > 0.75 * STEPS else 1)
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights = np.maximum(weights, 0)
    return np.asarray(weights / spread)


def measured(examples: Sequence[Example], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean gain and recall of the questions."""
    found = []
    for each in examples:
        order = np.argsort(-(each.features @ weights), kind="stable")
        ranked = list(dict.fromkeys(each.documents[row] for row in order.tolist()))[:RANKS]
        found.append((gain(ranked, each.asked.answers), recall(ranked, each.asked.answers)))
    return np.mean(found, axis=0)


def learnt_twice(examples: Sequence[Example]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights of both stages."""
    closer = learnt(examples)
    return closer, learnt([each.fed(closer) for each in examples])


def crossed(examples: Sequence[Example]) -> NDArray[np.float64]:
    """The mean gain and recall of questions that the weights were not learnt from."""
    found = []
    for seed in range(HALVINGS):
        order = np.random.default_rng(seed).permutation(len(examples))
        halves = [[examples[row] for row in order[part::2].tolist()] for part in (0, 1)]
        for half, other in (halves, halves[::-1]):
            closer, fed_back = learnt_twice(half)
            found.append(measured([each.fed(closer) for each in other], fed_back))
    return np.mean(found, axis=0)


def figures(data: Path) -> dict[str, Figure]:
    """The figures of questions that the weights were not learnt from; takes minutes. Raises OSError."""
    with corpus(texts(data)) as (opened, ids):
        examples = list(_examples(opened, ids, questions(data)))
        found = crossed(examples).tolist()
    count = len(examples)
    names = (f"nDCG@{RANKS}", f"recall@{RANKS}")
    return {name: Figure(value, 0, count, count) for name, value in zip(names, found, strict=True)}


def main(arguments: list[str] | None = None) -> int:
    """Learn the weights of both stages; print them, and how well they do. Exit status 0."""
    parser = argparse.ArgumentParser(prog="python -m scripts.learn_questions", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights into the table")
    options = parser.parse_args(arguments)
    with corpus(texts(options.data)) as (opened, ids):
        examples = list(_examples(opened, ids, questions(options.data)))
        closer, fed_back = learnt_twice(examples)
        print("these questions", _told(measured([each.fed(closer) for each in examples], fed_back)))
        print("other questions", _told(crossed(examples)), flush=True)
    for name, weights in (("closer", closer), ("fed back", fed_back)):
        print(name, " ".join(f"{weight:.3g}" for weight in weights.tolist()))
    if options.write:
        _write(dict(zip(ranking.FEATURES, (closer, fed_back), strict=True)))
    return 0


def _told(found: NDArray[np.float64]) -> str:
    return "nDCG@{0} {1:.3f} · recall@{0} {2:.3f}".format(RANKS, *found.tolist())


def _examples(opened: Corpus, ids: dict[str, str], asked: Sequence[Asked]) -> Iterator[Example]:
    """Those of the questions that are asked in many words, with the units that are looked at closely."""
    ranked = ranking.Questions(opened.store, PassageSets(opened.store))
    documents = [ids[id] for (id,) in opened.store.rows("SELECT id FROM documents ORDER BY first")]
    for each in asked:
        found = opened.found(Question(q=each.question))
        if not found.understood.endswith("?") and STROKE not in found.understood:
            continue
        question = ranked.weighed(found.leaves)
        numbers = ranked.candidates(question)
        features = ranked.closer(numbers, question)
        columns = np.column_stack([features[name] for name in ranking.FEATURES["closer"]])
        named = tuple(documents[number] for number in ranked.documents(numbers).tolist())
        yield Example(each, named, columns, partial(ranked.fed_back, numbers))


def _write(weights: Mapping[ranking.Stage, NDArray[np.float64]]) -> None:
    """Put the weights into the table, which keeps its comments."""
    lines = TABLE.read_text(encoding="utf-8").splitlines(keepends=True)
    for at, line in enumerate(lines):
        feature, what = line.partition("\t")[0], line.rpartition("\t")[2]
        cells = [
            f"{found[names.index(feature)]:.3g}" if feature in names else ""
            for names, found in (
                (ranking.FEATURES[stage], found.tolist()) for stage, found in weights.items()
            )
        ]
        if any(cells):
            lines[at] = "\t".join((feature, *cells, what))
    TABLE.write_text("".join(lines), encoding="utf-8", newline="")


if __name__ == "__main__":
    sys.exit(main())
