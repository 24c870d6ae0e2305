"""Matches in, the lines of a concordance out: key words in context, sorted, sampled, with their contexts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from pipeline import folding
from search_service.occurrences import Occurrence, batches
from search_service.store import Store
from search_service.store_writer import LAST_DAY
from search_service.words import PARTS

Order = Literal["position", "left", "node", "right", "date"]
"""What lines are sorted by: their place in the corpus, the words before the node, the node itself, the words
after it, or the first date of their passage."""

WIDEST = 30
"""Words of context on either side."""

_ROOM = 64
"""Characters for each word of context: what is longer is no word that a line could show."""
_PARAGRAPHS = "\n\n"
_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
"""The order of the Kazakh Cyrillic letters, all Russian ones among them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a concordance: `left + match + right` is a slice of the document's normalised text.

    The match is at [start, end) of that text.
    """

    occurrence: Occurrence
    left: str
    match: str
    right: str
    start: int
    end: int


def lines(store: Store, found: Sequence[Occurrence], window: int) -> Iterator[Line]:
    """The lines of matches in their order, with `window` words of the same paragraph on either side."""
    for places in batches(range(len(found))):
        page = [found[place] for place in places]
        by_place = sorted(range(len(page)), key=lambda place: page[place].number)
        made = dict(zip(by_place, _lines(store, [page[place] for place in by_place], window), strict=True))
        yield from (made[place] for place in range(len(page)))


def sample(found: Sequence[Occurrence], size: int, seed: int) -> list[Occurrence]:
    """`size` of the matches, drawn at random, in their order: the same ones for the same seed."""
    # Of the generator's methods only random() promises the same numbers in every version of Python.
    numbers = random.Random(seed)
    drawn = sorted(range(len(found)), key=[numbers.random() for _ in found].__getitem__)
    return [found[place] for place in sorted(drawn[:size])]


def ordered(store: Store, found: Sequence[Occurrence], order: Order, window: int) -> list[Occurrence]:
    """The matches in an order; what is equal stays in the order of the corpus."""
    if order == "date":
        days = store.first_days(sorted({each.number for each in found}))
        return sorted(found, key=lambda each: days.get(each.number, LAST_DAY))
    if order == "node":
        return sorted(found, key=lambda each: [collated(word) for word in PARTS.findall(each.form)])
    if order == "position":
        return list(found)
    keys: dict[Occurrence, list[list[int]]] = {}
    for line in lines(store, found, window):
        context = PARTS.findall(line.right) if order == "right" else reversed(PARTS.findall(line.left))
        keys[line.occurrence] = [collated(word) for word in context]
    return sorted(found, key=keys.__getitem__)


def _lines(store: Store, found: Sequence[Occurrence], window: int) -> Iterator[Line]:
    """The lines of matches that are in the order of the corpus: each document is read once."""
    places = _places(store, {each.number for each in found})
    for document, run in groupby(found, key=lambda each: places[each.number][0]):
        ((text,),) = store.rows("SELECT text FROM documents WHERE number = ?", (document,))
        for each in run:
            start, end = (places[each.number][1] + offset for offset in (each.start, each.end))
            first, last = _context(text, start, end, window)
            yield Line(each, text[first:start], text[start:end], text[end:last], start, end)


def _places(store: Store, numbers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """The document of each passage, by number, and where in its text the passage starts."""
    rows: list[Any] = store.rows(
        "SELECT number, document, start FROM passages WHERE number IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(numbers)),),
    )
    return {number: (document, start) for number, document, start in rows}


def _context(text: str, start: int, end: int, window: int) -> tuple[int, int]:
    """Where the context of a match begins and ends: `window` words away, or at the paragraph's edge."""
    room = window * _ROOM
    near = max(start - room, 0)
    edge = text.rfind(_PARAGRAPHS, near, start)
    first = near if edge < 0 else edge + len(_PARAGRAPHS)
    before = list(PARTS.finditer(text, first, start))
    edge = text.find(_PARAGRAPHS, end, end + room)
    last = min(end + room, len(text)) if edge < 0 else edge
    after = list(PARTS.finditer(text, end, last))
    first = before[-window].start() if len(before) >= window else first
    last = after[window - 1].end() if len(after) >= window else last
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last


def collated(word: str) -> list[int]:
    """A key that sorts words as a Kazakh dictionary does, Cyrillic before all other letters."""
    return [_rank(letter) for letter in folding.surface(word)]


def _rank(letter: str) -> int:
    place = _ALPHABET.find(letter)
    return place if place >= 0 else len(_ALPHABET) + ord(letter)
