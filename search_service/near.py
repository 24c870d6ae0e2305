"""A word in, the words of the corpus that are spelt almost so out, the likeliest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from search_service import columns
from search_service.near_writer import ENCODING, END, Numbers, buckets_of, may_be_misspelt
from search_service.slips import distances, folded, slips

MOST = 20
SHORT = 4
"""Letters from which a word may be two slips off; of shorter ones, two would leave one letter."""
SHORTEST, LONG = 4, 8
"""The same for a word that may be right as it is, and from how many letters one slip is allowed then."""
_FIRST_LETTER_STANDS_BELOW = 6


@dataclass(frozen=True, slots=True)
class NearForm:
    """A word that is spelt almost like another.

    `slips` are the letters left out, put in, exchanged, or swapped with the next (Damerau-Levenshtein, each
    letter once), `distance` what they cost, `likeness` from 0 to 1 how much of the word is as it was typed.
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

    def knows(self, word: str) -> bool:
        """Whether `word`, a `folding.surface`, is in the dictionary and is a word that the lexicon knows."""
        if not may_be_misspelt(word):
            return False
        numbers = self._candidates(word, 0)
        return word in self._texts(self._letters, numbers[self._known[numbers]])

    def near(
        self, word: str, *, but: Collection[str] = (), closely: bool = False, misprints_only: bool = False
    ) -> tuple[NearForm, ...]:
        """At most MOST words near `word`, a `folding.surface`: the likeliest first, then the commonest.

        `but` and the word itself are left out. `closely` is for a word that may be right as it is: what is
        two slips off a short one is another word, and confused letters are slips, too. With `misprints_only`,
        which is closely as well, words that the lexicon knows are left out: they are no misprints.
        """
        closely = closely or misprints_only
        most = allowed_slips(word, closely=closely)
        if not most:
            return ()
        numbers = self._candidates(word, most)
        if misprints_only:
            numbers = numbers[~self._known[numbers]]
        numbers = numbers[slips(folded(word), self._texts(self._folded, numbers)) <= most]
        if not len(numbers):
            return ()
        forms = self._texts(self._letters, numbers)
        apart, cost = slips(word, forms), distances(word, forms)
        order = np.lexsort((numbers, -self._counts[numbers].astype(np.int64), cost))
        far = most if closely else np.inf
        kept = [at for at in order.tolist() if cost[at] <= far and forms[at] != word and forms[at] not in but]
        return tuple(
            NearForm(forms[at], int(apart[at]), float(cost[at]), _likeness(cost[at], word, forms[at]))
            for at in kept[:MOST]
        )

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


def _likeness(cost: float, one: str, other: str) -> float:
    return max(1 - float(cost) / max(len(one), len(other)), 0.0)


def allowed_slips(word: str, *, closely: bool = False) -> int:
    """How many slips a word may be off, beside letters that are often confused."""
    if not may_be_misspelt(word) or (closely and len(word) < SHORTEST):
        return 0
    return 2 if len(word) >= (LONG if closely else SHORT) else 1


def in_turns(found: Sequence[Sequence[int]]) -> Iterator[int]:
    """The passages of several words in turns: the first of each word, then the second of each; each once.

    A common word that is near would else keep the rare one, which was meant, from the first page.
    """
    seen: set[int] = set()
    for turn in zip_longest(*found):
        for passage in turn:
            if passage is not None and passage not in seen:
                seen.add(passage)
                yield passage


@dataclass(frozen=True, slots=True)
class NearKey:
    """A key of the corpus, its distance in slips (Damerau-Levenshtein) and likeness from 0 to 1."""

    key: str
    slips: int
    likeness: float


class NearKeys:
    """The keys of a corpus by length: a search looks at those that a slip or two can reach."""

    def __init__(self, keys: Iterable[tuple[str, bool]]) -> None:
        """`keys` are (key, whether a form of it is a known word)."""
        self._by_length: dict[int, list[str]] = {}
        self._all: set[str] = set()
        self._known: set[str] = set()
        for key, known in keys:
            self._by_length.setdefault(len(key), []).append(key)
            self._all.add(key)
            if known:
                self._known.add(key)

    def __contains__(self, key: object) -> bool:
        return key in self._all

    def knows(self, key: str) -> bool:
        """Whether the corpus has `key` and a form of it is a word that the lexicon knows."""
        return key in self._known

    def near(self, key: str, *, but: Collection[str] = (), misprints_only: bool = False) -> list[NearKey]:
        """At most MOST keys near `key`, the nearest first; `but` and `key` itself are left out.

        With `misprints_only`, keys of words that the lexicon knows are left out: another word is no misprint.
        """
        most = allowed(key)
        if not most or key.isdigit():
            return []
        found: list[NearKey] = []
        for length in range(len(key) - most, len(key) + most + 1):
            for other, distance, _ in process.extract_iter(
                key, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=most
            ):
                if other == key or other in but or (misprints_only and other in self._known):
                    continue
                if len(key) < _FIRST_LETTER_STANDS_BELOW and other[0] != key[0]:
                    continue
                found.append(NearKey(other, int(distance), 1 - distance / max(len(key), length)))
        found.sort(key=lambda near: (-near.likeness, near.key in self._known, near.key))
        return found[:MOST]


def allowed(key: str) -> int:
    """How many slips a key of this length may have."""
    if len(key) < SHORTEST:
        return 0
    return 1 if len(key) < LONG else 2
