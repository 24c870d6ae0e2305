"""Two documents and pairs that are nearly sure in, words that translate each other in them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from pipeline.translations.evidence import Feature, Side
from pipeline.translations.records import Pair

Lexicon = tuple[Mapping[str, Feature], Mapping[str, Feature]]
"""The feature of each stem of the source and of the target that has a translation."""

_SURE = 0.8
_TWICE = 2
_ALIKE = 0.6
"""Of the sentences that have one of two stems, counted once for each, the share that have both: Dice 1945."""


def learnt(source: Side, target: Side, pairs: Iterable[Pair]) -> Lexicon:
    """The stems that stand in the same nearly sure pairs, at least twice and rarely without each other."""
    one: Counter[str] = Counter()
    other: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for pair in pairs:
        if len(pair.source) == len(pair.target) == 1 and pair.confidence >= _SURE:
            here, there = source.stems[pair.source[0]], target.stems[pair.target[0]]
            one.update(here)
            other.update(there)
            both.update((s, t) for s in here for t in there)
    alike = {(s, t): 2 * n / (one[s] + other[t]) for (s, t), n in both.items() if n >= _TWICE}
    here_known: dict[str, Feature] = {}
    there_known: dict[str, Feature] = {}
    for (s, t), share in sorted(alike.items(), key=lambda each: (-each[1], each[0])):
        if share >= _ALIKE and s not in here_known and t not in there_known:
            here_known[s] = there_known[t] = ("word", f"{s} {t}")
    return here_known, there_known
