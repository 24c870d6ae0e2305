"""A passage that was found and the leaves of the query in, what of it matched and how out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from search_service.answers import Match, PassageRecord
from search_service.closeness import close, side_by_side
from search_service.readings import Leaf, Reading
from search_service.store_writer import days
from search_service.words import Word

Span = tuple[int, int]
"""First and last day, as numbers YYYYMMDD."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    word: str
    how: str
    weight: float
    position: int = -1


class _Printed:
    """The words of a passage by their terms."""

    def __init__(self, printed: Iterable[Word]) -> None:
        self._words: dict[tuple[str, str], list[Word]] = {}
        for word in printed:
            for field, terms in (("surface", (word.surface,)), ("lemma", (word.lemma,)), ("key", word.keys)):
                for term in terms:
                    self._words.setdefault((field, term), []).append(word)

    def holding(self, field: str, term: str) -> Sequence[Word]:
        return self._words.get((field, term), ())


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a passage's text that answers the question, how it does so at best, and how well."""

    start: int
    end: int
    how: str
    weight: float


def marks(
    passage: PassageRecord,
    words: Iterable[Word],
    leaves: Sequence[Leaf],
    *,
    entities: Collection[str] = (),
    spans: Collection[Span] = (),
) -> tuple[tuple[tuple[int, int], ...], tuple[Match, ...]]:
    """The stretches of a passage to highlight, apart and in order, and the matches, the best first.

    `words` are those of the passage, `entities` the names that were asked for, `spans` the days. A near
    spelling counts only where the passage has nothing better for its word.
    """
    printed = _Printed(words)
    found = [each for leaf in leaves for each in _of_leaf(passage, printed, leaf)]
    found += [
        _Found(mark.start, mark.end, mark.id, "entity", 1) for mark in passage.entities if mark.id in entities
    ]
    for date in passage.dates if spans else ():
        first, last, _, _ = days(date.edtf)
        if any(first <= end and last >= begin for begin, end in spans):
            found.append(_Found(date.start, date.end, date.edtf, "date", 1))
    best: dict[tuple[int, int, str], _Found] = {}
    for each in sorted(found, key=lambda each: (-each.weight, each.start)):
        best.setdefault((each.start, each.end, each.word), each)
    matches = [Match(passage.text[each.start : each.end], each.word, each.how) for each in best.values()]
    return _merged(sorted((each.start, each.end) for each in found)), tuple(dict.fromkeys(matches))


def stretches(passage: PassageRecord, printed: Iterable[Word], leaves: Sequence[Leaf]) -> tuple[Stretch, ...]:
    """The stretches of a passage, whose words are `printed`, that answer the leaves: apart and in order."""
    held = _Printed(printed)
    found = [each for leaf in leaves for each in _of_leaf(passage, held, leaf)]
    merged = []
    for start, end in _merged(sorted((each.start, each.end) for each in found)):
        inside = [each for each in found if start <= each.start and each.end <= end]
        best = max(inside, key=lambda each: each.weight)
        merged.append(Stretch(start, end, best.how, best.weight))
    return tuple(merged)


def _of_leaf(passage: PassageRecord, printed: _Printed, leaf: Leaf) -> list[_Found]:
    shown = " ".join(leaf.words)
    found = [
        _Found(mark.start, mark.end, shown, "name", 1.0)
        for mark in passage.entities
        if mark.id in leaf.entities
    ]
    for reading in leaf.readings:
        if reading.field == "entity":
            found += [
                _Found(mark.start, mark.end, shown, reading.how, reading.weight)
                for mark in passage.entities
                if mark.id in reading.terms
            ]
        else:
            found += _of_reading(printed, shown, reading)
    if any(each.how != "near" for each in found):
        found = [each for each in found if each.how != "near"]
    by_part = [_of_leaf(passage, printed, part) for part in leaf.parts]
    # The words of a name, or of a phrase, answer it only together.
    if by_part and all(by_part):
        together = _together(leaf, by_part)
        if not found or all(each.how != "near" for each in together):
            found += together
    return found


def _together(leaf: Leaf, by_part: Sequence[Sequence[_Found]]) -> list[_Found]:
    """What was found of the parts, of a phrase where they stand side by side or close together."""
    places = [{each.position for each in part} for part in by_part]
    kept = [set(each) for each in places]
    if leaf.between is not None:
        stretches = list(close(places, leaf.length + leaf.between))
        kept = [{place for place in each if any(a <= place <= b for a, b in stretches)} for each in places]
    elif leaf.adjacent:
        lengths = [part.length for part in leaf.parts]
        starts = side_by_side(places, lengths)
        kept = [{start + sum(lengths[:index]) for start in starts} for index in range(len(lengths))]
    return [each for part, held in zip(by_part, kept, strict=True) for each in part if each.position in held]


def _of_reading(printed: _Printed, shown: str, reading: Reading) -> Iterator[_Found]:
    """Where the terms of the reading stand, one after another."""
    first, *others = reading.terms
    for word in printed.holding(reading.field, first):
        run = [word]
        for term in others:
            position = run[-1].position + 1
            following = [each for each in printed.holding(reading.field, term) if each.position == position]
            run += following[:1]
        if len(run) == len(reading.terms):
            for each in run:
                yield _Found(each.start, each.end, shown, reading.how, reading.weight, each.position)


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
