"""A passage that was found and the leaves of the query in, what of it matched and how out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline import folding
from search_service import closeness
from search_service.answers import Match, PassageRecord
from search_service.closeness import Places
from search_service.index import Index
from search_service.leaves import Leaf, Reading
from search_service.slips import measured
from search_service.store_writer import days

Span = tuple[int, int]
"""First and last day, as numbers YYYYMMDD."""
_NOWHERE = -1


class Printed(NamedTuple):
    """A word of a passage: its form, its position, and where in the text it stands."""

    form: int
    position: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    word: str
    how: str
    weight: float
    position: int = _NOWHERE
    distance: float | None = None


def printed(index: Index, numbers: Sequence[int]) -> dict[int, list[Printed]]:
    """The words of each passage, by its number."""
    rows = index.rows(numbers)
    found: dict[int, list[Printed]] = {number: [] for number in numbers}
    columns = (rows.passages, rows.forms, rows.positions, rows.starts, rows.ends)
    for number, *word in zip(*(column.tolist() for column in columns), strict=True):
        found[number].append(Printed(*word))
    return found


class Marker:
    """Marks what of passages answers a question."""

    def __init__(
        self, leaves: Sequence[Leaf], *, entities: Collection[str] = (), spans: Collection[Span] = ()
    ) -> None:
        """`entities` are the names that were asked for, `spans` the days."""
        self._leaves = [_Leaf(leaf) for leaf in leaves]
        self._entities = entities
        self._spans = spans

    def marks(
        self, passage: PassageRecord, words: Iterable[Printed]
    ) -> tuple[tuple[tuple[int, int], ...], tuple[Match, ...]]:
        """The stretches of a passage to highlight, apart and in order, and the matches, the best first.

        A near spelling counts only where the passage has nothing better for its word.
        """
        found = self._found(passage, words)
        found += [
            _Found(mark.start, mark.end, mark.id, "entity", 1)
            for mark in passage.entities
            if mark.id in self._entities
        ]
        for date in passage.dates if self._spans else ():
            first, last, _, _ = days(date.edtf)
            if any(first <= end and last >= begin for begin, end in self._spans):
                found.append(_Found(date.start, date.end, date.edtf, "date", 1))
        best: dict[tuple[int, int, str], _Found] = {}
        for each in sorted(found, key=lambda each: (-each.weight, each.start)):
            best.setdefault((each.start, each.end, each.word), each)
        matches = [_match(passage.text[each.start : each.end], each) for each in best.values()]
        return _merged(sorted((each.start, each.end) for each in found)), tuple(dict.fromkeys(matches))

    def _found(self, passage: PassageRecord, words: Iterable[Printed]) -> list[_Found]:
        held = tuple(words)
        return [each for leaf in self._leaves for each in leaf.found(passage, held)]


class _Leaf:
    """A leaf with its readings by form."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self._shown = " ".join(leaf.words)
        self._parts = [_Leaf(part) for part in leaf.parts]
        self._by_form: Mapping[int, Reading] = {
            form: reading
            for reading in leaf.readings
            if not reading.behind
            for form in reading.forms.tolist()
        }
        self._runs = [
            (reading, [set(forms.tolist()) for forms in (reading.forms, *reading.behind)])
            for reading in leaf.readings
            if reading.behind
        ]
        named = [(id, reading) for reading in leaf.readings for id in reading.entities]
        self._named: Mapping[str, Reading | None] = dict(named) | dict.fromkeys(leaf.entities)

    def found(self, passage: PassageRecord, words: Sequence[Printed]) -> list[_Found]:
        """What of the passage answers the leaf."""
        found = [*self._mentions(passage), *self._forms(words)]
        for reading, run in self._runs:
            found += self._side_by_side(reading, run, words)
        if any(each.how != "near" for each in found):
            found = [each for each in found if each.how != "near"]
        by_part = [part.found(passage, words) for part in self._parts]
        # The words of a name, or of a phrase, answer it only together.
        if by_part and all(by_part):
            together = self._together(by_part)
            if not found or all(each.how != "near" for each in together):
                found += together
        return found

    def _mentions(self, passage: PassageRecord) -> Iterator[_Found]:
        for mark in passage.entities if self._named else ():
            if mark.id in self._named:
                reading = self._named[mark.id]
                how, weight, distance = (
                    (reading.how, reading.weight, reading.distance) if reading else ("name", 1.0, None)
                )
                yield _Found(mark.start, mark.end, self._shown, how, weight, distance=distance)

    def _forms(self, words: Sequence[Printed]) -> Iterator[_Found]:
        for word in words:
            if reading := self._by_form.get(word.form):
                yield self._of(reading, word)

    def _of(self, reading: Reading, word: Printed) -> _Found:
        return _Found(
            word.start, word.end, self._shown, reading.how, reading.weight, word.position, reading.distance
        )

    def _side_by_side(
        self, reading: Reading, run: Sequence[set[int]], words: Sequence[Printed]
    ) -> Iterator[_Found]:
        """Where forms of the run stand, one after another."""
        for first in words:
            if first.form not in run[0]:
                continue
            found = [first]
            for forms in run[1:]:
                position = found[-1].position + 1
                behind = (each for each in words if each.position == position and each.form in forms)
                found += [each for each in [next(behind, None)] if each]
            if len(found) == len(run):
                yield from (self._of(reading, each) for each in found)

    def _together(self, by_part: Sequence[Sequence[_Found]]) -> list[_Found]:
        """What was found of the parts, of a phrase where they stand side by side or close together."""
        leaf = self._leaf
        places = [_places(part) for part in by_part]
        if leaf.between is not None:
            first, last = closeness.close(places, leaf.length + leaf.between)
            kept = [_inside(each, first, last) for each in places]
        elif leaf.adjacent:
            lengths = [part.length for part in leaf.parts]
            starts = closeness.side_by_side(places, lengths)
            kept = [starts + offset for offset in np.cumsum([0, *lengths[:-1]]).tolist()]
        else:
            return [each for part in by_part for each in part]
        held = [set(each.tolist()) for each in kept]
        return [
            each for part, some in zip(by_part, held, strict=True) for each in part if each.position in some
        ]


def _match(surface: str, found: _Found) -> Match:
    """The match of what was found, as it is printed; of a near word, how far off it is."""
    distance = found.distance
    if found.how == "near" and distance is None:
        _, costs = measured(folding.surface(found.word), [folding.surface(surface)])
        distance = float(costs[0])
    return Match(surface, found.word, found.how, distance)


def _places(found: Iterable[_Found]) -> Places:
    """The positions of the words that were found in one passage."""
    positions = {each.position for each in found} - {_NOWHERE}
    return np.array(sorted(positions), dtype=np.int64)


def _inside(places: Places, first: Places, last: Places) -> Places:
    """Those of the places that lie within one of the stretches."""
    within = (places[:, None] >= first) & (places[:, None] <= last)
    return places[within.any(axis=1)]


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
