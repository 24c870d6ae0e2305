"""Where each of several words stands in a passage in, where they stand close together out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence


def side_by_side(places: Sequence[Collection[int]], lengths: Sequence[int]) -> set[int]:
    """The positions from which on the words follow one another, each `lengths` positions long."""
    starts = set(places[0])
    offset = lengths[0]
    for following, length in zip(places[1:], lengths[1:], strict=True):
        starts &= {place - offset for place in following}
        offset += length
    return starts


def close(places: Sequence[Collection[int]], width: int) -> Iterator[tuple[int, int]]:
    """The first and last positions of stretches of at most `width` that hold a place of each word.

    Words stand in places of their own: a stretch has as many places as there are words. One stretch is told
    for each place that it may end at, the widest; the time is linear in the number of places.
    """
    stands = sorted((place, index) for index, each in enumerate(places) for place in each)
    held: Counter[int] = Counter()
    taken: Counter[int] = Counter()
    first = 0
    for place, index in stands:
        held[index] += 1
        taken[place] += 1
        while place - stands[first][0] >= width:
            gone, word = stands[first]
            held -= Counter([word])
            taken -= Counter([gone])
            first += 1
        if len(held) == len(places) and len(taken) >= len(places):
            yield stands[first][0], place
