"""A token that is no word in, the two words out that a missing space made it of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from pipeline import lexicon, suffixes
from pipeline.lemmas import lemma

SHORTEST = 9
"""Letters of the shortest token that is looked at; in shorter ones two words are found by chance."""
SHORTEST_HALF = 4
LONGEST = 60

Token = tuple[int, int, str]


def with_halves(text: str, tokens: Iterable[Token], language: str) -> Iterator[Token]:
    """The tokens (start, end, lemma), each that is two words in one followed by its halves."""
    for start, end, whole in tokens:
        yield start, end, whole
        if SHORTEST <= end - start <= LONGEST and (at := cut(text[start:end])):
            for low, high in ((start, start + at), (start + at, end)):
                yield low, high, lemma(text[low:high], language)


@lru_cache(maxsize=65536)
def cut(token: str) -> int | None:
    """Where the second word of the token begins; None for a word, a name and what is no two words.

    Both halves must be words, at least one of them met in texts, and the second no ending of the first.
    """
    folded = token.casefold()
    if not token.isalpha() or token[0].isupper() or len(folded) != len(token):
        return None
    words = lexicon.load()
    if any(words.knows(folded, language) for language in ("kk", "ru")):
        return None
    cuts = [
        (min(counts), sum(counts), -at)
        for at in range(SHORTEST_HALF, len(folded) - SHORTEST_HALF + 1)
        if any(counts := (words.frequency(folded[:at]), words.frequency(folded[at:])))
        and words.knows(folded[:at])
        and words.knows(folded[at:])
        and not suffixes.follows(folded[:at], folded[at:])
    ]
    return -max(cuts)[2] if cuts else None
