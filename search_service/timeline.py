"""Passages in, how many of them have a date in each year, decade or century out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search_service.date_bins import Unit, value, years
from search_service.facets import Numbers, of
from search_service.store import Store


@dataclass(frozen=True, slots=True)
class Bin:
    """The years `first` to `last`, which `value` names in EDTF, and the passages that have a date in them.

    `uncertain` are those of which every such date is approximate or uncertain, `count` the others; `of` is
    how many passages of the whole part of the corpus have a date there, certain or not.
    """

    value: str
    first: int
    last: int
    count: int
    uncertain: int
    of: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """The bins that have any passage, in order of time, and the passages that are counted apart.

    `dated` are the passages with any date, `longer` those with one that no bin holds whole. A passage with
    several dates counts once in each of its bins.
    """

    total: int
    dated: int
    longer: int
    bins: tuple[Bin, ...]


def timeline(store: Store, numbers: Numbers, within: Numbers, unit: Unit) -> Timeline:
    """The dates of the passages `numbers`, which are among those `within`.

    An open date, such as «since 1905», counts by the year that it names.
    """
    placed = store.facets.placed(unit)
    certain, uncertain = (counts.tolist() for counts in placed.counts(numbers))
    everywhere = np.add(*placed.counts(within)).tolist()
    bins = []
    for index, place in enumerate(placed.places.tolist()):
        if certain[index] or uncertain[index]:
            named = value(place, unit), *years(place, unit)
            bins.append(Bin(*named, certain[index], uncertain[index], everywhere[index]))
    dated, longer = (
        int(np.count_nonzero(of(having, numbers))) for having in (store.facets.dated, placed.longer)
    )
    return Timeline(len(numbers), dated, longer, tuple(bins))
