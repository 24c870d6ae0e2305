"""A word's key in, the keys of the corpus that are spelt almost so out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

MOST = 20
SHORTEST = 4
"""Characters of the shortest key with near spellings: of three letters, any other is another word."""
LONG = 8
"""Characters from which two slips are allowed, where one is before."""
_FIRST_LETTER_STANDS_BELOW = 6


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
        slips = allowed(key)
        if not slips or key.isdigit():
            return []
        found: list[NearKey] = []
        for length in range(len(key) - slips, len(key) + slips + 1):
            for other, distance, _ in process.extract_iter(
                key, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=slips
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
