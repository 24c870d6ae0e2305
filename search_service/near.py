"""A word in, the words of the corpus that are spelt almost so out, the likeliest first."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from pipeline import folding
from pipeline.letters import CYRILLIC, KAZAKH_AND_RUSSIAN
from search_service import columns
from search_service.near_writer import ENCODING, END, Numbers, buckets_of, may_be_misspelt
from search_service.slips import folded, measured, within

MOST = 20
SHORT = 4
"""Letters from which a word may be two slips off; of shorter ones, two would leave one letter."""
SHORTEST, LONG = 4, 8
"""The same for a word that may be right as it is, and from how many letters one slip is allowed then."""


@dataclass(frozen=True, slots=True)
class NearForm:
    """A word that is spelt almost like another.

    `slips` is how many letters were left out, put in, exchanged or swapped (Damerau-Levenshtein), `distance`
    what that costs (see `slips.measured`), `likeness` the same from 1 for the word itself down to 0.
    """

    form: str
    slips: int
    distance: float
    likeness: float


class NearForms:
    """A deletes dictionary of a build. Safe to use from several threads."""

    def __init__(self, folder: Path, name: str) -> None:
        """Open the dictionary `name`. Raises OSError, and ValueError for a file that is damaged."""

        def column(part: str) -> Any:
            return columns.read(folder, f"{name}_{part}")

        self._letters, self._folded = column("letters"), column("folded")
        self._starts, self._buckets, self._numbers = column("starts"), column("buckets"), column("numbers")
        self._known, self._counts = column("known"), column("counts")

    def near(
        self, word: str, *, but: Collection[str] = (), closely: bool = False, misprints_only: bool = False
    ) -> tuple[NearForm, ...]:
        """At most MOST words near `word`, a `folding.surface`: the likeliest first, then the commonest.

        A word in another script is looked for in Cyrillic letters, too, and told how far it is from there.
        `but` and the word itself are left out. `closely` is for a word that may be right as it is: what is
        two slips off a short one is another word, and confused letters are slips, too. With `misprints_only`,
        which is closely as well, words that the lexicon knows are left out: they are no misprints.
        """
        found = [
            near
            for spelling in dict.fromkeys((word, in_cyrillic(word)))
            for near in self._near(spelling, {word, *but}, closely or misprints_only, misprints_only)
        ]
        return tuple(sorted(found, key=lambda near: near.distance)[:MOST])

    def _near(
        self, word: str, but: Collection[str], closely: bool, misprints_only: bool
    ) -> Iterator[NearForm]:
        most = allowed_slips(word, closely=closely)
        numbers = self._candidates(word, most) if most else np.empty(0, np.uint32)
        if misprints_only:
            numbers = numbers[~self._known[numbers]]
        numbers = numbers[within(folded(word), self._texts(self._folded, numbers), most)]
        if not len(numbers):
            return
        forms = self._texts(self._letters, numbers)
        slips, cost = measured(word, forms)
        order = np.lexsort((numbers, -self._counts[numbers].astype(np.int64), cost))
        far = most if closely else np.inf
        kept = [at for at in order.tolist() if cost[at] <= far and forms[at] not in but]
        for at in kept[:MOST]:
            yield NearForm(forms[at], int(slips[at]), float(cost[at]), likeness(word, cost[at]))

    def _candidates(self, word: str, most: int) -> Numbers:
        """The words, by number, that may be so many slips off; many are farther."""
        (buckets,) = buckets_of((word,), most, len(self._buckets) - 1)
        spans = zip(self._buckets[buckets].tolist(), self._buckets[buckets + 1].tolist(), strict=True)
        numbers = np.unique(np.concatenate([self._numbers[start:end] for start, end in spans]))
        lengths = self._starts[numbers + 1] - self._starts[numbers] - len(END)
        return numbers[(lengths + most >= len(word)) & (lengths <= len(word) + most)]

    def _texts(self, column: Numbers, numbers: Numbers) -> list[str]:
        """The words as the column has them."""
        starts, ends = self._starts[numbers].astype(np.int64), self._starts[numbers + 1]
        lengths = ends - starts
        places = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        return column[places].tobytes().decode(ENCODING, "surrogatepass").split(END)[:-1]


def allowed_slips(word: str, *, closely: bool = False) -> int:
    """How many slips a word may be off, beside letters that are often confused."""
    if not may_be_misspelt(word) or (closely and len(word) < SHORTEST):
        return 0
    return 2 if len(word) >= (LONG if closely else SHORT) else 1


def in_cyrillic(word: str) -> str:
    """The word as it is, or, if none of its letters is Cyrillic, in the Cyrillic ones with the same keys."""
    if CYRILLIC.search(word):
        return word
    return "".join(_letters().get(letter, letter) for letter in folding.key(word))


@cache
def _letters() -> dict[str, str]:
    """For each letter of keys, the first letter of the alphabet with this key."""
    return {
        folding.key(letter): letter for letter in sorted(map(str.lower, KAZAKH_AND_RUSSIAN), reverse=True)
    }


def likeness(word: str, cost: float) -> float:
    """How like `word` is what lies so far off: 1 for the word itself, the nearer to 0 the farther off."""
    return len(word) / (len(word) + float(cost))
