"""Two documents and the rates of evidence in, how likely each group of sentences translates another out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.translations.evidence import KIND, PARAGRAPH, Feature, Rates, Side
from pipeline.translations.lexicon import Lexicon

Scores = NDArray[np.float64]
Shape = tuple[int, int]
"""How many sentences of the source and of the target a bead holds."""

SHAPES: Mapping[Shape, float] = {
    (1, 1): 0.89,
    (1, 0): 0.0099,
    (0, 1): 0.0099,
    (2, 1): 0.0445,
    (1, 2): 0.0445,
    (2, 2): 0.011,
    (3, 1): 0.002,
    (1, 3): 0.002,
}
"""How often each shape occurs: Gale and Church 1993, table 5; those with three sentences are ours."""

VARIANCE = 6.8
"""Of the length of a translation, a character of the original: Gale and Church 1993, section 3.2."""

SURPRISE = 0.8
"""Evidence is not independent (a name is cognates, too), so that each piece counts for less than alone."""

ACROSS_PARAGRAPHS = -3.0
"""Log odds of a bead that holds the end of one paragraph and the start of the next."""


class Likeness:
    """What the two documents have, and the scores of any stretch of the one with any of the other."""

    def __init__(self, source: Side, target: Side, rates: Rates, words: Lexicon = ({}, {})) -> None:
        self.sides = (source, target)
        self._features = tuple(
            [has.union(known[stem] for stem in stems if stem in known) for has, stems in _sentences(side)]
            for side, known in zip(self.sides, words, strict=True)
        )
        self._frequency = tuple(Counter(each for has in side for each in has) for side in self._features)
        self._rates = rates
        lengths = [sum(len(unit.text) for unit in side.units) for side in self.sides]
        self._ratio = max(lengths[1], 1) / max(lengths[0], 1)

    def unique(self) -> dict[Feature, tuple[int, int]]:
        """Where the features are that each document has once: the place in the source and in the target."""
        places: list[dict[Feature, int]] = [
            {each: at for at, has in enumerate(side) for each in has if self._frequency[number][each] == 1}
            for number, side in enumerate(self._features)
        ]
        return {each: (at, places[1][each]) for each, at in places[0].items() if each in places[1]}

    def scores(self, rows: range, columns: range) -> dict[Shape, Scores]:
        """For each shape of SHAPES the log odds of a bead that begins at a row and a column, by both.

        The odds are of being a translation against standing side by side by chance; an empty side has 0.
        """
        groups = {size: _Groups(self.sides[0], rows, size) for size in (1, 2, 3)}
        others = {size: _Groups(self.sides[1], columns, size) for size in (1, 2, 3)}
        shared = sorted(self._shared(rows, columns))
        matrices = [
            {size: _matrix(self._features[side], stretch, size, shared) for size in (1, 2, 3)}
            for side, stretch in enumerate((rows, columns))
        ]
        found: dict[Shape, Scores] = {}
        for height, width in SHAPES:
            if not height or not width:
                found[height, width] = np.zeros((len(rows) + 1 - height, len(columns) + 1 - width))
                continue
            s, t = matrices[0][height], matrices[1][width]
            odds = 0.5 * (self._kept(s, t, shared, 1, width) + self._kept(t, s, shared, 0, height).T)
            odds = SURPRISE * odds + self._length(groups[height], others[width])
            odds += self._standing(groups[height], others[width])
            found[height, width] = odds
        return found

    def _shared(self, rows: range, columns: range) -> set[Feature]:
        """The features of the stretches that the other document has, too: what it never has says nothing."""
        here = {each for at in rows for each in self._features[0][at] if each in self._frequency[1]}
        return here | {each for at in columns for each in self._features[1][at] if each in self._frequency[0]}

    def _kept(self, has: Scores, other: Scores, shared: list[Feature], side: int, size: int) -> Scores:
        """The log odds that a group of `side` of `size` sentences keeps what each group of the other has."""
        number = len(self.sides[side].units)
        chance = np.array([self._frequency[side][each] / number for each in shared])
        kept = np.array([self._rates[kind] for kind, _ in shared])
        chance = np.minimum(1 - (1 - chance) ** size, 0.95 * kept)
        present, absent = np.log(kept / chance), np.log((1 - kept) / (1 - chance))
        return (has * (present - absent)) @ other.T + (has @ absent)[:, None]

    def _length(self, groups: _Groups, others: _Groups) -> Scores:
        """The log odds of the lengths: a normal translation against any length of the target."""
        expected = groups.lengths[:, None] * self._ratio
        actual = others.lengths[None, :]
        variance = VARIANCE * (expected + actual) / 2 + 1.0
        logs = np.log(others.lengths + 1.0)
        spread = max(float(logs.std()) if len(logs) else 0.0, 0.5)
        any_length = (
            -((logs - logs.mean()) ** 2) / (2 * spread**2) - np.log(spread) - logs if len(logs) else 0
        )
        return -((actual - expected) ** 2) / (2 * variance) - np.log(variance) / 2 - any_length

    def _standing(self, groups: _Groups, others: _Groups) -> Scores:
        """The log odds of kinds and of openings of paragraphs, and the price of a paragraph's end inside."""
        odds = groups.inner[:, None] * ACROSS_PARAGRAPHS + others.inner[None, :] * ACROSS_PARAGRAPHS
        for name, one, other in (
            (PARAGRAPH, groups.opening, others.opening),
            (KIND, groups.kinds, others.kinds),
        ):
            same = one[:, None] == other[None, :]
            chance = float(np.clip(same.mean(), 0.05, 0.95)) if same.size else 0.5
            rate = max(self._rates[name], chance)
            odds = odds + np.where(same, np.log(rate / chance), np.log((1 - rate) / (1 - chance)))
        return odds


class _Groups:
    """Runs of `size` neighbouring sentences: their lengths, kinds, openings and paragraph ends inside."""

    def __init__(self, side: Side, stretch: range, size: int) -> None:
        units, opening = side.units, side.opening
        starts = range(stretch.start, max(stretch.stop - size + 1, stretch.start))
        self.lengths = np.array([float(sum(len(units[at + k].text) for k in range(size))) for at in starts])
        self.kinds = np.array([units[at].kind for at in starts])
        self.opening = np.array([opening[at] for at in starts], dtype=bool)
        self.inner = np.array([float(sum(opening[at + 1 : at + size])) for at in starts])


def _sentences(side: Side) -> Iterator[tuple[frozenset[Feature], frozenset[str]]]:
    return zip(side.features, side.stems, strict=True)


def _matrix(
    features: Sequence[frozenset[Feature]], stretch: range, size: int, shared: list[Feature]
) -> Scores:
    """One row a group, one column a feature of `shared`: 1 where a sentence of the group has it."""
    places = {each: column for column, each in enumerate(shared)}
    single = np.zeros((len(stretch), len(shared)))
    for row, at in enumerate(stretch):
        single[row, [places[each] for each in features[at] if each in places]] = 1.0
    number = max(len(stretch) - size + 1, 0)
    return np.maximum.reduce([single[k : k + number] for k in range(size)])
