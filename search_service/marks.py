"""A passage that was found and the leaves of the query in, what of it matched and how out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from search_service.answers import Match, PassageRecord
from search_service.readings import Leaf, Reading
from search_service.store_writer import days
from search_service.words import Word, words

Token = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    word: str
    how: str
    weight: float


def marks(
    passage: PassageRecord,
    tokens: Sequence[Token],
    leaves: Sequence[Leaf],
    *,
    entities: Collection[str] = (),
    span: tuple[int, int] | None = None,
) -> tuple[tuple[tuple[int, int], ...], tuple[Match, ...]]:
    """The stretches to highlight, apart and in order, and the matches, the best first.

    `entities` are those that were asked for, `span` the days. A near spelling counts only where the
    passage has nothing better for its word.
    """
    printed = list(words(passage.text, tokens))
    found = [each for leaf in leaves for each in _of_leaf(passage, printed, leaf)]
    found += [
        _Found(mark.start, mark.end, mark.id, "entity", 1) for mark in passage.entities if mark.id in entities
    ]
    if span:
        for date in passage.dates:
            first, last, _, _ = days(date.edtf)
            if first <= span[1] and last >= span[0]:
                found.append(_Found(date.start, date.end, date.edtf, "date", 1))
    best: dict[tuple[int, int, str], _Found] = {}
    for each in sorted(found, key=lambda each: (-each.weight, each.start)):
        best.setdefault((each.start, each.end, each.word), each)
    matches = [Match(passage.text[each.start : each.end], each.word, each.how) for each in best.values()]
    return _merged(sorted((each.start, each.end) for each in found)), tuple(dict.fromkeys(matches))


def _of_leaf(passage: PassageRecord, printed: Sequence[Word], leaf: Leaf) -> list[_Found]:
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
        together = [each for part in by_part for each in part]
        if not found or all(each.how != "near" for each in together):
            found += together
    return found


def _of_reading(printed: Sequence[Word], shown: str, reading: Reading) -> Iterator[_Found]:
    """Where the terms of the reading stand, one after another."""
    for term_words in _runs(printed, reading):
        for word in term_words:
            yield _Found(word.start, word.end, shown, reading.how, reading.weight)


def _runs(printed: Sequence[Word], reading: Reading) -> Iterator[list[Word]]:
    first, *others = reading.terms
    for word in printed:
        if not _holds(word, reading, first):
            continue
        run = [word]
        for term in others:
            position = run[-1].position + 1
            following = next(
                (each for each in printed if each.position == position and _holds(each, reading, term)), None
            )
            if following is None:
                break
            run.append(following)
        if len(run) == len(reading.terms):
            yield run


def _holds(word: Word, reading: Reading, term: str) -> bool:
    if reading.field == "key":
        return term in word.keys
    return term == (word.surface if reading.field == "surface" else word.lemma)


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
