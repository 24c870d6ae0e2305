"""Texts in, rankings of them by plain BM25 out: what others do who know no Kazakh, to measure ours beside."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping

CUT = 5
"""Letters that are left of a word that is cut."""
SATURATION, LENGTH = 1.2, 0.75
"""k1 and b of BM25, as Lucene and SQLite have them."""

_WORD = re.compile(r"\w+")

Terms = Callable[[str], list[str]]


def words(text: str) -> list[str]:
    """The words in small letters."""
    return _WORD.findall(text.lower())


def cut_words(text: str) -> list[str]:
    """The words in small letters, each without what follows its first CUT letters."""
    return [word[:CUT] for word in words(text)]


def trigrams(text: str) -> list[str]:
    """Every three letters in a row of each word, with a space before it and after it."""
    return [f" {word} "[at : at + 3] for word in words(text) for at in range(len(word))]


PEERS: Mapping[str, Terms] = {"any word": words, "trigrams": trigrams, "words cut at 5": cut_words}
"""What each peer compares; a text that has any of a question's terms is found."""


class Ranking:
    """Texts by their ids; ranks them by BM25 with the inverse document frequency that is never negative."""

    def __init__(self, texts: Iterable[tuple[str, str]], terms: Terms) -> None:
        """`texts` are (id, text)."""
        self._terms = terms
        self._lengths: dict[str, int] = {}
        self._postings: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for id, text in texts:
            found = Counter(terms(text))
            self._lengths[id] = found.total()
            for term, times in found.items():
                self._postings[term].append((id, times))
        self._mean = sum(self._lengths.values()) / max(len(self._lengths), 1)

    def best(self, question: str, most: int) -> list[str]:
        """The ids of at most `most` texts, best first, ties in order of id."""
        scores: dict[str, float] = defaultdict(float)
        for term in set(self._terms(question)):
            holding = self._postings.get(term, [])
            rarity = math.log(1 + (len(self._lengths) - len(holding) + 0.5) / (len(holding) + 0.5))
            for id, times in holding:
                length = 1 - LENGTH + LENGTH * self._lengths[id] / self._mean
                scores[id] += rarity * times * (SATURATION + 1) / (times + SATURATION * length)
        return sorted(scores, key=lambda id: (-scores[id], id))[:most]
