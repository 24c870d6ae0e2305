"""A word in, the forms of the corpus that begin as it does out: words of one stem, as Kazakh derives them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from os.path import commonprefix

from search_service.index import Index
from search_service.words import SEPARATOR

SHORTEST = 4
"""Letters that relatives share, at least."""
LEAST = 0.6
"""The part of the letters of two words that their common beginning is, at least."""
_STEP = 0.05


def relatives(surface: str, index: Index) -> dict[float, list[int]]:
    """The forms that share a beginning with `surface`, by how large a part of both words it is, up to 1."""
    found: defaultdict[float, list[int]] = defaultdict(list)
    beginning = surface[:SHORTEST]
    if len(beginning) < SHORTEST or not surface.isalpha():
        return found
    form = bisect_left(range(index.form_count), beginning, key=index.term)
    while form < index.form_count and (term := index.term(form)).startswith(beginning):
        other, _, _ = term.partition(SEPARATOR)
        alike = 2 * len(commonprefix((surface, other))) / (len(surface) + len(other))
        if alike >= LEAST:
            found[round(alike / _STEP) * _STEP].append(form)
        form += 1
    return found
