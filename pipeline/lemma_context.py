"""The likely readings of a sentence's words in, the reading of each by its context out.

A conditional random field over the readings: what fits is told by the words beside a word, by how they are
spelt, and by the readings of its neighbours. Words with one reading part the sentence into runs that do
not depend on each other. The weights were trained by scripts/train_lemmas.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.lemma_model import Reading

Weights = Mapping[str, Mapping[str, float]]
"""Weights of features, which have two parts: something of a reading, and something of its context."""

Lattice = Sequence[Sequence[Reading]]

ALONE = "alone"
OWN = "likelihood"
"""The name, alone, of the weight by which the likelihood of a reading counts."""

EDGE = Reading("", "", "edge", 0.0)
"""Stands for what is beyond a sentence."""

_NONE: Mapping[str, float] = {}


def surroundings(forms: Sequence[str], at: int) -> tuple[str, ...]:
    """What can be said of the context of the word at `at`; the sentence's `forms` are in lower case."""
    before = forms[at - 1] if at else ""
    after = forms[at + 1] if at + 1 < len(forms) else ""
    second = forms[at + 2] if at + 2 < len(forms) else ""
    return (
        ALONE,
        f"after {before}",
        f"before {after}",
        f"after -{before[-3:]}",
        f"before -{after[-3:]}",
        f"after -{before[-2:]}",
        f"before -{after[-2:]}",
        f"second -{second[-2:]}",
    )


def aspects(reading: Reading) -> tuple[str, str, str]:
    """What of a reading its context may speak for: its tag, its part of speech, its lemma."""
    return reading.tag, f"{reading.pos}:", f"{reading.lemma}/{reading.pos}"


def pair_aspects(left: Reading, right: Reading) -> tuple[tuple[str, str], ...]:
    """The features of the readings of two neighbours."""
    return (
        (left.tag, f"> {right.tag}"),
        (f"{left.pos}:", f"> {right.pos}:"),
        (f"{left.pos}:", f"> {right.tag}"),
        (left.tag, f"> {right.pos}:"),
    )


@dataclass(frozen=True)
class Context:
    """The weights of contexts."""

    weights: Weights
    _pairs: dict[tuple[str, str], float] = field(default_factory=dict)

    def decided(self, forms: Sequence[str], lattice: Lattice) -> list[Reading]:
        """The reading of each word in the likeliest sequence of readings; `forms` are in lower case."""
        found = [readings[0] for readings in lattice]
        for start, end in runs(lattice):
            found[start:end] = self._best(forms, lattice, start, end)
        return found

    def _best(self, forms: Sequence[str], lattice: Lattice, start: int, end: int) -> list[Reading]:
        """The likeliest readings of the words [start, end), whose neighbours have one reading each."""
        before = lattice[start - 1][0] if start else EDGE
        ahead = lattice[end][0] if end < len(lattice) else EDGE
        lefts: Sequence[Reading] = (before,)
        totals = [0.0]
        steps: list[list[int]] = []
        for at in range(start, end):
            readings = lattice[at]
            sums, step = [], []
            for own, reading in zip(self.of_word(forms, at, readings), readings, strict=True):
                ways = [
                    total + self.of_pair(left, reading) for total, left in zip(totals, lefts, strict=True)
                ]
                best = max(ways)
                sums.append(own + best)
                step.append(ways.index(best))
            steps.append(step)
            totals, lefts = sums, readings
        ways = [total + self.of_pair(left, ahead) for total, left in zip(totals, lefts, strict=True)]
        choice = ways.index(max(ways))
        found = []
        for at in range(end - 1, start - 1, -1):
            found.append(lattice[at][choice])
            choice = steps[at - start][choice]
        return found[::-1]

    def of_word(self, forms: Sequence[str], at: int, readings: Sequence[Reading]) -> list[float]:
        """The weight of each of the `readings` of the word at `at`, its neighbours' readings aside."""
        around = surroundings(forms, at)
        own = self.weights.get(ALONE, _NONE).get(OWN, 1.0)
        sums: dict[str, float] = {}
        found = []
        for reading in readings:
            total = own * reading.likelihood
            for aspect in aspects(reading):
                if aspect not in sums:
                    weights = self.weights.get(aspect)
                    # Most words were never learnt, and nothing speaks for or against them.
                    sums[aspect] = sum([weights.get(name, 0.0) for name in around]) if weights else 0.0
                total += sums[aspect]
            found.append(total)
        return found

    def of_pair(self, left: Reading, right: Reading) -> float:
        """The weight of two readings of neighbours. A tag begins with the part of speech, so tags will do."""
        key = left.tag, right.tag
        weight = self._pairs.get(key)
        if weight is None:
            weight = sum(
                self.weights.get(one, _NONE).get(other, 0.0) for one, other in pair_aspects(left, right)
            )
            self._pairs[key] = weight
        return weight


def runs(lattice: Lattice) -> Iterator[tuple[int, int]]:
    """Yield the [start, end) of each run of words that have more readings than one."""
    start = None
    for at, readings in enumerate(lattice):
        if len(readings) > 1:
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(lattice)
