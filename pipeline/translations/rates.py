"""Two documents and the pairs found so far in, the rates that the documents themselves show out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.translations.evidence import KIND, PARAGRAPH, Rates, Side
from pipeline.translations.likeness import SHAPES, Shape
from pipeline.translations.records import Pair

_SURE = 0.5
_BELIEF = 20
"""So many observations weigh as much as a rate of the tables."""

_HIGHEST = 0.995
"""No evidence is so sure that one exception rules a pair out."""


def shares_seen(pairs: Sequence[Pair]) -> dict[Shape, float]:
    """How often each shape of SHAPES occurs among `pairs`, drawn towards SHAPES themselves."""
    seen = Counter((len(pair.source), len(pair.target)) for pair in pairs)
    return {
        shape: (seen[shape] + _BELIEF * share) / (len(pairs) + _BELIEF) for shape, share in SHAPES.items()
    }


def rates_seen(source: Side, target: Side, pairs: Iterable[Pair], believed: Rates) -> Rates:
    """The rates at which the surer of `pairs` keep their evidence, drawn towards those `believed`."""
    kept: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for name, same in _observed(source, target, pairs):
        seen[name] += 1
        kept[name] += same
    return {
        name: min((kept[name] + _BELIEF * rate) / (seen[name] + _BELIEF), _HIGHEST)
        for name, rate in believed.items()
    }


def _observed(source: Side, target: Side, pairs: Iterable[Pair]) -> Iterator[tuple[str, bool]]:
    """Each piece of evidence of a sure pair of two sentences, by kind, and whether both have it."""
    anywhere = [frozenset().union(*side.features) for side in (source, target)]
    for pair in pairs:
        if not len(pair.source) == len(pair.target) == 1 or pair.confidence < _SURE:
            continue
        here, there = pair.source[0], pair.target[0]
        one, other = source.features[here], target.features[there]
        for each in (one & anywhere[1]) | (other & anywhere[0]):
            yield each[0], each in one and each in other
        yield PARAGRAPH, source.opening[here] == target.opening[there]
        yield KIND, source.units[here].kind == target.units[there].kind
