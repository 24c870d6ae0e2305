"""Passages in, how many of them have a date in each year, decade or century out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.dates.values import year_value
from search_service.occurrences import conditions
from search_service.store import Store

Unit = Literal["year", "decade", "century"]
_LENGTHS: dict[Unit, int] = {"year": 1, "decade": 10, "century": 100}
_DOUBT = frozenset("~?%")
"""What marks a date of EDTF as approximate, uncertain, or both."""


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


def timeline(store: Store, numbers: Sequence[int], within: Sequence[int], unit: Unit) -> Timeline:
    """The dates of the passages `numbers`, which are among those `within`.

    An open date, such as «since 1905», counts by the year that it names.
    """
    certain: dict[int, set[int]] = {}
    uncertain: dict[int, set[int]] = {}
    dated: set[int] = set()
    longer: set[int] = set()
    for number, edtf, place in _placed(store, numbers, unit):
        dated.add(number)
        if place is None:
            longer.add(number)
        else:
            kind = certain if _DOUBT.isdisjoint(edtf) else uncertain
            kind.setdefault(place, set()).add(number)
    everywhere: dict[int, set[int]] = {}
    for number, _, place in _placed(store, within, unit):
        if place is not None:
            everywhere.setdefault(place, set()).add(number)
    bins = []
    for place in sorted(certain.keys() | uncertain.keys()):
        sure = certain.get(place, set())
        doubtful = uncertain.get(place, set()) - sure
        first, last = years(place, unit)
        bins.append(Bin(value(place, unit), first, last, len(sure), len(doubtful), len(everywhere[place])))
    return Timeline(len(numbers), len(dated), len(longer), tuple(bins))


def dated_in(store: Store, numbers: Sequence[int], unit: Unit) -> dict[int, set[str]]:
    """The bins, as EDTF, that each passage has a date in; a passage without any is left out."""
    found: dict[int, set[str]] = {}
    for number, _, place in _placed(store, numbers, unit):
        if place is not None:
            found.setdefault(number, set()).add(value(place, unit))
    return found


def _placed(store: Store, numbers: Sequence[int], unit: Unit) -> Iterator[tuple[int, str, int | None]]:
    """Each date of the passages: the passage, EDTF, and the bin; None for a date that is longer than one."""
    for chosen, values in conditions(numbers):
        for number, edtf, first, last in store.rows(
            f"SELECT passage, edtf, counted_first, counted_last FROM dates WHERE passage {chosen}", values
        ):
            place = bin_of(first // 10_000, unit)
            yield number, edtf, place if place == bin_of(last // 10_000, unit) else None


def bin_of(year: int, unit: Unit) -> int:
    """The number of the bin that a year lies in, by its first digits, as EDTF has it: -0208 is in -02XX."""
    return year // _LENGTHS[unit] if year >= 0 else -(-year // _LENGTHS[unit]) - 1


def years(place: int, unit: Unit) -> tuple[int, int]:
    """The first and last year of a bin."""
    length = _LENGTHS[unit]
    if place >= 0:
        return place * length, place * length + length - 1
    near = (-place - 1) * length
    return -(near + length - 1), min(-near, -1)


def value(place: int, unit: Unit) -> str:
    """A bin as EDTF: 1905, 190X or 19XX."""
    first, last = years(place, unit)
    shown = year_value(first if place >= 0 else last)
    hidden = len(str(_LENGTHS[unit])) - 1
    sign = "-" if place < 0 else ""
    return sign + shown.lstrip("-")[: 4 - hidden] + "X" * hidden
